"""The prose of the front matter as leaves. Pandoc gives no places there: words are looked for below their key."""

from __future__ import annotations

from briefkit.model import JSON
from briefkit.report.frontmatter import PRINTED, PROSE, FrontMatter
from briefkit.report.leaf import Leaf
from briefkit.report.pairing import pair
from briefkit.report.positions import Places
from briefkit.report.stream import Notify, short
from briefkit.report.walk import Walk

_REACH = 400


def read(meta: dict[str, JSON], front: FrontMatter, walk: Walk, places: Places) -> dict[str, JSON]:
    """The metadata, cleaned; title, subtitle and abstract are leaves of the walk."""
    out: dict[str, JSON] = {}
    for key, value in meta.items():
        before = len(walk.leaves)
        out[key] = _value(value, walk, key in PROSE)
        _, start, end = front.key(key)
        for leaf in walk.leaves[before:]:
            start = _locate(leaf, places, start, end)
        if key not in PROSE:
            _refuse_quotations(key, walk.leaves[before:], walk.notify)
            _forget(walk, before)
    return out


def language(meta: dict[str, JSON]) -> str | None:
    """The report's language, BCP 47, None when it does not say."""
    value = meta.get("lang")
    if not isinstance(value, dict):
        return None
    words = _words(value.get("c")).strip()
    return words or None


def plain(value: JSON) -> JSON:
    """A value of the metadata as YAML has it: maps, lists, texts, true and false."""
    kind, content = value["t"], value.get("c")
    if kind == "MetaMap":
        return {key: plain(item) for key, item in content.items()}
    if kind == "MetaList":
        return [plain(item) for item in content]
    if kind == "MetaInlines":
        return _words(content).strip()
    return content if kind in ("MetaBool", "MetaString") else ""


def _value(value: JSON, walk: Walk, prose: bool) -> JSON:
    kind, content = value["t"], value.get("c")
    if kind == "MetaInlines":
        return {"t": kind, "c": walk.leaf(content)}
    if kind == "MetaBlocks":
        return {"t": kind, "c": walk.blocks(content)}
    if kind == "MetaList":
        return {"t": kind, "c": [_value(item, walk, prose) for item in content]}
    if kind == "MetaMap":
        return {"t": kind, "c": {key: _value(item, walk, prose) for key, item in content.items()}}
    return value


def _refuse_quotations(key: str, leaves: list[Leaf], notify: Notify) -> None:
    """A quotation in a name or a date would be printed without having been checked."""
    for leaf in leaves if key in PRINTED else ():
        for start, end in pair(leaf.text, leaf.kinds).pairs:
            words = short(leaf.text[start : end + 1])
            told = f"{words} stands in “{key}”, where nothing is checked: take out the marks"
            notify("BK125", leaf.offsets[start], told)


def _forget(walk: Walk, before: int) -> None:
    """Names, dates and keywords hold no quotations; their leaves are only woven."""
    gone = set(map(id, walk.leaves[before:]))
    walk.runs[:] = [run for run in walk.runs if not any(id(leaf) in gone for leaf in run)]
    walk.quotes[:] = [quote for quote in walk.quotes if not any(id(leaf) in gone for leaf in quote.leaves)]


def _locate(leaf: Leaf, places: Places, start: int, end: int) -> int:
    """Give the leaf's characters their places between two offsets, in order; returns where the last one ends."""
    at = start
    text = places.text
    index = 0
    while index < len(leaf.text):
        if leaf.text[index].isspace():
            leaf.offsets[index] = at
            leaf.ends[index] = at + 1
            index += 1
            continue
        size = _word_length(leaf, index)
        found = text.find(leaf.text[index : index + size], at, min(end, at + _REACH + size))
        if found < 0:
            size = 1
            found = text.find(leaf.text[index], at, min(end, at + _REACH))
        for step in range(size):
            leaf.offsets[index + step] = found + step if found >= 0 else at
            leaf.ends[index + step] = (found + step if found >= 0 else at) + 1
        at = found + size if found >= 0 else at
        index += size
    return at


def _word_length(leaf: Leaf, index: int) -> int:
    end = index
    while end < len(leaf.text) and not leaf.text[end].isspace():
        end += 1
    return end - index


def _words(content: JSON) -> str:
    if isinstance(content, str):
        return content
    nodes = content if isinstance(content, list) else []
    return "".join(node["c"] if node["t"] == "Str" else " " for node in nodes if node["t"] in ("Str", "Space"))
