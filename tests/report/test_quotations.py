"""Which words of a report are quotations."""

from __future__ import annotations

import pytest

from .conftest import Read

LANGUAGES = [
    ("She said “plain” words.", ["plain"]),
    ('She said "straight" words.', ["straight"]),
    ("She said ‘single’ words.", ["single"]),
    ("She said 'single' words.", ["single"]),
    ("Er sagte „ja, ‚wirklich‘ ja“ dazu.", ["ja, ‚wirklich‘ ja"]),
    ("Er sagte »nein« dazu.", ["nein"]),
    ("Il dit « oui, “vraiment” » ici.", ["oui, “vraiment”"]),
    ("Powiedział „tak” tu.", ["tak"]),
    ("Azt mondta: „igen, »belül« is”.", ["igen, »belül« is"]),
    ("Hon sade ”ja” där.", ["ja"]),
    ("Hän sanoi »kyllä» siellä.", ["kyllä"]),
    ("彼は「はい『本当』に」と言った。", ["はい『本当』に"]),
    ("彼は｢はい｣と言った。", ["はい"]),
    ("他说：“你好‘朋友’”，又说“再见”。", ["你好‘朋友’", "再见"]),
    ('הוא אמר "שלום" וגם צה"ל.', ["שלום"]),
    ("קרא ״ספר״ כאן.", ["ספר"]),
    ("‹eins› und ›zwei‹", ["eins", "zwei"]),
    ('“mixed" and „Foo" and "bar”', ["mixed", "Foo", "bar"]),
    ("— «Так», — сказал он.", ["Так"]),
    ("❝ornaments❞ and ⹂older ones”", ["ornaments", "older ones"]),
    ("(“in brackets”) and —“after a dash”—", ["in brackets", "after a dash"]),
]


@pytest.mark.parametrize(("text", "wanted"), LANGUAGES)
def test_marks_of_all_languages(report: Read, text: str, wanted: list[str]) -> None:
    made = report(text)
    assert [q.text for q in made.quotations] == wanted
    assert not made.findings


NO_QUOTATION = [
    'He is 6\' 2" tall and the screen has 12".',
    "A 6’ 2” man.",
    "’Tis rock ’n’ roll in the ’90s.",
    "'Tis rock 'n' roll in the '90s for 'em.",
    "The workers’ rights and the unions’ rules.",
    "The workers' rights and the unions' rules.",
    "l’État, c’est moi; d'accord, qu'il vienne.",
    "м’яч і п'ять",
    "Code `“x”` and math $f''(y)$ hold none.",
    "A [link](http://x.y/\"z\") and <http://a.b/'c'>.",
    '```\n"code"\n```',
    "《民法典》是法律。",
    "a << b and 1<<2 >> z",
    "5′ 2″ or 6″ × 4″, the O´Neill and rock´n´roll",
    "[a link](http://x.y 'whose title isn’t quoted')",
    "Hawai‘i and Qur’an.",
]


@pytest.mark.parametrize("text", NO_QUOTATION)
def test_what_is_no_quotation(report: Read, text: str) -> None:
    made = report(text)
    assert not made.quotations
    assert not made.findings


SINGLES = [
    ("He wrote ‘the workers’ rights are ours’ then.", ["the workers’ rights are ours"]),
    ("He wrote 'the workers' rights are ours' then.", ["the workers' rights are ours"]),
    ("They said ' the mill is old ' in May.", ["the mill is old"]),
    ("They said ‘ the mill is old ’ in May.", ["the mill is old"]),
    ("It was rock ' n ' roll.", []),
    ("He is 6 ' 2 tall and fills the dogs' bowl.", []),
    ("The dogs' owner said 'don't go' twice.", ["don't go"]),
    ("He said 'she said \"yes\" and left' then.", ['she said "yes" and left']),
    ('He said "a 12" pipe was used" then.', ['a 12" pipe was used']),
    ('It "grew to 26" and "fell" again.', ["grew to 26", "fell"]),
    ("They said ‘no’ and the workers’ rights fell.", ["no"]),
]


