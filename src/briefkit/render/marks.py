"""Marks each quotation of a document in a writer's own way. What the mark looks like is the writer's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Protocol

from briefkit.errors import RenderError
from briefkit.render.clean import QUOTATION
from briefkit.render.document import Document
from briefkit.render.record import Entry, Record
from briefkit.render.tree import Node, nodes


class Marker(Protocol):
    """How one writer marks a quotation. A quotation may stand in several pieces; `first` and `last` tell which."""

    def inline(self, entry: Entry, inlines: list[Node], *, first: bool, last: bool) -> list[Node]:
        """The nodes that stand in the text for one piece of a quotation."""
        ...

    def block(self, entry: Entry, blocks: list[Node], *, first: bool, last: bool) -> list[Node]:
        """The same for a quotation in blocks."""
        ...


def mark(document: Document, record: Record, marker: Marker) -> Document:
    """The document with every quotation marked.

    Raises RenderError when a quotation of the tree has no entry in the record or the other way round: what is not
    in the appendix must not look like a checked quotation.
    """
    entries = {str(entry.number): entry for entry in record.entries}
    parts = [document.title, document.subtitle, document.abstract, document.body]
    total = Counter(number for node in nodes(parts) if (number := number_of(node)) is not None)
    if set(total) != set(entries):
        odd = ", ".join(sorted(set(total) ^ set(entries)))
        raise RenderError(f"quotations {odd} are not in both the report and its check", advice="check it again")
    return document.changed(_change(entries, total, marker))


def _change(entries: dict[str, Entry], total: Counter[str], marker: Marker) -> Callable[[Node], list[Node]]:
    seen: Counter[str] = Counter()

    def change(node: Node) -> list[Node]:
        number = number_of(node)
        if number is None:
            return [node]
        seen[number] += 1
        first, last = seen[number] == 1, seen[number] == total[number]
        put = marker.inline if node["t"] == "Span" else marker.block
        return put(entries[number], node["c"][1], first=first, last=last)

    return change


def number_of(node: Node) -> str | None:
    """The number of the quotation that a node wraps, None where it wraps none."""
    if node["t"] not in ("Span", "Div") or QUOTATION not in node["c"][0][1]:
        return None
    return next((str(value) for key, value in node["c"][0][2] if key == "number"), None)
