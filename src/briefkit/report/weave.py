"""Citations and quotations into the tree: a leaf's items to pandoc's inlines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from briefkit.model import JSON
from briefkit.report.leaf import Cite, Item, Leaf, Part

_MODES = {"normal": "NormalCitation", "in-text": "AuthorInText", "suppress-author": "SuppressAuthor"}


def weave(leaf: Leaf) -> None:
    """Fill the leaf's place in the tree. Its citations must be in order, its quotations numbered."""
    leaf.segments.sort()
    if not leaf.cites and not leaf.segments:
        leaf.target[:] = _plain(leaf.items)
    else:
        leaf.target[:] = _Weaver(leaf).inlines(leaf.items, 0, len(leaf.text), 0)


class _Weaver:
    """`inlines` gives the nodes of a range; a node that a quotation covers whole is wrapped at its own level."""

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self.starts = [start for start, _, _ in leaf.segments]
        self.cite_starts = [cite.start for cite in leaf.cites]
        cuts = {edge for start, end, _ in leaf.segments for edge in (start, end)}
        cuts |= {edge for cite in leaf.cites for edge in (cite.start, cite.end)}
        self.cuts = sorted(cuts)

    def inlines(self, items: list[Item], low: int, high: int, within: int) -> list[JSON]:
        """The nodes of `items` between `low` and `high`; `within` is the quotation they are wrapped in already."""
        made: list[tuple[JSON, int]] = []
        done, limit, number, plain = low, -1, 0, True
        for index in range(bisect_left(items, low, key=_end) if low else 0, len(items)):
            item = items[index]
            if item.start >= high and item.start > low:
                break
            if item.end <= done and item.end > item.start:
                continue
            if item.start >= limit:
                number = self._number(item.start, item.end)
                limit = self._cut(item.start, len(self.leaf.text) + 1)
                plain = self._cite(item.start) is None
            if plain and item.children is None and done <= item.start and item.end <= min(limit, high):
                made.append((item.node, number))
                done = item.end
            else:
                done = self._item(made, items, item, max(item.start, done), min(item.end, high), within)
                limit = -1
        return _wrapped(made, within)

    def _item(
        self, made: list[tuple[JSON, int]], items: list[Item], item: Item, start: int, end: int, within: int
    ) -> int:
        """One item's nodes from `start` on; gives the offset up to which the text has been dealt with."""
        at = start
        while at < end or (at == end == item.start):
            cite = self._cite(at)
            if cite is not None and cite.start == at and item.start <= at and self._own_level(item, cite):
                number = self._number(at, cite.end)
                made.append((self._citation(items, cite, number or within), number))
                if cite.end >= end:
                    return cite.end
                at = cite.end
                continue
            number = self._number(item.start, item.end)
            if item.children is not None:
                inner = self.inlines(item.children, at, end, number or within)
                made.append((_container(item.node, inner), number))
                return end
            cut = self._cut(at, end) if item.node["t"] == "Str" else end
            node = item.node if (at, cut) == (item.start, item.end) else {"t": "Str", "c": self._slice(item, at, cut)}
            made.append((node, self._number(at, cut)))
            if cut == at:
                break
            at = cut
        return max(at, end)

    def _own_level(self, item: Item, cite: Cite) -> bool:
        """A citation that a container holds whole is made within the container."""
        return item.children is None or not (item.start <= cite.start and cite.end <= item.end)

    def _slice(self, item: Item, start: int, end: int) -> str:
        return str(item.node["c"])[start - item.start : end - item.start]

    def _cut(self, start: int, end: int) -> int:
        index = bisect_right(self.cuts, start)
        return min(end, self.cuts[index]) if index < len(self.cuts) else end

    def _number(self, start: int, end: int) -> int:
        """The quotation that covers the range, 0 for none."""
        index = bisect_right(self.starts, start) - 1
        if index < 0 or self.leaf.segments[index][1] < end or self.leaf.segments[index][1] <= start:
            return 0
        return self.leaf.segments[index][2]

    def _cite(self, at: int) -> Cite | None:
        index = bisect_left(self.cite_starts, at)
        return self.leaf.cites[index] if index < len(self.cite_starts) and self.cite_starts[index] == at else None

    def _citation(self, items: list[Item], cite: Cite, within: int) -> JSON:
        entries = []
        for index, part in enumerate(cite.parts):
            mode = "suppress-author" if part.suppress else cite.mode if index == 0 else "normal"
            entries.append(self._entry(items, part, mode, within))
        fallback = {"t": "Str", "c": self.leaf.text[cite.start : cite.end].replace("\n", " ")}
        return {"t": "Cite", "c": [entries, [fallback]]}

    def _entry(self, items: list[Item], part: Part, mode: str, within: int) -> JSON:
        prefix = _trim(self._between(items, part.start, part.key, within))
        suffix = self._between(items, part.after, part.end, within)
        return {
            "citationId": part.source,
            "citationPrefix": prefix,
            "citationSuffix": suffix,
            "citationMode": {"t": _MODES[mode]},
            "citationNoteNum": 0,
            "citationHash": 0,
        }

    def _between(self, items: list[Item], start: int, end: int, within: int) -> list[JSON]:
        return self.inlines(items, start, end, within) if end > start else []


def _end(item: Item) -> int:
    return item.end


def _plain(items: list[Item]) -> list[JSON]:
    return _merged([_container(i.node, _plain(i.children)) if i.children is not None else i.node for i in items])


def _container(node: JSON, inner: list[JSON]) -> JSON:
    """`node` as the reader of inlines left it: without its children."""
    kind = node["t"]
    if kind == "Span":
        return {"t": kind, "c": [node["c"][0], inner]}
    if kind == "Link":
        return {"t": kind, "c": [node["c"][0], inner, node["c"][1]]}
    return {"t": kind, "c": inner}


def _wrapped(made: list[tuple[JSON, int]], within: int) -> list[JSON]:
    """Neighbours of one quotation in one Span."""
    out: list[JSON] = []
    group: list[JSON] = []
    current = 0
    for node, number in [*made, (None, -1)]:
        if number == within:
            number = 0
        if number != current or node is None:
            if current:
                out.append({"t": "Span", "c": [["", ["bk-quotation"], [["number", str(current)]]], _merged(group)]})
            else:
                out += group
            group, current = [], number
        if node is not None:
            group.append(node)
    return _merged(out)


def _merged(nodes: list[JSON]) -> list[JSON]:
    """Neighbouring strings joined and parted at spaces, as pandoc's own reader leaves them without positions."""
    out: list[JSON] = []
    words: list[str] = []
    for node in nodes:
        if node["t"] == "Str":
            words.append(node["c"])
            continue
        if words:
            out += _parted("".join(words))
            words = []
        out.append(node)
    out += _parted("".join(words))
    return out


def _parted(text: str) -> Iterator[JSON]:
    """Words and the spaces between them."""
    for number, word in enumerate(text.split(" ")):
        if number:
            yield {"t": "Space"}
        if word:
            yield {"t": "Str", "c": word}


def _trim(nodes: list[JSON]) -> list[JSON]:
    while nodes and nodes[-1]["t"] in ("Space", "SoftBreak"):
        nodes.pop()
    while nodes and nodes[0]["t"] in ("Space", "SoftBreak"):
        nodes.pop(0)
    return nodes
