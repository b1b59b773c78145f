"""What may be told of a private source: that it is there, where in it words stand, and what is said of it in general.

Nothing else leaves the check: judgements and the sources of a checked report are made with these functions, so that no
format and no document has a word of the source to show. The words of the quotation itself are the report's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefkit.model import JSON, Difference, Match, Source
from briefkit.patterns import regex
from briefkit.values import replace

SHOWN = frozenset(("id", "type", "title", "genre", "medium", "issued", "language", "lang", "private"))
"""The metadata of a private source that outputs show."""
_NAME_PARTS = ("family", "given", "literal")
_QUOTED = regex(r"“[^”]*”")


def place(match: Match) -> Match:
    """The match without the source's words: page and time stay; a section's title is words of the source."""
    return replace(match, text="", prefix="", suffix="", section=None)


def difference(step: Difference) -> Difference:
    """The difference without what the source says."""
    return replace(step, source="", kind=_QUOTED.sub("“…”", step.kind))


def description(source: Source) -> Source:
    """The source without text, digest, speakers and persons. A title that names one of them gives way to a general
    word."""
    metadata = {key: value for key, value in source.metadata.items() if key in SHOWN}
    title = metadata.get("title")
    if title is None or _names_one(str(title), source):
        general = "Interview" if metadata.get("type") == "interview" else "Unpublished source"
        metadata["title"] = str(metadata.get("genre") or general)
    return Source(
        source.id,
        "",
        metadata=metadata if source.metadata else {},
        language=source.language,
        problem=source.problem,
        private=True,
    )


def _names_one(title: str, source: Source) -> bool:
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", title)}
    return any(word.casefold() in words for name in _persons(source) for word in re.findall(r"[^\W\d_]{2,}", name))


def _persons(source: Source) -> Iterator[str]:
    """All names of persons that the metadata or the cues of a transcript have."""
    yield from (speaker for _, _, speaker in source.times if speaker)
    for value in source.metadata.values():
        for person in value if isinstance(value, (list, tuple)) else ():
            yield from _parts(person)


def _parts(person: JSON) -> Iterator[str]:
    if isinstance(person, Mapping):
        yield from (str(person[part]) for part in _NAME_PARTS if person.get(part))
