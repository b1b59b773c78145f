"""Pandoc's tree of a draft in the report dialect, so that one parse serves all: a line for each paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from briefkit.model import JSON
from briefkit.patterns import regex

_SPECIAL = regex(r"[\\`*_<>#|~^$&!{}]")
_TYPED = regex(r"\[[^\[\]]*@[^\[\]]*\]|(?<![\w.])-?@[\w\\:.#$%&+?<>~/{}-]+")
"""A citation that the author typed, its escapes still in it."""
_MARK = regex(r"(?<=\])\\\{(\.(?:quote|scare|title|translation|waived)\b[^{}]*)\\\}")
_START = regex(r"^(\d{0,9})([-+:.)])(?=\s)")
"""What would begin a list: a mark, or a number and its stop."""
_PLAIN_KEY = regex(r"\w+(?:[:.#$%&+?<>~/-]\w+)*")


class Writing:
    """One draft. `paragraphs` has for each line of the text the number of its paragraph."""

    def __init__(self, meta: Mapping[str, JSON], identify: Callable[[Mapping[str, JSON]], str | None]) -> None:
        self.lines: list[str] = []
        self.paragraphs: list[int] = []
        self._meta = meta
        self._number = 0
        self._notes: list[tuple[list[JSON], int]] = []
        self._items = {str(item.get("id")): item for item in _plain(meta.get("references")) or ()}
        self._identify = identify

    def write(self, blocks: list[JSON]) -> str:
        """The whole text: what pandoc took for the title page, the body, the notes."""
        for name in ("title", "subtitle", "author", "date", "abstract"):
            self._blocks(_as_blocks(self._meta.get(name)), "", "")
        self._blocks(blocks, "", "")
        for index, (note, number) in enumerate(self._notes, start=1):
            # The list grows while it is walked: a note in a note is refused by the reader, in words.
            self._blocks(note, f"[^{index}]: ", "    ", number)
        return "\n".join(self.lines) + "\n"

    def _line(self, text: str, rest: str, number: int | None) -> None:
        if number is None:
            self._number += 1
        self.lines += [text, rest.rstrip()]
        self.paragraphs += [number or self._number] * 2

    def _blocks(self, nodes: list[JSON], first: str, rest: str, number: int | None = None) -> None:
        """Write blocks; `first` stands before the first line, `rest` before all others."""
        for node in nodes:
            if self._block(node, first, rest, number):
                first = rest

    def _block(self, node: JSON, first: str, rest: str, number: int | None) -> bool:
        """Write a block; False when it has no words. A kind without a method of its own has none."""
        before = len(self.lines)
        make = getattr(self, f"_write_{node['t'].lower()}", None)
        if make is not None:
            make(node["c"], first, rest, number)
        return len(self.lines) > before

    def _write_para(self, content: JSON, first: str, rest: str, number: int | None) -> None:
        self._paragraph(content, first, rest, number)

    _write_plain = _write_para

    def _write_header(self, content: JSON, first: str, rest: str, number: int | None) -> None:
        self._paragraph(content[2], f"{first}{'#' * content[0]} ", rest, number)

    def _write_blockquote(self, content: JSON, first: str, rest: str, number: int | None) -> None:
        before = len(self.lines)
        self._blocks(content, f"{first}> ", f"{rest}> ", number)
        if len(self.lines) > before:
            self.lines[-1] = rest.rstrip()  # else the next block quote would be part of this one

    def _write_bulletlist(self, content: JSON, first: str, rest: str, number: int | None, mark: str = "- ") -> None:
        before = len(self.lines)
        for item in content:
            start = rest if len(self.lines) > before else first
            self._blocks(item, start + mark, rest + " " * len(mark), number)

    def _write_orderedlist(self, content: JSON, first: str, rest: str, number: int | None) -> None:
        self._write_bulletlist(content[1], first, rest, number, "1. ")

    def _write_definitionlist(self, content: JSON, first: str, rest: str, number: int | None) -> None:
        for term, definitions in content:
            self._paragraph(term, first, rest, number)
            for definition in definitions:
                self._blocks(definition, rest, rest, number)

    def _write_lineblock(self, content: JSON, first: str, rest: str, number: int | None) -> None:
        self._blocks([{"t": "Para", "c": words} for words in content], first, rest, number)

    def _write_div(self, content: JSON, first: str, rest: str, number: int | None) -> None:
        self._blocks(content[1], first, rest, number)

    def _write_figure(self, content: JSON, first: str, rest: str, number: int | None) -> None:
        self._blocks([*content[1][1], *content[2]], first, rest, number)

    def _paragraph(self, inlines: list[JSON], first: str, rest: str, number: int | None) -> None:
        text = self._inlines(inlines).strip()
        if text:
            self._line(first + _START.sub(r"\1\\\2", _restored(text)), rest, number)

    def _write_table(self, content: JSON, first: str, rest: str, number: int | None) -> None:
        _, caption, columns, head, bodies, foot = content
        self._blocks(caption[1], first, rest, number)
        rows = [
            row
            for part in (head[1], *(rows for body in bodies for rows in (body[2], body[3])), foot[1])
            for row in part
        ]
        if not rows:
            return
        for index, (_, cells) in enumerate(rows):
            self._number += number is None
            words = [_restored(" ".join(self._words(cell[4]))) for cell in cells]
            words += [""] * (len(columns) - len(words))
            self.lines.append(f"{rest}| {' | '.join(words)} |")
            self.paragraphs.append(number or self._number)
            if index == 0:
                self.lines.append(f"{rest}|{'---|' * len(columns)}")
                self.paragraphs.append(number or self._number)
        self.lines.append(rest.rstrip())
        self.paragraphs.append(number or self._number)

    def _words(self, blocks: JSON) -> Iterator[str]:
        """The words of a cell, block by block."""
        for node in blocks:
            kind, content = node["t"], node.get("c")
            if kind in ("Para", "Plain"):
                yield self._inlines(content).strip()
            elif kind in ("BlockQuote", "Div"):
                yield from self._words(content if kind == "BlockQuote" else content[1])
            elif kind in ("BulletList", "OrderedList"):
                for item in content if kind == "BulletList" else content[1]:
                    yield from self._words(item)

    # --- inlines ---

    def _inlines(self, nodes: list[JSON]) -> str:
        return "".join(map(self._inline, nodes))

    def _inline(self, node: JSON) -> str:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            return _SPECIAL.sub(r"\\\g<0>", str(content))
        if kind in ("Space", "SoftBreak", "LineBreak"):
            return " "
        if kind in ("Emph", "Strong"):
            return _emphasised(self._inlines(content), "*" if kind == "Emph" else "**")
        if kind in ("Underline", "Strikeout", "SmallCaps", "Subscript"):
            return self._inlines(content)
        if kind == "Superscript":
            words = self._inlines(content)
            return f"^{words}^" if words.isalnum() else words
        if kind == "Quoted":
            opening, closing = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
            return f"{opening}{self._inlines(content[1])}{closing}"
        if kind in ("Span", "Link"):
            return self._inlines(content[1])
        if kind == "Cite":
            return self._cited(content)
        if kind == "Note":
            self._notes.append((content, self._number + 1))
            return f"[^{len(self._notes)}]"
        if kind == "Code":
            return f"`{content[1].replace('`', ' ')}`" if content[1].strip() else ""
        return ""

    def _cited(self, content: JSON) -> str:
        """A field of a reference manager as `[@id, p. 4]`."""
        citations, shown = content
        items = []
        for cited in citations:
            before, after = (self._inlines(cited[key]).strip() for key in ("citationPrefix", "citationSuffix"))
            dash = "-" if cited["citationMode"]["t"] == "SuppressAuthor" else ""
            after = after if not after or after.startswith(",") else f", {after}"
            items.append(f"{before} {dash}@{self._key(str(cited['citationId']))}{after}".strip())
        return f"[{'; '.join(items)}]" if items else self._inlines(shown)

    def _key(self, identity: str) -> str:
        """The project's own ID for what the field cites; without one, what the field calls it, for a person to see."""
        item = {"id": identity, **self._items.get(identity, {})}
        key = self._identify(item) or str(item.get("citation-key") or item.get("title") or identity)
        key = re.sub(r"[{}\n]", " ", key)
        return key if _PLAIN_KEY.fullmatch(key) else f"{{{key}}}"


