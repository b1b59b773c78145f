"""Hold literal words of a quotation against a stretch of the source, word by word on the raw text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from briefkit.judging.cuts import Passage, cut_after, cut_before
from briefkit.judging.index import IndexedSource
from briefkit.match import Step, Token, align, tokenize
from briefkit.model import Difference, Verdict
from briefkit.verdicts import rules
from briefkit.verdicts.clauses import LETTER
from briefkit.verdicts.difference import Difference as Aligned
from briefkit.verdicts.difference import Word
from briefkit.verdicts.lexicon import is_kind

_FEW_CAPITALS = 6
_AHEAD = 30
_WORD = rf"{LETTER}+(?:['’]{LETTER}+)*"
_LONGEST_RUN = 40
"""Steps up to which a run of differences is explained as one: a citation left out. Otherwise only a few words are."""
_SHORT_RUN = 6
_TELLING, _LEAST_SHARED = 8, 3
"""Words from which a quotation that shares less than one in so many with a passage is other words."""
_HOPELESS = 60
"""Alterations after which the rest of a quotation is told in whole runs."""
_MARK = 6
"""Characters after the last token in which the mark of a note may stand."""


class Edges(NamedTuple):
    """What surrounds a literal part of a quotation.

    Attributes:
        opens: the part starts the quotation or follows an omission.
        closes: nothing that is read follows in the quotation.
        trails: an ellipsis follows, which says that the source goes on.
        short: the quotation is too short for a slip to be told from another word.
        notes: the author's notes on the quotation, such as "cleaned up".
        glued_left, glued_right: a bracket touches the part inside a word, as in `[s]anctions`.
    """

    opens: bool = True
    closes: bool = True
    glued_left: bool = False
    glued_right: bool = False
    notes: frozenset[str] = frozenset()
    short: bool = False
    trails: bool = False


class Comparison(NamedTuple):
    """Where the words stand, and each difference with the verdict it would give alone."""

    start: int
    end: int
    differences: tuple[tuple[Difference, Verdict], ...]
    words: int
    shared: int


def compare(
    text: str, offset: int, index: IndexedSource, window: tuple[int, int], core: tuple[int, int] | None, edges: Edges
) -> Comparison | None:
    """Compare `text`, which starts at `offset` of the quotation, with the words in a window of the source.

    `core` is the range whose letters are the quotation's own, where there is one: all of it belongs to the passage.
    """
    start, end = window
    quote = tokenize(text)
    source = tokenize(index.source.text, start, end, index.source.furniture)
    if not quote:
        return Comparison(start, start, (), 0, 0)
    steps = _at_once(quote, source) or align(quote, source)
    touched = [step for step in steps if step.s_end > step.s_start]
    if not touched:
        return None
    if core:
        steps = _with_core(steps, source, core)
    return _Comparer(quote, source, steps, offset, index, edges).run()


def _at_once(quote: list[Token], source: list[Token]) -> list[Step] | None:
    """The alignment where the words of the quotation stand together in the source, found without a table of costs."""
    keys = [token.folded for token in quote]
    others = [token.folded for token in source]
    for shift in range(min(len(others) - len(keys), 24) + 1):
        if others[shift] == keys[0] and others[shift : shift + len(keys)] == keys:
            return [Step(True, i, i + 1, shift + i, shift + i + 1) for i in range(len(keys))]
    return None


def _with_core(steps: list[Step], source: list[Token], core: tuple[int, int]) -> list[Step]:
    """Words of the core that the alignment left at its ends come back as words the quotation lacks."""
    used = [step for step in steps if step.s_end > step.s_start]
    first, last = used[0].s_start, used[-1].s_end
    low, high = first, last
    while low and source[low - 1].end > core[0]:
        low -= 1
    while high < len(source) and source[high].start < core[1]:
        high += 1
    ahead = [Step(False, 0, 0, i, i + 1) for i in range(low, first)]
    end = steps[-1].q_end
    return ahead + steps + [Step(False, end, end, i, i + 1) for i in range(last, high)]


class _Comparer:
    """Groups the steps of an alignment into differences and asks the rules about each."""

    def __init__(
        self,
        quote: list[Token],
        source: list[Token],
        steps: list[Step],
        offset: int,
        index: IndexedSource,
        edges: Edges,
    ) -> None:
        self.quote, self.source, self.steps = quote, source, steps
        self.offset, self.index, self.edges = offset, index, edges
        used = [step for step in steps if step.s_end > step.s_start]
        self.start = source[used[0].s_start].start if used else source[0].start
        self.end = source[used[-1].s_end - 1].end if used else self.start
        self.first_word = next((i for i, token in enumerate(quote) if token.kind in ("word", "number")), 0)
        self.last_word = max(
            (i for i, token in enumerate(quote) if token.kind in ("word", "number", "symbol")), default=len(quote)
        )
        self.words = sum(token.kind in ("word", "number") for token in quote)
        self.shared = sum(step.equal and quote[step.q_start].kind in ("word", "number") for step in steps)
        self.found: list[tuple[Difference, Verdict]] = []

    def run(self) -> Comparison:
        pending: list[Step] = []
        for step in self.steps:
            if step.equal:
                self._settle(pending)
                pending = []
                self._equal(step)
            else:
                pending.append(step)
        self._settle(pending)
        self._cuts()
        return Comparison(self.start, self.end, tuple(self.found), self.words, self.shared)

    def _cuts(self) -> None:
        """What the quotation cuts off at the ends of the passage, where no bracket touches it."""
        passage = Passage(self.index.source.text, self.start, self.end, self._language)
        edges = self.edges
        closes = edges.closes and not edges.trails and self.words > 1
        before = () if edges.glued_left else cut_before(self.quote[0], passage)
        after = () if edges.glued_right else cut_after(self.quote[-1], passage, closes)
        for cut in (*before, *after):
            here = self.offset + cut.place
            ends = (here, here, cut.start, cut.start + len(cut.text))
            self.found.append((Difference("insert", "", cut.text, cut.kind, None, *ends), Verdict.ALTERED))

    def _equal(self, step: Step) -> None:
        one, two = self.quote[step.q_start], self.source[step.s_start]
        if one.text != two.text:
            self._explained(step.q_start, step.q_end, step.s_start, step.s_end)

    def _settle(self, steps: list[Step]) -> None:
        """Explain a run of unequal steps as a whole, else its parts, as long together as a rule explains."""
        first = 0
        while first < len(steps):
            if self._hopeless():
                self._explained(*_bounds(steps[first:]))
                return
            whole = [len(steps)] if len(steps) - first <= _LONGEST_RUN else []
            for last in (*whole, *range(min(len(steps), first + _SHORT_RUN), first, -1)):
                run = steps[first:last]
                if last - first == 1 or self._rule(*_bounds(run)) is not None:
                    self._explained(*_bounds(run))
                    first = last
                    break

    def _hopeless(self) -> bool:
        """Too little is the same, or too much is altered, for the parts of a run to matter."""
        strange = self.words >= _TELLING and self.shared * _LEAST_SHARED < self.words
        return strange or sum(verdict == Verdict.ALTERED for _, verdict in self.found[: _HOPELESS + 1]) > _HOPELESS

    def _rule(self, q0: int, q1: int, s0: int, s1: int) -> rules.Rule | None:
        return rules.explain(self._difference(q0, q1, s0, s1))

    def _explained(self, q0: int, q1: int, s0: int, s1: int) -> None:
        difference = self._difference(q0, q1, s0, s1)
        rule = rules.explain(difference)
        quote, source = self.quote[q0:q1], self.source[s0:s1]
        kind = rule.name if rule else rules.name_kind(difference)
        here = quote[0].start if quote else self.quote[q0 - 1].end if q0 else 0
        there = source[0].start if source else self.source[s0 - 1].end if s0 else self.start
        start, end = self.offset + here, self.offset + (quote[-1].end if quote else here)
        found = Difference(
            op="replace" if quote and source else "delete" if quote else "insert",
            quote=self._text(quote),
            source=self._text(source),
            kind=kind,
            rule=rule.code if rule else None,
            start=start,
            end=end,
            source_start=there,
            source_end=source[-1].end if source else there,
        )
        self.found.append((found, rule.verdict if rule else Verdict.ALTERED))

    @staticmethod
    def _text(tokens: Sequence[Token]) -> str:
        parts: list[str] = []
        for previous, token in zip([None, *tokens], tokens, strict=False):
            if previous is not None and token.start > previous.end:
                parts.append(" ")
            parts.append(token.text)
        return re.sub(r"\s+", " ", "".join(parts))

    def _difference(self, q0: int, q1: int, s0: int, s1: int) -> Aligned:
        quote = tuple(_word(token, False) for token in self.quote[q0:q1])
        source = tuple(_word(token, self._starts_line(token)) for token in self.source[s0:s1])
        closes = self.edges.closes and q0 > self.last_word
        after = self.index.source.text[self.end : self.end + _AHEAD] if closes else ""
        before = self.index.source.text[max(0, self.start - _AHEAD) : self.start] if q0 <= self.first_word else ""
        previous = re.search(rf"({_WORD})\s*$", before)
        next_word = re.match(rf"[^\w.!?]*({_WORD})", after)
        return Aligned(
            quote,
            source,
            opens=self.edges.opens and q0 <= self.first_word < max(q1, q0 + 1),
            closes=closes,
            next_mark=after[:3].strip()[:1],
            next_word=next_word[1] if next_word else "",
            previous_word=previous[1] if previous else "",
            speech=self._language,
            noise=lambda: self.index.noisy_at(self.start),
            capitals=self._capitals,
            balanced=self._balanced(q0, q1, s0, s1),
            starts_sentence=self._starts_sentence(s0),
            follows_abbreviation=self._follows_abbreviation(q0, s0),
            short=self.edges.short,
            notes=self.edges.notes,
            mark=self.index.mark_between(self.source[s1 - 1].end, self._next(s1)) if s1 and quote else "",
        )

    def _next(self, s1: int) -> int:
        """Where the source's next token begins."""
        return self.source[s1].start if s1 < len(self.source) else self.source[-1].end + _MARK

    def _language(self) -> str | None:
        return self.index.language_of(self.start, self.end)

    def _starts_line(self, token: Token) -> bool:
        """True when nothing stands before a token in its line, nor touches it where it is a sign of some other font:
        before a word that is a bullet, before a figure it may be a minus."""
        text = self.index.source.text
        touched = "\ue000" <= token.text <= "\uf8ff" and text[token.end : token.end + 1].strip()
        return not touched and not text[text.rfind("\n", 0, token.start) + 1 : token.start].strip()

    def _starts_sentence(self, s0: int) -> bool:
        """True when a token of the source starts a sentence, a paragraph or what stands between marks."""
        if s0 >= len(self.source):
            return True
        before = self._running(self.source[s0].start)
        bare = before.rstrip("\"'“‘„«([*_# \t\r\n\f")
        gap = before[len(bare) :]
        return (
            not bare
            or bare[-1] in ".!?…:;。！？-–—•"
            or "\n\n" in gap.replace(" ", "")
            or bool(set(gap) & set('"“‘„«(['))
        )

    def _running(self, end: int, most: int = 400) -> str:
        """What stands before an offset, running heads and page numbers left out."""
        source, start = self.index.source, max(0, end - most)
        cuts = sorted(cut for cut in source.furniture if cut[0] < end and cut[1] > start)
        edges = [start, *(edge for first, last in cuts for edge in (first, last)), end]
        return "".join(source.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)

    def _follows_abbreviation(self, q0: int, s0: int) -> bool:
        if not q0 or not s0 or q0 > len(self.quote):
            return False
        one, two = self.quote[q0 - 1], self.source[s0 - 1]
        return one.key == two.key and is_kind("abbreviations", one.key, self.index.language_of(self.start, self.end))

    @cached_property
    def _capitals(self) -> bool:
        text = self.index.source.text[self.start : self.end]
        return text.isupper() and sum(c.isupper() for c in text) > _FEW_CAPITALS

    def _balanced(self, q0: int, q1: int, s0: int, s1: int) -> bool:
        """True when the side that has the quotation mark has its partner inside the passage too."""
        if not any(token.key in ("'", '"') for token in (*self.quote[q0:q1], *self.source[s0:s1])):
            return False
        if q1 > q0:
            return _others(self.quote, q0, q1)
        used = [step for step in self.steps if step.s_end > step.s_start]
        inside = self.source[used[0].s_start : used[-1].s_end] if used else []
        shift = used[0].s_start if used else 0
        return _others(inside, s0 - shift, s1 - shift)


def _others(tokens: Sequence[Token], first: int, last: int) -> bool:
    key = tokens[first].key if first < len(tokens) else ""
    return sum(token.key == key for i, token in enumerate(tokens) if not first <= i < last) % 2 == 1


def _bounds(steps: Sequence[Step]) -> tuple[int, int, int, int]:
    return steps[0].q_start, steps[-1].q_end, steps[0].s_start, steps[-1].s_end


def _word(token: Token, starts_line: bool) -> Word:
    return Word(token.kind, token.text, token.key, starts_line, token.other)
