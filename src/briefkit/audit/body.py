"""The report's own text in a document: without briefkit's appendix, and without its marks in the margin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from briefkit.model import Source
from briefkit.patterns import regex

QUOTED = regex(
    r"“([^“”„]{1,3000})”|„([^“”„]{1,3000})[“”]|«([^«»]{1,3000})»|「([^「」]{1,3000})」|『([^『』]{1,3000})』"
)
"""What stands in a document between double quotation marks; of nested ones the inner."""
DIGEST = regex(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_MARGIN = regex(
    r"^(?:[ \u00a0\t]*[✓✗≈–][ \u00a0\n]\d{1,5})+[ \t]*$\n?|(?:[ \u00a0\t]+[✓✗≈–][ \u00a0\n]\d{1,5})+[ \t]*$",
    re.MULTILINE,
)
"""A mark in the margin of a PDF ends the line that it stands beside, or is a line of its own behind it."""


@dataclass(frozen=True, slots=True)
class Body:
    """`text` is what is left of a document; `starts` and `origins` lead from places in it to the document's text."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    document: Source

    def page(self, place: int) -> int | None:
        """The page of the document that a place of `text` stands on, from 1."""
        index = bisect_right(self.starts, place) - 1
        origin = self.origins[index] + place - self.starts[index]
        return next((page.index for page in self.document.pages if page.start <= origin < page.end), None)

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where a range of `text` stands in the document's text, piece by piece."""
        for index in range(max(bisect_right(self.starts, start) - 1, 0), bisect_right(self.starts, end - 1)):
            shift = self.origins[index] - self.starts[index]
            following = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
            yield max(start, self.starts[index]) + shift, min(end, following) + shift


def body_of(document: Source, parts: list[tuple[int, int]]) -> Body:
    """The text without running heads, without marks in the margin and without `parts`, which may overlap."""
    margin = [found.span() for found in _MARGIN.finditer(document.text)] if document.pages else []
    return _cut(document, [*document.furniture, *margin, *parts])


def appendix_of(text: str, title: str) -> tuple[int, int] | None:
    """Where the appendix of that title stands: from the last line that is the title to the digest that ends it."""
    heads = list(re.finditer(rf"^[ \t]*{spaced(title)}[ \t]*$", text, re.MULTILINE))
    if not heads:
        return None
    digest = DIGEST.search(text, heads[-1].end())
    return heads[-1].start(), digest.end() if digest else len(text)


def spaced(words: str) -> str:
    """A regular expression for words in which white space may stand anywhere: a PDF has it between letters of Chinese
    and Japanese."""
    return r"\s*".join(map(re.escape, "".join(words.split())))


def _cut(document: Source, skips: list[tuple[int, int]]) -> Body:
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    position = length = 0
    for start, end in [*sorted(skips), (len(document.text), len(document.text))]:
        if start > position or not starts:
            starts.append(length)
            origins.append(position)
            pieces.append(document.text[position:start])
            length += max(0, start - position)
        position = max(position, end)
    return Body("".join(pieces), tuple(starts), tuple(origins), document)


def digests(text: str) -> list[str]:
    """The SHA-256 digests that a text shows, in order."""
    return DIGEST.findall(text)


def line_of(text: str, found: re.Match[str]) -> str:
    """The lines on which something was found, whole."""
    end = text.find("\n", found.end())
    return text[text.rfind("\n", 0, found.start()) + 1 : end if end >= 0 else len(text)]