def _restored(text: str) -> str:
    """Typed citations and marks as they were typed: what stands in them is no text that needs escapes."""
    text = _TYPED.sub(lambda found: re.sub(r"\\(.)", r"\1", found[0]), text)
    return _MARK.sub(lambda found: "{" + re.sub(r"\\(.)", r"\1", found[1]) + "}", text).replace("](", r"]\(")


def _emphasised(words: str, mark: str) -> str:
    """Emphasis holds only around words that neither begin nor end with a space."""
    inner = words.strip()
    if not inner:
        return words
    start = words.index(inner)
    return f"{words[:start]}{mark}{inner}{mark}{words[start + len(inner) :]}"


def _plain(value: JSON) -> JSON:
    """Pandoc's metadata as plain data."""
    if not isinstance(value, dict):
        return value
    kind = value.get("t")
    content: JSON = value.get("c")
    if kind == "MetaMap":
        return {key: _plain(item) for key, item in content.items()}
    if kind == "MetaList":
        return [_plain(item) for item in content]
    if kind in ("MetaInlines", "MetaBlocks"):
        return _text(content).strip()
    return content


def _as_blocks(value: JSON) -> list[JSON]:
    """A value of the metadata as paragraphs."""
    kind, content = (value["t"], value["c"]) if value else ("", [])
    if kind == "MetaInlines":
        return [{"t": "Para", "c": content}]
    if kind == "MetaList":
        return [block for item in content for block in _as_blocks(item)]
    return list(content) if kind == "MetaBlocks" else []


def _text(content: JSON) -> str:
    """The words of inlines or blocks."""
    if isinstance(content, list):
        return "".join(_text(item) for item in content)
    if not isinstance(content, dict):
        return ""
    if content.get("t") == "Str":
        return str(content["c"])
    return " " if content.get("t") in ("Space", "SoftBreak", "LineBreak") else _text(content.get("c"))
