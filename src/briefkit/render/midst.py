"""What a document sets in the midst of quotations that is none of their words: citations as they read, marks of notes,
figures that are raised."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from briefkit.model import CheckedReport
from briefkit.render.citeproc import resolved
from briefkit.render.document import read_document
from briefkit.render.marks import number_of
from briefkit.render.options import RenderOptions, RunPandoc
from briefkit.render.tree import Node, nodes, para, string

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLACED = frozenset(("Cite", "Note", "Superscript"))


class Run(NamedTuple):
    """A run of a quotation: its own words, and those that a document shows in their place."""

    own: str
    shown: str


def runs_of(checked: CheckedReport, options: RenderOptions, run_pandoc: RunPandoc) -> dict[int, list[Run]]:
    """The runs of each quotation in which something is set, by number.

    Raises:
        PandocError: from `run_pandoc`.
    """
    if not _needed(checked.report.tree):
        return {}
    document = read_document(checked, own_style=options.csl is not None)
    parts = [para(document.title), para(document.subtitle), *document.abstract, *document.body]
    walk = _Walk(_behind(parts))
    walk.into(resolved(document, parts, options, run_pandoc))
    return {number: runs for number, runs in walk.runs.items() if any(run.own != run.shown for run in runs)}


def _needed(tree: Any) -> bool:
    quoted = (node for node in nodes(tree) if number_of(node) is not None)
    return any(inner["t"] in _PLACED for node in quoted for inner in nodes(node["c"][1]))


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
        if kind in ("Space", "SoftBreak", "LineBreak"):
            self._add(" ", quotation, own, raised)
        elif kind == "Str":
            self._add(str(inner), quotation, own, raised)
        elif kind in ("Code", "Math"):
            self._add(str(inner[1]), quotation, own, raised)
        elif kind == "Note":
            self.notes += 1
            self._add(str(self.notes), quotation, own=False, raised=True)
            self.into(inner)
        elif kind != "Image":
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

    def _add(self, words: str, quotation: int, own: bool, raised: bool) -> None:
        self._run(words if own else "", words.translate(RAISED) if raised else words, quotation)

    def _run(self, own: str, shown: str, quotation: int) -> None:
        if quotation:
            self.runs[quotation].append(Run(own, shown))
