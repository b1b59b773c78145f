"""Markdown: the text as it stands; the marks around words are furniture, so that a passage runs across them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefkit.model import Heading
from briefkit.patterns import regex
from briefkit.sources import plain
from briefkit.sources.extracted import Context, Extracted

FRONT_MATTER = regex(r"\A---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
FENCE = regex(r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?^ {0,3}(?P=fence)[`~]*[ \t]*$|.*)", re.DOTALL | re.MULTILINE)
ATX = regex(r"^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<title>[^\r\n]*?)(?P<close>[ \t]+#+)?[ \t]*\r?$", re.MULTILINE)
SETEXT = regex(r"^ {0,3}(?P<title>\S[^\r\n]*?)[ \t]*\r?\n(?P<marks> {0,3}(?:=+|-{2,}))[ \t]*\r?$", re.MULTILINE)

# Each pattern's named groups are what is not read aloud. All repetitions are bounded: a source may be hostile.
MARKUP = (
    regex(r"(?P<a></?[A-Za-z][^<>\n]{0,300}>)"),
    regex(r"(?P<a>!\[[^\]\n]{0,300}\]\([^()\n]{0,500}\))"),
    regex(r"(?<!!)(?P<a>\[)[^\[\]]{1,500}(?P<b>\]\([^()\s]{0,500}(?:[ \t]+\"[^\"\n]{0,200}\")?\))"),
    regex(r"(?P<a>\[\^[^\]\s]{1,60}\]:?)"),
    regex(r"^(?P<a>[ \t]{0,3}(?:>[ \t]?){1,9})", re.MULTILINE),
    regex(r"(?<![\\*])(?P<a>\*{1,3})(?=[^\s*])[^*]{1,1000}(?<=[^\s*\\])(?P<b>\*{1,3})(?!\*)"),
    regex(r"(?<![\\\w])(?P<a>_{1,3})(?=[^\s_])[^_]{1,1000}(?<=[^\s_\\])(?P<b>_{1,3})(?!\w)"),
    regex(r"(?<![\\`])(?P<a>`{1,2})(?=[^`])[^`\n]{1,300}(?P<b>`{1,2})(?!`)"),
    regex(r"(?P<a>\\)(?=[!-/:-@\[-`{-~])"),
)


def read(data: bytes, context: Context) -> Extracted:
    """A `.md` file: its headings are sections, form feeds part its pages.

    Raises:
        SourceError: it cannot be decoded or has too many pages.
    """
    paged = plain.read(data, context)
    text = paged.text
    front = FRONT_MATTER.match(text)
    code = [front.span()] if front else []
    code += [place.span() for place in FENCE.finditer(text, front.end() if front else 0)]
    headings, marks = _headings(text, code)
    hidden = list(_comments(text, code))
    ranges = [*paged.furniture, *marks, *hidden, *_markup(text, [*code, *hidden]), *(code[:1] if front else [])]
    unseen = "\n".join(text[start:end] for start, end in hidden)
    return Extracted(text, paged.pages, _merged(ranges), headings, hidden=unseen)


def _headings(text: str, code: list[tuple[int, int]]) -> tuple[tuple[Heading, ...], list[tuple[int, int]]]:
    found, marks = [], []
    for place in ATX.finditer(text):
        if not _inside(place.start(), code):
            found.append(Heading(place.start(), len(place["marks"]), place["title"].strip()))
            marks.append((place.start(), place.start("title")))
            marks.append(place.span("close"))
    for place in SETEXT.finditer(text):
        if not _inside(place.start(), code):
            found.append(Heading(place.start(), 1 if "=" in place["marks"] else 2, place["title"]))
            marks.append(place.span("marks"))
    return tuple(sorted(found, key=lambda heading: heading.start)), marks


def _comments(text: str, code: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """HTML comments: nobody sees them, so nothing in them may match."""
    place = text.find("<!--")
    while place >= 0 and (end := text.find("-->", place)) >= 0:
        if not _inside(place, code):
            yield place, end + 3
        place = text.find("<!--", end)


def _markup(text: str, code: list[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    for pattern in MARKUP:
        for place in pattern.finditer(text):
            if not _inside(place.start(), code) and "\n\n" not in place.group():
                yield from (place.span(name) for name in pattern.groupindex)


def _inside(position: int, ranges: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in ranges)


def _merged(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """In order, without overlap and without empty ones."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(r for r in ranges if r[0] < r[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
