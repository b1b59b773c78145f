"""What a document says, as it is set: its words block by block, and what stands in the midst of quotations that is none
of theirs: citations as they read, marks of notes, figures that are raised."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from briefkit.model import CheckedReport
from briefkit.patterns import regex
from briefkit.render.citeproc import resolved
from briefkit.render.document import read_document
from briefkit.render.marks import number_of
from briefkit.render.options import RenderOptions, RunPandoc
from briefkit.render.record import record_for
from briefkit.render.rows import card_of
from briefkit.render.segments import PICTURE
from briefkit.render.tree import Node, nodes, para, plain_text, string
from briefkit.render.writers import SHELLS, shell, stand_in

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
FORMULA = "\ufffd"
"""Stands in a block for one."""
_TEXT = regex(r"<(?:\w+:)?text\b[^>]*>(.*?)</(?:\w+:)?text>", re.DOTALL)
_WORD = regex(r"\w+")
_TAG = regex(r"<[^>]*>")
_LEAVES = frozenset(("Para", "Plain", "Header", "CodeBlock"))
"""Blocks of inlines."""


class Run(NamedTuple):
    """A run of a quotation: its own words, and those that a document shows in their place."""

    own: str
    shown: str


class Said(NamedTuple):
    """`runs` are those of each quotation in which something is set, by number; `words` what the document says: the text
    of its `blocks` (paragraphs, headings, cells, captions, the works that are listed), of its `notes`, the
    `heads` of its pages, its `contents`, the runs of text that are `drawn`, and the `cards` of its quotations."""

    runs: dict[int, list[Run]]
    words: dict[str, list[Any]]


def said(checked: CheckedReport, options: RenderOptions, run_pandoc: RunPandoc) -> Said:
    """What a document of the report says, whatever its format, outside what it says of the check.

    Raises:
        PandocError: from `run_pandoc`.
    """
    document = read_document(checked, own_style=options.csl is not None)
    parts = [para(document.title), para(document.subtitle), *document.abstract, *document.body]
    walk = _Walk(_behind(parts))
    walk.into(resolved(document, parts, options, run_pandoc))
    runs = {number: runs for number, runs in walk.runs.items() if any(run.own != run.shown for run in runs)}
    title, subtitle, *rest = walk.blocks
    blocks = [document.kicker, title, subtitle, *document.authors, document.date, *rest]
    contents = [text for _, text, _ in document.contents()]
    heads = [document.running_title, document.date]
    texts = {"blocks": blocks, "notes": walk.noted, "heads": heads, "contents": contents}
    texts["drawn"] = [*_drawn(parts, options)]
    cards = [card_of(entry) for entry in record_for(checked, document, options).entries]
    return Said(runs, {name: _folded(told) for name, told in texts.items()} | {"cards": cards})


def _folded(texts: Iterable[str]) -> list[str]:
    return [text for one in texts if (text := " ".join(one.split()))]


def _drawn(parts: Sequence[Node], options: RenderOptions) -> Iterator[str]:
    """The runs of text in drawings, which a PDF has as text, and what stands in place of missing images."""
    for node in nodes(parts):
        if node["t"] == "Image":
            yield plain_text(stand_in(node, options) or [])
    for picture in (*options.images.values(), options.logo):
        if b"<svg" in picture[:4096]:
            for found in _TEXT.finditer(picture.decode("utf-8", "replace")):
                yield from map(html.unescape, _TAG.split(found[1]))


def words_of_templates(options: RenderOptions) -> list[str]:
    """The words in the author's own shells, each once: some of them are text that a document shows."""
    own = [shell(name, options) for name in SHELLS if name in options.templates and not name.endswith(".css")]
    return sorted({word for text in own for word in _WORD.findall(text)})


