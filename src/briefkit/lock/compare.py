"""A report against the section of the lock that it has: a source that changed is an error until it is accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefkit.lock.file import LockedSource, Section
from briefkit.lock.make import key_name, sealed
from briefkit.model import CheckedReport, Finding, Judgement, Severity, Source

RULES = {
    "BK721": "a source is not the file that the report was locked with. Somebody replaced or edited it since. Look at "
    "the quotations that are named; when they are right, `briefkit source accept ID` puts the file as it is now into "
    "briefkit.lock, for others to review.",
    "BK722": "a private source cannot be held against the lock. Its digest is sealed with a key, which lies in "
    ".briefkit/key of whoever ran `briefkit lock`, or in the environment variable BRIEFKIT_KEY. Pass it on with the "
    "source.",
    "BK723": "the lock shows a source that is private now. `briefkit lock` takes its words out; think of what the "
    "history of the repository still shows.",
}
_WORDS = 40
_MOST = 12


def findings(
    checked: CheckedReport, section: Section, library: Mapping[str, Source], key: bytes | None
) -> list[Finding]:
    """What differs from the lock. A source that cannot be read is no matter of the lock: its quotations say so."""
    found = []
    for name, locked in section.sources.items():
        source = library.get(name) if name in checked.sources else None
        if source is None or not source.sha256:
            continue
        if source.private and locked.key is None:
            found.append(_finding("BK723", Severity.ERROR, name, checked, _SHOWN.format(name)))
        elif locked.key and (key is None or key_name(key) != locked.key):
            found.append(_finding("BK722", Severity.WARNING, name, checked, _UNSEALED.format(name)))
        elif has_changed(source, locked, key):
            found.append(_finding("BK721", Severity.ERROR, name, checked, _changed(source, locked, checked)))
    return found


_SHOWN = "briefkit.lock shows the source “{}”, which is private: run briefkit lock"
_UNSEALED = "the private source “{}” was locked with another key, so that a change of it would not be seen"


def has_changed(source: Source, locked: LockedSource, key: bytes | None) -> bool:
    """Whether the file is another than the one locked. A private one is not known to have, without its key."""
    if locked.key is None:
        return source.sha256 != locked.digest
    return key is not None and key_name(key) == locked.key and sealed(source, key) != locked.digest


def touched(name: str, checked: CheckedReport) -> list[Judgement]:
    """The judgements that rest on a source: cited to it, or found in it."""
    return [
        judged
        for judged in checked.judgements
        if name in {citation.source for citation in judged.quotation.citations}
        or (judged.match is not None and judged.match.source == name)
    ]


def told(judged: Judgement) -> str:
    """`line 3 “rose by 26 centimetres” (exact)`, of the report's own words."""
    words = " ".join(judged.quotation.text.split())
    words = words if len(words) <= _WORDS else words[:_WORDS].rsplit(" ", 1)[0] + " …"
    return f"line {judged.quotation.span.line} “{words}” ({judged.verdict.value})"


def _changed(source: Source, locked: LockedSource, checked: CheckedReport) -> str:
    digests = "" if locked.key else f" (sha256 {locked.digest[:8]}… then, {source.sha256[:8]}… now)"
    entries = [told(judged) for judged in touched(source.id, checked)]
    more = f" and {len(entries) - _MOST} more" if len(entries) > _MOST else ""
    touches = f"it touches {', '.join(entries[:_MOST])}{more}" if entries else "no quotation rests on it"
    accept = f"when that is right: briefkit source accept {source.id}"
    return f"the source “{source.id}” is not the file that was locked{digests}; {touches}; {accept}"


def _finding(rule: str, severity: Severity, name: str, checked: CheckedReport, message: str) -> Finding:
    line, column = next(_places(name, checked), (1, 1))
    return Finding(rule, severity, line, column, message)


def _places(name: str, checked: CheckedReport) -> Iterator[tuple[int, int]]:
    for judged in touched(name, checked):
        yield judged.quotation.span.line, judged.quotation.span.column
    for citation in checked.report.citations:
        if citation.source == name:
            yield citation.span.line, citation.span.column
