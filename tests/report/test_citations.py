"""Which citation a quotation rests on, in the order of the rules."""

from __future__ import annotations

import pytest

from briefkit.report.locators import is_locator, parse

from .conftest import Read

ATTACHED = [
    ("“x” [@a]", [["a"]]),
    ("“x” [@a, p. 3].", [["a p. 3"]]),
    ("“x.” [@a]", [["a"]]),
    ("“x”. [@a]", [["a"]]),
    ("“x”[^1] y\n\n[^1]: @a, p. 3; see [@b].", [["a", "b"]]),
    ("“x.”[^1]\n\n[^1]: [@a, p. 3].", [["a p. 3"]]),
    ("“x” [@a].[^1]\n\n[^1]: “y” [@b].", [["a"], ["b"]]),
    ("“x” [see @a, pp. 3-5; @b, ch. 2]", [["a pp. 3-5", "b ch. 2"]]),
    ("“x” [-@a]", [["a"]]),
    ("“x” [@{odd id}, p. 3]", [["odd id p. 3"]]),
    ("“x” [@a, {p. 4}]", [["a p. 4"]]),
    ("“x [@a]” and [@b]", [["a"]]),
    ('@a says "x" [p. 3].', [["a p. 3"]]),
    ('@a [p. 3] says "x".', [["a p. 3"]]),
    ('@a says "x" and @b says "y".', [["a"], ["b"]]),
    ('@a says "x" [p. 1] and "y" [p. 2].', [["a p. 1"], ["a p. 2"]]),
    ('@a says "x" (p. 3).', [["a p. 3"]]),
    ('@a says "x" (p. 3) and "y" (p. 4).', [["a p. 3"], ["a p. 4"]]),
    ('@a [p. 2] says "x" (p. 3).', [["a p. 2"]]),
    ('@a says "x" (page me) and "y" (3).', [["a"], ["a"]]),
    ('"x" (p. 3) [@a, p. 4].', [["a p. 4"]]),
    ('@a wrote it. There is "x" there [@b].', [["b"]]),
    ('"x" and "y" are so [@a, p. 3].', [["a p. 3"], ["a p. 3"]]),
    ('"x," he wrote, "y" [@a].', [["a"], ["a"]]),
    ('"x" says @a [p. 2].', [["a p. 2"]]),
    ('"X" is one. "Y" is two [@b]. Three [@c].', [[], ["b"]]),
    ('There is "x". Another sentence. The end [@a].', [["a"]]),
    ("He says “x.” Other words. Note here.[^1]\n\n[^1]: @a", [["a"]]),
    ('"x" alone.\n\nAnother paragraph [@a].', [[]]),
    ("@a writes:\n\n> words [p. 3]", [["a p. 3"]]),
    ("Words. As @a says:\n\n> words", [["a"]]),
    ("It is so [@b]:\n\n> words", [["b"]]),
    ("> words\n\n[@a, p. 9]", [["a p. 9"]]),
    ("> words.[^1]\n\n[^1]: @a", [["a"]]),
    ("> words\n>\n> [@a]\n", [["a"]]),
    ("Nothing.\n\n> words\n\nMore [@a].", [[]]),
    ("| a | b |\n|---|---|\n| “x” | [@a] |\n| “y” | [@b] |", [["a"], ["b"]]),
    ("“x” in p. 3 vs. e.g. Mr. Smith and U.S. law [@a]. More [@b].", [["a"]]),
    ("「x」と言った[@a]。「y」も[@b]。", [["a"], ["b"]]),
    ("“x” a@b.c [@a]", [["a"]]),
    ("“x” \\[@a\\]", [["a"]]),
    ("“x” `[@a]`", [[]]),
]


@pytest.mark.parametrize(("text", "wanted"), ATTACHED)
def test_the_citation_of_a_quotation(report: Read, text: str, wanted: list[list[str]]) -> None:
    made = report(text)
    got = [[c.source + (f" {c.locator.text}" if c.locator else "") for c in q.citations] for q in made.quotations]
    assert got == wanted


