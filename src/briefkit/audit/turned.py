"""The lines of a PDF that run from right to left: what of them can be read back, and what of that is recorded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from briefkit.audit.body import QUOTED
from briefkit.audit.opening import right_to_left
from briefkit.judging.messages import shown
from briefkit.match.fold import skeleton
from briefkit.match.strict import Text, plain
from briefkit.patterns import regex
from briefkit.sources.pdf_turned import MARKED

if TYPE_CHECKING:
    from briefkit.evidence.models import QuotationModel

ORDER = "its words stand in the document, but in lines from right to left whose order cannot be read back"
VOWELS = "its vowel marks cannot be read back from a PDF; its letters stand in the document"
LETTERS = "its letters with vowel marks cannot be read back from a PDF; its other words stand in the document"
_MARGIN = regex(r"^[\d⁰¹²³⁴-⁹]{1,5}[ \u00a0][✓✗≈–]", re.MULTILINE)
_OTHER_WAY = str.maketrans("“”‘’", "”“’‘")


class Turned:
    """The report's text in a PDF, its lines from right to left in the order of their reading.

    Args:
        text: without the appendix.
        throughout: the report's own language runs from right to left, so that lines with such letters do.
        references: the heading of its bibliography.
    """

    def __init__(self, text: str, *, throughout: bool, references: str) -> None:
        self.throughout = throughout
        self.text = Text(_MARGIN.sub("", text))
        self.bare = Text(self.text.text.replace(MARKED, ""))
        self.references = self.text.text.rfind(f"\n{references}\n")

    def unread(self, quotation: QuotationModel, count: int) -> str:
        """Why a quotation that was not found may stand there all the same; "" where it does not."""
        if self.bare.count(unaccented(quotation.text), marked=quotation.form == "inline") >= count:
            return VOWELS
        # Where lines are read in another order, their words are all there; but of letters with marks that is not sure.
        words = quotation.text.split()
        sure = [word for word in words if unaccented(word) == unicodedata.normalize("NFC", word)]
        if not all(self.bare.holds(letters) for word in sure for letters in re.findall(r"[^\W_]+", word)):
            return ""
        return ORDER if len(sure) == len(words) else LETTERS

    def unknown(self, texts: Iterable[str], *, marked: int, titled: bool) -> list[str]:
        """Words between quotation marks that are in none of the texts, a sentence each.

        Whether a font turns curved marks is not told, so they are read as they make more sense.

        Args:
            marked: how many with vowel marks are told already.
            titled: all titles of the bibliography are among the texts.
        """
        texts = list(texts)
        known = "\n".join(skeleton(unaccented(text)) for text in texts)
        marked_so = "\n".join(plain(text) for text in texts)
        end = len(self.text.text) if titled or self.references < 0 else self.references
        text = self.text.text[:end]
        found = min((list(self._unknown(way, known, marked_so)) for way in (text, text.translate(_OTHER_WAY))), key=len)
        told = [words for words in found if MARKED not in words] + [words for words in found if MARKED in words][
            marked:
        ]
        return [f"{shown(words)} stands between quotation marks and could not be compared" for words in told]

    def _unknown(self, text: str, known: str, marked_so: str) -> Iterator[str]:
        """`known` are the letters of the texts, `marked_so` they with their marks and signs."""
        for found in QUOTED.finditer(text):
            words = next(group for group in found.groups() if group is not None)
            turned = right_to_left(lines_of(text, found) if self.throughout else words)
            other_marks = MARKED not in words and unaccented(words) != words and plain(words) not in marked_so
            if turned and (other_marks or skeleton(unaccented(words.replace(MARKED, ""))) not in known):
                yield " ".join(words.split())


def unaccented(text: str) -> str:
    """The text without marks that are put on the letter before them and make no letter of their own with it."""
    return "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) != "Mn")


def lines_of(text: str, found: re.Match[str]) -> str:
    """The lines on which something was found, whole."""
    end = text.find("\n", found.end())
    return text[text.rfind("\n", 0, found.start()) + 1 : end if end >= 0 else len(text)]
