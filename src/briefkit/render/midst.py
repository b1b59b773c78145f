"""What a document sets in the midst of quotations that is none of their words: citations as they read, marks of notes,
figures that are raised."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from briefkit.model import CheckedReport
from briefkit.render.citeproc import resolved
from briefkit.render.document import read_document
from briefkit.render.marks import number_of
from briefkit.render.options import RenderOptions, RunPandoc
from briefkit.render.tree import Node, nodes, para

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
    walk = _Walk()
    walk.into(resolved(document, parts, options, run_pandoc))
    return {number: runs for number, runs in walk.runs.items() if any(run.own != run.shown for run in runs)}


def _needed(tree: Any) -> bool:
    quoted = (node for node in nodes(tree) if number_of(node) is not None)
    return any(inner["t"] in _PLACED for node in quoted for inner in nodes(node["c"][1]))


class _Walk:
    """Goes through a tree in the order of its text, and counts the notes."""

    def __init__(self) -> None:
        self.runs: dict[int, list[Run]] = defaultdict(list)
        self.notes = 0

    def into(self, content: Any, quotation: int = 0, *, own: bool = True, raised: bool = False) -> None:
        """`quotation` is the one around the content, 0 for none; `own`: its words are those of the quotation."""
        if isinstance(content, list):
            for item in content:
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
        elif kind == "Cite":
            self.into(inner[1], quotation, own=False, raised=raised)
        elif kind != "Image":
            self.into(inner, int(number_of(node) or quotation), own=own, raised=raised or kind == "Superscript")

    def _add(self, words: str, quotation: int, own: bool, raised: bool) -> None:
        if quotation:
            self.runs[quotation].append(Run(words if own else "", words.translate(RAISED) if raised else words))