def _behind(content: Any) -> Iterator[str]:
    """The signs right behind each citation, in the order of the text."""
    if isinstance(content, list):
        for place, item in enumerate(content):
            if isinstance(item, dict) and item.get("t") == "Cite":
                yield _signs(content[place + 1 :])
            else:
                yield from _behind(item)
    elif isinstance(content, dict) and content.get("t") != "Image":
        yield from _behind(content.get("c"))


def _signs(inlines: Sequence[Node]) -> str:
    """Those with which some inlines begin."""
    text = "".join(str(node["c"]) for node in takewhile(lambda node: node["t"] == "Str", inlines))
    return "".join(takewhile(lambda char: unicodedata.category(char)[0] == "P", text))


class _Walk:
    """Goes through a tree in the order of its text, and counts the notes. `behind`: what stood right behind each
    citation before they were resolved."""

    def __init__(self, behind: Iterator[str]) -> None:
        self.runs: dict[int, list[Run]] = defaultdict(list)
        self.blocks: list[str] = []
        self.noted: list[str] = []
        self.notes = 0
        self._behind = behind

    def into(self, content: Any, quotation: int = 0, *, own: bool = True, raised: bool = False) -> None:
        """`quotation` is the one around the content, 0 for none; `own`: its words are those of the quotation."""
        if isinstance(content, list):
            for place, item in enumerate(content):
                if isinstance(item, dict) and item.get("t") == "Cite":
                    self._cite(item["c"][1], quotation, _signs(content[place + 1 :]), raised)
                else:
                    self.into(item, quotation, own=own, raised=raised)
        elif isinstance(content, dict) and "t" in content:
            self._node(content, quotation, own, raised)

    def _node(self, node: Node, quotation: int, own: bool, raised: bool) -> None:
        kind = node["t"]
        inner: Any = node.get("c")
        if kind in _LEAVES:
            self.blocks.append("")
        if kind in ("Space", "SoftBreak", "LineBreak"):
            self._add(" ", quotation, own, raised)
        elif kind == "Str":
            self._add(str(inner), quotation, own, raised)
        elif kind in ("Code", "CodeBlock"):
            self._add(str(inner[1]), quotation, own, raised)
        elif kind == "Math":
            self._run(str(inner[1]) if own else "", str(inner[1]), quotation, FORMULA)
        elif kind == "Note":
            self.notes += 1
            self._add(str(self.notes), quotation, own=False, raised=True)
            self._apart(inner)
        elif kind == "Image":
            self._run("", "", 0, PICTURE)
        else:
            self.into(inner, int(number_of(node) or quotation), own=own, raised=raised or kind == "Superscript")

    def _cite(self, inlines: Sequence[Node], quotation: int, behind: str, raised: bool) -> None:
        """A citation as it reads. Between its words and its note go the signs that stood behind it, the quotation's
        own; where others end the words, none do."""
        moved = next(self._behind, "").removesuffix(behind)
        words, note = (inlines[:-1], inlines[-1:]) if inlines[1:] and inlines[-1]["t"] == "Note" else (inlines, [])
        kept = bool(note) and words[-1] == string(moved)
        self.into(words[:-1] if kept else words, quotation, own=False, raised=raised)
        if note:
            self._run(moved, moved if kept else "", quotation)
        self.into(note, quotation, own=False, raised=raised)

    def _apart(self, note: Any) -> None:
        """A note: its blocks stand elsewhere, and the one that it is in goes on behind it."""
        around, self.blocks = self.blocks, []
        self.into(note)
        self.noted += self.blocks
        self.blocks = around

    def _add(self, words: str, quotation: int, own: bool, raised: bool) -> None:
        self._run(words if own else "", words.translate(RAISED) if raised else words, quotation)

    def _run(self, own: str, shown: str, quotation: int, block: str | None = None) -> None:
        """`block`: what stands for the words in the text of their block, where they themselves do not."""
        if quotation:
            self.runs[quotation].append(Run(own, shown))
        if self.blocks:
            self.blocks[-1] += shown if block is None else block
