"""Small tools for pandoc's JSON tree, where a node is {"t": its type, "c": its content}."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Node = dict[str, Any]

BLOCKS = frozenset(
    "Plain Para LineBlock CodeBlock RawBlock BlockQuote OrderedList BulletList DefinitionList Header HorizontalRule"
    " Table Figure Div".split()
)


def transform(content: Any, change: Callable[[Node], list[Node]]) -> Any:
    """Rebuild `content` from the leaves up, in the order of the text; `change` gives what stands in a node's place."""
    if isinstance(content, list):
        rebuilt: list[Any] = []
        for item in content:
            item = transform(item, change)
            if isinstance(item, dict) and "t" in item:
                rebuilt.extend(change(item))
            else:
                rebuilt.append(item)
        return rebuilt
    if isinstance(content, dict):
        return {key: transform(value, change) for key, value in content.items()}
    return content


def nodes(content: Any) -> Iterator[Node]:
    """Every node, a parent before its children."""
    if isinstance(content, list):
        for item in content:
            yield from nodes(item)
    elif isinstance(content, dict):
        if "t" in content:
            yield content
        for value in content.values():
            yield from nodes(value)


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
