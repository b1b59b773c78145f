"""Web pages: what a browser shows, and nothing of what it hides."""

from __future__ import annotations

import pytest
from tests.sources.conftest import ReadSource


def test_blocks_headings_and_white_space(read_source: ReadSource) -> None:
    source = read_source(
        "page.html",
        "<!doctype html><html><head><title>T</title></head><body><h1>Water  and\n<em>health</em></h1>"
        "<p>One\n  two<b>three</b>.</p><ul><li>First</li><li>Second</li></ul><h2>Rivers</h2>x&nbsp;y<br>z"
        "<table><tr><td>Port</td><td>4,000</td></tr></table><figure><figcaption>A caption.</figcaption></figure>",
    )
    assert source.text == (
        "Water and health\n\nOne twothree.\n\nFirst\nSecond\n\nRivers\n\nx\xa0y\nz\n\nPort\t4,000\n\nA caption."
    )
    assert [(h.level, h.title, source.text[h.start :][: len(h.title)]) for h in source.headings] == [
        (1, "Water and health", "Water and health"),
        (2, "Rivers", "Rivers"),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>secret</script>",
        "<style>.secret{}</style>",
        "<template>secret</template>",
        "<noscript>secret</noscript>",
        "<!-- secret -->",
        "<p hidden>secret</p>",
        "<p style='color:red; display : none'>secret</p>",
        "<div style='visibility:hidden'><p>secret</p></div>",
        "<p style='font-size:0'>secret</p>",
        "<p class='gone'>secret</p>",
        "<p id='lost'>secret</p>",
        "<textarea>secret</textarea>",
        "<p title='secret'>shown</p>",
    ],
)
def test_what_is_hidden_is_not_text(read_source: ReadSource, hidden: str) -> None:
    style = "<style>/* x */ .gone, p.other { display: none } #lost{visibility:hidden}</style>"
    source = read_source(
        "page.html", f"<html><head>{style}</head><body><p>before</p>{hidden}<p>after</p></body></html>"
    )
    assert "secret" not in source.text
    assert "before" in source.text
    assert "after" in source.text
    assert ("secret" in source.hidden) == ("title=" not in hidden and "<style>" not in hidden)
    assert "before" not in source.hidden


def test_what_a_rule_hides_on_some_screens_only_is_text(read_source: ReadSource) -> None:
    style = (
        "<style>@media print { .x { display: none } } .y{display:none} .y{display:block} .font{font-size:0.9em}</style>"
    )
    source = read_source("page.html", f"<html>{style}<body><p class=x>one</p><p class=y>two</p><p class=font>three</p>")
    assert source.text == "one\n\ntwo\n\nthree"


def test_note_marks_and_exponents(read_source: ReadSource) -> None:
    source = read_source(
        "page.html", "<p>It rained.<sup><a href='#n'>[3]</a></sup> On 10<sup>2</sup> m<sup>2</sup>.</p>"
    )
    assert source.text == "It rained.[3] On 10² m²."
    assert [source.text[start:end] for start, end in source.furniture] == ["[3]"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset='windows-1251'><p>Річка</p>".encode("windows-1251"), "Річка"),
        ("<meta http-equiv=x content='text/html; charset=iso-8859-2'><p>łódź</p>".encode("iso-8859-2"), "łódź"),
        ("<p>Überfluß</p>".encode(), "Überfluß"),
        ("<p>naïve</p>".encode("utf-16"), "naïve"),
    ],
)
def test_encodings(read_source: ReadSource, data: bytes, text: str) -> None:
    assert read_source("page.html", data).text == text


def test_deep_nesting_is_refused(read_source: ReadSource) -> None:
    problem = read_source("deep.html", "<div>" * 200_000 + "x").problem
    assert problem is not None
    assert "nested" in problem


def test_many_unclosed_paragraphs_are_no_depth(read_source: ReadSource) -> None:
    source = read_source("flat.html", "<html><body>" + "<p>line<br>" * 20_000)
    assert source.problem is None
    assert source.text.count("line") == 20_000


@pytest.mark.parametrize(
    ("classes", "seen"), [("tab", False), ("tab on", True), ("tab on off", False), ("card", True), ("card off", False)]
)
def test_the_rule_that_asks_for_most_classes_says_whether_words_show(
    read_source: ReadSource, classes: str, seen: bool
) -> None:
    rules = ".tab{display:none} .tab.on{display:block} .on.tab.off,div .x,.card.off{display:none}"
    turned = ".card{-webkit-backface-visibility:hidden}"
    body = f"<body><p>before</p><p class='{classes}'>words</p><p>after</p></body>"
    source = read_source("page.html", f"<html><head><style>{rules}{turned}</style></head>{body}</html>")
    assert ("words" in source.text) == seen
    assert ("words" in source.hidden) != seen


def test_how_a_word_is_read_stands_beside_the_sentence(read_source: ReadSource) -> None:
    source = read_source("page.html", "<p><ruby>飲<rp>（</rp><rt>の</rt><rp>）</rp></ruby>み会です。</p>")
    assert source.text == "飲（の）み会です。"
    assert "".join(source.text[start:end] for start, end in source.furniture) == "（の）"
