"""Who speaks in a transcript: words given to one speaker that the source has from another."""

from __future__ import annotations

import re
from functools import cache

from briefkit.judging.index import IndexedSource
from briefkit.model import Quotation
from briefkit.patterns import regex

_LABEL = regex(r"^[ \t]*(?:>>\s*)?([A-Z\u00c0-\u00de\u0400-\u042f][^:\n]{1,40}):(?=\s)", re.MULTILINE)
_SENTENCE_END = regex(r"[.!?…][\"'”’»)\]]*\s")
_CITED = regex(r"@(?:\{[^}]*\}|[\w:.#$%&+?<>~/-]+)")
"""The ID of a source, which is no name that the sentence gives."""
_SPARSE = 3_000
"""Characters of text for each turn of a transcript at most; in a text of fewer turns, its labels are headings."""
_FEWEST = 2
"""Labels that must speak at least twice each for a plain text to be a transcript."""


def other_speaker(quotation: Quotation, index: IndexedSource, start: int) -> tuple[str, str] | None:
    """(who speaks at `start` in the source, whom the report's sentence names), where these differ; else None."""
    turns = _turns(index)
    speaker = next((name for offset, name in reversed(turns) if offset <= start), None)
    if speaker is None:
        return None
    sentence = _SENTENCE_END.split(quotation.before)[-1] + " " + _SENTENCE_END.split(quotation.after)[0]
    sentence = _CITED.sub(" ", sentence)
    named = [name for name in dict.fromkeys(name for _, name in turns) if _is_named(name, sentence)]
    if named and speaker not in named:
        return speaker, named[0]
    return None


def speakers_joined(quotation: Quotation, index: IndexedSource, start: int, end: int) -> tuple[str, ...]:
    """Who speaks in a passage, where it is more than one and the quotation does not name them."""
    if not index.source.times:
        return ()
    turns = _turns(index)
    first = next((name for offset, name in reversed(turns) if offset <= start), None)
    names = dict.fromkeys(filter(None, (first, *(name for offset, name in turns if start < offset < end))))
    return tuple(names) if any(name not in quotation.text for name in list(names)[1:]) else ()


def _turns(index: IndexedSource) -> tuple[tuple[int, str], ...]:
    source = index.source
    if source.times:
        return tuple((offset, speaker) for offset, _, speaker in source.times if speaker)
    return _labels(source.text)


@cache
def _labels(text: str) -> tuple[tuple[int, str], ...]:
    """Where each turn of a plain-text transcript starts; nothing where fewer than two speakers take turns."""
    found = [(match.start(), match[1].strip()) for match in _LABEL.finditer(text)]
    counts: dict[str, int] = {}
    for _, name in found:
        counts[name] = counts.get(name, 0) + 1
    regular = {name for name, count in counts.items() if count > 1}
    turns = tuple((offset, name) for offset, name in found if name in regular)
    return turns if len(regular) >= _FEWEST and len(text) < _SPARSE * len(turns) else ()


def _is_named(name: str, sentence: str) -> bool:
    """True when the sentence has the last word of a speaker's name, as a word of its own."""
    words = re.findall(r"[^\W\d_]+", name)
    return bool(words) and re.search(rf"\b{re.escape(words[-1])}\b", sentence, re.IGNORECASE) is not None
