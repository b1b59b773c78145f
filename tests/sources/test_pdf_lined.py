"""Lines are taken from where their letters stand, from left to right, whatever the order and the names in the file."""

from __future__ import annotations

import pytest

from briefkit.sources.pdf_facing import opens_right
from briefkit.sources.pdf_lined import MARGIN, MARKED, Glyph, clusters, lines


def page(shown: str, y: float = 700.0, x: float = 100.0) -> list[Glyph]:
    return [Glyph(char, x + 10 * at, y) for at, char in enumerate(shown)]


@pytest.mark.parametrize("shown", ["םולש 2019 תנשב", "%12.5 يأ", "«باتك»", "The mean is 3-5 km", "(בא) הלע"])
def test_a_line_is_as_it_stands(shown: str) -> None:
    assert lines(page(shown)) == [shown]
    assert lines(page(shown)[::-1]) == [shown]


def test_lines_are_in_the_order_of_the_file() -> None:
    assert lines([*page("ב", 600.0), *page("א", 700.0), *page("ג", 700.4, 50.0)]) == ["ב", "גא"]


def test_what_stands_in_the_margin_is_told() -> None:
    mark = [Glyph("✗", 500.0, 702.0), Glyph("2", 508.0, 702.0)]
    assert lines([*page("אב"), *mark, *page("ג", 700.0, 90.0)], 490.0) == ["גאב", f"{MARGIN}✗2"]
    assert lines([*page("אב"), *(glyph._replace(y=700.0) for glyph in mark)], 490.0) == [f"אב{MARGIN}✗2"]


def test_a_raised_figure_is_on_its_line() -> None:
    assert lines([*page("ab"), Glyph("¹", 120.0, 704.0), *page("c", 700.0, 130.0)]) == ["ab¹c"]
    assert lines([*page("ab"), Glyph("c", 120.0, 704.0), *page("d", 700.0, 130.0)]) == ["abd", "c"]


def test_white_space_that_was_put_in_begins_no_line() -> None:
    assert lines([*page("ab"), Glyph(" ", 0.0, 650.0), *page("c", 700.0, 130.0)]) == ["abc"]


def test_a_letter_that_is_written_again_with_its_mark_is_one() -> None:
    alef = "أ\u064f"
    glyphs = [Glyph("ن", 90.0, 700.0), Glyph(alef, 100.0, 700.0), Glyph(alef[::-1], 101.0, 701.5)]
    assert lines(glyphs) == [f"نأ{MARKED}"]


def test_letters_of_one_glyph_stand_as_they_run() -> None:
    assert lines([Glyph("لا", 100.0, 700.0), Glyph("ك", 90.0, 700.0)]) == ["كال"]
    assert lines([Glyph("fi", 100.0, 700.0), Glyph("o", 90.0, 700.0)]) == ["ofi"]
    assert lines([Glyph("שָׁם", 100.0, 700.0, known=True)]) == ["םשָׁ"]


def test_letters_have_their_marks() -> None:
    assert clusters(f"שָׁם{MARKED}e\u0301") == ["שָׁ", f"ם{MARKED}", "é"]


def test_which_way_a_bracket_opens_is_seen() -> None:
    round_one = [0b00000, 0b00011, 0b00110, 0b11100, 0b11100, 0b11100, 0b00110, 0b00011]
    mirrored = [0b00000, 0b11000, 0b01100, 0b00111, 0b00111, 0b00111, 0b01100, 0b11000]
    square = [0b11110, 0b11000, 0b11000, 0b11000, 0b11000, 0b11110]
    less = [0b00001, 0b00110, 0b11000, 0b11000, 0b00110, 0b00001, 0b00000, 0b11111]
    assert [opens_right(ink) for ink in (round_one, mirrored, square, less)] == [True, False, True, True]
    assert opens_right([0, 0]) is None
    assert opens_right([0b010, 0b010]) is None
