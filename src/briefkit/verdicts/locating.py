"""Does a locator hold for a place of a source? Pages, sections, timestamps, paragraphs.

A printed page number and a physical one are both taken; any overlap of the cited range with the passage's pages is
right.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from briefkit.model import Heading, Locator, Page, Source
from briefkit.patterns import regex
from briefkit.verdicts.headings import TERMS, names, roman
from briefkit.verdicts.notes import has_note, note_at

_ROMAN = regex(r"^[ivxlcdm]+$", re.IGNORECASE)
_LETTERED = regex(r"(\d[\w.]*?)\s*\(([a-z]|\d{1,2})\)")
SECTIONS = frozenset({*TERMS, "section", "sub-verbo", "title-locator", "rule"})


class Held(NamedTuple):
    """Whether a locator holds. `None` where the source cannot say; `reason` says why, or by which numbering it
    holds."""

    holds: bool | None
    reason: str = ""


def pages_of(source: Source, start: int, end: int) -> tuple[Page, ...]:
    """The pages that source.text[start:end] touches."""
    return tuple(page for page in source.pages if page.start < end and start < page.end)


def section_of(source: Source, start: int) -> tuple[Heading, ...]:
    """The headings over an offset, the outermost first."""
    open_headings: list[Heading] = []
    for heading in source.headings:
        if heading.start > start:
            break
        while open_headings and open_headings[-1].level >= heading.level:
            open_headings.pop()
        open_headings.append(heading)
    return tuple(open_headings)


def time_of(source: Source, start: int) -> tuple[float, str | None] | None:
    """Seconds and speaker of the cue that an offset lies in."""
    last = None
    for offset, seconds, speaker in source.times:
        if offset > start:
            break
        last = (seconds, speaker)
    return last


def holds(locator: Locator, source: Source, start: int, end: int) -> Held:
    """Hold a locator against source.text[start:end]."""
    if locator.label == "page":
        return _page(locator, source, start, end)
    if locator.label in SECTIONS:
        return _section(locator, source, start)
    if locator.label in ("timestamp", "time"):
        return _time(locator, source, start, end)
    if locator.label == "paragraph":
        return _paragraph(locator, source, start, end)
    if locator.label in ("note", "footnote"):
        return _note(locator, source, start)
    return Held(None, f"“{locator.text}” cannot be checked in this kind of source")


def _page(locator: Locator, source: Source, start: int, end: int) -> Held:
    if not source.pages:
        return Held(None, f"“{locator.text}” cannot be checked: the source has no pages")
    return _held(pages_of(source, start, end), locator)


def _held(touched: tuple[Page, ...], locator: Locator) -> Held:
    """Whether a locator names one of some pages, by its printed number or its place."""
    labels = [label for page in touched if (label := _number(page.label)) is not None]
    indexes = [page.index for page in touched]
    for first, last in locator.ranges:
        one, two = _number(first), _number(_completed(first, last))
        if one is None or two is None:
            if any(page.label == first for page in touched):
                return Held(True, "printed")
            continue
        if any(one <= number <= two for number in labels) and _same_style(first, touched):
            return Held(True, "printed")
        if not _ROMAN.match(first) and any(one <= number <= two for number in indexes):
            return Held(True, "physical")
    return Held(False)


def unread_at(locator: Locator | None, source: Source) -> str:
    """The first page cited, printed or physical, that is an image without text: "p. 4". "" where there is none."""
    if locator is None or locator.label != "page" or not source.unread:
        return ""
    images = [page for page in source.pages if page.index in source.unread]
    cited = (page for page in images if _held((page,), locator).holds)
    return next((f"p. {page.label or page.index}" for page in cited), "")


def _same_style(cited: str, pages: tuple[Page, ...]) -> bool:
    """Roman and Arabic numbers count different pages: "iv" is not "4"."""
    roman = bool(_ROMAN.match(cited))
    return any(page.label is not None and bool(_ROMAN.match(page.label)) == roman for page in pages)


def _completed(first: str, last: str) -> str:
    """The second number of `123-25` in full: 125."""
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        return first[: len(first) - len(last)] + last
    return last


def _number(label: str | None) -> int | None:
    if label is None:
        return None
    digits = label.strip()
    return int(digits) if digits.isdecimal() else roman(digits)


def _section(locator: Locator, source: Source, start: int) -> Held:
    if not source.headings:
        return Held(None, f"“{locator.text}” cannot be checked: the source has no headings")
    answers = [_under(locator.label, first, last, source, start) for first, last in locator.ranges]
    if any(answer.holds for answer in answers):
        return Held(True)
    if any(answer.holds is False for answer in answers):
        return Held(False)
    return Held(None, answers[0].reason or f"“{locator.text}” is no heading of the source")


def _under(label: str, first: str, last: str, source: Source, start: int) -> Held:
    """Whether an offset stands under one of the headings from the first to the last, and in the paragraph "(b)" named
    with it."""
    whole = [first, *(str(n) for n in _between(first, last))]
    for wanted, letter in ((whole, ""), _lettered(first)):
        over = [heading for heading in section_of(source, start) if any(names(heading.title, label, v) for v in wanted)]
        if over:
            return _paragraph_of(source, over[-1].start, start, letter) if letter else Held(True)
        if any(names(heading.title, label, value) for heading in source.headings for value in wanted):
            return Held(False)
    return Held(None)


def _between(first: str, last: str) -> range:
    one, two = _number(first), _number(last)
    return range(one + 1, two + 1) if one is not None and two is not None and one < two < one + 1000 else range(0)


def _lettered(value: str) -> tuple[list[str], str]:
    """`3(b)` as a section and its paragraph."""
    parts = _LETTERED.fullmatch(value.strip())
    return ([parts[1]], parts[2]) if parts else ([], "")


def _paragraph_of(source: Source, head: int, start: int, letter: str) -> Held:
    """Whether the last paragraph of its kind that begins before an offset, "(b)", is the one cited."""
    kind = r"\d{1,2}" if letter.isdigit() else "[a-z]"
    heads = re.findall(rf"^[ \t]*\(?({kind})\)", source.text[head : start + len(letter) + 2], re.MULTILINE)
    return Held(heads[-1] == letter) if heads else Held(None, f"the source has no paragraph “({letter})” there")


def _note(locator: Locator, source: Source, start: int) -> Held:
    here = note_at(source, start)
    ranges = [(_number(first), _number(_completed(first, last))) for first, last in locator.ranges]
    if here is not None and any(one <= here <= two for one, two in ranges if one is not None and two is not None):
        return Held(True)
    if here is not None and has_note(source, locator):
        return Held(False)
    if here is not None:
        return Held(
            None, f"“{locator.text}” cannot be checked: no note has that number; the words follow number {here}"
        )
    return Held(None, f"“{locator.text}” cannot be checked: no number before the note tells it")


def _time(locator: Locator, source: Source, start: int, end: int) -> Held:
    if not source.times:
        return Held(None, f"“{locator.text}” cannot be checked: the source has no times")
    touched = [seconds for offset, seconds, _ in source.times if start <= offset < end]
    first_cue = time_of(source, start)
    begin = first_cue[0] if first_cue else 0.0
    later = [seconds for offset, seconds, _ in source.times if offset >= end]
    finish = later[0] if later else (max(touched) if touched else begin) + 60
    for first, last in locator.ranges:
        one, two = _seconds(first), _seconds(last)
        if one is not None and two is not None and one <= finish and begin - 1 <= two:
            return Held(True)
    return Held(False)


def _seconds(value: str) -> float | None:
    parts = value.strip().split(":")
    if not all(re.fullmatch(r"\d+(?:[.,]\d+)?", part) for part in parts) or len(parts) > 3:
        return None
    total = 0.0
    for part in parts:
        total = total * 60 + float(part.replace(",", "."))
    return total


def _paragraph(locator: Locator, source: Source, start: int, end: int) -> Held:
    """Paragraphs are counted by blank lines; a number printed at a paragraph's head counts before that."""
    paragraphs = [(m.start(), m.end(), m[0]) for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", source.text)]
    touched = [(i, text) for i, (first, last, text) in enumerate(paragraphs, 1) if first < end and start < last]
    for first, last in locator.ranges:
        if not (first.isdigit() and last.isdigit()):
            continue
        numbers = range(int(first), int(_completed(first, last)) + 1)
        if any(i in numbers or any(re.match(rf"\(?{n}[.)\s]", text) for n in numbers) for i, text in touched):
            return Held(True)
    return Held(False)
