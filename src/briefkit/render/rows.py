"""What a document says of a quotation, as plain text: row by row in the appendix, on a card, in a comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from briefkit.render.labels import Labels
from briefkit.render.record import Entry, Group, Record
from briefkit.render.segments import NAMED, PICTURE, Segment

_PARTS: tuple[tuple[Group, str], ...] = (
    ("problem", "problems"),
    ("noted", "noted"),
    ("plain", "plain"),
    ("exempt", "exempt"),
)
"""Of the appendix, and the names of their heads among the labels."""


def card_of(entry: Entry) -> dict[str, Any]:
    """What an entry says that is of its sources: names, places, words."""
    runs = {name: [(run.text, run.kind) for run in getattr(entry, name)] for name in ("quote", "passage")}
    told = {name: list(getattr(entry, name)) for name in ("differences", "notes")}
    names = {name: getattr(entry, name) for name in ("shown", "source", "short", "where")}
    return names | {"online": bool(entry.link)} | runs | told


def appended(record: Record) -> Iterator[str]:
    """The rows of the appendix, in its order, with the heads of its parts."""
    for group, name in _PARTS:
        cards, lines = record.listed(group, "card"), record.listed(group, "line")
        if total := len(cards) + len(lines) + len(record.listed(group, "number")):
            yield f"{record.labels[name]} ({total})"
        for entry in cards:
            yield from _card(entry, record.labels)
        for entry in lines:
            yield from (f"{entry.symbol} {entry.word}", record.labels.quoted(entry.opening))
            yield _place(entry, entry.short, record.labels)
        if group == "problem":
            yield from record.findings


def _card(entry: Entry, labels: Labels) -> Iterator[str]:
    yield from (f"{entry.symbol} {entry.word}", entry.meaning, _place(entry, entry.source, labels))
    yield from (text_of(entry.quote), text_of(entry.passage), *entry.differences, *entry.notes)


def _place(entry: Entry, name: str, labels: Labels) -> str:
    where = entry.where or (labels["online"] if entry.link else "")
    return f"{name}{labels['comma']}{where}" if where else name


def text_of(runs: Iterable[Segment]) -> str:
    """Runs in one."""
    return "".join(run.text + PICTURE * (run.kind in NAMED) for run in runs)


def on_card(entry: Entry, labels: Labels) -> list[str]:
    """What the card of a page says."""
    where = f"{labels['comma']}{entry.where}" if entry.where else ""
    words = text_of(entry.passage or entry.quote)
    return [f"{entry.symbol} {entry.word}", f"{entry.source}{where}", words, *entry.notes]


def in_comment(entry: Entry, labels: Labels) -> list[str]:
    """The lines of a comment."""
    lines = [f"{entry.symbol} {entry.number} {entry.word}. {entry.meaning}"]
    lines.append(f"{labels['source']}: {entry.source}" + (f"{labels['comma']}{entry.where}" if entry.where else ""))
    if entry.passage:
        lines.append(f"{entry.passage_label}: {_quoted(entry.passage, labels)}")
    lines += [f"{labels['difference']}: {told}" for told in entry.differences]
    return lines + [f"{labels['note']}: {told}" for told in entry.notes]


def _quoted(passage: tuple[Segment, ...], labels: Labels) -> str:
    """The passage, its own words between marks, apart from what stands around them."""
    before = passage[0].text if passage[0].kind == "context" else ""
    after = passage[-1].text if passage[-1].kind == "context" and len(passage) > 1 else ""
    inner = "".join(part.text for part in passage if part.kind != "context")
    return f"{before}{labels.quoted(inner)}{after}"
