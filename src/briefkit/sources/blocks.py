"""Text put together block by block, white space folded as a page shows it, with what is noted on the way."""

from __future__ import annotations

from itertools import pairwise

from briefkit.model import JSON, Heading, Page
from briefkit.patterns import regex
from briefkit.sources.extracted import Extracted
from briefkit.sources.raised import FIGURES, read_raised

SPACES = regex(r"[ \t\n\r\f]+")
"""What HTML folds; a no-break space stands."""


class Blocks:
    """Collects running text. Blocks are parted by a blank line, lines of one block by a line end.

    `built`: of a document that is audited, all raised figures become superscripts.
    """

    def __init__(self, *, built: bool = False) -> None:
        self.built = built
        self.parts: list[str] = []
        self.length = 0
        self.furniture: list[tuple[int, int]] = []
        self.headings: list[Heading] = []
        self.breaks: list[tuple[int, str]] = []
        self.hidden: list[str] = []
        self.metadata: dict[str, JSON] = {}
        self._last = "\n"
        self._gap = ""
        self._space = False

    def part(self, gap: str = "\n\n") -> None:
        """What comes next stands apart: in a block of its own, or on a line of its own ("\\n")."""
        if len(gap) > len(self._gap):
            self._gap = gap

    def add(self, words: str, *, keep_space: bool = False) -> None:
        """Words that follow what stands; their white space is folded, and none begins a line."""
        if not keep_space:
            folded = SPACES.sub(" ", words)
            if folded.startswith(" "):
                self._space = True
            ends = folded.endswith(" ")
            words = folded.strip(" ")
            if words:
                self._put(words)
                self._space = ends
        elif words:
            self._put(words)

    def aside(self, words: str) -> None:
        """Words that stand on the page but not in the sentence."""
        words = SPACES.sub(" ", words).strip()
        if words:
            self._put(words)
            self.furniture.append((self.length - len(words), self.length))

    def raised(self, words: str) -> None:
        """Superscript type: a note mark is furniture, an exponent is text."""
        text, is_mark = read_raised(SPACES.sub(" ", words).strip(), "" if self._gap or self._space else self._tail())
        if is_mark:
            self.aside(text)
        else:
            self.add(text.translate(FIGURES) if self.built else text)

    def heading(self, level: int) -> None:
        """What comes next is a heading; its title is filled in by `end_heading`."""
        self.part()
        self._flush()
        self.headings.append(Heading(self.length, level, ""))

    def end_heading(self) -> None:
        """Close the heading that was begun last; one without words is none."""
        last = self.headings.pop()
        title = " ".join("".join(self.parts)[last.start :].split()) if self.length > last.start else ""
        if title:
            self.headings.append(Heading(last.start, last.level, title))
        self.part()

    def page(self, label: str) -> None:
        """A page of the printed edition begins here."""
        place = self.length + (len(self._gap) if self.length else 0)
        self.breaks.append((place, label))

    def extracted(self) -> Extracted:
        text = "".join(self.parts)
        return Extracted(
            text,
            pages_at(self.breaks, len(text)),
            tuple(self.furniture),
            tuple(self.headings),
            hidden="\n".join(self.hidden),
            metadata=self.metadata,
        )

    def _tail(self) -> str:
        return self.parts[-1][-8:] if self.parts else ""

    def _flush(self) -> None:
        """Put down the space or gap that is due."""
        due = self._gap or (" " if self._space and self._last not in " \n" else "")
        self._gap, self._space = "", False
        if due and self.length:
            self.parts.append(due)
            self.length += len(due)
            self._last = due[-1]

    def _put(self, words: str) -> None:
        self._flush()
        self.parts.append(words)
        self.length += len(words)
        self._last = words[-1]


def pages_at(breaks: list[tuple[int, str]], length: int) -> tuple[Page, ...]:
    """Pages from the places where they begin. Where all numbers are arabic and rise, they are the index too."""
    if len(breaks) < 2:
        return ()
    values = [int(label) if label.isdecimal() and label.isascii() else 0 for _, label in breaks]
    rising = values[0] > 0 and all(a < b for a, b in pairwise(values))
    ends = [*(start for start, _ in breaks[1:]), length]
    return tuple(
        Page(value if rising else number, start, end, label)
        for number, ((start, label), end, value) in enumerate(zip(breaks, ends, values, strict=True), 1)
    )
