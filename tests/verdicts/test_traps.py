"""Distortions that look alike and honest edits that look unlike: the contract by example."""

from __future__ import annotations

import pytest
from tests.verdicts.quoting import judge, page, paged

from briefkit.model import Page, Source

REJECTED = [
    ("a score of 74 points", "a score of 7.4 points"),
    ("a change of 0.42 points", "a change of −0.42 points"),
    ("significant at p > 0.05 here", "significant at p < 0.05 here"),
    ("a plant of 5 MW was built", "a plant of 5 mW was built"),
    ("about 102 cells were seen", "about 10² cells were seen"),
    ("about 10-3 metres were seen", "about 10⁻³ metres were seen"),
    ("about R₃ of it is known", "about R³ of it is known"),
    ("about 4²0 of it is known", "about 420 of it is known"),
    ("they assist under the plan [§ 2302(b)(4)]", "they assist under the plan [§ 1302(b)(4)]; they report"),
    ("the 20year plan was kept", "the 20-\nyear plan was kept"),
    ("the 13-member panel met", "the 12-mem-\nber panel met"),
    ("about 12 of them left", "about ½ of them left"),
    ("a rise of 26″ over the years", "a rise of 26 over the years"),
    ("a rise of 26 over the years", "a rise of 26″ over the years"),
    ("about 21/2 of them left", "about 2½ of them left"),
    ("about ½ of them left", "about 2 1/2 of them left"),
    ("نحو 25 مليون دولار", "نحو ٢٫٥ مليون دولار"),
    ("নতুন 35 চুক্তি সই", "নতুন ২৫ চুক্তি সই"),
    ("worth 12,345 in all", "worth 1,234.5 in all"),
    ("he would resign in May", "he would re-sign in May"),
    ("es ist schon heute", "es ist schön heute"),
    ("there is evidence of harm", "there is no evidence of harm"),
    ("the plan is now in force", "the plan is not in force"),
    ("a rough estimate", "a breakthrough estimate"),
    ("worth 4,000 euros", "worth 40,000 euros"),
    ("the talks were [rejected] by all", "the talks were accepted by all"),
    ("they did … recommend the plan", "they did not recommend the plan"),
    ("he will … support the plan", "he will never, in any event, support the plan"),
    (
        "the second point came … before the first",
        "before the first came the second point, and the second point came last",
    ),
    ("a package [list architecture] is due", "a package [architecture list] is due"),
    ("[she] signed the plan", "he signed the plan"),
    ("the plan of [their] own was signed", "the plan of [his] own was signed"),
    ("they agreed on [17] points", "they agreed on 16 points"),
    ("the plan will [not] be adopted", "the plan will be adopted"),
    ("the firm pl\u200bedge stands", "the firm pledge stands"),
    ("the \u202efirm pledge stands", "the firm pledge stands"),
    ("the firm pl\u0435dge stands", "the firm pledge stands"),
    ("all of the states agreed", "some of the states agreed"),
    ("the states must agree", "the states may agree"),
    ("it rose by 5 percent", "it fell by 5 percent"),
    ("Is the plan ready.", "Is the plan ready?"),
]

