"""Pandoc's blocks to a clean tree, its leaves and its block quotes."""

from __future__ import annotations

import re

from briefkit.model import JSON
from briefkit.patterns import regex
from briefkit.report import clean
from briefkit.report.leaf import BlockQuote, Leaf
from briefkit.report.positions import Places
from briefkit.report.stream import Notify, Stream, list_of, short, titled
from briefkit.values import dataclass, field

_BRACES = regex(r"(?<=\])\{[.#][^{}\n]*\}")
_DIALECT = (
    ("BK132", regex(r"\+[-=:]{3,}[-=:+]*\+"), "a grid table is not in the dialect; write a pipe table"),
    ("BK133", regex(r"\(@[\w-]*\)\s"), "an example list is not in the dialect; write a numbered list"),
    ("BK134", regex(r"\|\s.*[^|\s]\s*$", re.MULTILINE), "a line block is not in the dialect; end lines with \\"),
)


@dataclass(slots=True, eq=False, repr=False)
class Walk:
    """Walks the tree once. `runs` are consecutive paragraphs of one parent, which one quotation may run through."""

    places: Places
    notify: Notify
    leaves: list[Leaf] = field(default_factory=list)
    runs: list[list[Leaf]] = field(default_factory=list)
    quotes: list[BlockQuote] = field(default_factory=list)
    _at: int = 0
    _quoted: BlockQuote | None = None

    def blocks(self, nodes: list[JSON]) -> list[JSON]:
        out: list[JSON] = []
        run: list[Leaf] = []
        previous: Leaf | None = None
        waiting: list[BlockQuote] = []
        for node in nodes:
            known, before = len(self.quotes), len(self.leaves)
            clean_nodes = self._block(node)
            out += clean_nodes
            paragraph = self.leaves[before] if _is_paragraph(clean_nodes) and len(self.leaves) > before else None
            for quote in waiting:
                quote.following = paragraph
            waiting = [quote for quote in self.quotes[known:] if _stands_as(quote, clean_nodes)]
            for quote in waiting:
                quote.previous = previous
            if paragraph is not None:
                run.append(paragraph)
            elif run:
                self.runs.append(run)
                run = []
            previous = paragraph
        if run:
            self.runs.append(run)
        return out

    def leaf(self, inlines: list[JSON], *, alone: bool = True, at: int | None = None) -> list[JSON]:
        """The inline list to be, and its leaf noted down; `alone` when no quotation runs on into a sibling."""
        leaf = Leaf([], start=self._at if at is None else at)
        self.leaves.append(leaf)
        if self._quoted is not None:
            self._quoted.leaves.append(leaf)
            leaf.quoted = True
        Stream(leaf, self.places, self.notify, self._note, self._image).fill(inlines)
        if alone:
            self.runs.append([leaf])
        self._refuse_foreign(leaf)
        return leaf.target

    # --- blocks ---

    def _block(self, node: JSON) -> list[JSON]:
        """A block's clean form; a kind without a method of its own holds nothing to clean."""
        make = getattr(self, f"_make_{node['t'].lower()}", None)
        if make is None:
            return [node]
        made: list[JSON] = make(node["t"], node.get("c"))
        return made

    def _make_para(self, kind: str, content: JSON) -> list[JSON]:
        return [{"t": kind, "c": self.leaf(content, alone=False)}]

    _make_plain = _make_para

    def _make_header(self, kind: str, content: JSON) -> list[JSON]:
        return [{"t": kind, "c": [content[0], self._attr(content[1]), self.leaf(content[2])]}]

    def _make_bulletlist(self, kind: str, content: JSON) -> list[JSON]:
        return [{"t": kind, "c": [self.blocks(item) for item in content]}]

    def _make_orderedlist(self, kind: str, content: JSON) -> list[JSON]:
        return [{"t": kind, "c": [content[0], [self.blocks(item) for item in content[1]]]}]

    def _make_definitionlist(self, kind: str, content: JSON) -> list[JSON]:
        return [{"t": kind, "c": [[self.leaf(term), [self.blocks(part) for part in parts]] for term, parts in content]}]

    def _make_lineblock(self, kind: str, content: JSON) -> list[JSON]:
        return [{"t": kind, "c": [self.leaf(line) for line in content]}]

    def _make_div(self, kind: str, content: JSON) -> list[JSON]:
        attr, position, gone = clean.attributes(content[0])
        if position:
            self._move(position)
        if any(key == "wrapper" for key, _ in content[0][2]):
            if len(content[1]) != 1:
                return self.blocks(content[1])
            return [made for node in content[1] for made in self._block(node)]
        if gone:
            self.notify("BK112", self._at, f"{list_of(gone)} may not stand in a report and was taken out")
        known, start = len(self.quotes), self._at
        inner = self._quoted_div(attr[1], content[1])
        marked = self.quotes[known:]
        if marked and {"quote", "translation", "waived", "scare", "title"} & set(attr[1]):
            for quote in marked:
                quote.classes, quote.attributes = tuple(attr[1]), dict(attr[2])
                quote.file_start = quote.file_start or start
        return [{"t": kind, "c": [attr, inner]}]

    def _quoted_div(self, classes: list[str], content: list[JSON]) -> list[JSON]:
        """The inside of a Div. One of class `quote` is a block quote, whether it is written with > or not."""
        if "quote" not in classes or self._quoted is not None or any(_is_quote(node) for node in content):
            return self.blocks(content)
        return self._make_blockquote("BlockQuote", content)

    def _make_blockquote(self, kind: str, content: JSON) -> list[JSON]:
        if self._quoted is not None:
            return [{"t": kind, "c": self.blocks(content)}]
        quote = BlockQuote({"t": kind, "c": []}, [], file_start=self._at)
        wrapper = {"t": "Div", "c": [["", ["bk-quotation"], []], [quote.node]]}
        self._quoted = quote
        quote.node["c"] = self.blocks(content)
        self._quoted = None
        quote.node = wrapper
        self.quotes.append(quote)
        return [wrapper]

    def _make_table(self, kind: str, content: JSON) -> list[JSON]:
        attr, caption, columns, head, bodies, foot = content
        made = [
            self._attr(attr),
            [None, self.blocks(caption[1])],
            columns,
            [self._attr(head[0]), self._rows(head[1])],
            [[self._attr(b[0]), b[1], self._rows(b[2]), self._rows(b[3])] for b in bodies],
            [self._attr(foot[0]), self._rows(foot[1])],
        ]
        return [{"t": kind, "c": made}]

    def _rows(self, rows: JSON) -> JSON:
        made = []
        for attr, cells in rows:
            before = len(self.leaves)
            row = [[self._attr(c[0]), c[1], c[2], c[3], self.blocks(c[4])] for c in cells]
            leaves = self.leaves[before:]
            for leaf in leaves:
                leaf.row = leaves
            made.append([self._attr(attr), row])
        return made

    def _make_figure(self, kind: str, content: JSON) -> list[JSON]:
        """Its alternative text repeats the caption, so it is made of the caption's words and holds no quotation."""
        attr, caption, body = content
        before = len(self.leaves)
        shown = self.blocks(caption[1])
        words = " ".join(plain(leaf) for leaf in self.leaves[before:])
        images = [self._figure_image(node, words) for node in body]
        return [{"t": kind, "c": [self._attr(attr), [None, shown], images]}]

    def _figure_image(self, node: JSON, words: str) -> JSON:
        inner = node["c"][0]
        while inner["t"] == "Span":
            inner = inner["c"][1][0]
        if inner["t"] != "Image":
            return node
        attr = self._attr(inner["c"][0])
        target = titled(inner["c"][2], self._at, self.notify)
        return {"t": "Plain", "c": [{"t": "Image", "c": [attr, _string(words), target]}]}

    def _make_rawblock(self, _kind: str, content: JSON) -> list[JSON]:
        form, text = content
        if re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).strip():
            self.notify("BK111", self._at, f"raw {form} was taken out, write Markdown: {short(text)}")
        return []

    def _make_codeblock(self, kind: str, content: JSON) -> list[JSON]:
        attr = self._attr(content[0])
        if self._quoted is not None:
            leaf = Leaf([], content[1], "c" * len(content[1]), [self._at] * len(content[1]), [0] * len(content[1]))
            self._quoted.leaves.append(leaf)
        return [{"t": kind, "c": [attr, content[1]]}]

    # --- within inlines ---

    def _note(self, blocks: list[JSON]) -> tuple[JSON, list[Leaf]]:
        quoted, place = self._quoted, self._at
        self._quoted = None
        before = len(self.leaves)
        made = {"t": "Note", "c": self.blocks(blocks)}
        self._quoted, self._at = quoted, place
        return made, self.leaves[before:]

    def _image(self, image: JSON, at: int) -> None:
        quoted, self._quoted = self._quoted, None
        image["c"][1] = self.leaf(image["c"][1], at=at)
        self._quoted = quoted

    # --- small things ---

    def _attr(self, attr: JSON) -> JSON:
        made, position, gone = clean.attributes(attr)
        if position:
            self._move(position)
        if gone:
            self.notify("BK112", self._at, f"{list_of(gone)} may not stand in a report and was taken out")
        return made

    def _move(self, position: str) -> None:
        found = re.match(r"(\d+):(\d+)", position)
        if found:
            self._at = self.places.offset(int(found[1]), int(found[2]))

    def _refuse_foreign(self, leaf: Leaf) -> None:
        text = leaf.text
        if text[:1] in "+(|":
            for code, pattern, sentence in _DIALECT:
                if pattern.match(text):
                    self.notify(code, leaf.offsets[0], sentence)
                    break
        if "]{" in text:
            for found in _BRACES.finditer(text):
                if leaf.kinds[found.start()] == "t" and leaf.owners[found.start()] == leaf.owners[found.end() - 1]:
                    told = f'{short(found[0])} could not be read: write .class or key="value"'
                    self.notify("BK135", leaf.offsets[found.start()], told)
        at = text.find("^[")
        while at >= 0:
            if leaf.kinds[at : at + 2] == "tt":
                self.notify(
                    "BK131", leaf.offsets[at], "an inline footnote is not in the dialect; write [^1] and define it"
                )
            at = text.find("^[", at + 2)


def plain(leaf: Leaf) -> str:
    """A leaf's words without note marks and images."""
    return " ".join("".join(c for c, k in zip(leaf.text, leaf.kinds, strict=True) if k not in "ni").split())


def _string(words: str) -> list[JSON]:
    out: list[JSON] = []
    for word in words.split():
        out += [{"t": "Str", "c": word}, {"t": "Space"}]
    return out[:-1]


def _is_quote(node: JSON) -> bool:
    """Whether a block is a block quote, or pandoc's Div of its position around one."""
    return node["t"] == "BlockQuote" or (node["t"] == "Div" and any(_is_quote(inner) for inner in node["c"][1]))


def _is_paragraph(nodes: list[JSON]) -> bool:
    return len(nodes) == 1 and nodes[0]["t"] in ("Para", "Plain")


def _stands_as(quote: BlockQuote, nodes: list[JSON]) -> bool:
    """Whether the block quote is what a node of this level shows, alone or within its Div of attributes."""
    return any(
        node is quote.node or (node["t"] == "Div" and any(inner is quote.node for inner in node["c"][1]))
        for node in nodes
    )
