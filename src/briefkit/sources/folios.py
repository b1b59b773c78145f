"""Printed page numbers (folios): arabic or roman, alone on their line or beside a running title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefkit.patterns import regex

ROMAN = regex(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
VALUES = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
NUMBER = r"(?P<number>\d{1,5}|[ivxlcdm]{1,9}|[IVXLCDM]{1,9})"
PAGE = r"(?:(?:page|pg|p|seite|s|página|pagina|strona|стр|с)\.?\s*)?"
OF = r"(?:\s*(?:/|of|von|de|sur|z|из)\s*\d+)?"
ALONE = regex(rf"\W{{0,4}}{PAGE}{NUMBER}{OF}\W{{0,4}}", re.IGNORECASE)
LAST = regex(rf".*\S(?:\s{{3,}}|\s*[|·•–—]\s*|\s*\[\s*page\s+){NUMBER}\s*\]?", re.IGNORECASE)
FIRST = regex(rf"{NUMBER}(?:\s{{3,}}|\s*[|·•]\s*)\S.*")


@dataclass(frozen=True, slots=True)
class Folio:
    """A number that may be that of its page. `bare`: nothing else is on its line."""

    value: int
    roman: bool
    text: str
    side: str
    rank: int
    bare: bool

    def counts_with(self, other: Folio, distance: int) -> bool:
        """Whether `other`, that many pages further on, goes on with the same count at the same edge."""
        return self.roman == other.roman and self.side == other.side and other.value - self.value == distance


def folios(words: str, side: str, rank: int) -> Iterator[Folio]:
    """The numbers of a line that may be its page's."""
    if len(words) > 200:
        return
    for pattern, bare in ((ALONE, True), (LAST, False), (FIRST, False)):
        if (place := pattern.fullmatch(words)) and (read := _value(place["number"])):
            value, roman = read
            yield Folio(value, roman, place["number"], side, rank, bare)
            return


def neighbours(page: int, count: int, near: int) -> Iterator[int]:
    """The pages around `page`, nearest first."""
    for distance in range(1, near + 1):
        for there in (page - distance, page + distance):
            if 0 <= there < count:
                yield there


def label(before: tuple[int, Folio], after: tuple[int, Folio], page: int) -> str | None:
    """The number of a page between two that have theirs, each given with its index; None where they disagree."""
    (first, low), (last, high) = before, after
    if low.roman != high.roman or high.value - low.value != last - first:
        return None
    value = low.value + page - first
    return roman(value) if low.roman else str(value)


def _value(written: str) -> tuple[int, bool] | None:
    """The value and whether it is roman; None for letters that are no roman number."""
    if written.isdecimal():
        return (int(written), False) if int(written) else None
    lower = written.lower()
    if not ROMAN.fullmatch(lower):
        return None
    total, place = 0, 0
    for value, sign in VALUES:
        while lower.startswith(sign, place):
            total, place = total + value, place + len(sign)
    return total, True


def roman(value: int) -> str:
    """A number in small roman figures."""
    written = ""
    for amount, sign in VALUES:
        while value >= amount:
            written, value = written + sign, value - amount
    return written
