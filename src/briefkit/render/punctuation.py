"""Typographer's punctuation: the checker sees what was typed, the reader gets curly marks and dashes."""

from __future__ import annotations

from typing import Any

from briefkit.patterns import regex
from briefkit.render.tree import BLOCKS, Node, transform

_OPENERS = frozenset(" \t\n\u00a0\u202f([{—–/“‘«‹„‚¿¡")
_STRAIGHT = regex(r"[\"']")


class Punctuation:
    """Sets straight marks of one language's text, node by node in the order of the text.

    `marks` holds four strings: opening and closing double, opening and closing single.
    """

    def __init__(self, marks: tuple[str, str, str, str]) -> None:
        self._marks = marks
        self._previous = " "

    def set(self, content: Any) -> Any:
        """The same content with its punctuation set; code and mathematics stay as they are."""
        self._previous = " "
        return transform(content, self._node)

    def words(self, text: str) -> str:
        """The same for plain text."""
        self._previous = " "
        return self._text(text)

    def _node(self, node: Node) -> list[Node]:
        kind = node["t"]
        if kind == "Str":
            node = {"t": "Str", "c": self._text(node["c"])}
        elif kind in ("Space", "SoftBreak", "LineBreak") or kind in BLOCKS:
            self._previous = " "
        elif kind in ("Note", "Code", "Math", "Image", "Cite"):
            self._previous = "x"
        return [node]

    def _text(self, text: str) -> str:
        if "://" not in text:
            text = text.replace("---", "—").replace("--", "–").replace("...", "…")
            text = _STRAIGHT.sub(lambda found: self._mark(text, found.start()), text)
        self._previous = text[-1:] or self._previous
        return text

    def _mark(self, text: str, at: int) -> str:
        before = text[at - 1] if at else self._previous
        after = text[at + 1 : at + 2]
        if before in "\"'" and at:
            before = " " if _opens(text[at - 2] if at > 1 else self._previous, text[at : at + 1]) else "x"
        opens = _opens(before, after)
        if text[at] == '"':
            return self._marks[0 if opens else 1]
        if opens and not after.isdigit() and after:
            return self._marks[2]
        return "’" if before.isalnum() and after.isalnum() else self._marks[3]


def _opens(before: str, after: str) -> bool:
    if before in "—–" and not (after.isalnum() or after in ("[", "'", '"')):
        return False
    return before in _OPENERS
