"""The tree that goes to the writers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from briefkit.model import Severity
from briefkit.pandoc import Pandoc

from .conftest import Read


def nodes(tree: Any, kind: str) -> list[Any]:
    found = []
    if isinstance(tree, dict):
        if tree.get("t") == kind:
            found.append(tree)
        for value in tree.values():
            found += nodes(value, kind)
    elif isinstance(tree, list):
        for value in tree:
            found += nodes(value, kind)
    return found


def marked(tree: Any, kind: str = "Span") -> list[str]:
    return [n["c"][0][2][0][1] for n in nodes(tree, kind) if "bk-quotation" in n["c"][0][1]]


def write(pandoc: Pandoc, tree: Any, form: str = "html") -> str:
    return pandoc.run(["-f", "json", "-t", form, "--wrap=none"], json.dumps(tree).encode()).decode()


def test_no_position_is_left(report: Read) -> None:
    text = "# h\n\n*a* `c` [l](u) ![i](u.png)\n\n> q\n\n"
    text += "| a |\n|---|\n| b |\n\n```py\nx\n```\n\nn[^1]\n\n[^1]: x “y” [@a]\n"
    tree = json.dumps(report(text).tree)
    assert "data-pos" not in tree
    assert "wrapper" not in tree
    assert '"p":' not in tree


def test_quotations_are_wrapped_with_their_marks(report: Read, pandoc: Pandoc) -> None:
    made = report("A “one *two*” *b “three* four” c\n\n> five\n")
    assert marked(made.tree) == ["1", "2", "2"]
    assert marked(made.tree, "Div") == ["3"]
    html = write(pandoc, made.tree)
    assert '<span class="bk-quotation" data-number="1">“one <em>two</em>”</span>' in html
    assert '<em>b <span class="bk-quotation" data-number="2">“three</span></em>' in html


def test_an_emphasised_quotation_is_wrapped_whole(report: Read) -> None:
    assert marked(report("**“bold words”**").tree) == ["1"]


def test_citations_are_pandoc_s_own(report: Read, pandoc: Pandoc) -> None:
    ours = report("See [*see* @a, pp. 3-5; -@b] and @c [p. 3] and @{odd.}.").tree
    text = b"See [*see* @a, pp. 3-5; -@b] and @c [p. 3] and @{odd.}."
    theirs = json.loads(pandoc.run(["-f", "markdown-smart", "-t", "json"], text))

    def plain(tree: Any) -> list[Any]:
        keys = ("citationId", "citationMode")
        return [[[entry[key] for key in keys] for entry in cite["c"][0]] for cite in nodes(tree, "Cite")]

    assert plain(ours) == plain(theirs)
    assert write(pandoc, ours["blocks"] and ours, "markdown-smart").strip() == text.decode()


def test_citeproc_reads_the_citations(report: Read, pandoc: Pandoc, tmp_path: Any) -> None:
    made = report('“x” [see @a, pp. 3-5] and @a says "y" [p. 7].')
    tree = dict(made.tree)
    text = {"t": "MetaString", "c": "2020"}
    item = {
        "id": {"t": "MetaString", "c": "a"},
        "type": {"t": "MetaString", "c": "book"},
        "author": {"t": "MetaList", "c": [{"t": "MetaMap", "c": {"family": {"t": "MetaString", "c": "Smith"}}}]},
        "issued": text,
        "title": {"t": "MetaString", "c": "T"},
    }
    tree["meta"] = {"references": {"t": "MetaList", "c": [{"t": "MetaMap", "c": item}]}}
    plain = pandoc.run(["-f", "json", "-t", "plain", "--citeproc", "--wrap=none"], json.dumps(tree).encode()).decode()
    assert "(see Smith 2020, 3–5)" in plain
    assert "Smith (2020) says" in plain
    assert "(2020, 7)" in plain


@pytest.mark.parametrize(
    ("text", "gone", "rule"),
    [
        ("<div>x</div>", "div", "BK111"),
        ("a <b>c</b>", "<b>", "BK111"),
        ("`#evil`{=typst}", "evil", "BK111"),
        ("```{=latex}\nevil\n```", "evil", "BK111"),
        ("[p]{typst:text=evil}", "evil", "BK112"),
        ("[p]{onclick=evil}", "evil", "BK112"),
        ("[p]{.bk-verified}", "bk-verified", "BK112"),
        ("# h {#bk-x style=evil}", "bk-x", "BK112"),
        ("[p](javascript:evil)", "evil", "BK113"),
        ("[p](java&#10;script:evil)", "evil", "BK113"),
        ("[p](x.html 'say “evil”')", "evil", "BK114"),
        ("a ![p](x.png 'say “evil”')", "evil", "BK114"),
        ("![p](x.png 'say “evil”')", "evil", "BK114"),
        ("---\nbibliography: evil\n---\nx", "evil", "BK121"),
        ("---\nheader-includes: evil\n---\nx", "evil", "BK121"),
        ("---\ncsl: evil\n---\nx", "evil", "BK121"),
        ("---\ntitel: evil\n---\nx", "evil", "BK122"),
        ("---\ntitle: [evil]\n---\nx", "evil", "BK126"),
        ("---\nsubtitle: {text: evil}\n---\nx", "evil", "BK126"),
        ("---\ntitle: |\n  A\n\n  > evil\n---\nx", "evil", "BK126"),
        ("---\nabstract: [evil]\n---\nx", "evil", "BK126"),
        ("---\nlang: evil “x”\n---\nx", "evil", "BK126"),
        ("---\ntitle: a <b>c</b>\n---\nx", "<b>", "BK111"),
    ],
)
def test_what_may_not_reach_the_writers(report: Read, text: str, gone: str, rule: str) -> None:
    made = report(text)
    assert gone not in json.dumps(made.tree)
    assert {f.rule for f in made.findings} == {rule}
    assert made.findings[0].line >= 1


@pytest.mark.parametrize(
    "front", ["author: Dwayne “The Rock” Johnson", "author: [A, B “b”]", "date: on “the” day", "category: “b”"]
)
def test_what_is_printed_as_plain_words_may_not_quote(report: Read, front: str) -> None:
    made = report(f"---\n{front}\nkeywords: [“x”]\n---\ny O'Neill")
    assert [(f.rule, f.line, f.column) for f in made.findings] == [("BK125", 2, front.index("“") + 1)]
    assert not made.quotations


@pytest.mark.parametrize(
    "front",
    [
        "title: |\n  a\n  b",
        "abstract: |\n  a\n\n  > b",
        "title:",
        "title: 1984",
        "lang: en",
        "lang: zh-Hans-CN",
        "lang: en_US",
    ],
)
def test_front_matter_of_a_good_shape_stays(report: Read, front: str) -> None:
    made = report(f"---\n{front}\n---\ny")
    assert not [f for f in made.findings if f.rule == "BK126"]
    assert front.split(":")[0] in made.tree["meta"]


def test_comments_go_without_a_word(report: Read) -> None:
    made = report("a <!-- x --> b\n\n<!-- “y” -->\n")
    assert not made.findings
    assert not made.quotations


def test_known_front_matter_stays(report: Read) -> None:
    made = report("---\ntitle: T\nauthor: [A, B]\ndate: 2025-01-02\nlang: de-AT\ntoc: true\nkeywords: [x]\n---\ny")
    assert sorted(made.tree["meta"]) == ["author", "date", "keywords", "lang", "title", "toc"]
    assert made.language == "de-AT"
    assert not made.findings


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a ^[note]", "BK131"),
        ("+---+---+\n| a | b |\n+---+---+", "BK132"),
        ("(@) example", "BK133"),
        ("(@lab) example", "BK133"),
        ("| line\n| block", "BK134"),
        ("\n\n---\ntitle: x\n---\n\ny", "BK123"),
        ("---\ntitle: x\n\ny", "BK123"),
    ],
)
def test_what_is_not_in_the_dialect(report: Read, text: str, rule: str) -> None:
    assert rule in [f.rule for f in report(text).findings]


def test_strings_are_joined_as_without_positions(report: Read, pandoc: Pandoc) -> None:
    text = (
        "# A (head)-line!\n\nIt's *so*, isn't it? Yes; 3.5% x.\n\n- a.b\n- c/d\n\n| x.y | z |\n|---|---|\n| 1.2 | 3 |\n"
    )
    reader = "commonmark_x-smart-emoji+implicit_figures"
    theirs = json.loads(pandoc.run(["-f", reader, "-t", "json"], text.encode()))
    assert report(text).tree["blocks"] == theirs["blocks"]


def test_a_figure_keeps_its_words_as_alternative_text(report: Read) -> None:
    made = report("![A “q” [@a]](x.png)")
    (image,) = nodes(made.tree, "Image")
    assert "Cite" not in json.dumps(image)
    assert marked(made.tree) == ["1"]


def test_every_rule_is_told_in_full() -> None:
    from briefkit.report.rules import RULES

    for code, rule in RULES.items():
        assert code.startswith("BK1")
        assert rule.summary
        assert rule.explanation.endswith((".", ":"))
        assert rule.severity in Severity
