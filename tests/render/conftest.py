"""A checked report made by hand: the renderer is tested apart from the checker."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from briefkit.model import (
    CheckedReport,
    Citation,
    Difference,
    Finding,
    Judgement,
    Locator,
    Mark,
    Match,
    Quotation,
    Report,
    Severity,
    Source,
    Span,
    Verdict,
    Waiver,
)
from briefkit.pandoc import Pandoc

SPAN = Span(1, 1, 1, 2)

MARKDOWN = """\
---
title: 'A note on ["the bridge"]{.bk-quotation number=1}'
subtitle: For the committee
author: [Ada Lindqvist, Joseph N'Diaye]
date: 2025-09-10
lang: en-GB
abstract: What the audit says -- and what it does not.
---

# Summary

The audit says ["in 26 per cent of cases"]{.bk-quotation number=2} [@audit, p. 4]. See [below](#costs "x") and
[nowhere](#nothing).[^n]

::: {.bk-quotation number=3}
> No evidence that deferred inspections had led to injuries. [@audit, p. 7]
:::

# Costs {#costs}

| Year | Share |
|------|------:|
| 2021 | ["24 per cent"]{.bk-quotation number=4} [@audit] |

Table: Share of bridges.

![Late inspections](figures/late.svg){width=60% alt="Bars that rise"}

The formula $x^2$ and `code "kept"`.

[^n]: The letter ["did not]{.bk-quotation number=5} *["dispute" it"]{.bk-quotation number=5}* [@audit, p. 4].

# References
"""

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30" viewBox="0 0 60 30">'
    b'<rect width="20" height="30" fill="#1d4673"/></svg>'
)

RunPandoc = Callable[[list[str], bytes], bytes]


@pytest.fixture(scope="session")
def run_pandoc() -> RunPandoc:
    return Pandoc().run


def parse(markdown: str) -> Any:
    return json.loads(Pandoc().run(["-f", "markdown-smart-raw_html", "-t", "json"], markdown.encode()))


def quotation(number: int, text: str, mark: Mark | None = None) -> Quotation:
    cited = Citation("audit", Locator("page", (("4", "4"),), "p. 4"), SPAN)
    return Quotation(number, text, tuple(range(len(text) + 1)), SPAN, "inline", (cited,), mark=mark)


def judgement(number: int, text: str, verdict: Verdict = Verdict.EXACT, **more: Any) -> Judgement:
    accepted = more.pop("accepted", verdict in (Verdict.EXACT, Verdict.EDITED, Verdict.WAIVED, Verdict.EXEMPT))
    severity = None if accepted else Severity.ERROR
    told = quotation(number, text, more.pop("mark", None))
    match = more.pop("match", Match("audit", text, 10, 10 + len(text), 4, 4, "4", prefix="it found ", suffix=" in all"))
    message = more.pop("message", "one line")
    return Judgement(
        told, verdict, accepted, severity, "BK000", message, citation=told.citations[0], match=match, **more
    )


ACCEPTED = (
    judgement(1, "the bridge", Verdict.EXEMPT, match=None),
    judgement(2, "in 26 per cent of cases"),
    judgement(3, "No evidence that deferred inspections had led to injuries."),
    judgement(4, "24 per cent", Verdict.WAIVED, waiver=Waiver("heard in person", "A. Editor", "2027-03-01")),
    judgement(5, "did not dispute it", Verdict.EDITED),
)

ALTERED = judgement(
    2,
    "in 36 per cent of cases",
    Verdict.ALTERED,
    match=Match("audit", "in 26 per cent of the cases", 100, 127, 4, 4, "4"),
    message="the source says 26, not 36",
    differences=(
        Difference("replace", "36", "26", "number", None, 3, 5, 103, 105),
        Difference("insert", "", "the ", "word", None, 18, 18, 118, 122),
    ),
)


@pytest.fixture
def make() -> Callable[..., CheckedReport]:
    """make(markdown, judgements, findings) -> CheckedReport."""

    def checked(
        markdown: str = MARKDOWN,
        judgements: tuple[Judgement, ...] = ACCEPTED,
        findings: tuple[Finding, ...] = (),
        language: str | None = "en-GB",
    ) -> CheckedReport:
        metadata = {
            "id": "audit",
            "type": "report",
            "title": "Bridge Maintenance",
            "author": [{"literal": "National Audit Office"}],
            "issued": {"date-parts": [[2023]]},
        }
        source = Source("audit", "text", "sources/audit.txt", metadata=metadata)
        report = Report(
            "reports/x.md",
            markdown,
            "ab" * 32,
            parse(markdown),
            tuple(j.quotation for j in judgements),
            (),
            (),
            language,
        )
        return CheckedReport(report, judgements, findings, {"audit": source})

    return checked
