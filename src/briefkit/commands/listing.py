"""What `find`, `waivers` and `doctor` print: for a person, or as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict

from briefkit.formats.columns import printable
from briefkit.formats.pen import BOLD, CYAN, FAINT, GREEN, RED, YELLOW, Pen
from briefkit.formats.problems import clipped
from briefkit.formats.summary import counted
from briefkit.jobs.doctor import Check
from briefkit.jobs.finding import Found, Search
from briefkit.jobs.inspecting import Listed
from briefkit.jobs.waivers import Waived
from briefkit.judging.places import place_name
from briefkit.model import Verdict

_CONTEXT = 60
_LONG = 400


def as_json(kind: str, entries: Sequence[Found | Waived | Check | Listed]) -> str:
    """Entries under the name of their kind, `{"schema": "briefkit.find/1", "find": […]}`."""
    document = {"schema": f"briefkit.{kind}/1", kind: [asdict(entry) for entry in entries]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def passages(search: Search, most: int, pen: Pen) -> str:
    """The passages, best first, each with its place, its surroundings and the Markdown to paste."""
    lines = [line for found in search.found[:most] for line in _passage(found, pen)]
    if more := len(search.found) - most:
        lines += [f"{counted(more, 'more place')}: show them with --most {len(search.found)}"] if more > 0 else []
    return "".join(f"{line}\n" for line in lines)


def _passage(found: Found, pen: Pen) -> list[str]:
    match = found.match
    place = ", ".join(part for part in (match.source, place_name(match)) if part)
    like = found.verdict.value if found.verdict != Verdict.ALTERED else f"not the same words ({found.score:.0f}% alike)"
    tone = YELLOW if found.verdict == Verdict.ALTERED else GREEN
    before, after = (re.sub(r"\s+", " ", text) for text in (match.prefix[-_CONTEXT:], match.suffix[:_CONTEXT]))
    words = pen(printable(clipped(match.text, _LONG)), BOLD)
    passage = f"{pen(printable(f'…{before}'), FAINT)}{words}{pen(printable(f'{after}…'), FAINT)}"
    return [
        f"{pen(printable(place), BOLD)}: {pen(like, tone)}",
        f"    {passage if match.text else 'the source is private: --private shows the passage'}",
        *([f"    {pen('write', CYAN)}  {printable(found.markdown)}"] if found.markdown else []),
        "",
    ]


def waivers(entries: Sequence[Waived], pen: Pen, *, quiet: bool = False) -> str:
    """A block for each waiver; those that do not count are marked."""
    lines = []
    for waived in entries:
        if quiet and waived.state == "valid":
            continue
        tone = {"valid": GREEN, "needless": YELLOW}.get(waived.state, RED)
        place = pen(printable(f"{waived.path}:{waived.line}:{waived.column}:"), BOLD)
        words = f" “{clipped(waived.text, 80)}”" if waived.text else ""
        lines.append(f"{place} {pen(waived.state, tone, BOLD)}{printable(words)}")
        if waived.by:
            lines.append(printable(f"    {waived.reason} ({waived.by}, until {waived.until})"))
        lines += [f"    {pen('note', CYAN)}  {printable(waived.note)}"] if waived.note else []
    if not quiet:
        bad = sum(waived.state in ("expired", "incomplete") for waived in entries)
        tail = f", {bad} of which no longer or never counted" if bad else ""
        lines.append(f"{counted(len(entries), 'waiver')}{tail}")
    return "".join(f"{line}\n" for line in lines)


def sources(entries: Sequence[Listed], pen: Pen) -> str:
    """A line for each source: ID, kind, title, and what sets it apart."""
    wide = max((len(entry.id) for entry in entries), default=0)
    return "".join(f"{_source(entry, wide, pen)}\n" for entry in entries)


def _source(entry: Listed, wide: int, pen: Pen) -> str:
    apart = ["private"] if entry.private else []
    apart += [f"unconfirmed: {', '.join(entry.unconfirmed)}"] if entry.unconfirmed else []
    apart += [] if entry.reports else ["not cited"]
    apart += ["cannot be read"] if entry.problem else []
    tone = RED if entry.problem else FAINT
    tail = f"  {pen(printable('(' + '; '.join(apart) + ')'), tone)}" if apart else ""
    return f"{pen(printable(entry.id.ljust(wide)), BOLD)}  {entry.kind.ljust(5)}  {printable(entry.title)}{tail}"


def source_checks(checks: Sequence[Check], pen: Pen) -> str:
    """A line for each thing that is wrong with a source, with what to do."""
    lines = []
    for check in checks:
        tone = YELLOW if check.state == "warning" else RED
        lines.append(f"{pen(printable(check.name), BOLD)}: {pen(check.state, tone)}: {printable(check.message)}")
        lines += [f"    {pen('help', CYAN)}  {printable(check.help)}"] if check.help else []
    return "".join(f"{line}\n" for line in lines)


def state(checks: Sequence[Check], pen: Pen, *, quiet: bool = False) -> str:
    """A line for each thing that was looked at, with what to do."""
    lines = []
    for check in checks:
        if quiet and check.state == "ok":
            continue
        tone = {"ok": GREEN, "warning": YELLOW}.get(check.state, RED)
        lines.append(f"{pen(check.state.ljust(8), tone)}{pen(check.name.ljust(11), BOLD)}{printable(check.message)}")
        lines += [f"{' ' * 13}{pen('help', CYAN)}  {printable(check.help)}"] if check.help else []
    return "".join(f"{line}\n" for line in lines)
