"""Judge one quotation against one source in memory."""

from __future__ import annotations

import re

from briefkit.judging import Judge
from briefkit.model import (
    Citation,
    Judgement,
    Locator,
    Page,
    Policy,
    Quotation,
    Report,
    Source,
    Span,
)

NOWHERE = Span(1, 1, 1, 1)


def page(number: str) -> Locator:
    return Locator("page", ((number, number),), f"p. {number}")


def paged(identity: str, text: str) -> Source:
    """A source whose pages are parted by form feeds, which are furniture."""
    pages, furniture, start = [], [], 0
    for number, part in enumerate(text.split("\f"), 1):
        pages.append(Page(number, start, start + len(part)))
        start += len(part) + 1
        furniture.append((start - 1, start))
    return Source(identity, text, pages=tuple(pages), furniture=tuple(furniture[:-1]))


def noted(identity: str, text: str) -> Source:
    """A source in which the marks of notes stand in braces."""
    bare, marks = "", []
    for number, part in enumerate(re.split(r"[{}]", text)):
        if number % 2:
            marks.append((len(bare), len(bare) + len(part)))
        bare += part
    return Source(identity, bare, furniture=tuple(marks), language="en")


def quotation(text: str, *sources: str, locator: Locator | None = None) -> Quotation:
    cited = tuple(Citation(source, locator, NOWHERE) for source in sources)
    return Quotation(1, text, tuple(range(len(text) + 1)), NOWHERE, "inline", cited)


def judge(
    quote: str,
    source: str | Source,
    *,
    locator: Locator | None = None,
    language: str = "en",
    others: tuple[Source, ...] = (),
) -> Judgement:
    """The judgement of `quote` cited to `source`."""
    cited = source if isinstance(source, Source) else Source("a", source, language=language)
    shelf = {cited.id: cited, **{other.id: other for other in others}}
    report = Report("r.md", quote, "", None, (), (), ())
    return Judge(report, shelf, Policy()).judge(quotation(quote, cited.id, locator=locator))
