"""A document without a record: what stands in it between quotation marks, held against the sources at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefkit.audit.body import QUOTED, body_of, digests
from briefkit.audit.rebuilt import NOWHERE
from briefkit.audit.result import Difference
from briefkit.judging import judge
from briefkit.judging.messages import shown
from briefkit.match.fold import skeleton
from briefkit.model import Citation, Judgement, Policy, Quotation, Report, Source
from briefkit.render.labels import labels_for, languages

AROUND = 200
"""Characters after a quotation in which its author and year are looked for."""
CONTEXT = 240


def was_recorded(document: Source) -> bool:
    """Whether a document shows that briefkit made it, so that its record must have been taken out."""
    if not digests(document.text):
        return False
    titles = (re.escape(labels_for(language)["appendix"]) for language in languages())
    return bool(re.search(rf"^[ \t]*(?:{'|'.join(titles)})[ \t]*$", document.text, re.MULTILINE))


class Unrecorded:
    """A document, and the sources by ID."""

    def __init__(self, document: Source, library: Mapping[str, Source]) -> None:
        self.body = body_of(document, [])
        self.library = library
        self.quotations = tuple(self._quotations())

    def _quotations(self) -> Iterator[Quotation]:
        text = self.body.text
        number = 0
        for found in QUOTED.finditer(text):
            words = " ".join(next(group for group in found.groups() if group is not None).split())
            if skeleton(words):
                number += 1
                before, after = text[max(0, found.start() - CONTEXT) : found.start()], text[found.end() :][:CONTEXT]
                cited = tuple(Citation(identity, None, NOWHERE) for identity in self._cited(after[:AROUND]))
                yield Quotation(number, words, (found.start(),), NOWHERE, "inline", cited, (), None, before, after)

    def _cited(self, after: str) -> list[str]:
        """The sources whose author and year follow, up to the end of the sentence; all where none does."""
        place = re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])|\n\s*\n", after, maxsplit=1)[0]
        named = [identity for identity in self.library if _names(self.library[identity], place)]
        return named or list(self.library)

    def differences(self) -> Iterator[Difference]:
        """The quotations that do not stand as they are in the sources."""
        report = Report("document", "", "", {}, self.quotations, (), ())
        judgements, _ = judge(report, self.library, Policy())
        for judged in judgements:
            if not judged.accepted:
                page = self.body.page(judged.quotation.offsets[0])
                message = f"{shown(judged.quotation.text)} {judged.verdict}: {_told(judged)}"
                yield Difference("sources", message, None, page)


def _told(judged: Judgement) -> str:
    return re.sub(
        r"^not in .*, nor in any other source of the project$", "in none of the sources at hand", judged.message
    )


def _names(source: Source, place: str) -> bool:
    """Whether author and year of a source stand in some words, as most styles cite."""
    authors = source.metadata.get("author") or ()
    names = [str(a.get("family") or a.get("literal") or "") for a in authors if isinstance(a, Mapping)]
    year = re.search(r"\d{4}", str(source.metadata.get("issued", "")))
    return bool(names and names[0] and year and names[0] in place and year[0] in place)