@pytest.mark.parametrize(("text", "wanted"), SINGLES)
def test_single_marks_and_apostrophes(report: Read, text: str, wanted: list[str]) -> None:
    assert [q.text for q in report(text).quotations] == wanted


MARKUP = [
    ("“one *two **three*** [four](http://x.y) `five`”", "one two three four five"),
    ("“one[^n] two”\n\n[^n]: note", "one two"),
    ("“one\ntwo”", "one\ntwo"),
    ("“one\\\ntwo”", "one\ntwo"),
    ("“one &amp; two&nbsp;three \\*four\\*”", "one & two\xa0three *four*"),
    ("&ldquo;entity&rdquo;", "entity"),
    ('\\"escaped\\"', "escaped"),
    ("**“bold”**", "bold"),
    ("*“half* way”", "half way"),
    ("“cost \\$5 or $x^2$”", "cost $5 or x^2"),
    ("“with citation [@a] inside”", "with citation inside"),
    ("“[b]racket […] kept”", "[b]racket […] kept"),
]


@pytest.mark.parametrize(("text", "wanted"), MARKUP)
def test_the_text_is_what_a_reader_sees(report: Read, text: str, wanted: str) -> None:
    assert [q.text for q in report(text).quotations] == [wanted]


PLACES = {
    "heading": "# A “q” here",
    "list": "- a\n    1. “q”",
    "table": "| a | b |\n|---|---|\n| x | “q” |",
    "table head": "| “q” | b |\n|---|---|\n| x | y |",
    "footnote": "a[^1]\n\n[^1]: note “q”",
    "definition": "Term\n:   is “q”",
    "term": "“q”\n:   is it",
    "div": "::: {.box}\n“q”\n:::",
    "title": '---\ntitle: "A “q”"\n---\n\nx',
    "subtitle": "---\nsubtitle: A “q”\n---\n\nx",
    "abstract": "---\nabstract: |\n  A “q”\n\n  more\n---\n\nx",
    "caption": "![A “q”](x.png)",
    "alternative text": "x ![A “q”](x.png) y",
    "link": "[a “q” b](http://x.y)",
    "strikeout": "~~“q”~~",
    "alert": "> [!NOTE]\n> A “q”",
}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_no_place_hides_a_quotation(report: Read, text: str) -> None:
    made = report(text)
    assert [q.text for q in made.quotations] == ["q"]
    (found,) = made.quotations
    line = made.text.split("\n")[found.span.line - 1]
    assert line[found.span.column - 1 : found.span.end_column - 1] == "“q”"


def test_an_interrupted_quotation_is_two(report: Read) -> None:
    made = report('"Foo," he wrote, "bar" [@a].')
    assert [q.text for q in made.quotations] == ["Foo,", "bar"]


@pytest.mark.parametrize(
    "text",
    [
        "He said: “One.\n\n“Two.\n\n“Three.” End",
        "He said: “One.\n\nTwo.\n\nThree.” End",
        'He said: "One.\n\n"Two.\n\n"Three." End',
    ],
)
def test_a_quotation_of_several_paragraphs(report: Read, text: str) -> None:
    made = report(text)
    assert [q.text for q in made.quotations] == ["One.\n\nTwo.\n\nThree."]
    assert not made.findings
    assert (made.quotations[0].span.line, made.quotations[0].span.end_line) == (1, 5)


def test_an_unpaired_mark_is_a_finding_and_the_others_survive(report: Read) -> None:
    made = report('One.\n\nHe said "foo. Then "good" [@a].\n\n“Other” [@b] and ” there.')
    assert [q.text for q in made.quotations] == ["good", "Other"]
    assert [(f.rule, f.line, f.column) for f in made.findings] == [("BK101", 3, 9), ("BK101", 5, 18)]


