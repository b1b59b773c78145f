"""Readings as matches: the passage in its context, its page, section and time."""

from __future__ import annotations

import re

from briefkit import privacy
from briefkit.judging.index import IndexedSource
from briefkit.model import Match
from briefkit.verdicts.locating import pages_of, section_of, time_of
from briefkit.verdicts.reading import Reading

CONTEXT = 120
"""Characters of context on either side, cut at a word."""


def match_of(reading: Reading, index: IndexedSource) -> Match:
    """The passage of a reading with what a person needs to find it; of a private source only its place."""
    match = passage_of(reading, index)
    return privacy.place(match) if index.source.private else match


def passage_of(reading: Reading, index: IndexedSource) -> Match:
    """The passage of a reading, its words included whatever the source is: for the author's own eyes alone."""
    key = (reading.start, reading.end)
    if key not in index.passages:
        index.passages[key] = _passage(reading, index)
    return index.passages[key]


def _passage(reading: Reading, index: IndexedSource) -> Match:
    source = index.source
    pages = pages_of(source, reading.start, reading.end)
    sections = section_of(source, reading.start)
    cue = time_of(source, reading.start)
    return Match(
        source=source.id,
        text=source.text[reading.start : reading.end],
        start=reading.start,
        end=reading.end,
        page=pages[0].index if pages else None,
        page_end=pages[-1].index if pages else None,
        page_label=pages[0].label if pages else None,
        section=sections[-1].title if sections else None,
        time=clock(cue[0]) if cue else None,
        prefix=_before(index.plain(max(0, reading.start - CONTEXT), reading.start)),
        suffix=_after(index.plain(reading.end, min(len(source.text), reading.end + CONTEXT))),
    )


def clock(seconds: float) -> str:
    """Seconds as hh:mm:ss."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def place_name(match: Match) -> str:
    """Where a match stands, in the words of a locator: "p. 4", "pp. 4-5", "“Heading”", "at 00:01:02", or ""."""
    if match.page is not None:
        if match.page_end is not None and match.page_end != match.page:
            return f"pp. {match.page}-{match.page_end}"
        return f"p. {match.page_label or match.page}"
    if match.time:
        return f"at {match.time}"
    return f"section “{match.section}”" if match.section else ""


def place_of(reading: Reading, index: IndexedSource, section: bool = False) -> str:
    """The place of a reading, in the words of a locator; with its section, where that is asked for."""
    match = match_of(reading, index)
    name = place_name(match)
    return f"“{match.section}”, {name}" if section and match.section and match.page is not None else name


def _before(text: str) -> str:
    return re.sub(r"^\S*\s", "", text, count=1) if len(text) >= CONTEXT - 20 else text


def _after(text: str) -> str:
    return re.sub(r"\s\S*$", "", text, count=1) if len(text) >= CONTEXT - 20 else text
