"""A section of the lock from a checked report and its sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefkit.anchors import keyed_digest, selectors
from briefkit.lock.file import LockedQuotation, LockedSource, Section
from briefkit.model import CheckedReport, Match, Source

LONGEST = 600
"""Characters of a passage that stand in the lock; of a longer one, such as an ellipsis spans, its two ends."""
END = 100
Extractor = Callable[[Source], tuple[str, str]]
"""The reader of a source and its version."""


def make_section(
    checked: CheckedReport, library: Mapping[str, Source], extractor: Extractor, key: bytes | None
) -> Section:
    """What a report rests on: the sources it cites that can be read, and the passage of each accepted quotation.

    Args:
        library: the sources themselves; those of `checked` do not have what is private.
        key: seals what is said of private sources; without one they are left out.
    """
    known = {name: library[name] for name in checked.sources if name in library and library[name].sha256}
    locked = {name: source for name, source in known.items() if key or not source.private}
    matches = [judged.match for judged in checked.judgements if judged.accepted and judged.match]
    return Section(
        {name: lock_source(source, extractor, key) for name, source in locked.items()},
        tuple(_quotation(match, locked[match.source], key) for match in matches if match.source in locked),
    )


def lock_source(source: Source, extractor: Extractor, key: bytes | None) -> LockedSource:
    """The line of a source; a private one needs the key."""
    reader, version = extractor(source)
    if not source.private or key is None:
        return LockedSource(source.sha256, None, reader, version)
    return LockedSource(sealed(source, key), key_name(key), reader, version)


def sealed(source: Source, key: bytes) -> str:
    """The keyed digest of a source's file."""
    return keyed_digest(key, "source", source.id, source.sha256)


def key_name(key: bytes) -> str:
    """What tells keys apart and gives none away."""
    return keyed_digest(key, "name of the key")[:8]


def _quotation(match: Match, source: Source, key: bytes | None) -> LockedQuotation:
    first = selectors(source, match, key)[0]
    words = {name: value for name, value in first.items() if name != "type"}
    if len(words.get("exact", "")) > LONGEST:
        exact = words.pop("exact")
        words = {"first": exact[:END], "last": exact[-END:], **words}
    return LockedQuotation(source.id, match.start, match.end, words)
