"""Mends: what is written in place of what, and that the report verifies once it is."""

from __future__ import annotations

import pytest

import briefkit
from briefkit.judging.mend import as_markdown, cite, offsets_of, span_of
from briefkit.model import Match, Page, Source, Span

TALK = (
    "The talk.\fWe say that every attack on one member is treated as an attack on all. It cost $5 and *more* than R&D."
)
TWO = Source("two", TALK, pages=(Page(1, 0, 9), Page(2, 10, len(TALK))), metadata={"id": "two"})
SOURCES: dict[str, Source | str] = {
    "one": "Quite other words. Words that nobody says.",
    "two": TWO,
    "odd id": "Some words that stand in a file with an odd name.",
    "order": "He named the same: the extent of it, our own neutrality, and promises “of a kind” for us all.",
}


def mended(text: str) -> str:
    """The report with the fix of its first quotation."""
    checked = briefkit.check(text, SOURCES).reports[0]
    fix = checked.judgements[0].fix
    assert fix is not None, checked.judgements[0].message
    start, end = offsets_of(checked.report.text, fix.span)
    return checked.report.text[:start] + fix.text + checked.report.text[end:]


@pytest.mark.parametrize(
    ("report", "after"),
    [
        # words
        ("“attack on two members is treated” [@two].", "“attack on one member is treated” [@two]."),
        ("“treated as an attack on some” [@two].", "“treated as an attack on all” [@two]."),
        ("“some attack on one member is treated” [@two].", "“every attack on one member is treated” [@two]."),
        ("“treated as an attack on all today” [@two].", "“treated as an attack on all” [@two]."),
        ("“treated as an attack on all, ever.” [@two].", "“treated as an attack on all.” [@two]."),
        ("“It is treated as an attack on all” [@two].", "“member is treated as an attack on all” [@two]."),
        ("“is not treated as an attack on all” [@two].", "“is treated as an attack on all” [@two]."),
        ("“on one ″member″ is treated” [@two].", "“on one member is treated” [@two]."),
        ("“attack on > one member” [@two].", "“attack on one member” [@two]."),
        ("“attack on one member >” [@two].", "“attack on one member” [@two]."),
        ("“% attack on one member” [@two].", "“attack on one member” [@two]."),
        ("“It cost \\$6 and more” [@two].", "“It cost \\$5 and more” [@two]."),
        (
            "“the extent of them, our only neutrality, and promise ‘of two kind’ for us” [@order].",
            "“the extent of it, our own neutrality, and promises ‘of a kind’ for us” [@order].",
        ),
        # places
        ("“treated as an attack” [@two, p. 1].", "“treated as an attack” [@two, p. 2]."),
        ("“treated as an attack” [see @two, p. 1, and more].", "“treated as an attack” [see @two, p. 2, and more]."),
        ("@two says “treated as an attack” [p. 1].", "@two says “treated as an attack” [p. 2]."),
        ("@two says “treated as an attack” (p. 1).", "@two says “treated as an attack” (p. 2)."),
        # sources
        ("@one says “treated as an attack” (p. 1).", "@two says “treated as an attack” (p. 2)."),
        ("@one says “stand in a file with an odd” (p. 1).", "@{odd id} says “stand in a file with an odd”."),
        ("“treated as an attack” [@one].", "“treated as an attack” [@two]."),
        ("“treated as an attack” [@one, p. 7].", "“treated as an attack” [@two, p. 2]."),
        ("@one says “treated as an attack” [p. 1].", "@two says “treated as an attack” [p. 2]."),
        ("“stand in a file with an odd name” [@one, p. 7].", "“stand in a file with an odd name” [@{odd id}]."),
        ("“treated as an attack” [@{odd id}, p. 7].", "“treated as an attack” [@two, p. 2]."),
        (
            '[“attack on one member”]{.quote source=one locator="p. 1"}.',
            '[“attack on one member”]{.quote source="two" locator="p. 2"}.',
        ),
        (
            '[“with an odd name”]{.quote source=one locator="p. 1"}.',
            '[“with an odd name”]{.quote source="odd id"}.',
        ),
        # what stands before it in the file
        ("\u2028\x0b\x0c “treated as an attack” [@two, p. 1].", "\u2028\x0b\x0c “treated as an attack” [@two, p. 2]."),
        ("One.\r\n\r\n“treated as an attack” [@one].", "One.\r\n\r\n“treated as an attack” [@two]."),
    ],
)  # fmt: skip
def test_a_mend_verifies(report: str, after: str) -> None:
    assert mended(report) == after
    assert briefkit.check(after, SOURCES).reports[0].judgements[0].accepted


@pytest.mark.parametrize(
    ("report", "safe"),
    [("“treated as an attack” [@two, p. 1].", True), ("“treated as an attack” [@one].", False),
     ("“attack on two members is treated” [@two].", False)],
)  # fmt: skip
def test_only_a_place_is_safe(report: str, safe: bool) -> None:
    fix = briefkit.check(report, SOURCES).reports[0].judgements[0].fix
    assert fix is not None
    assert fix.safe is safe


def test_a_note_inside_a_quotation_is_never_lost() -> None:
    report = (
        "“the extent of them,[^1] our only neutrality, and promise ‘of two kind’ for us” [@order].\n\n[^1]: A note.\n"
    )
    judgement = briefkit.check(report, SOURCES).reports[0].judgements[0]
    assert judgement.fix is None or "[^1]" in judgement.fix.text


def test_words_as_markdown() -> None:
    assert as_markdown("a *b* _c_ [d] `e`\n $5 R&D &amp; @x a|b") == (
        "a \\*b\\* \\_c\\_ \\[d\\] \\`e\\` \\$5 R&D \\&amp; \\@x a\\|b"
    )
    assert as_markdown('so “they” said "it"', "“") == "so ‘they’ said ‘it’"


def test_a_citation() -> None:
    assert cite(Match("talk", "", 0, 0)) == "[@talk]"
    assert cite(Match("odd id", "", 0, 0, 6, 6, "4")) == "[@{odd id}, p. 4]"
    assert cite(Match("film", "", 0, 0, time="00:01:02")) == "[@film, 00:01:02]"


def test_offsets_and_spans() -> None:
    text = "a\r\nb\u2028c\nd"
    assert span_of(text, 3, 8) == Span(2, 1, 3, 2)
    assert offsets_of(text, Span(2, 1, 3, 2)) == (3, 8)


def test_a_waiver_that_has_expired_is_told_though_the_words_are_right() -> None:
    report = "[“one member is treated”]{.waived reason=lost by=Ada until=2020-01-31} [@two]."
    judgement = briefkit.check(report, SOURCES).reports[0].judgements[0]
    assert (judgement.verdict, judgement.severity) == ("exact", "warning")
    assert "expired on 2020-01-31" in judgement.warnings[0]


def test_a_translation_is_not_marked_by_the_differences_of_its_original() -> None:
    report = '[“Ein Angriff auf zwei.”]{.translation original="attack on two members is treated" by=Ada} [@two].'
    judgement = briefkit.check(report, SOURCES).reports[0].judgements[0]
    assert (judgement.verdict, judgement.differences) == ("altered", ())
    assert "two" in judgement.message


def test_a_month_with_its_capital_is_a_date_and_no_modal() -> None:
    sources = {"log": "The gauge was read in April and set in June."}
    found = briefkit.check("“was read in May and set” [@log].", sources).reports[0].judgements[0]
    assert [d.kind for d in found.differences] == ["date"]
