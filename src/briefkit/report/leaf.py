"""A leaf of the report: one run of inline text (a paragraph, heading, table cell, caption …) as a reader sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from briefkit.model import JSON, Citation
from briefkit.values import dataclass, field

OBJECT = "\ufffc"
"""Stands in `Leaf.text` for a note mark or an image."""


class Item(NamedTuple):
    """A node of the clean tree and the range of the leaf's text it gives. `children` are a container's."""

    node: JSON
    start: int
    end: int
    children: list[Item] | None = None


class Bracketed(NamedTuple):
    """A span with attributes, `[words]{.class key=value}`: the words' range, the file's range, what it says."""

    start: int
    end: int
    file_start: int
    file_end: int
    classes: tuple[str, ...]
    attributes: Mapping[str, str]


class Group(NamedTuple):
    """One citation as written, range in the leaf: `[@a; @b]`, `@a [p. 3]`, a note that cites, a bare `[p. 3]`."""

    start: int
    end: int
    form: str  # "bracket", "in-text", "note", "locator"
    citations: tuple[Citation, ...]


@dataclass(slots=True, eq=False, repr=False)
class Leaf:
    """Attributes:
    target: the inline list in the tree, filled when the quotations are numbered.
    text, kinds, offsets, owners: for each character what it is ("t" text, "e" escaped, "s" space, "b" line break, "c"
        code, "m" math, "n" note, "i" image), its offset in the file, the number of the container it stands in.
    ends: the file offset after a character that is written with several (an escape, an entity).
    quoted: it stands in a block quote.
    row: the cells of the table row it stands in, itself included.
    """

    target: list[JSON]
    text: str = ""
    kinds: str = ""
    offsets: list[int] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    ends: dict[int, int] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    notes: dict[int, list[Leaf]] = field(default_factory=dict)
    emphasis: list[tuple[int, int]] = field(default_factory=list)
    formulas: list[tuple[int, int, bool]] = field(default_factory=list)
    bracketed: list[Bracketed] = field(default_factory=list)
    row: list[Leaf] | None = None
    quoted: bool = False
    groups: list[Group] = field(default_factory=list)
    segments: list[tuple[int, int, int]] = field(default_factory=list)
    cites: list[Cite] = field(default_factory=list)
    start: int = 0

    def end_offset(self, index: int) -> int:
        """The file offset after the character at `index`."""
        return self.ends.get(index, self.offsets[index] + 1)


class Part(NamedTuple):
    """One item of a citation in the leaf: `start` to `key` is its prefix, `after` to `end` its suffix."""

    start: int
    key: int
    after: int
    end: int
    source: str
    suppress: bool


class Cite(NamedTuple):
    """A stretch of the leaf that becomes pandoc's Cite. `mode` is that of its first part."""

    start: int
    end: int
    mode: str
    parts: tuple[Part, ...]


@dataclass(slots=True, eq=False, repr=False)
class BlockQuote:
    """A block quote: its leaves, the wrapped node, and the paragraphs before and after it."""

    node: JSON
    leaves: list[Leaf]
    attributes: Mapping[str, str] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    previous: Leaf | None = None
    following: Leaf | None = None
    file_start: int = 0
    file_end: int = 0
