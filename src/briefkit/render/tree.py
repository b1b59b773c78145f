"""Small tools for pandoc's JSON tree, where a node is {"t": its type, "c": its content}."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Node = dict[str, Any]

BLOCKS = frozenset(
    "Plain Para LineBlock CodeBlock RawBlock BlockQuote OrderedList BulletList DefinitionList Header HorizontalRule"
    " Table Figure Div".split()
)


_WORDS = frozenset(("Str", "Space", "SoftBreak", "LineBreak"))
"""Nearly all nodes of a report are these, and nothing stands in them."""


def transform(content: Any, change: Callable[[Node], list[Node]], *, words: bool = True) -> Any:
    """Rebuild `content` from the leaves up, in the order of the text; `change` gives what stands in a node's place.

    `words`: it is asked about words and spaces too. They alone are shared with `content`, so `change` may write into
    any node but these.
    """
    if isinstance(content, list):
        rebuilt: list[Any] = []
        for item in content:
            if isinstance(item, dict) and item.get("t") in _WORDS:
                rebuilt += change(item) if words else (item,)
                continue
            item = transform(item, change, words=words)
            if isinstance(item, dict) and "t" in item:
                rebuilt += change(item)
            else:
                rebuilt.append(item)
        return rebuilt
    if isinstance(content, dict):
        return {key: transform(value, change, words=words) for key, value in content.items()}
    return content


def nodes(content: Any) -> Iterator[Node]:
    """Every node but words and spaces, a parent before its children, in the order of the text."""
    waiting = [content]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            kind = item.get("t")
            if kind in _WORDS:
                continue
            if kind is not None:
                yield item
            waiting += reversed(item.values())
        elif isinstance(item, list):
            waiting += reversed(item)


def plain_text(content: Any) -> str:
    """The words of inlines or blocks, without their notes."""
    if isinstance(content, list):
        return "".join(plain_text(item) for item in content)
    if not isinstance(content, dict):
        return ""
    kind: Any = content.get("t")
    inner: Any = content.get("c")
    if kind in ("Str", "MetaString"):
        return str(inner)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Code", "Math"):
        return str(inner[1])
    if kind in ("Note", "RawInline", "RawBlock"):
        return ""
    return plain_text(inner) + (" " if kind in BLOCKS else "")


def string(text: str) -> Node:
    return {"t": "Str", "c": text}


def words(text: str) -> list[Node]:
    """Inlines for running text: a line may break at its spaces."""
    inlines: list[Node] = []
    for index, word in enumerate(text.split(" ")):
        if index:
            inlines.append({"t": "Space"})
        if word:
            inlines.append(string(word))
    return inlines


def attributes(identifier: str = "", classes: list[str] | None = None, **pairs: str) -> list[Any]:
    return [identifier, classes or [], [[key.replace("_", "-"), value] for key, value in pairs.items()]]


def span(inlines: list[Node], identifier: str = "", classes: list[str] | None = None, **pairs: str) -> Node:
    return {"t": "Span", "c": [attributes(identifier, classes, **pairs), inlines]}


def div(blocks: list[Node], identifier: str = "", classes: list[str] | None = None, **pairs: str) -> Node:
    return {"t": "Div", "c": [attributes(identifier, classes, **pairs), blocks]}


def para(inlines: list[Node]) -> Node:
    return {"t": "Para", "c": inlines}


def header(level: int, text: str, identifier: str) -> Node:
    return {"t": "Header", "c": [level, attributes(identifier), words(text)]}


def link(inlines: list[Node], target: str) -> Node:
    return {"t": "Link", "c": [attributes(), inlines, [target, ""]]}


def raw_inline(writer: str, text: str) -> Node:
    return {"t": "RawInline", "c": [writer, text]}


def raw_block(writer: str, text: str) -> Node:
    return {"t": "RawBlock", "c": [writer, text]}


def meta_value(value: Any) -> Node:
    """JSON-like data as pandoc's metadata. Text is taken as it stands, never as Markdown."""
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {str(key): meta_value(item) for key, item in value.items()}}
    if isinstance(value, (list, tuple)):
        return {"t": "MetaList", "c": [meta_value(item) for item in value]}
    return {"t": "MetaString", "c": str(value)}
