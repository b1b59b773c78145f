"""A comment of the word processor on each quotation: what a reviewer asks first, beside the words themselves."""

from __future__ import annotations

from briefkit.render.document import Document
from briefkit.render.marks import number_of
from briefkit.render.options import RenderOptions
from briefkit.render.record import Entry, Record
from briefkit.render.rows import in_comment
from briefkit.render.tree import Node, nodes, span, words

AUTHOR = "briefkit"
_LINE_BREAK: Node = {"t": "LineBreak"}


class Comments:
    """The comments of one document.

    A comment in a note is nothing that word processors know (LibreOffice refuses the whole file), and a comment between
    two notes makes LibreOffice show the wrong note. A quotation there has its number alone, which leads to its entry;
    `options.comments` may ask for those between notes as well, for Word, or for none.
    """

    def __init__(self, document: Document, record: Record, options: RenderOptions) -> None:
        self._record = record
        self._date = moment(document, options)
        self._commented = set() if options.comments == "never" else _commentable(document, options)

    def start(self, entry: Entry) -> list[Node]:
        """Where the comment begins, with its words; nothing in a note."""
        if str(entry.number) not in self._commented:
            return []
        inlines: list[Node] = []
        for line in in_comment(entry, self._record.labels):
            inlines += [*([_LINE_BREAK] if inlines else []), *words(line)]
        return [span(inlines, classes=["comment-start"], id=str(entry.number), author=AUTHOR, date=self._date)]

    def end(self, entry: Entry) -> list[Node]:
        """Where it ends."""
        if str(entry.number) not in self._commented:
            return []
        return [span([], classes=["comment-end"], id=str(entry.number))]


def _commentable(document: Document, options: RenderOptions) -> set[str]:
    """The numbers of the quotations that can bear a comment."""
    notes_before: dict[str, int] = {}
    noted: set[str | None] = set()
    total = 0
    for node in nodes([document.title, document.subtitle, document.abstract, document.body]):
        if number := number_of(node):
            # What counts is where the comment ends: behind the quotation's last piece, and the notes in it.
            notes_before[number] = total + sum(_is_note(inner, options) for inner in nodes(node["c"]))
        if _is_note(node, options):
            total += 1
            noted |= {number_of(inner) for inner in nodes(node["c"])}
    between = {number for number, before in notes_before.items() if 0 < before < total}
    return set(notes_before) - noted - (set() if options.comments == "always" else between)


def _is_note(node: Node, options: RenderOptions) -> bool:
    """Whether a node becomes a note; in some citation styles each citation does."""
    style = options.csl.encode() if isinstance(options.csl, str) else options.csl or b""
    return node["t"] == "Note" or (node["t"] == "Cite" and b'class="note"' in style[:2000])


def moment(document: Document, options: RenderOptions) -> str:
    """The time that the file bears: the check's where it was given, else the report's, else one that means none."""
    return (options.date[:10] or document.issued or "1980-01-01") + "T00:00:00Z"