ACCEPTED = [
    ("the leaders met in Paris", "then the leaders met in Paris", "exact"),
    ("the leaders met in Paris", "then the leaders\n  met in Paris", "exact"),
    ("the leaders' “firm” pledge", 'the leaders’ "firm" pledge', "typographic"),
    ("the free-software movement", "the free-\nsoftware movement", "typographic"),
    ("the government agreed", "the govern-\nment agreed", "typographic"),
    ("a model of Lema\u0131\u0302tre here", "a model of Lemaître here", "typographic"),
    ("the 12-member panel met", "the 12-mem-\nber panel met", "typographic"),
    ("the 20-year-old plan was kept", "the 20-year-\nold plan was kept", "typographic"),
    ("the final office was open", "the ﬁnal oﬃce was open", "typographic"),
    ("the government agreed", "the govern\u00adment agreed", "typographic"),
    ("the cafe\u0301 was open", "the café was open", "typographic"),
    ("about 2 1/2 of them left", "about 2½ of them left", "typographic"),
    ("about ½ of them left", "about 1⁄2 of them left", "typographic"),
    ("نحو 2.5 مليون دولار", "نحو ٢٫٥ مليون دولار", "typographic"),
    ("নতুন 25 চুক্তি সই", "নতুন ২৫ চুক্তি সই", "typographic"),
    ("[t]he leaders met in Paris", "The leaders met in Paris", "edited"),
    ("The leaders met in Paris", "and the leaders met in Paris", "edited"),
    ("the leaders met in Paris,", "the leaders met in Paris.", "edited"),
    ("the leaders met … in Paris", "the leaders met, as they had before, in Paris", "edited"),
    ("the leaders […] met in Paris", "the leaders, who had not slept, met in Paris", "edited"),
    ("they spoke of [the river]; then they left", "they spoke of it;\nthen they left", "edited"),
    ("the plan of [Viktor Orbán] was due", "the plan of Orbán Viktor was due", "edited"),
    ("[she] signed the plan", "I signed the plan", "edited"),
    ("the plan that [they] signed", "the plan that we signed", "edited"),
    ("[Macron] said the plan was sound", "He said the plan was sound", "edited"),
    ("the plan [was] sound", "the plan is sound", "edited"),
    ("the plan sa[id] little", "the plan says little", "edited"),
    ("the [revised] plan is sound", "the plan is sound", "edited"),
    ("the the [sic] plan is sound", "the the plan is sound", "edited"),
    ("the plan is sound (emphasis added)", "the plan is sound", "edited"),
    ("the plan [13] is sound", "the plan [13] is sound", "exact"),
    ("the plan is sound", "the plan [13] is sound", "typographic"),
    ("he said 'we agree' at once", "he said “we agree” at once", "edited"),
    ("the colour of the plan", "the color of the plan", "close"),
    ("a firm garantee was given", "a firm guarantee was given", "close"),
]


@pytest.mark.parametrize(("quote", "source"), REJECTED)
def test_distortion_is_rejected(quote: str, source: str) -> None:
    language = "de" if "heute" in source else "en"
    judgement = judge(quote, f"Before it all. {source} And so on.", language=language)
    assert not judgement.accepted, judgement.message


@pytest.mark.parametrize(("quote", "source", "verdict"), ACCEPTED)
def test_honest_edit_is_accepted(quote: str, source: str, verdict: str) -> None:
    judgement = judge(quote, f"Before it all: {source} And so on.")
    assert judgement.verdict == verdict, judgement.message


def test_page_cited() -> None:
    source = paged("a", "One page of words.\fThe pledge was firm here.\fA third page.")
    assert judge("The pledge was firm", source, locator=page("2")).verdict == "exact"
    wrong = judge("The pledge was firm", source, locator=page("3"))
    assert wrong.verdict == "mislocated"
    assert "p. 2" in wrong.message


def test_any_occurrence_may_be_cited() -> None:
    source = paged("a", "The pledge was firm.\fNothing.\fThe pledge was firm.")
    judgement = judge("The pledge was firm", source, locator=page("3"))
    assert judgement.verdict == "exact"
    assert judgement.match is not None
    assert judgement.match.page == 3
    assert [match.page for match in judgement.occurrences] == [1, 3]


def test_quotation_over_a_page_break() -> None:
    source = paged("a", "The pledge was\ffirm and clear to all.")
    judgement = judge("The pledge was firm and clear", source, locator=page("2"))
    assert judgement.accepted
    assert judgement.match is not None
    assert (judgement.match.page, judgement.match.page_end) == (1, 2)


def test_other_source_is_named() -> None:
    other = Source("b", "The pledge was firm and clear to all of them.")
    judgement = judge("The pledge was firm and clear", "Nothing of the kind.", others=(other,))
    assert judgement.verdict == "misattributed"
    assert "b" in judgement.message


@pytest.mark.parametrize(
    ("quote", "source", "verdict"),
    [
        ("resume plan", "a résumé plan", "altered"),
        ("5mg of it", "some 5 Mg of it", "altered"),
        ("1/2 of", "or ¾ of it", "missing"),
    ],
)
def test_the_same_letters_are_told_as_altered_however_short(quote: str, source: str, verdict: str) -> None:
    assert judge(quote, f"It was {source}.").verdict == verdict