def test_places_of_citations(report: Read) -> None:
    made = report('“x” [see @a, p. 3; @b].\n@c says "y" [p. 4]')
    spans = [(c.source, c.span.line, c.span.column, c.span.end_column) for c in made.citations]
    assert spans == [("a", 1, 6, 18), ("b", 1, 20, 22), ("c", 2, 1, 3), ("c", 2, 13, 19)]
    assert [c.mode for c in made.citations] == ["normal", "normal", "in-text", "suppress-author"]


LOCATORS = [
    (", p. 3", "page", [("3", "3")]),
    ("p.68", "page", [("68", "68")]),
    ("pp. 3-5, 9", "page", [("3", "5"), ("9", "9")]),
    ("pp. 123–25", "page", [("123", "25")]),
    ("pages 3 and 5", "page", [("3", "3"), ("5", "5")]),
    ("12", "page", [("12", "12")]),
    ("xiv", "page", [("xiv", "xiv")]),
    ("pp. xiv–xx", "page", [("xiv", "xx")]),
    ("ch. 2", "chapter", [("2", "2")]),
    ("chap. IV", "chapter", [("IV", "IV")]),
    ("§ 3.2", "section", [("3.2", "3.2")]),
    ("§§ 3-4", "section", [("3", "4")]),
    ("sec. 9", "section", [("9", "9")]),
    ("¶ 12", "paragraph", [("12", "12")]),
    ("para. 3(a)", "paragraph", [("3(a)", "3(a)")]),
    ("at 00:12:03", "timestamp", [("00:12:03", "00:12:03")]),
    ("1:02:03-1:02:09", "timestamp", [("1:02:03", "1:02:09")]),
    ("n. 4", "note", [("4", "4")]),
    ("note 4", "note", [("4", "4")]),
    ("fig. 2", "figure", [("2", "2")]),
    ("ll. 7–9", "line", [("7", "9")]),
    ("v. 3", "verse", [("3", "3")]),
    ("vol. 2, p. 5", "page", [("5", "5")]),
    ("Art. 5", "article-locator", [("5", "5")]),
    ("第5条", "article-locator", [("5", "5")]),
    ("S. 12 f.", "page", [("12", "13")]),
    ("S. 12f.", "page", [("12", "13")]),
    ("pp. 12ff.", "page", [("12", "22")]),
    ("p. 12 sqq.", "page", [("12", "22")]),
    ("p. 12a", "page", [("12a", "12a")]),
    ("§ 3f", "section", [("3f", "3f")]),
    ("§ 3 f.", "section", [("3", "4")]),
    ("pp. 3 to 5", "page", [("3", "5")]),
    ("S. 3 bis 5", "page", [("3", "5")]),
    ("p. 3 to be sure", "page", [("3", "3")]),
    ("min. 2", "timestamp", [("2:00", "2:59")]),
    ("עמ׳ 5", "page", [("5", "5")]),
    ("पृ. 5", "page", [("5", "5")]),
    ("5쪽", "page", [("5", "5")]),
    ("t. II, p. 45", "page", [("45", "45")]),
    ("sec. Methods", "section", [("Methods", "Methods")]),
    ("ch. “The Mill”, for more", "chapter", [("The Mill", "The Mill")]),
    ("с. 7", "page", [("7", "7")]),
    ("{p. 4}", "page", [("4", "4")]),
    ("p. 3, my emphasis", "page", [("3", "3")]),
]


@pytest.mark.parametrize(("text", "label", "ranges"), LOCATORS)
def test_locators(text: str, label: str, ranges: list[tuple[str, str]]) -> None:
    found = parse(text)
    assert found is not None
    assert (found.label, list(found.ranges)) == (label, ranges)


@pytest.mark.parametrize(
    "text",
    [
        "I think",
        "see the rest",
        "sic",
        "emphasis added",
        "",
        "…",
        "very 3",
        "s.v. word",
        "section on mills",
        "s. Smith",
    ],
)
def test_what_is_no_locator(text: str) -> None:
    assert parse(text) is None
    assert not is_locator(text)


def test_a_comment_in_brackets_is_no_locator(report: Read) -> None:
    made = report('@a says "x" [emphasis added] and [3 of them].')
    assert made.quotations[0].citations[0].locator is None
    assert "[emphasis" in str(made.tree)
