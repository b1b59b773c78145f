"""Pandoc's citeproc, run apart from the report on its citations alone.

What it makes of them depends on nothing else, so it is the same for every format, and after most edits the same as
before: `run_pandoc` may remember it. A style that sets citations as notes moves the text around them, so there
citeproc works on the whole report instead.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from briefkit.render.document import Document
from briefkit.render.options import RenderOptions, RunPandoc
from briefkit.render.tree import Node, div, nodes, para, string

APART = ["-f", "json", "-t", "json", "--citeproc"]
"""The arguments of a run on citations alone: its output depends on its input and on pandoc, on no file."""
_MOVING = frozenset(("Note", "Superscript"))
_RESET = "reset-citation-positions"


def run_writer(
    document: Document, blocks: list[Node], arguments: list[str], options: RenderOptions, run_pandoc: RunPandoc
) -> bytes:
    """Pandoc's output for these blocks, citations resolved, with nothing but the document's own metadata."""
    given = ["-f", "json", *arguments, "--wrap=none"]
    ready = _resolved(document, blocks, options, run_pandoc)
    if ready is None:
        return run_pandoc([*given, "--citeproc"], _tree(document, blocks, options))
    return run_pandoc(given, _tree(document, ready, options))


def resolved(document: Document, blocks: list[Node], options: RenderOptions, run_pandoc: RunPandoc) -> list[Node]:
    """The blocks with their citations as a document has them, for whoever wants to read them."""
    ready = _resolved(document, blocks, options, run_pandoc)
    if ready is None:
        ready = json.loads(run_pandoc(APART, _tree(document, blocks, options)))["blocks"]
    return list(ready)


def _tree(document: Document, blocks: list[Node], options: RenderOptions) -> bytes:
    meta = document.meta
    if options.csl is not None:  # as data, since a sandboxed pandoc reads no file that metadata name
        style = options.csl.encode() if isinstance(options.csl, str) else options.csl
        url = f"data:application/xml;base64,{base64.b64encode(style).decode()}"
        meta = meta | {"csl": {"t": "MetaString", "c": url}}
    return json.dumps({"pandoc-api-version": document.version, "meta": meta, "blocks": blocks}).encode()


def _resolved(
    document: Document, blocks: list[Node], options: RenderOptions, run_pandoc: RunPandoc
) -> list[Node] | None:
    """The blocks with their citations and bibliography; None where only citeproc itself can put them in their place."""
    found = list(nodes(blocks))
    cites = [node for node in found if node["t"] == "Cite"]
    if not cites:
        return blocks
    resets = any(node["t"] == "Header" and _RESET in node["c"][1][1] for node in found)
    if resets or any(node["t"] == "Cite" for cite in cites for node in nodes(cite["c"])):
        return None
    # The stop behind a citation that ends with one is dropped: each is given one, to see.
    alone = [para([cite, string(".")]) for cite in cites]
    told = run_pandoc(APART, _tree(document, [*alone, div([], "refs")], options))
    *paragraphs, bibliography = json.loads(told)["blocks"]
    if any(node["t"] in _MOVING for node in nodes(paragraphs)):
        return None
    filled: list[Node] = _filled(blocks, (paragraph["c"] for paragraph in paragraphs), bibliography)
    return filled


def _filled(content: Any, resolved: Iterator[list[Node]], bibliography: Node) -> Any:
    """The content with each citation, and the stop behind it, as resolved, in the order of the text."""
    if isinstance(content, dict):
        return {key: _filled(value, resolved, bibliography) for key, value in content.items()}
    if not isinstance(content, list):
        return content
    rebuilt: list[Any] = []
    stopped = False
    for item in content:
        kind = item.get("t") if isinstance(item, dict) else None
        if kind == "Cite":
            cite, *stop = _kept_together(next(resolved))
            rebuilt.append(cite)
            stopped = not stop
            continue
        if not (stopped and kind == "Str" and item["c"] == "."):
            rebuilt.append(item if kind == "Str" else _filled(item, resolved, bibliography))
        stopped = False
        if kind == "Div" and item["c"][0][0] == "refs":
            _list_works(rebuilt[-1], bibliography)
    return rebuilt


def _kept_together(content: Any) -> Any:
    """The same with its numbers on the line of what they belong to: “2025, 4” and “sec. 4” are never broken."""
    if isinstance(content, dict):
        return {key: _kept_together(value) for key, value in content.items()}
    if not isinstance(content, list):
        return content
    kept = [_kept_together(item) for item in content]
    for place in range(1, len(kept) - 1):
        before, space, after = kept[place - 1 : place + 2]
        kinds = [item.get("t") if isinstance(item, dict) else None for item in (before, space, after)]
        if kinds == ["Str", "Space", "Str"] and before["c"].endswith((",", ".")) and after["c"][:1].isdigit():
            kept[place] = string("\u00a0")
    return kept


def _list_works(place: Node, bibliography: Node) -> None:
    (_, classes, pairs), works = bibliography["c"]
    (_, own, own_pairs), _ = place["c"]
    own += [name for name in classes if name not in own]
    own_pairs += [pair for pair in pairs if pair not in own_pairs]
    place["c"][1] += works
