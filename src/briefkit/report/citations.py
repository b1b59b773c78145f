"""Pandoc's citation syntax in a leaf: `[see @a, pp. 3-5; @b]`, `@a [p. 3]`, `[-@a]`, `@{odd id}`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal

from briefkit.model import Citation
from briefkit.patterns import regex
from briefkit.report import locators
from briefkit.report.leaf import Cite, Group, Leaf, Part
from briefkit.report.positions import Places

Mode = Literal["normal", "in-text", "suppress-author"]

_KEY = regex(r"(?<![\w.@])(-?)@(?:\{([^{}\n]+)\}|(\w+(?:[:.#$%&+?<>~/-]\w+)*))")
_EVENT = regex(rf"[\[\]]|{_KEY.pattern}")
_MAX_BRACKET = 8_000
_MAX_LOCATOR = 80


def find(leaf: Leaf, places: Places) -> None:
    """Note down a leaf's citations: `cites` for the tree, `groups` for the quotations.

    A bracket without a key that reads as a locator, "[p. 3]", is kept as a group of form "locator"; whether it belongs
    to a citation is for who attaches the citations to say.
    """
    if "[" not in leaf.text and "@" not in leaf.text:
        return
    scan = _Scan(leaf)
    for start, end in scan.citing:
        if parts := _parts(leaf, start, end):
            _add(leaf, places, Cite(start, end, "suppress-author" if parts[0].suppress else "normal", parts), "bracket")
    for key in scan.free:
        _in_text(leaf, places, key, scan.locators)
    leaf.groups += [Group(start, end, "locator", ()) for start, end in scan.locators.items()]
    leaf.groups.sort(key=lambda group: group.start)


def speaks(leaf: Leaf, cite: Cite) -> bool:
    """Whether words are printed outside parentheses (`@a`) or beside names and places (`[see @a, a classic]`)."""
    return cite.mode == "in-text" or any(_words(leaf, part) for part in cite.parts)


def _words(leaf: Leaf, part: Part) -> bool:
    suffix = leaf.text[part.after : part.end]
    found = locators.parse(suffix)
    own = leaf.text[part.start : part.key] + (suffix.replace(found.text, "", 1) if found else suffix)
    return any(character.isalnum() for character in own)


def separate(leaf: Leaf, group: Group, source: str, places: Places) -> Citation:
    """Make the bracket of `@a says "…" [p. 3]` a citation of its own; the author's name is not repeated in it."""
    index = bisect_left(leaf.groups, group.start, key=lambda other: other.start)
    group = leaf.groups[index]
    if not group.citations:
        part = Part(group.start + 1, group.start + 1, group.start + 1, group.end - 1, source, True)
        leaf.cites.append(Cite(group.start, group.end, "suppress-author", (part,)))
        group = group._replace(citations=(_citation(leaf, places, part, "suppress-author", group.start, group.end),))
        leaf.groups[index] = group
    return group.citations[0]


class _Scan:
    """Brackets and keys of a leaf in one pass.

    Attributes:
        citing: the brackets that hold a key of their own, both ends in one container of the tree.
        free: the keys in no such bracket.
        locators: start and end of the brackets that read as a locator.
    """

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self.citing: list[tuple[int, int]] = []
        self.free: list[re.Match[str]] = []
        self.locators: dict[int, int] = {}
        stack: list[tuple[int, list[re.Match[str]]]] = []
        for event in _EVENT.finditer(leaf.text):
            at = event.start() + len(event[1] or "")
            if leaf.kinds[at] != "t" or leaf.owners[at] != leaf.owners[event.end() - 1]:
                continue
            if event[0] == "[":
                stack.append((at, []))
            elif event[0] != "]":
                (stack[-1][1] if stack else self.free).append(event)
            elif stack:
                self._close(*stack.pop(), at)
        for _, keys in stack:
            self.free += keys
        self.free.sort(key=lambda key: key.start())

    def _close(self, start: int, keys: list[re.Match[str]], at: int) -> None:
        leaf = self.leaf
        if leaf.owners[start] != leaf.owners[at] or at - start > _MAX_BRACKET:
            self.free += keys
        elif keys:
            self.citing.append((start, at + 1))
        elif at - start < _MAX_LOCATOR and locators.is_locator(leaf.text[start + 1 : at]):
            self.locators[start] = at + 1


def _parts(leaf: Leaf, start: int, end: int) -> tuple[Part, ...]:
    """The items of a bracket; one without a key belongs to the one before it. Empty when it is no citation."""
    parts: list[Part] = []
    for begin, stop in _items(leaf, start + 1, end - 1):
        key = _KEY.search(leaf.text, begin, stop)
        if key is not None:
            parts.append(Part(begin, key.start(), key.end(), stop, key[2] or key[3], bool(key[1])))
        elif parts:
            parts[-1] = parts[-1]._replace(end=stop)
        else:
            return ()
    return tuple(parts)


def _items(leaf: Leaf, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin, owner = start, leaf.owners[start - 1]
    for at in range(start, end):
        if leaf.text[at] == ";" and leaf.kinds[at] == "t" and leaf.owners[at] == owner:
            yield begin, at
            begin = at + 1
    yield begin, end


def _in_text(leaf: Leaf, places: Places, key: re.Match[str], brackets: dict[int, int]) -> None:
    """`@a`, and the locator in brackets that stands right behind it."""
    end = after = stop = key.end()
    bracket = end + 1 if leaf.text[end : end + 1].isspace() else end
    if bracket in brackets and leaf.owners[bracket] == leaf.owners[end - 1]:
        end = brackets.pop(bracket)
        after, stop = bracket + 1, end - 1
    part = Part(key.start(), key.start(), after, stop, key[2] or key[3], bool(key[1]))
    _add(leaf, places, Cite(key.start(), end, "suppress-author" if key[1] else "in-text", (part,)), "in-text")


def _add(leaf: Leaf, places: Places, cite: Cite, form: str) -> None:
    made = []
    for index, part in enumerate(cite.parts):
        mode: Mode = "suppress-author" if part.suppress else "normal" if index or cite.mode != "in-text" else "in-text"
        start, end = (cite.start, cite.end) if len(cite.parts) == 1 else _trimmed(leaf, part.start, part.end)
        made.append(_citation(leaf, places, part, mode, start, end))
    leaf.cites.append(cite)
    leaf.groups.append(Group(cite.start, cite.end, form, tuple(made)))


def _citation(leaf: Leaf, places: Places, part: Part, mode: Mode, start: int, end: int) -> Citation:
    locator = locators.parse(leaf.text[part.after : part.end]) if part.end > part.after else None
    return Citation(part.source, locator, places.span(leaf.offsets[start], leaf.end_offset(end - 1)), mode)


def _trimmed(leaf: Leaf, start: int, end: int) -> tuple[int, int]:
    words = leaf.text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
