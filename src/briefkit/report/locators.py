"""Locators: `pp. 3-5, 9`, `§ 12`, `ch. 2`, `at 00:12:03`, `xiv`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefkit.model import Locator
from briefkit.patterns import regex
from briefkit.report.terms import LABELS

_SPACE = r"[ \t\n\u00a0\u202f\u2009]*"
_ROMAN = (
    r"(?=[ivxlcdmIVXLCDM])[mM]{0,3}(?:[cC][mMdD]|[dD]?[cC]{0,3})"
    r"(?:[xX][cClL]|[lL]?[xX]{0,3})(?:[iI][xXvV]|[vV]?[iI]{0,3})(?!\w)"
)
_NUMBER = (
    r"(?:\d+(?::\d{2}){1,2}(?:[.,]\d+)?"
    r"|[A-Za-z]{0,2}\d+(?:\.\d+)*(?:(?=ff?\b)|[A-Za-z]?(?![A-Za-z\d]))(?:\([A-Za-z\d]{1,4}\))*"
    rf"|{_ROMAN})"
)
_DASH = r"(?:--?-?|[\u2010-\u2015\u2212]|\.\.|(?:to|through|bis|à|a|al|do|до|по)(?=\s+\d))"
_RANGE = rf"({_NUMBER})(?:{_SPACE}{_DASH}{_SPACE}({_NUMBER}))?"
_NEXT = rf"{_SPACE}(?:[,;]|&|and\b|und\b|et\b|y\b|e\b|и\b){_SPACE}"
_ONE = regex(_RANGE)
_TERM = regex(
    "(" + "|".join(re.escape(term) for term in sorted(LABELS, key=len, reverse=True)) + r")([.'׳]?)" + _SPACE,
    re.IGNORECASE,
)
_NEXT_ONE = regex(_NEXT)
_JOINT = regex(rf"{_SPACE},{_SPACE}")
_LEAD = regex(r"[\s,;:\u00a0]*")
_TIME = regex(r"\d+:\d{2}")
_FOLLOWING = regex(r"\s?(?:(ff?|sqq?|et seqq?|nn)|页|頁|章|节|節|条|條|쪽|면)\b\.?")
_HEADED = ("section", "chapter", "part", "book", "article-locator", "appendix", "title-locator")
_NAME = regex(r"[“\"‘'«„]?([^\W\d_][^,;()\[\]“”\"«»]{1,60}?)[”\"’'»“]?(?=\s*(?:[,;)\]]|$))")
_ONE_MORE, _SOME_MORE = 1, 10
"""Pages that "f." and "ff." add to the last that is named."""


def parse(text: str) -> Locator | None:
    """The locator at the start of a citation's suffix, None where it has none. `text` is kept as written.

    `{…}` around it makes all within the locator, as in pandoc; it is taken for a page where it names no term.
    """
    text = text[_LEAD.match(text).end() :]  # type: ignore[union-attr]
    if text.startswith("{"):
        inner, _, _ = text[1:].partition("}")
        return parse(inner) or (Locator("page", ((inner.strip(),) * 2,), inner.strip()) if inner.strip() else None)
    first = _one(text, 0)
    if first is None:
        return None
    found, end = first
    while (joint := _JOINT.match(text, end)) and (more := _one(text, joint.end(), bare=False)):
        found, end = (more[0] if more[0].label == "page" else found), more[1]
    return Locator(found.label, found.ranges, text[:end])


def _one(text: str, start: int, *, bare: bool = True) -> tuple[Locator, int] | None:
    """A term with its numbers at `start`, and where it ends; `bare` allows numbers alone."""
    label, rest = _label(text, start)
    end = _end(text, rest)
    if end is None:
        return _named(label, text, start, rest)
    numbers = text[rest:end]
    following = _FOLLOWING.match(text, end)
    if following:
        end = following.end()
    if label is None and not (bare and _bare(text, end, numbers)):
        return None
    ranges = tuple(_each(numbers))
    if following and following[1]:
        lettered = label not in (None, "page") and following[0] == "f"  # "§ 3f" is a section of its own
        ranges = (*ranges[:-1], _extended(*ranges[-1], "" if lettered else following[1]))
    if text[start:rest].lower().startswith("min"):
        ranges = tuple((f"{first}:00", f"{last}:59") if first.isdecimal() else (first, last) for first, last in ranges)
    return Locator(_settled(label, text[start:end], numbers), ranges, text[start:end]), end


def _named(label: str | None, text: str, start: int, rest: int) -> tuple[Locator, int] | None:
    """A section by its heading: `sec. Methods`, `ch. “The Mill”`. A word in lower case begins none."""
    found = _NAME.match(text, rest) if label in _HEADED else None
    if label is None or found is None or found[1][0].islower():
        return None
    return Locator(label, ((found[1],) * 2,), text[start : found.end()]), found.end()


def _end(text: str, start: int) -> int | None:
    """Where the numbers at `start` end, None where there are none."""
    one = _ONE.match(text, start)
    end = one.end() if one else None
    while end is not None and (joint := _NEXT_ONE.match(text, end)) and (one := _ONE.match(text, joint.end())):
        end = one.end()
    return end


def _each(numbers: str) -> Iterator[tuple[str, str]]:
    at = 0
    while (one := _ONE.match(numbers, at)) is not None:
        yield one[1], one[2] or one[1]
        joint = _NEXT_ONE.match(numbers, one.end())
        if joint is None:
            return
        at = joint.end()


def _extended(first: str, last: str, following: str) -> tuple[str, str]:
    """`12 f.` as 12 to 13, `12 ff.` as 12 and some more; without a mark of either as `12f`."""
    if not following:
        return f"{first}f", f"{last}f"
    more = _ONE_MORE if following in ("f", "sq") else _SOME_MORE
    return first, str(int(last) + more) if last.isdecimal() else last


def is_locator(text: str) -> bool:
    """Whether the whole text is a locator, as in the bracket of `@a says "…" [p. 3]`. A bare year is none."""
    found = parse(text)
    if found is None or re.fullmatch(r"\s*[A-Za-z]+\s*", text):
        return False
    return text.strip().strip("{}").strip() == found.text.strip()


def _label(text: str, start: int) -> tuple[str | None, int]:
    """The term at `start` and where what follows it begins. A word must be followed by a stop, a space or a digit."""
    found = _TERM.match(text, start)
    if found is None:
        return None, start
    after = text[found.end(1) : found.end(1) + 1]
    if found[1][-1].isalpha() and after.isalpha():
        return None, start
    return LABELS[found[1].lower()], found.end()


def _bare(text: str, end: int, numbers: str) -> bool:
    """Whether numbers without a term are a locator: no word may follow them directly, nor anything a Roman one."""
    if not any(char.isdigit() for char in numbers):
        return end == len(text)
    return end == len(text) or text[end] in " \t\n,;.:]\u00a0)"


def _settled(label: str | None, written: str, numbers: str) -> str:
    """The term that the numbers bear out: a time is a timestamp, "at 12" a page, 第5条 an article."""
    if written[0] == "第":
        return LABELS.get(written[-1], "page")
    if label in (None, "page") and _TIME.match(numbers):
        return "timestamp"
    if written.lower().startswith("at") and not _TIME.match(numbers):
        return "page"
    return label or "page"
