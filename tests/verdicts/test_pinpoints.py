"""Pinpoints beside pages and times: sections by their numbers, paragraphs under them, notes."""

from __future__ import annotations

import pytest

from briefkit.checking import check_text
from briefkit.model import Heading, Judgement, Policy, Source
from briefkit.verdicts.headings import names

PARTS = [
    ("Chapter Two: The Gauge", 1, "The gauge was set in the spring of that year."),
    ("3 Duties", 1, "(a) The keeper shall burn the lamp.\n(b) The clerk shall keep the book of tides."),
    ("3.1 Exceptions", 2, "A second lamp is kept in the yellow house by the bar."),
    ("IV. Penalties", 1, "Whoever removes the gauge pays forty crowns."),
]
NOTES = """
Notes
1. First told by the pilots of the bar.
2. The book of 1902 was
1902 pages long.
3. He was ninety by then.
"""


def law(notes: str = NOTES) -> Source:
    text, headings = "", []
    for title, level, words in PARTS:
        headings.append(Heading(len(text), level, title))
        text += f"{title}\n\n{words}\n\n"
    return Source("law", text + notes, headings=tuple(headings))


def judged(words: str, locator: str, source: Source | None = None) -> Judgement:
    report = f"It says “{words}” [@law, {locator}].\n"
    return check_text(report, {"law": source or law()}, Policy(date="2026-01-01")).reports[0].judgements[0]


@pytest.mark.parametrize(
    ("words", "right", "wrong"),
    [
        ("set in the spring", ("ch. 2", "ch. II", "ch. two"), ("§ 3", "§ 3(b)", "§ 4")),
        ("shall keep the book", ("§ 3", "§ 3(b)", "§§ 2-3"), ("§ 3(a)", "§ 3.1", "§ IV")),
        ("shall burn the lamp", ("§ 3(a)",), ("§ 3(b)",)),
        ("in the yellow house", ("§ 3.1", "§ 3"), ("§ 4", "ch. 2")),
        ("pays forty crowns", ("§ 4", "§ IV", "§§ 3-4"), ("§ 3", "§ 3.1")),
        ("told by the pilots", ("n. 1",), ("n. 2", "n. 3")),
        ("pages long", ("n. 2", "nn. 1-2"), ("n. 1", "n. 3")),
    ],
)
def test_it_holds_where_the_words_stand_alone(words: str, right: tuple[str, ...], wrong: tuple[str, ...]) -> None:
    for locator in right:
        assert (judged(words, locator).verdict, judged(words, locator).warnings) == ("exact", ()), locator
    for locator in wrong:
        assert judged(words, locator).verdict == "mislocated", locator


@pytest.mark.parametrize("locator", ["n. 7", "§ 9", "§ 3.1(b)"])
def test_what_the_source_cannot_tell_is_a_warning(locator: str) -> None:
    told = judged("in the yellow house", locator)
    assert told.accepted
    assert len(told.warnings) == 1


@pytest.mark.parametrize("blank", ["", " "])
def test_raised_numbers_are_the_notes_where_there_are_any(blank: str) -> None:
    notes = f"\n4{blank}First told by the pilots.\n12 crowns were paid for it.\n5{blank}He was ninety.\n"
    source = law(notes)
    first, second = source.text.index(f"4{blank}First"), source.text.index(f"5{blank}He")
    marks = tuple((start, start + 1 + len(blank)) for start in (first, second))
    source = Source("law", source.text, headings=source.headings, furniture=marks)
    assert judged("crowns were paid for it", "n. 4", source).verdict == "exact"
    assert judged("crowns were paid for it", "n. 5", source).verdict == "mislocated"


@pytest.mark.parametrize(
    ("title", "label", "value", "named"),
    [
        ("Chapter Two", "chapter", "2", True),
        ("CHAPTER II. The Gauge", "chapter", "2", True),
        ("Chapter 2", "chapter", "II", True),
        ("Kapitel zwei", "chapter", "2", True),
        ("II Background", "section", "2", True),
        ("2. Background", "chapter", "2", True),
        ("Part II", "chapter", "2", False),
        ("Part II", "section", "2", True),
        ("Artikel 5", "article-locator", "5", True),
        ("Chapter 5", "article-locator", "5", False),
        ("I think so", "section", "1", False),
        ("What I think", "chapter", "1", False),
        ("I", "chapter", "1", True),
        ("One more thing", "section", "1", False),
        ("Chapter Twenty", "chapter", "2", False),
        ("Chapter 20", "chapter", "2", False),
        ("Mix", "section", "1009", False),
        ("Methods", "section", "methods", True),
        ("6.2 Existing types", "section", "2", False),
        ("6.2 Existing types", "section", "6", True),
        ("6.2. Existing types", "section", "6.2", True),
        ("§ 6.2.1 Types", "section", "6.2", True),
    ],
)
def test_headings_and_the_numbers_in_them(title: str, label: str, value: str, named: bool) -> None:
    assert names(title, label, value) is named
