"""Pandoc's inlines to a leaf: clean nodes, and each character with its place in the file."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from briefkit.model import JSON
from briefkit.report import clean
from briefkit.report.leaf import OBJECT, Bracketed, Item, Leaf
from briefkit.report.marks import ALL
from briefkit.report.pairing import has_marks
from briefkit.report.positions import Places

Notify = Callable[[str, int, str], None]
"""Takes a rule's code, an offset and a sentence."""

_CONTAINERS = frozenset({"Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"})
_PRIMES = str.maketrans("", "", "'’")
_EMPHASIS = frozenset({"Emph", "Strong", "Underline"})


class Stream:
    """Fills one leaf. Between tokens of one list the text runs on, so most places follow from the one before."""

    def __init__(
        self,
        leaf: Leaf,
        places: Places,
        notify: Notify,
        note: Callable[[list[JSON]], tuple[JSON, list[Leaf]]],
        image: Callable[[JSON, int], None],
    ) -> None:
        self.leaf, self.places, self.notify, self.note, self.image = leaf, places, notify, note, image
        self.texts: list[str] = []
        self.kinds: list[str] = []
        self.length = 0
        self.cursor: int | None = None
        self.last = leaf.start
        self.owner = self.owners = 0

    def fill(self, inlines: list[JSON]) -> None:
        leaf = self.leaf
        leaf.items = self._list(inlines)
        leaf.text = "".join(self.texts)
        leaf.kinds = "".join(self.kinds)

    def _list(self, inlines: list[JSON]) -> list[Item]:
        items: list[Item] = []
        for words, group in groupby(inlines, _is_word):
            nodes = list(group)
            if words and (run := self._run(nodes)) is not None:
                items.append(run)
            else:
                for node in nodes:
                    self._node(items, node)
        return items

    def _run(self, nodes: list[JSON]) -> Item | None:
        """Words and single spaces that stand in the file as they are, as one string; None where they do not."""
        text = "".join([node.get("c", " ") for node in nodes])
        offset, begin = self.cursor, self.length
        if offset is None:
            offset = self._range(nodes[0]["p"])[0] if "p" in nodes[0] and "c" in nodes[0] else -1
        end = offset + len(text)
        if "&" in text or "\\" in text or not text:  # "&amp;" begins as "&" does
            return None
        if offset < 0 or not self.places.text.startswith(text, offset):
            return None
        if text[-1] == " " and not _one_space(self.places.text, end - 1):
            return None
        kinds = "".join(["t" * len(node["c"]) if "c" in node else "s" for node in nodes])
        self._put(text, kinds, offset)
        self.cursor = self.last = end
        return Item({"t": "Str", "c": text}, begin, self.length)

    def _node(self, items: list[Item], node: JSON) -> None:
        position = node.pop("p", None)
        kind = node["t"]
        if kind == "Span" and (inner := _unwrapped(node)) is not None:
            node, position = inner
            kind = node["t"]
        if kind == "Str":
            items.append(self._word(node, node["c"], position))
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            items.append(self._space(node, kind, position))
        else:
            self._other(items, node, kind, position)

    # --- tokens ---

    def _put(self, text: str, kinds: str, offset: int) -> None:
        """Characters that stand in the file as they are, from `offset` on, each with its kind."""
        size = len(text)
        self.texts.append(text)
        self.kinds.append(kinds)
        self.leaf.offsets.extend(range(offset, offset + size))
        self.leaf.owners.extend([self.owner] * size)
        self.length += size

    def _put_other(self, text: str, kind: str, start: int, end: int) -> None:
        """Characters that the file writes in another way, at `start` to `end`."""
        size = len(text)
        self.texts.append(text)
        self.kinds.append(kind * size)
        self.leaf.offsets.extend([start] * size)
        self.leaf.owners.extend([self.owner] * size)
        for index in range(self.length, self.length + size):
            self.leaf.ends[index] = end
        self.length += size

    def _range(self, position: str | None) -> tuple[int, int]:
        """Offsets of `1:3-1:9` (or of several such, parted by semicolons); where there is none, where we are."""
        if not position:
            return self.last, self.last
        try:
            start, _, end = position.rpartition("@")[2].partition("-")
            line, _, column = start.partition(":")
            end_line, _, end_column = (position.rpartition("-")[2] if ";" in position else end).partition(":")
            offset = self.places.offset(int(line), int(column))
            return offset, max(offset, self.places.offset(int(end_line), int(end_column)))
        except ValueError:
            return self.last, self.last

    def _word(self, node: JSON, word: str, position: str | None) -> Item:
        begin, cursor = self.length, self.cursor
        if cursor is None or word in "\\&" or not self.places.text.startswith(word, cursor):
            return self._string(node, word, position)
        self._put(word, "t" * len(word), cursor)
        self.cursor = self.last = cursor + len(word)
        return Item(node, begin, self.length)

    def _string(self, node: JSON, word: str, position: str | None) -> Item:
        start, end = self._range(position)
        written = self.places.text[start:end]
        begin = self.length
        if not position:
            found = self.places.text.find(word, self.last, self.last + len(word) + 200)
            start, end = (found, found + len(word)) if found >= 0 else (self.last, self.last)
            written = self.places.text[start:end]
        if written == word:
            self._put(word, "t" * len(word), start)
        elif written == "\\" + word:
            self._put_other(word, "e", start, end)
        else:
            self._put_other(word, "t", start, end)
        self.cursor = self.last = end
        return Item(node, begin, self.length)

    def _space(self, node: JSON, kind: str, position: str | None) -> Item:
        begin = self.length
        if kind == "Space" and self.cursor is not None and _one_space(self.places.text, self.cursor):
            self._put(" ", "s", self.cursor)
            self.cursor = self.last = self.cursor + 1
            return Item(node, begin, self.length)
        start, end = self._range(position)
        if kind == "Space":
            char = self.places.text[start:end]
            self._put_other(char if len(char) == 1 else " ", "s", start, end)
            self.cursor = self.last = end
        else:
            newline = self.places.text.find("\n", self.last)
            self._put_other("\n", "b", self.last, newline + 1 if newline >= 0 else self.last)
            self.cursor = None
            if newline >= 0:
                self.last = newline + 1
        return Item(node, begin, self.length)

    # --- everything else ---

    def _other(self, items: list[Item], node: JSON, kind: str, position: str | None) -> None:
        if kind in _CONTAINERS:
            items.append(self._container(node, kind, position))
        elif kind in ("Span", "Link", "Image", "Code"):
            self._attributed(items, node, kind, position)
        elif kind == "Math":
            begin = self.length
            self._refuse_quotations(node["c"][1], position)
            items.append(self._verbatim(node, node["c"][1], "m", position))
            self.leaf.formulas.append((begin, self.length, node["c"][0]["t"] == "DisplayMath"))
        elif kind == "Note":
            items.append(self._note(node, position))
        elif kind == "RawInline":
            self._raw(node, position)
        elif kind in ("Quoted", "Cite"):
            items.extend(self._list(node["c"][1]))
        self.cursor = None

    def _refuse_quotations(self, formula: str, position: str | None) -> None:
        """A formula may show words, but they are not checked. (Its apostrophes are primes.)"""
        if not ALL.isdisjoint(formula.translate(_PRIMES)):
            told = f"the formula {short(formula)} quotes, but is not checked: quote in the text"
            self.notify("BK107", self._range(position)[0], told)

    def _children(self, inlines: list[JSON]) -> list[Item]:
        outer, self.owners = self.owner, self.owners + 1
        self.owner = self.owners
        self.cursor = None
        items = self._list(inlines)
        self.owner = outer
        self.cursor = None
        return items

    def _container(self, node: JSON, kind: str, position: str | None) -> Item:
        start, end = self._range(position)
        begin, self.last = self.length, start
        children = self._children(node["c"])
        if kind in _EMPHASIS and self.length > begin:
            self.leaf.emphasis.append((begin, self.length))
        self.last = max(self.last, end)
        return Item({"t": kind}, begin, self.length, children)

    def _attributed(self, items: list[Item], node: JSON, kind: str, position: str | None) -> None:
        attr, own, gone = clean.attributes(node["c"][0])
        start, end = self._range(own or position)
        if gone:
            self.notify("BK112", start, f"{list_of(gone)} may not stand in a report and was taken out")
        begin, self.last = self.length, start
        if kind == "Code":
            items.append(self._verbatim({"t": kind, "c": [attr, node["c"][1]]}, node["c"][1], "c", own or position))
        elif kind == "Image":
            image = {"t": kind, "c": [attr, node["c"][1], titled(node["c"][2], start, self.notify)]}
            self._put_other(OBJECT, "i", start, end)
            self.image(image, start)
            items.append(Item(image, begin, self.length))
        elif kind == "Link":
            items.extend(self._link(node, attr, begin, start))
        else:
            children = self._children(node["c"][1])
            if "underline" in attr[1] and self.length > begin:
                self.leaf.emphasis.append((begin, self.length))
            pairs = dict(attr[2])
            self.leaf.bracketed.append(Bracketed(begin, self.length, start, end, tuple(attr[1]), pairs))
            items.append(Item({"t": kind, "c": [attr]}, begin, self.length, children))
        self.last = max(self.last, end)

    def _link(self, node: JSON, attr: JSON, begin: int, start: int) -> list[Item]:
        target, title = titled(node["c"][2], start, self.notify)
        words = node["c"][1]
        if len(words) == 1 and words[0]["t"] == "Str" and words[0]["c"] == target.removeprefix("mailto:"):
            children = [self._verbatim(words[0], words[0]["c"], "c", None)]
        else:
            children = self._children(words)
        if scheme := clean.link_scheme(target):
            told = f"a link to {scheme}: may not stand in a report; its text was kept. Link to http(s) or mailto"
            self.notify("BK113", start, told)
            return children
        return [Item({"t": "Link", "c": [attr, [target, title]]}, begin, self.length, children)]

    def _verbatim(self, node: JSON, content: str, kind: str, position: str | None) -> Item:
        start, end = self._range(position) if position else (self.last, self.last + len(content) + 1)
        begin = self.length
        found = self.places.text.find(content, start, end)
        if found >= 0:
            self._put(content, kind * len(content), found)
        else:
            self._put_other(content, kind, start, end)
        if self.length > begin:
            self.leaf.ends[self.length - 1] = end
        self.last = end
        return Item(node, begin, self.length)

    def _note(self, node: JSON, position: str | None) -> Item:
        start, end = self._range(position)
        begin = self.length
        self._put_other(OBJECT, "n", start, end)
        clean_node, leaves = self.note(node["c"])
        self.leaf.notes[begin] = leaves
        self.last = end
        return Item(clean_node, begin, self.length)

    def _raw(self, node: JSON, position: str | None) -> None:
        start, end = self._range(position)
        form, content = node["c"]
        if not content.startswith("<!--"):
            self.notify("BK111", start, f"raw {form} was taken out, write Markdown: {short(content)}")
        self.last = end


def titled(target: JSON, at: int, notify: Notify) -> JSON:
    """The address and title of a link or image; a title that quotes is taken out."""
    address, title = target
    if not has_marks(title):
        return target
    told = f"the title {short(title)} quotes where nothing is checked, and was taken out: quote in the text"
    notify("BK114", at, told)
    return [address, ""]


def _is_word(node: JSON) -> bool:
    return node["t"] in ("Str", "Space")


def _one_space(text: str, at: int) -> bool:
    return text[at : at + 1] == " " and text[at + 1 : at + 2] not in ("", " ", "\t", "\n", "\r")


def _unwrapped(node: JSON) -> tuple[JSON, str] | None:
    """The token within pandoc's own position span, and its position."""
    attr, inner = node["c"]
    pairs = attr[2]
    if pairs and pairs[0][0] == "wrapper" and len(inner) == 1 and len(pairs) == 2 and not attr[0] and not attr[1]:
        return inner[0], pairs[1][1]
    return None


def list_of(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def short(content: str) -> str:
    line = " ".join(content.split())
    return line if len(line) <= 40 else line[:39] + "…"
