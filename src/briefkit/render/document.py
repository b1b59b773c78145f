"""The report as a document in parts, ready for any writer: front matter, body, bibliography in its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any
from unicodedata import east_asian_width

from briefkit.model import CheckedReport
from briefkit.render import citations
from briefkit.render.clean import clean
from briefkit.render.labels import Labels, labels_for, runs_right_to_left
from briefkit.render.punctuation import Punctuation
from briefkit.render.tree import Node, meta_value, nodes, para, plain_text, transform, words

_RUNNING = 76
"""Columns of type that the head of a page holds beside the date and the word of a draft."""


@dataclass(frozen=True, slots=True)
class Document:
    """The parts of a report. `title`, `subtitle` are inlines, `abstract` and `body` blocks; the rest is plain text.

    `date` is as it is shown, `issued` as ISO has it, "" where the report gives no such date.

    `meta` is what pandoc is given as metadata, and all of it: the report's own goes no further than these fields.
    `anchors` are those of the bibliography, by source ID.
    """

    language: str
    labels: Labels
    title: list[Node]
    subtitle: list[Node]
    abstract: list[Node]
    body: list[Node]
    authors: tuple[str, ...]
    date: str
    issued: str
    kicker: str
    version: list[int]
    meta: dict[str, Node]
    anchors: dict[str, str]

    @property
    def title_text(self) -> str:
        return re.sub(r"\s+", " ", plain_text(self.title)).strip()

    @property
    def longest(self) -> int:
        """Characters of the longest word of the title, which is to fit in a line: not everything hyphenates."""
        return max(map(len, re.split(r"[\s/\u2010\u2012-\u2014-]+", self.title_text)))

    @property
    def running_title(self) -> str:
        """The title, or as much of it as the head of a page holds."""
        title = self.title_text
        widths = accumulate(2 if east_asian_width(char) in "WF" else 1 for char in title)
        room = sum(width <= _RUNNING for width in widths)
        return title if room == len(title) else f"{title[:room].rpartition(' ')[0] or title[:room]}\u00a0…"

    def contents(self, depth: int = 2) -> list[tuple[int, str, str]]:
        """Level, words and identifier of each heading of the body."""
        return [
            (node["c"][0], _text(_uncited(node["c"][2])), node["c"][1][0])
            for node in nodes(self.body)
            if node["t"] == "Header" and node["c"][0] <= depth and node["c"][1][0]
        ]

    @property
    def right_to_left(self) -> bool:
        """Whether its language is written from right to left."""
        return runs_right_to_left(self.language)

    @property
    def long(self) -> bool:
        """About eight pages or more, for formats that cannot count theirs: from there on contents help."""
        return self.word_count > 3200

    @property
    def word_count(self) -> int:
        return len(plain_text(self.body).split())

    def changed(self, change: Callable[[Node], list[Node]]) -> Document:
        """The same document with all nodes of its parts but words and spaces changed, in the order of the text."""
        parts = (transform(part, change, words=False) for part in (self.title, self.subtitle, self.abstract, self.body))
        title, subtitle, abstract, body = parts
        return replace(self, title=title, subtitle=subtitle, abstract=abstract, body=body)


def read_document(checked: CheckedReport, *, own_style: bool = False) -> Document:
    """The parts of the checked report's tree, itself left as it is. `own_style`: the author chose the CSL style."""
    tree = checked.report.tree  # each part is rebuilt below, so that nothing of it is written into
    meta = tree.get("meta", {})
    language = checked.report.language or _text(meta.get("lang")) or "en"
    labels = labels_for(language)
    keys = citations.keys(checked)
    parts: list[Any] = [_inlines(meta.get(name)) for name in ("title", "subtitle")]
    parts += [_blocks(meta.get("abstract")), citations.with_bibliography(tree["blocks"], labels)]
    parts = clean(citations.rekey(parts, keys))
    punctuation = Punctuation(labels.marks)
    title, subtitle, abstract, body = (punctuation.set(part) for part in parts)
    return Document(
        language=language,
        labels=labels,
        title=title or words(punctuation.words(_fallback_title(tree["blocks"], labels))),
        subtitle=subtitle,
        abstract=abstract,
        body=_identified(body),
        authors=tuple(map(punctuation.words, _authors(meta.get("author") or meta.get("authors")))),
        date=labels.date(_text(meta.get("date"))),
        issued=_iso(_text(meta.get("date"))),
        kicker=punctuation.words(_text(meta.get("category"))),
        version=tree.get("pandoc-api-version", [1, 23, 1]),
        meta={
            "references": meta_value(citations.references(checked, keys, list_all=not own_style)),
            "link-citations": meta_value(True),
            "lang": meta_value(language),
            **({"dir": meta_value("rtl")} if runs_right_to_left(language) else {}),
        },
        anchors={source: f"ref-{key}" for source, key in keys.items()},
    )


def _uncited(content: Any) -> Any:
    return transform(content, lambda node: [] if node["t"] == "Cite" else [node], words=False)


def _iso(date: str) -> str:
    return date if re.fullmatch(r"(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", date) else ""


def _text(value: Any) -> str:
    return re.sub(r"\s+", " ", plain_text(value)).strip() if value else ""


def _inlines(value: Any) -> list[Node]:
    if not value:
        return []
    if value["t"] == "MetaInlines":
        return list(value["c"])
    if value["t"] == "MetaBlocks":
        return [inline for block in value["c"] if block["t"] in ("Para", "Plain") for inline in block["c"]]
    return words(_text(value))


def _blocks(value: Any) -> list[Node]:
    if value and value["t"] == "MetaBlocks":
        return list(value["c"])
    inlines = _inlines(value)
    return [para(inlines)] if inlines else []


def _authors(value: Any) -> tuple[str, ...]:
    """One name, a list of names, or a list of maps with a `name`."""
    if not value:
        return ()
    if value["t"] == "MetaList":
        return tuple(name for item in value["c"] for name in _authors(item))
    if value["t"] == "MetaMap":
        return _authors(value["c"].get("name"))
    text = _text(value)
    return (text,) if text else ()


def _fallback_title(body: list[Node], labels: Labels) -> str:
    """The first heading of the report's own."""
    headings = (plain_text(node["c"][2]).strip() for node in nodes(body) if node["t"] == "Header")
    return next(filter(None, headings), labels["untitled"])


def _identified(body: list[Node]) -> list[Node]:
    """Every heading has an identifier, so that the contents can lead to it."""
    for number, node in enumerate((node for node in nodes(body) if node["t"] == "Header"), start=1):
        node["c"][1][0] = node["c"][1][0] or f"s-{number}-section"
    return body