def test_unreadable_source_is_uncheckable() -> None:
    judgement = judge("The pledge was firm", Source("a", "", problem="it has no text layer"))
    assert judgement.verdict == "uncheckable"
    assert not judgement.accepted


def test_governing_negation_warns() -> None:
    judgement = judge(
        "deferred inspections had led to injuries",
        "The office found no evidence that deferred inspections had led to injuries.",
    )
    assert judgement.verdict == "exact"
    assert judgement.severity == "warning"
    assert any("no evidence that" in warning for warning in judgement.warnings)


INNOCENT = [
    ("de", "Der Plan … wurde angenommen", "Der Plan für die Sanierung der Brücke wurde angenommen."),
    ("de", "Die Kosten … sind gestiegen", "Die Kosten der Sanierung des alten Rathauses sind gestiegen."),
    ("en", "The board … approved the plan", "The board after a long debate approved the plan."),
    ("en", "The board … approved the plan", "The board of directors of the old firm approved the plan."),
    ("fr", "Le conseil … a approuvé le plan", "Le conseil de la ville depuis la crue a approuvé le plan."),
    ("pl", "Rada … przyjęła plan", "Rada miasta po długiej debacie przyjęła plan."),
    ("uk", "Рада … ухвалила план", "Рада міста після довгих дебатів ухвалила план."),
]
DECEIVING = [
    ("de", "Der Rat … lehnte den Plan ab", "Der Rat sagte, dass die Stadt lehnte den Plan ab."),
    ("de", "Der Plan ist … sicher", "Der Plan ist alles andere als sicher."),
    ("en", "The board … approved the plan", "The board left before the mayor approved the plan."),
    ("en", "They want … a new bridge", "They want to build a new bridge."),
    ("fr", "La firme va … payer", "La firme va refuser de payer."),
    ("es", "El consejo … aprobó el plan", "El consejo dijo que el alcalde aprobó el plan."),
    ("pl", "Firma … zapłaciła karę", "Firma podobno zapłaciła karę."),
    ("uk", "Фірма … сплатила штраф", "Фірма відмовилася, а держава сплатила штраф."),
    ("ru", "Совет … одобрил план", "Совет сказал, что мэр одобрил план."),
    ("zh", "公司……支付了罚款", "公司据说支付了罚款。"),
    ("ja", "会社は……罰金を払った", "会社はほとんど罰金を払った。"),
]


@pytest.mark.parametrize(("language", "quote", "source"), INNOCENT)
def test_an_ellipsis_that_leaves_out_what_may_go(language: str, quote: str, source: str) -> None:
    assert judge(quote, source, language=language).verdict == "edited"


@pytest.mark.parametrize(("language", "quote", "source"), DECEIVING)
def test_an_ellipsis_that_deceives_in_many_languages(language: str, quote: str, source: str) -> None:
    assert judge(quote, source, language=language).verdict == "altered"


@pytest.mark.parametrize(
    ("text", "quote", "accepted"),
    [
        ("It ended there.\fThe ferry came in late.", "the ferry came in late", True),
        ("It ended there.\n\fThe ferry came in late.", "the ferry came in late", True),
        ("It was on the\fPolish ferry that came late.", "polish ferry that came late", False),
    ],
)
def test_a_capital_that_begins_a_page_and_a_sentence_may_be_lowered(text: str, quote: str, accepted: bool) -> None:
    assert judge(quote, paged("a", text)).accepted is accepted


@pytest.mark.parametrize(
    ("quote", "accepted"),
    [
        ("the harbour master", True),
        ("the har-bour master", True),
        ("the har- bour master", True),
        ("the har master", False),
        ("the harvest master", False),
    ],
)
def test_a_word_that_a_running_head_breaks_is_whole(quote: str, accepted: bool) -> None:
    text = "It was the har-\n\fHISTORY OF FERRIES 5\n\nbour master who wrote."
    head = (text.index("\f"), text.index("bour"))
    source = Source(
        "a", text, language="en", furniture=(head,), pages=(Page(1, 0, head[0]), Page(2, head[0] + 1, len(text)))
    )
    assert judge(quote, source).accepted is accepted