def test_an_unpaired_mark_does_not_swallow_the_next_paragraph(report: Read) -> None:
    made = report('A "broken paragraph.\n\n"Fine" [@a].')
    assert [q.text for q in made.quotations] == ["Fine"]
    assert [(f.rule, f.line, f.column) for f in made.findings] == [("BK101", 1, 3)]


def test_an_empty_quotation_is_a_finding(report: Read) -> None:
    made = report('An "" here.')
    assert not made.quotations
    assert [(f.rule, f.column) for f in made.findings] == [("BK103", 4)]


@pytest.mark.parametrize(
    "words", ["``so''", ",,so''", "\\<\\<so\\>\\>", "″so″", "´so´", "`so´", "`so'", "≪so≫", "＇so＇", "(´´so´´)"]
)
def test_what_looks_like_quotation_marks_is_a_finding(report: Read, words: str) -> None:
    made = report(f"It said {words} [@a].")
    assert [(f.rule, f.column) for f in made.findings] == [("BK107", 10 if words[0] == "(" else 9)]
    assert not report(f"It said “all of {words} then” [@a].").findings


def test_marks_that_are_code_quote_all_the_same(report: Read) -> None:
    assert [f.rule for f in report("It said `“`so it is`”` [@a].").findings] == ["BK107"]
    assert not report("Write `“so”` or `“` and `”`, or `<<so>>`, [of “so” it]{.scare} all.").findings


def test_two_quotations_that_became_code_are_a_finding(report: Read) -> None:
    assert [f.rule for f in report("They said ``so it is'' and ``so it was'' [@a].").findings] == ["BK107"]
    assert [f.rule for f in report("They said `so it is' and `so it was' [@a].").findings] == ["BK107"]
    assert not report("Write `don't` or `f'`, `g'(x)`s and ``a'b'' c`` too, `it's`.").findings


def test_guillemets_of_letters_without_spaces_are_a_finding(report: Read) -> None:
    assert [f.rule for f in report("彼は≪水は命≫と言った [@a]。").findings] == ["BK107"]
    assert not report("It holds that a ≪ b and b ≫ c.").findings


@pytest.mark.parametrize("cite", ["@a", "[see @a, a classic]", "[@a, never]", "[@a, p. 3, never]", "[@a; never @b]"])
def test_a_citation_that_speaks_inside_a_quotation_is_a_finding(report: Read, cite: str) -> None:
    assert [f.rule for f in report(f"“The river {cite} rose” [@a].").findings] == ["BK108"]
    assert [f.rule for f in report(f"> The river {cite} rose. [@a]").findings] == ["BK108"]
    assert not report(f"“The river rose” {cite} and so on.").findings


@pytest.mark.parametrize("cite", ["[@a]", "[-@a, p. 3]", "[@a, pp. 3-5; @b, § 2]", "\\@a"])
def test_a_citation_without_words_may_stand_inside(report: Read, cite: str) -> None:
    assert not report(f"“The river {cite} rose” [@a].").findings
    assert not report("> The river rose.\n>\n> — @a [p. 3]").findings


def test_a_formula_that_quotes_is_a_finding(report: Read) -> None:
    made = report("It is $f'(x) \\text{“so”}$ and $f''(x)$ and $\\text{he's \"x\"}$.")
    assert [(f.rule, f.column) for f in made.findings] == [("BK107", 7), ("BK107", 44)]


@pytest.mark.parametrize("opening", ["::: quote", "::: {.quote source=a}"])
def test_a_div_of_class_quote_is_a_block_quote(report: Read, opening: str) -> None:
    made = report(f"{opening}\nOne two\n\n- three [@a]\n:::\n\n{opening}\n> four [@a]\n:::\n")
    assert [(q.form, q.text) for q in made.quotations] == [("block", "One two\n\nthree"), ("block", "four")]
    assert [c.source for q in made.quotations for c in q.citations] == ["a", "a"]


