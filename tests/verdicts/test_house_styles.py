"""House styles change what is accepted, never the verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.verdicts.quoting import quotation

from briefkit.judging import Judge
from briefkit.model import LEVELS, Judgement, Policy, Report, Source
from briefkit.verdicts.profiles import PROFILES
from briefkit.verdicts.rules import RULES

SOURCE = Source(
    "a", "The plan was firm and, um, clear. We met the centre of it. JANE ROE: We agree on it.", language="en"
)


def judged(
    text: str, policy: Policy, after: str = "", before: str = "", emphasis: tuple[tuple[int, int], ...] = ()
) -> Judgement:
    report = Report("r.md", text, "", None, (), (), ())
    asked = replace(quotation(text, "a"), after=after, before=before, emphasis=emphasis)
    return Judge(report, {"a": SOURCE}, policy).judge(asked)


@pytest.mark.parametrize(
    ("text", "style", "accepted"),
    [
        ("plan was firm and, clear", "chicago", False),
        ("plan was firm and, clear", "news", True),
        ("the plan was firm", "chicago", True),
        ("the plan was firm", "legal", False),
        ("[t]he plan was firm", "legal", True),
        ("the center of it", "legal", False),
        ("the center of it", "eu", True),
    ],
)
def test_what_a_style_accepts(text: str, style: str, accepted: bool) -> None:
    judgement = judged(text, Policy(style=style))
    assert judgement.accepted == accepted, judgement.message
    assert judgement.verdict == judged(text, Policy(style="news")).verdict


def test_the_authors_own_rules_go_first() -> None:
    assert judged("the plan was firm", Policy(style="legal", rules={"BK320": "accept"})).accepted
    refused = judged("the center of it", Policy(rules={"BK330": "reject"}))
    assert not refused.accepted
    assert "BK330" in refused.message


def test_profiles_name_rules_that_exist() -> None:
    for table in PROFILES.values():
        assert set(table) <= set(RULES)
        assert set(table.values()) <= set(LEVELS)


def test_undeclared_emphasis_warns_and_declared_does_not() -> None:
    emphasised = ((4, 8),)
    assert judged("The plan was firm", Policy(), emphasis=emphasised).severity == "warning"
    assert not judged("The plan was firm", Policy(style="legal"), emphasis=emphasised).accepted
    assert judged("The plan was firm", Policy(), after=" [@a] (emphasis added).", emphasis=emphasised).severity is None


def test_words_of_two_speakers_are_told_and_not_mended() -> None:
    text = "[ROE]: Will it hold?\n[DOE]: It will.\n[DOE]: I am sure.\n"
    times = ((0, 1.0, "ROE"), (21, 2.0, "DOE"), (36, 3.0, "DOE"))
    source = Source("a", text, times=times, furniture=((36, 43),))
    judge = Judge(Report("r.md", "", "", None, (), (), ()), {"a": source}, Policy())
    for words, accepted in (("Will it hold? … It will.", True), ("Will it hold? It will. I am sure.", False)):
        judged = judge.judge(quotation(words, "a"))
        assert judged.accepted is accepted
        assert judged.warnings == ("these are words of ROE and DOE: quote each alone",)
        assert judged.fix is None
    assert not judge.judge(quotation("It will. I am sure.", "a")).warnings
    assert not judge.judge(quotation("Will it hold? [DOE]: It will.", "a")).warnings


def test_words_of_another_speaker_warn() -> None:
    text = "JANE ROE: We agree on it.\nJOHN DOE: We do not.\nJANE ROE: Then it is done.\nJOHN DOE: No."
    report = Report("r.md", "", "", None, (), (), ())
    asked = replace(quotation("Then it is done", "a"), before="Doe said that ")
    warned = Judge(report, {"a": Source("a", text)}, Policy()).judge(asked)
    assert warned.accepted
    assert any("JANE ROE" in warning for warning in warned.warnings)
    by_id = replace(asked, before="It says ", after=" [@john-doe, p. 2].")
    assert not Judge(report, {"a": Source("a", text)}, Policy()).judge(by_id).warnings
    book = text.replace(".", ". So the story went on, year after year." + " And on." * 600)
    assert not Judge(report, {"a": Source("a", book)}, Policy()).judge(asked).warnings  # headings, and no turns
    right = replace(asked, before="Roe said that ")
    assert not Judge(report, {"a": Source("a", text)}, Policy()).judge(right).warnings
