"""Columns of a PDF that its file writes across the page, and words whose sizes the file hides in their matrices."""

from __future__ import annotations

from itertools import chain, zip_longest

import pytest
from tests.sources.conftest import ReadSource
from tests.sources.test_pdf import written

from briefkit.model import Source

LEFT = [
    "The harbour master wrote in spring",
    "that the ferry from the northern",
    "island had come in late again, and",
    "that nobody had told the families",
    "who were waiting at the landing of",
    "the storm that had held it up since",
    "the morning of the day before.",
]
RIGHT = [
    "A second report of the same year",
    "says that the bridge was closed to",
    "carts, because its planks had been",
    "taken away in the night by people",
    "who needed the wood for the winter",
    "and who were never found, although",
    "the council had asked for names.",
]


def shown(words: str, x: float, y: float, size: float = 8.0) -> bytes:
    return b"BT /F %g Tf 1 0 0 1 %g %g Tm (%b) Tj ET\n" % (size, x, y, words.encode())


def across(left: list[str], right: list[str], drop: float) -> bytes:
    """A page of two columns, written row by row; those of the right column stand `drop` points lower."""
    rows = (
        [shown(one, 10, 250 - 11 * place) if one else b"", shown(two, 160, 250 - drop - 11 * place) if two else b""]
        for place, (one, two) in enumerate(zip_longest(left, right, fillvalue=""))
    )
    return written(b"".join(chain.from_iterable(rows)))


def folded(source: Source) -> str:
    return " ".join(source.text.split())


@pytest.mark.parametrize("drop", [0.0, 4.0])
def test_columns_that_are_written_across_are_read_one_after_the_other(read_source: ReadSource, drop: float) -> None:
    source = read_source("across.pdf", across(LEFT, RIGHT, drop))
    assert folded(source) == " ".join(LEFT + RIGHT)


def test_words_that_the_lines_of_such_columns_break_stay_whole(read_source: ReadSource) -> None:
    left = [line.replace("northern", "nor-") for line in LEFT]
    left[2] = "thern island came in late, and"
    text = read_source("hyphens.pdf", across(left, RIGHT, 0)).text
    assert "the nor-\nthern island" in text


def test_a_line_over_both_columns_parts_them(read_source: ReadSource) -> None:
    head = shown("What the two reports of that year say of the ferry and of the bridge, word for word", 10, 270)
    foot = shown("Both reports were read aloud to the council of the town, and then put away again", 10, 150)
    data = across(LEFT, RIGHT, 0)
    assert folded(read_source("plain.pdf", data)) == " ".join(LEFT + RIGHT)
    rows = b"".join(
        shown(one, 10, 250 - 11 * i) + shown(two, 160, 250 - 11 * i)
        for i, (one, two) in enumerate(zip(LEFT, RIGHT, strict=True))
    )
    text = folded(read_source("parted.pdf", written(head + rows + foot)))
    assert text.startswith("What the two reports")
    assert text.endswith("put away again")
    assert " ".join(LEFT) in text
    assert " ".join(RIGHT) in text


def test_the_rows_of_a_table_stay_together(read_source: ReadSource) -> None:
    left = [f"Ferries of the {name} line" for name in ("northern", "southern", "eastern", "western", "old", "new")]
    right = [f"{many} passages in the winter" for many in (12, 40, 7, 9, 31, 5)]
    text = folded(read_source("table.pdf", across(left, right, 0)))
    for one, two in zip(left, right, strict=True):
        assert f"{one} {two}" in text


def test_the_size_of_a_line_is_that_of_its_words_not_of_its_bullet(read_source: ReadSource) -> None:
    bullet = b"BT /F 1 Tf 7 0 0 7 10 280 Tm (*) Tj 12 0 0 12 20 280 Tm (and the first of them came in by) Tj ET\n"
    plain = b"BT /F 1 Tf 12 0 0 12 20 %g Tm (%b) Tj ET\n"
    lines = [plain % (252 - 14 * i, b"The ferry came in late on every day of it") for i in range(6)]
    night = plain % (266, b"night, which nobody had foreseen")
    source = read_source("bullet.pdf", written(b"".join([bullet, night, *lines])))
    assert "came in by night, which" in folded(source)


MARGIN = [
    ("The harbour master says of the ferry that it was late,", 10.0, 250.0, 8.0),
    ("and that on the evening of the storm it had been seen", 10.0, 240.0, 8.0),
    ("The ferry is", 240.0, 240.0, 6.0),
    ("that of the year", 240.0, 233.0, 6.0),
    ("before, as others say.", 240.0, 226.0, 6.0),
    ("by nobody but the two fishermen who had gone out alone.", 10.0, 230.0, 8.0),
    ("He says no more about it in any of the later reports.", 10.0, 220.0, 8.0),
]


def test_a_note_in_the_margin_does_not_stand_in_the_sentence_beside_it(read_source: ReadSource) -> None:
    source = read_source("margin.pdf", written(b"".join(shown(*line) for line in MARGIN)))
    assert "it had been seen by nobody but the two fishermen" in folded(source)
    assert "The ferry is that of the year before, as others say." in folded(source)


def test_a_line_that_the_file_brings_late_is_read_in_its_place(read_source: ReadSource) -> None:
    lines = [(words, 10.0, 250.0 - 11 * place, 8.0) for place, words in enumerate(LEFT)]
    late = [*lines[:2], *lines[4:], lines[2], lines[3]]
    source = read_source("late.pdf", written(b"".join(shown(*line) for line in late)))
    assert folded(source) == " ".join(LEFT)


def test_a_line_far_from_those_that_it_stands_between_stays_where_the_file_has_it(read_source: ReadSource) -> None:
    above = [(words, 10.0, 250.0 - 11 * place, 8.0) for place, words in enumerate(LEFT[:3])]
    below = [(words, 10.0, 178.0 - 11 * place, 8.0) for place, words in enumerate(LEFT[3:])]
    drawn = ("What the picture shows is a ferry", 12.0, 203.0, 8.0)
    source = read_source("drawn.pdf", written(b"".join(shown(*line) for line in (*above, *below, drawn))))
    assert folded(source) == " ".join([*LEFT, drawn[0]])
