"""A report's tree made fit for the writers: nothing in it can reach past the page it stands on.

A report may come from a stranger. Raw markup is dropped, attributes are kept by an allow-list (pandoc would carry
`typst:` ones into the typesetter), identifiers get a prefix of our own, so that no heading can pass for an entry of
the appendix, and a link to nowhere becomes its text.
"""

from __future__ import annotations

import re
from typing import Any

from briefkit.patterns import regex
from briefkit.render.tree import Node, nodes, plain_text, transform

QUOTATION = "bk-quotation"

_SIZE = regex(r"\d{1,4}(\.\d{1,3})?(%|px|pt|cm|mm|in|em)?\Z")
_LANGUAGE = regex(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3}\Z")
_SCHEMES = regex(r"(https?:|mailto:|tel:|doi:)", re.IGNORECASE)
_ANCHORED = {"Header": 1} | dict.fromkeys("Span Div CodeBlock Code Link Image Figure Table".split(), 0)
_CAPTION = regex(r"(?:Table|Tableau|Tabelle|Таблиця)?:\Z")


def clean(parts: list[Any]) -> list[Any]:
    """The parts of a document without what a writer must not see. Identifiers are unique in all parts together."""
    identifiers = _identifiers(parts)
    seen: set[str] = set()

    def change(node: Node) -> list[Node]:
        kind = node["t"]
        if kind in ("RawInline", "RawBlock"):
            return []
        if kind in _ANCHORED:
            _clean_attributes(node["c"][_ANCHORED[kind]], identifiers, seen)
        if kind == "Link":
            return _clean_link(node, identifiers)
        return [node]

    return [_captions(_headings(part)) for part in transform(parts, change, words=False)]


def _identifiers(content: Any) -> dict[str, str]:
    """A safe identifier for each one of the author's, the first use counting."""
    names: dict[str, str] = {}
    for node in nodes(content):
        if node["t"] in _ANCHORED:
            name = node["c"][_ANCHORED[node["t"]]][0]
            if name and name not in names:
                slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "x"
                slug = f"s-{slug[:60]}"
                names[name] = slug if slug not in names.values() else f"{slug}-{len(names) + 1}"
    return names


def _clean_attributes(attributes: list[Any], identifiers: dict[str, str], seen: set[str]) -> None:
    name, classes, pairs = attributes
    new = "refs" if name == "refs" else identifiers.get(name, "")
    attributes[0] = "" if new in seen else new
    seen.add(new)
    attributes[1] = [item for item in classes if item == QUOTATION or not item.startswith(("bk-", "csl-"))]
    attributes[2] = [pair for pair in pairs if _allowed(pair[0], pair[1], QUOTATION in classes)]


def _allowed(key: str, value: str, quotation: bool) -> bool:
    if key in ("width", "height"):
        return _SIZE.match(value) is not None
    if key == "lang":
        return _LANGUAGE.match(value) is not None
    if key == "dir":
        return value in ("ltr", "rtl")
    return key == "alt" or (quotation and key == "number")


def _clean_link(node: Node, identifiers: dict[str, str]) -> list[Node]:
    _, inlines, target = node["c"]
    url = target[0]
    if url.startswith("#"):
        name = identifiers.get(url[1:])
        if name is None:
            return list(inlines)
        target[0] = f"#{name}"
    elif not _SCHEMES.match(url):
        return list(inlines)
    return [node]


def _headings(content: Any) -> Any:
    """No level is skipped on the way down: accessible documents must not, and the PDF standard refuses it."""
    last = 0
    for node in nodes(content):
        if node["t"] == "Header":
            node["c"][0] = last = min(node["c"][0], last + 1)
    return content


def _captions(content: Any) -> Any:
    """A paragraph `Table: words` or `: words` right after or before a table is its caption."""
    if not isinstance(content, list):
        return content
    blocks: list[Any] = []
    waiting: list[Node] | None = None
    for block in content:
        caption = _caption(block)
        if caption is not None and blocks and _is_bare_table(blocks[-1]):
            _set_caption(blocks[-1], caption)
            continue
        if waiting is not None and _is_bare_table(block):
            blocks.pop()
            _set_caption(block, waiting)
        waiting = caption
        blocks.append(block)
    return blocks


def _caption(block: Any) -> list[Node] | None:
    if not isinstance(block, dict) or block.get("t") != "Para" or not block["c"]:
        return None
    first = block["c"][0]
    if first["t"] != "Str" or not _CAPTION.match(first["c"]) or len(block["c"]) < 3:
        return None
    return list(block["c"][2:])


def _is_bare_table(block: Any) -> bool:
    return isinstance(block, dict) and block.get("t") == "Table" and not plain_text(block["c"][1][1])


def _set_caption(table: Node, inlines: list[Node]) -> None:
    table["c"][1] = [None, [{"t": "Plain", "c": inlines}]]