def test_block_quotes(report: Read) -> None:
    made = report("> One *two*\n> three.\n>\n> - four [@a, p. 3]\n\n> “Five.”\n>\n> — Smith, [@b]\n")
    first, second = made.quotations
    assert (first.form, first.text) == ("block", "One two\nthree.\n\nfour")
    assert first.emphasis == ((4, 7),)
    assert second.text == "Five."
    assert [c.source for q in made.quotations for c in q.citations] == ["a", "b"]


def test_a_block_quote_keeps_marks_that_do_not_enclose_it(report: Read) -> None:
    (found,) = report("> “A” and “b”").quotations
    assert found.text == "“A” and “b”"


def test_spans_of_class_quote(report: Read) -> None:
    made = report('[some words]{.quote source=id locator="p. 4"} and [“marked”]{.quote source=@x}')
    first, second = made.quotations
    assert (first.form, first.text, first.citations[0].source) == ("span", "some words", "id")
    assert first.citations[0].locator is not None
    assert first.citations[0].locator.ranges == (("4", "4"),)
    assert (second.text, second.citations[0].source) == ("marked", "x")


def test_marks_of_the_author(report: Read) -> None:
    made = report(
        '[“so”]{.scare} [“T”]{.title} [“u”]{.translation original="x y" by=me} '
        "[“w”]{.waived reason=r by=b until=2027-01-31}"
    )
    assert [q.mark.kind if q.mark else None for q in made.quotations] == ["scare", "title", "translation", "waived"]
    assert made.quotations[2].mark is not None
    assert made.quotations[2].mark.attributes == {"original": "x y", "by": "me"}
    assert made.quotations[3].mark is not None
    assert made.quotations[3].mark.attributes == {"reason": "r", "by": "b", "until": "2027-01-31"}
    assert not made.findings


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[“w”]{.waived by=b until=2027-01-31}", "BK105"),
        ("[“w”]{.waived reason=r by=b until=soon}", "BK105"),
        ("[“w”]{.waived reason=r by=b until=20270131}", "BK105"),
        ("[“w”]{.translation by=b}", "BK106"),
    ],
)
def test_a_mark_that_lacks_something_does_not_count(report: Read, text: str, rule: str) -> None:
    made = report(text)
    assert [q.mark for q in made.quotations] == [None]
    assert [f.rule for f in made.findings] == [rule]


def test_braces_that_cannot_be_read_are_a_finding(report: Read) -> None:
    made = report("[“w”]{.scare it='x y'}")
    assert ("BK135", 1, 6) in [(f.rule, f.line, f.column) for f in made.findings]


def test_a_mark_without_a_quotation_is_a_finding(report: Read) -> None:
    assert [f.rule for f in report("[so called]{.scare}").findings] == ["BK104"]


def test_a_waived_block_quote(report: Read) -> None:
    (found,) = report("::: {.waived reason=r by=b until=2027-01-31}\n> words\n:::").quotations
    assert found.mark is not None
    assert found.mark.kind == "waived"


def test_a_note_that_is_used_twice_counts_once(report: Read) -> None:
    made = report("a[^1] b[^1]\n\n[^1]: “q” [@a]")
    assert [q.number for q in made.quotations] == [1]
    assert str(made.tree).count("'number', '1'") == 2


def test_numbers_follow_the_file(report: Read) -> None:
    made = report("---\ntitle: “t”\n---\n\n“a”[^1] “c”\n\n[^1]: “n”\n\n“d”")
    assert [q.text for q in made.quotations] == ["t", "a", "c", "n", "d"]
    assert [q.number for q in made.quotations] == [1, 2, 3, 4, 5]


def test_context_and_emphasis(report: Read) -> None:
    (found,) = report("Before “one *two* three” after.").quotations
    assert (found.before, found.after) == ("Before ", " after.")
    assert [found.text[a:b] for a, b in found.emphasis] == ["two"]
    (whole,) = report("*“all in italics”*").quotations
    assert whole.emphasis == ()
