"""A difference between aligned words, as the rules see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Word(NamedTuple):
    """A token as the rules see it. `kind` is "word", "number", "mark", "symbol" or "hidden"."""

    kind: str
    text: str
    key: str
    starts_line: bool = False
    other: str = ""


class Difference(NamedTuple):
    """Two aligned stretches that are not the same characters, with what a rule may ask of their surroundings.

    Attributes:
        opens: the first word of the quotation or of a part after an omission.
        closes: no word of the quotation follows.
        next_mark: the source's character after the passage, where `closes`.
        next_word: the source's word after the passage, where `closes`: a sentence may not be closed before its "not".
        previous_word: the source's word before the passage, for the first word: nothing denied becomes a sentence.
        speech: tells the language of the passage. It costs a look at the text, so only who needs it asks.
        noise: tells whether the source's text shows scan noise. It looks up many words, so it is asked last.
        capitals: the source's passage is all in capitals.
        balanced: the partner of a quotation mark stands inside the passage too.
        starts_sentence: the source's first word of the difference starts a sentence.
        follows_abbreviation: the word before, on both sides, is an abbreviation that is written with a point.
        short: the quotation is too short for a slip to be told from another word.
        notes: the author's notes on the quotation, such as "cleaned up", in lower case.
        mark: the mark of a note that stands after the source's words, and is no part of its sentence.
    """

    quote: tuple[Word, ...]
    source: tuple[Word, ...]
    opens: bool = False
    closes: bool = False
    next_mark: str = ""
    next_word: str = ""
    previous_word: str = ""
    speech: Callable[[], str | None] = lambda: None
    noise: Callable[[], bool] = lambda: False
    capitals: bool = False
    balanced: bool = False
    starts_sentence: bool = True
    follows_abbreviation: bool = False
    short: bool = False
    notes: frozenset[str] = frozenset()
    mark: str = ""

    @property
    def language(self) -> str | None:
        return self.speech()

    @property
    def noisy(self) -> bool:
        return self.noise()

    @property
    def quote_text(self) -> str:
        return " ".join(word.text for word in self.quote)

    @property
    def source_text(self) -> str:
        return " ".join(word.text for word in self.source)
