"""Lines from right to left are taken from where their letters stand, as a reader sees them."""

from __future__ import annotations

import pytest

from briefkit.sources.pdf_turned import MARKED, Glyph, turned

SEEN = (
    ("םולש", "שלום"),
    ("םולש 2019 תנשב", "בשנת 2019 שלום"),
    ("ACME Ltd תרבח", "חברת ACME Ltd"),
    ("3.5-ל", "ל-3.5"),
    ("%12.5 يأ", "أي 12.5%"),
    ("2021-2020 ذنم", "منذ 2020-2021"),
    ("«باتك»", "«كتاب»"),
    ("[12]", "[12]"),
    ("The mean is 3-5 km", "The mean is 3-5 km"),
    ("(A Talk) «2021-2020 ذنم", "منذ 2020-2021» (A Talk)"),
)
"""Characters from the left to the right, as they show on the page, and the line as it is read."""


def page(shown: str, y: float = 700.0) -> list[Glyph]:
    return [Glyph(char, 100.0 + 10 * at, y) for at, char in enumerate(shown)]


@pytest.mark.parametrize(("shown", "read"), SEEN)
def test_a_line(shown: str, read: str) -> None:
    assert turned(page(shown)) == [read]


def test_brackets_are_mirrored_from_right_to_left_only() -> None:
    assert turned(page("(בא) הלע")) == ["עלה (אב)"]
    assert turned(page("הלע (3)")) == ["(3) עלה"]


def test_lines_go_from_the_top_to_the_foot_whatever_the_order_in_the_file() -> None:
    assert turned([*page("ב", 600.0), *page("א", 700.0), *page("ג", 700.4)]) == ["אג", "ב"]


def test_a_letter_that_is_written_again_with_its_mark_is_one() -> None:
    alef = "أ\u064f"
    glyphs = [Glyph("ن", 90.0, 700.0), Glyph(alef, 100.0, 700.0), Glyph(alef[::-1], 101.0, 701.5)]
    assert turned(glyphs) == [f"أ{MARKED}ن"]


def test_two_letters_of_one_glyph_keep_their_order() -> None:
    assert turned([Glyph("لا", 100.0, 700.0), Glyph("ك", 90.0, 700.0)]) == ["لاك"]
