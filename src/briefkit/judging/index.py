"""A source made ready for judging: folded once, with what judging asks of the whole text worked out when first
asked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property

from briefkit.match import Folded, fold
from briefkit.match.fold import skeleton
from briefkit.model import Match, Source
from briefkit.patterns import regex
from briefkit.verdicts import language, slips, vocabulary

_SAMPLE_WORDS = 1500
_NOISY = 0.03
_NEARBY = 400
"""Characters on either side that tell the language of a place."""
_LONGEST_MARK = 8
_LOWER_WORD = regex(r"(?<![^\W_])[^\W\d_]{2,}(?![^\W_])")


def folded(source: Source) -> Folded:
    """The fold of a source without its furniture, made anew."""
    return fold(source.text, source.furniture)


class IndexedSource:
    """A source and its skeleton. `title` is the skeleton of its title, "" where it has none.

    Args:
        fold: gives the fold of the source when it is first needed.
    """

    def __init__(self, source: Source, fold: Callable[[Source], Folded] = folded) -> None:
        self.source = source
        self._fold = fold
        self._languages: dict[object, str | None] = {}
        self.passages: dict[tuple[int, int], Match] = {}
        """The matches made so far, by start and end."""

    @cached_property
    def folded(self) -> Folded:
        return self._fold(self.source)

    @cached_property
    def hidden(self) -> str:
        """The skeleton of what a reader of the file does not see."""
        return skeleton(self.source.hidden)

    @cached_property
    def _ends(self) -> list[int]:
        return [last for _, last in self.source.furniture]

    @cached_property
    def unspaced(self) -> str:
        """The text without white space: a bracket of the source may be broken over lines."""
        return "".join(self.source.text.split())

    @cached_property
    def title(self) -> str:
        return skeleton(str(self.source.metadata.get("title", "")))

    @cached_property
    def language(self) -> str | None:
        return self.source.language or language.detect(self.source.text)

    def language_of(self, start: int, end: int) -> str | None:
        """The language of a passage by its own words where they tell, else by those around it."""
        if (start, end) not in self._languages:
            self._languages[start, end] = language.detect(self.source.text[start:end]) or self.language_at(start)
        return self._languages[start, end]

    def languages(self, start: int, end: int) -> tuple[str | None, ...]:
        """The languages that a passage may be in: by its own words, by those around it, by the metadata. Each once.

        What turns a passage is looked for in all of them: a source may hold more than one.
        """
        found = (self.language_of(start, end), self.language_at(start), self.language)
        return tuple(dict.fromkeys(found))

    def language_at(self, offset: int) -> str | None:
        """The language around an offset: a source may hold more than one. The source's own where that is unsure."""
        block = offset // _NEARBY
        if block not in self._languages:
            around = self.source.text[max(0, (block - 1) * _NEARBY) : (block + 2) * _NEARBY]
            self._languages[block] = language.detect(around) or self.language
        return self._languages[block]

    def noisy_at(self, offset: int) -> bool:
        """Whether the text shows scan noise, or stands on a page that was recognised from an image."""
        return self.recognised_at(offset) or self.noisy

    def recognised_at(self, offset: int) -> bool:
        """Whether the text there comes from an image of it."""
        recognised = self.source.recognised
        pages = (page for page in self.source.pages if page.index in recognised) if recognised else ()
        return self.source.scanned or any(page.start <= offset < page.end for page in pages)

    @cached_property
    def noisy(self) -> bool:
        """Scan noise or a broken text layer: over 3% of a sample's lower-case words are in no list. True for a scan."""
        if self.source.scanned:
            return True
        if not vocabulary.has_list(self.language) or (self.language or "")[:2] != "en":
            return False
        text = self.source.text
        words = [w for w in _LOWER_WORD.findall(text[: _SAMPLE_WORDS * 12]) if w.islower()][:_SAMPLE_WORDS]
        unknown = sum(not slips.is_known(word, self.language) for word in words)
        return len(words) > 100 and unknown / len(words) > _NOISY

    def mark_between(self, start: int, end: int) -> str:
        """The mark of a note that stands between two offsets; "" without any."""
        furniture = self.source.furniture
        place = bisect_left(furniture, (start, start))
        if place < len(furniture) and furniture[place][1] <= end:
            words = self.source.text[slice(*furniture[place])].strip()
            return words if len(words) <= _LONGEST_MARK else ""
        return ""

    def plain(self, start: int, end: int) -> str:
        """source.text[start:end] without running heads and folios."""
        parts, position = [], start
        furniture = self.source.furniture
        for first, last in furniture[bisect_right(self._ends, start) :]:
            if first >= end:
                break
            parts.append(self.source.text[position : max(position, first)])
            position = max(position, last)
        parts.append(self.source.text[position:end])
        return " ".join(part for part in parts if part)
