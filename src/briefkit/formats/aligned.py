"""Quotation and passage, one under the other, with what differs marked under each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefkit.formats.columns import printable, right_to_left, shown, width
from briefkit.model import Judgement

CONTEXT = 32
"""Characters kept around a difference when a long text is cut."""
LONGEST = 160
"""Characters that are shown without cutting."""
CUT = " […] "


class Marked(NamedTuple):
    """A range of a text that differs. `excused`: a rule explains it."""

    start: int
    end: int
    excused: bool


class Row(NamedTuple):
    """A text as it is shown and the line of marks below it, "" where nothing is marked."""

    text: str
    marks: str


def rows(judgement: Judgement) -> tuple[Row, Row | None]:
    """The row of the quotation and that of the passage, if one was found and may be shown."""
    quotation, match = judgement.quotation, judgement.match
    placed = [d for d in judgement.differences if d.end > d.start or d.source_end > d.source_start]
    quoted = [Marked(d.start, d.end, d.rule is not None) for d in placed]
    first = row(quotation.text, quoted)
    if match is None or not match.text:
        return first, None
    found = [
        Marked(d.source_start - match.start, d.source_end - match.start, d.rule is not None)
        for d in placed
        if match.start <= d.source_start and d.source_end <= match.end
    ]
    return first, row(match.text, found)


def row(text: str, marked: Sequence[Marked]) -> Row:
    """One text with its marks: `^` under what nothing explains, `~` under what a rule explains."""
    marked = [_trimmed(text, mark) for mark in marked]
    shows: list[str] = []
    marks: list[str] = []
    for start, end in _pieces(len(text), marked):
        if start > 0:
            shows.append(CUT)
            marks.append(" " * len(CUT))
        _draw(text, start, end, marked, shows, marks)
    if shows and _pieces(len(text), marked)[-1][1] < len(text):
        shows.append(CUT.rstrip())
    line = "".join(marks).rstrip()
    return Row("".join(shows), "" if right_to_left(text) else line)


def _trimmed(text: str, mark: Marked) -> Marked:
    """The mark without the white space at its ends, unless it marks nothing else."""
    words = text[mark.start : mark.end]
    if not words.strip():
        return mark
    start = mark.start + len(words) - len(words.lstrip())
    return Marked(start, start + len(words.strip()), mark.excused)


def _draw(text: str, start: int, end: int, marked: Sequence[Marked], shows: list[str], marks: list[str]) -> None:
    """Append the characters of a piece and the mark below each; a run of white space is one blank."""
    signs = _signs(marked, start, end)
    blank = False
    for offset in range(start, end):
        sign = signs.get(offset, " ")
        if text[offset].isspace():
            if blank and sign == " ":
                continue
            blank = True
        else:
            blank = False
        drawn = shown(text[offset])
        shows.append(drawn)
        marks.append(sign * width(drawn))
    if end in signs and end == len(text):
        marks.append(signs[end])


def _signs(marked: Iterable[Marked], start: int, end: int) -> dict[int, str]:
    """The sign below each offset. Where words are left out, it stands below the character that follows."""
    signs: dict[int, str] = {}
    for mark in marked:
        sign = "~" if mark.excused else "^"
        for offset in range(max(mark.start, start), min(max(mark.end, mark.start + 1), end + 1)):
            if signs.get(offset) != "^":
                signs[offset] = sign
    return signs


def _pieces(length: int, marked: Sequence[Marked]) -> list[tuple[int, int]]:
    """What is shown of a long text: the surroundings of what differs, or its beginning."""
    if length <= LONGEST:
        return [(0, length)]
    telling = [mark for mark in marked if not mark.excused] or list(marked)
    if not telling:
        return [(0, LONGEST)]
    pieces: list[tuple[int, int]] = []
    for mark in sorted(telling, key=lambda m: m.start):
        start, end = max(0, mark.start - CONTEXT), min(length, mark.end + CONTEXT)
        if pieces and start <= pieces[-1][1] + len(CUT):
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    return pieces[:4]


def in_words(judgement: Judgement) -> list[str]:
    """The differences that nothing explains, told in words: for scripts whose columns no mark can follow."""
    told = []
    for difference in judgement.differences:
        if difference.rule is None:
            quote, source = printable(difference.quote), printable(difference.source)
            told.append(
                f"“{quote}” stands for “{source}”"
                if quote and source
                else f"“{source}” is left out"
                if source
                else f"“{quote}” is added"
            )
    return told
