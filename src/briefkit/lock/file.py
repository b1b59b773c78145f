"""The lock file: TOML that reads well in a review, a section a report, a line a source, a line a quotation.

No line speaks of two reports and no two sections have a line in common, so that git merges branches that touch
different reports, with `merge=union` even those that each add one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from briefkit.errors import ProjectError
from briefkit.patterns import regex
from briefkit.settings import LOCK as FILE

VERSION = 1
HEADER = """\
# Which sources and passages the reports were accepted with. Keep it under version control.
# Written by `briefkit lock` and `briefkit source accept`, never by a check. Of a quotation: its place in the source's
# text (W3C TextPositionSelector), its words and what stands around them (TextQuoteSelector).
"""
_BARE = regex(r"[A-Za-z0-9_-]+")
_PLACE = regex(r"(.+) (\d+)-(\d+)", re.DOTALL)
_CONFLICT = regex(r"(?m)^(?:<{7}|={7}|>{7})(?: |$)")


@dataclass(frozen=True, slots=True)
class LockedSource:
    """A source as it was accepted.

    Attributes:
        digest: SHA-256 of the file; of a private source a keyed one, and `key` names the key.
        reader, version: what took the text out of the file.
    """

    digest: str
    key: str | None
    reader: str
    version: str


@dataclass(frozen=True, slots=True)
class LockedQuotation:
    """A passage that a quotation was accepted with.

    Attributes:
        start, end: its place, as a TextPositionSelector has it.
        words: what tells it there: `exact`, `prefix`, `suffix` of a TextQuoteSelector, `first` and `last` words in the
            place of a long `exact`; or the `hmac-sha256` of a private source's.
    """

    source: str
    start: int
    end: int
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """What one report was accepted with: its sources by ID, and its passages."""

    sources: Mapping[str, LockedSource] = field(default_factory=dict)
    quotations: tuple[LockedQuotation, ...] = ()


Lock = Mapping[str, Section]
"""The sections by the reports' paths."""


def dump(lock: Lock) -> str:
    """The text of the file. The same lock gives the same text; the order is that of the paths."""
    return "".join([HEADER, f"version = {VERSION}\n", *(_section(path, lock[path]) for path in sorted(lock))])


def _section(path: str, section: Section) -> str:
    lines = ["", f"[{_string(path)}.sources]"]
    lines += [f"{_key(name)} = {_table(_told(source))}" for name, source in sorted(section.sources.items())]
    lines += ["", f"[{_string(path)}.quotations]"]
    places = {(q.source, q.start, q.end): q.words for q in section.quotations}
    for place in sorted(places):
        lines.append(f"{_string('{} {}-{}'.format(*place))} = {_table(places[place])}")
    return "".join(f"{line}\n" for line in lines)


def _told(source: LockedSource) -> dict[str, str]:
    digest = {"hmac-sha256": source.digest, "key": source.key} if source.key else {"sha256": source.digest}
    return {**digest, "reader": source.reader, "version": source.version}


def _table(values: Mapping[str, str]) -> str:
    return "{ " + ", ".join(f"{_key(key)} = {_string(value)}" for key, value in values.items()) + " }"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _string(name)


def _string(text: str) -> str:
    """A basic string of TOML. What does not print is written by its number, so that a reviewer sees it."""
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    short = {"\n": "\\n", "\t": "\\t", "\f": "\\f", "\r": "\\r"}.get(char)
    code = 0xFFFD if 0xD800 <= ord(char) < 0xE000 else ord(char)
    return short or (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def parse(text: str) -> Lock:
    """The lock that a file holds.

    Raises:
        ProjectError: it is no such file, has the marks of a merge in it, or one of its lines twice.
    """
    import tomllib

    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        advice = "keep the lines of both sides, take the marks out, and run briefkit lock"
        raise ProjectError("has the marks of a merge in it", path=FILE, line=line, advice=advice)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column \d+\)", str(error))
        problem = re.sub(r" \(at .*\)$", "", str(error))
        if "overwrite" in problem or "twice" in problem:
            problem = "the same line stands there twice: two branches changed it"
        advice = "keep the line that is right, or delete the file, run briefkit lock and review what it wrote"
        at = int(place[1]) if place else None
        raise ProjectError(f"cannot be read: {problem}", path=FILE, line=at, advice=advice) from None
    if document.pop("version", None) != VERSION:
        raise ProjectError("is of a version that this briefkit does not know", path=FILE, advice="update briefkit")
    try:
        return {path: _read_section(section) for path, section in document.items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise ProjectError("is not what briefkit lock wrote", path=FILE, advice="run briefkit lock anew") from None


def _read_section(section: Mapping[str, Any]) -> Section:
    return Section(
        {name: _read_source(values) for name, values in section.get("sources", {}).items()},
        tuple(_read_quotation(place, values) for place, values in section.get("quotations", {}).items()),
    )


def _read_source(values: Mapping[str, str]) -> LockedSource:
    key = values.get("key")
    digest = values["hmac-sha256" if key else "sha256"]
    return LockedSource(str(digest), key, str(values["reader"]), str(values["version"]))


def _read_quotation(place: str, values: Mapping[str, str]) -> LockedQuotation:
    found = _PLACE.fullmatch(place)
    if found is None:
        raise ValueError(place)
    return LockedQuotation(found[1], int(found[2]), int(found[3]), {key: str(value) for key, value in values.items()})
