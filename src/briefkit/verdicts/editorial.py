"""What an author declares inside a quotation: ellipses, brackets, notes such as [sic] and (emphasis added).

Sources: The Chicago Manual of Style 18, 12.51-12.74 (permissible changes, ellipses, interpolations), The Bluebook 22,
rule 5 (alterations, omissions, citations).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from briefkit.patterns import regex
from briefkit.verdicts.lexicon import EDITORIAL_NOTES

_DOTS = r"(?:…+(?:\s?\.)?|\.(?:[ \u00a0\u2009]?\.){2,3}|⋯+)"
_ELLIPSIS = regex(rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|［\s*{_DOTS}\s*］|（\s*{_DOTS}\s*）|<\s*{_DOTS}\s*>|{_DOTS}")
_BRACKET = regex(r"\[([^\[\]]*)\]|［([^［］]*)］")
_NEAR = 120
"""Characters after the closing mark in which a note such as (emphasis added) is looked for."""
_PARENTHESIS = regex(r"\(([^()]*)\)")


class Literal(NamedTuple):
    """Words that must be the source's. `start` and `end` are offsets in the quotation's text."""

    text: str
    start: int
    end: int


class Omission(NamedTuple):
    """A declared omission."""

    text: str
    start: int
    end: int


class Bracket(NamedTuple):
    """Words of the author in brackets. `content` is without the brackets; `note` when it is [sic] or its like."""

    text: str
    content: str
    note: bool
    start: int
    end: int


Part = Literal | Omission | Bracket


@cache
def is_note(content: str) -> bool:
    """True for [sic], [emphasis added], [citation omitted] and their like in any language briefkit knows."""
    words = re.sub(r"[*_.!:,;\s]+", " ", content.casefold().replace("’", "'")).strip()
    if content.strip().casefold() in ("!", "?", "so!"):
        return True
    pieces = re.split(r" ?[;,/] ?| and ", words)
    return words in EDITORIAL_NOTES or (len(pieces) > 1 and all(piece in EDITORIAL_NOTES for piece in pieces))


def notes_of(text: str, after: str) -> frozenset[str]:
    """The editorial notes inside a quotation and right after its closing mark, in lower case, one by one."""
    found = [match[1] or match[2] or "" for match in _BRACKET.finditer(text)]
    found += [match[1] for match in _PARENTHESIS.finditer(text)]
    near = re.sub(r"\[[^\]]*@[^\]]*\]", "", after)[:_NEAR]
    found += [match[1] for match in re.finditer(r"[\[(]([^\[\]()]*)[\])]", near.split("\n\n")[0])]
    notes = [re.sub(r"[*_.!:\s]+", " ", note.casefold()).strip() for note in found if is_note(note)]
    return frozenset(piece.strip() for note in notes for piece in re.split(r"[;,/]| and ", note)) | frozenset(notes)


def parse(text: str, is_source: Callable[[int, int], bool]) -> tuple[Part, ...]:
    """The parts of a quotation, in order. `is_source` says whether the ellipsis or bracket at a range of it is the
    source's own."""
    parts: list[Part] = []
    position = 0
    for start, end, part in _devices(text):
        if start < position or is_source(start, end):
            continue
        if start > position:
            parts.append(Literal(text[position:start], position, start))
        parts.append(part)
        position = end
    if position < len(text) or not parts:
        parts.append(Literal(text[position:], position, len(text)))
    return tuple(part for part in parts if not isinstance(part, Literal) or part.text.strip())


def has_devices(text: str) -> bool:
    """True when the text may hold something to parse."""
    return (
        any(mark in text for mark in "[…⋯［")
        or "..." in text
        or ". ." in text
        or any(is_note(match[1]) for match in _PARENTHESIS.finditer(text))
    )


def _devices(text: str) -> list[tuple[int, int, Part]]:
    found: list[tuple[int, int, Part]] = []
    found.extend((*match.span(), Omission(match[0], *match.span())) for match in _ELLIPSIS.finditer(text))
    for match in _BRACKET.finditer(text):
        content = match[1] if match[1] is not None else match[2]
        found.append(
            (match.start(), match.end(), Bracket(match[0], content, is_note(content), match.start(), match.end()))
        )
    found.extend(
        (*match.span(), Bracket(match[0], match[1], True, *match.span()))
        for match in _PARENTHESIS.finditer(text)
        if is_note(match[1])
    )
    return sorted(found, key=lambda item: (item[0], -item[1]))
