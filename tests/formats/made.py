"""Judgements made by hand, for the tests of the formats."""

from __future__ import annotations

from briefkit.model import (
    CheckedReport,
    CheckResult,
    Citation,
    Difference,
    Finding,
    Fix,
    Judgement,
    Locator,
    Match,
    Policy,
    Quotation,
    Report,
    Severity,
    Span,
    Verdict,
    Waiver,
)

CITATION = Citation("talk", Locator("page", (("4", "4"),), "p. 4"), Span(3, 41, 3, 55))
MATCH = Match("talk", "rose by 26 centimetres", 10, 32, 6, 6, "4", "The Flood", None, "The river ", " in one night.")


TEXT = "# A\n\nAll “rose by 36 centimetres” in one night [@talk, p. 4].\n"


def quotation(text: str = "rose by 36 centimetres", number: int = 1, *citations: Citation) -> Quotation:
    span = Span(3, 5, 3, 7 + len(text))
    return Quotation(number, text, tuple(range(len(text) + 1)), span, "inline", citations)


def altered() -> Judgement:
    difference = Difference("replace", "36", "26", "number", None, 8, 10, 18, 20)
    return Judgement(
        quotation("rose by 36 centimetres", 1, CITATION),
        Verdict.ALTERED,
        False,
        Severity.ERROR,
        "BK301",
        "the source has “26”, the quotation “36”",
        99.6,
        CITATION,
        MATCH,
        (MATCH,),
        (difference,),
        Fix(Span(3, 14, 3, 16), "26", False),
    )


def accepted(verdict: Verdict = Verdict.EXACT) -> Judgement:
    return Judgement(
        quotation(MATCH.text, 2, CITATION), verdict, True, None, "BK200", "word for word", 100, CITATION, MATCH
    )


def close() -> Judgement:
    return Judgement(
        quotation("rose by 26 centimeters", 3, CITATION),
        Verdict.CLOSE,
        True,
        Severity.WARNING,
        "BK250",
        "another spelling",
        97.0,
        CITATION,
        MATCH,
        differences=(Difference("replace", "centimeters", "centimetres", "spelling", "BK250", 11, 22, 21, 32),),
        warnings=("the passage is governed by “if”",),
        others=("not in “other”",),
    )


def uncited() -> Judgement:
    return Judgement(quotation("so it goes", 4), Verdict.UNCITED, False, Severity.ERROR, "BK201", "no citation")


def waived() -> Judgement:
    waiver = Waiver("heard on the phone", "A. Author", "2027-01-31")
    return Judgement(
        quotation("I was there", 5), Verdict.WAIVED, True, Severity.WARNING, "BK202", "waived", waiver=waiver
    )


FINDINGS = (
    Finding("BK101", Severity.ERROR, 9, 2, "an unpaired mark", Fix(Span(9, 2, 9, 3), "”", True)),
    Finding("BK711", Severity.WARNING, 1, 1, "no metadata"),
)


def result(*judgements: Judgement, findings: tuple[Finding, ...] = ()) -> CheckResult:
    report = Report("reports/x.md", TEXT, "0" * 64, {}, tuple(j.quotation for j in judgements), (), ())
    return CheckResult(Policy(date="2026-01-31"), (CheckedReport(report, judgements, findings, {}),))


def everything() -> CheckResult:
    """One of each shape."""
    rest = [accepted(verdict) for verdict in (Verdict.TYPOGRAPHIC, Verdict.EDITED, Verdict.TRANSLATED, Verdict.EXEMPT)]
    return result(altered(), accepted(), close(), uncited(), waived(), *rest, findings=FINDINGS)
