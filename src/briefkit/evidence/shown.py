"""What a document shows in the place of ranges of a quotation's text, from what was set."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from briefkit.match.strict import plain

Shown = list[tuple[int, int, str]]
"""Start and end in the text of a quotation, and the words that a document shows there; an empty range: in its midst."""


def shown_of(text: str, runs: Iterable[tuple[str, str]] | None, form: str) -> Shown | None:
    """The ranges of `text` that are shown otherwise, in order; None where the runs are not of that text.

    Args:
        runs: of the quotation as it was set: its own words, and those shown in their place, with the quotation marks
            around it; None: nothing is set in it.
        form: of the quotation. Where it is not inline, of what is set behind its last word only figures are its own.
    """
    if runs is None:
        return []
    runs = list(runs)
    wanted = plain(text)
    lead = plain("".join(words for words, _ in runs)).find(wanted)
    if lead < 0:
        return None
    found: list[tuple[int, int, str]] = []
    own = ""
    for words, shown in runs:
        start = len(plain(own)) - lead
        own += words
        if words != shown:
            found.append((start, len(plain(own)) - lead, shown))
    return [
        (_place(text, start), _place(text, end), " ".join(shown.split()))
        for start, end, shown in _joined(found)
        if start >= 0 and (end < len(wanted) or (end == len(wanted) and (form == "inline" or shown.isdigit())))
    ]


def _joined(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Neighbours in one."""
    out: list[tuple[int, int, str]] = []
    for start, end, words in found:
        if out and out[-1][1] == start:
            first, _, before = out.pop()
            out.append((first, end, before + words))
        else:
            out.append((start, end, words))
    return out


def _place(text: str, count: int) -> int:
    """The first place of a text behind so many of its plain characters."""
    return bisect_left(range(len(text)), count, key=lambda end: len(plain(text[:end])))
