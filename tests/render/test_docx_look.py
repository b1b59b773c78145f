"""How a DOCX looks: sides, colours and distances, read from its styles, since no test sees a page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.render.conftest import ACCEPTED, ALTERED, MARKDOWN, SVG

from briefkit.model import CheckedReport
from briefkit.render import RenderOptions, render
from briefkit.render.docx_parts import read_parts

Make = Callable[..., CheckedReport]
RunPandoc = Callable[[list[str], bytes], bytes]

OPTIONS = RenderOptions(images={"figures/late.svg": SVG}, draft=True)
MISQUOTED = (ACCEPTED[0], ALTERED, *ACCEPTED[2:])
BARS = ("CheckSummary", "CheckWarning", "BlockText", "EntryBody", "ProblemBody", "CautionBody")


def read(data: bytes) -> dict[str, str]:
    return {name: text.decode() for name, text in read_parts(data).items() if name.endswith(".xml")}


def style(parts: dict[str, str], name: str) -> str:
    found = re.search(rf'<w:style [^>]*w:styleId="{name}".*?</w:style>', parts["word/styles.xml"], re.DOTALL)
    assert found is not None, name
    return found[0]


@pytest.mark.parametrize(("language", "side", "other"), [("en", "left", "right"), ("he", "right", "left")])
def test_bars_stand_where_lines_begin(make: Make, run_pandoc: RunPandoc, language: str, side: str, other: str) -> None:
    parts = read(render(make(language=language), "docx", OPTIONS, run_pandoc))
    for name in BARS:
        borders = style(parts, name).partition("<w:pBdr>")[2].partition("</w:pBdr>")[0]
        assert f"<w:{side} " in borders
        assert f"<w:{other} " not in borders


def test_from_right_to_left_columns_and_heads_are_turned_and_bold_is_bold(make: Make, run_pandoc: RunPandoc) -> None:
    turned, plain = (read(render(make(language=name), "docx", OPTIONS, run_pandoc)) for name in ("ar", "de"))
    heads = ["word/header-bk.xml", "word/header-bk-first.xml", "word/footer-bk.xml", "word/footer-bk-first.xml"]
    for parts, right in ((turned, True), (plain, False)):
        body = parts["word/document.xml"]
        assert body.count("<w:tbl>") == 3
        assert body.count("<w:bidiVisual/>") == (3 if right else 0)
        assert [("<w:bidi/>" in parts[name]) for name in heads] == [right] * 4
        assert re.search(r"<w:b ?/>\s*<w:bCs ?/>", style(parts, "Heading1"))
        assert bool(re.search(r'<w:spacing w:val="24" ?/>', style(parts, "Kicker"))) is not right


def test_what_is_said_in_english_runs_as_english_does(make: Make, run_pandoc: RunPandoc) -> None:
    parts = read(render(make(language="ur"), "docx", OPTIONS, run_pandoc))
    body = parts["word/document.xml"]
    assert body.count("<w:bidiVisual/>") == 1
    assert "\u200e10 September 2025" in body
    for name, right in (("CheckSummary", False), ("Cell", False), ("Byline", True)):
        told = re.findall(rf'<w:pStyle w:val="{name}" />(?:<w:keepNext/>)?(<w:bidi />)?', body)
        assert {bool(way) for way in told} == {right}
    for name, side in (("CheckSummary", "left"), ("EntryBody", "left"), ("BlockText", "right")):
        assert f"<w:{side} " in style(parts, name).partition("<w:pBdr>")[2].partition("</w:pBdr>")[0]


def test_what_is_told_of_a_draft_stands_in_one_box(make: Make, run_pandoc: RunPandoc) -> None:
    told = {}
    for judgements in (ACCEPTED, MISQUOTED):
        body = read(render(make(judgements=judgements), "docx", OPTIONS, run_pandoc))["word/document.xml"]
        told[judgements] = re.findall(r'w:pStyle w:val="(Check\w+)"', body)
    assert told[ACCEPTED] == ["CheckSummary"] * 2
    assert told[MISQUOTED] == ["CheckWarning"] * 3


def test_each_verdict_has_its_colour(make: Make, run_pandoc: RunPandoc) -> None:
    body = read(render(make(judgements=MISQUOTED), "docx", OPTIONS, run_pandoc))["word/document.xml"]
    of = {
        number: re.search(rf'w:anchor="bk-entry-{number}"><w:r><w:rPr><w:rStyle w:val="(\w+)"', body)
        for number in range(1, 5)
    }
    assert [found and found[1] for found in of.values()] == [
        "MarkExempt", "MarkRejected", "MarkAccepted", "MarkCaution",
    ]  # fmt: skip
    assert {"ProblemLast", "CautionLast"} <= set(re.findall(r'w:pStyle w:val="(\w+)"', body))


def test_what_follows_a_list_or_a_table_stands_off_from_it(make: Make, run_pandoc: RunPandoc) -> None:
    markdown = (
        "- one\n- two\n\nBehind a list.\n\n| a | b |\n|---|---|\n| c | d |\n\nBehind a table.\n\nBehind a text.\n"
    )
    body = read(render(make(markdown, ()), "docx", OPTIONS, run_pandoc))["word/document.xml"]
    styles = {
        text: name
        for name, text in re.findall(r'<w:p><w:pPr><w:pStyle w:val="(\w+)" /></w:pPr>.*?>(Behind [^<]+)', body)
    }
    assert styles == {"Behind a list.": "TextAfter", "Behind a table.": "TextAfter", "Behind a text.": "BodyText"}


def test_a_new_page_begins_with_its_heading_and_no_empty_line(make: Make, run_pandoc: RunPandoc) -> None:
    body = read(render(make(), "docx", OPTIONS, run_pandoc))["word/document.xml"]
    assert 'w:type="page"' not in body
    assert "new page" not in body
    (at,) = re.finditer("<w:pageBreakBefore/>", body)
    assert "Verification" in body[at.end() : at.end() + 200]


def test_the_longest_word_of_a_title_fits_in_a_line(make: Make, run_pandoc: RunPandoc) -> None:
    """Not every word processor and browser hyphenates: a word too long for a line would break anywhere."""
    sizes = {}
    for title, longest in (("The tide", 7), ("Hafen-Instandsetzung", 14), ("Hafeninstandsetzungsmaßnahmen am Kai", 29)):
        checked = make(MARKDOWN.replace("A note on", title))  # what follows, “the bridge”, stays
        found = re.search(r'<w:sz w:val="(\d+)"', style(read(render(checked, "docx", OPTIONS, run_pandoc)), "Title"))
        sizes[title] = int(found[1]) if found else 0
        assert f'<h1 style="--longest: {longest}">{title}' in render(checked, "html", OPTIONS, run_pandoc).decode()
    assert sizes["The tide"] == sizes["Hafen-Instandsetzung"] == 54
    assert 30 < sizes["Hafeninstandsetzungsmaßnahmen am Kai"] < 44


@pytest.mark.parametrize(("language", "wider"), [("en", False), ("de", True)])
def test_a_verdict_has_its_column(make: Make, run_pandoc: RunPandoc, language: str, wider: bool) -> None:
    """A long word takes more than a column's usual share."""
    body = read(render(make(language=language), "docx", OPTIONS, run_pandoc))["word/document.xml"]
    tables = [[int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', part)] for part in body.split("<w:tbl>")]
    shares = [columns[1] / sum(columns) for columns in tables if len(columns) == 4]
    assert len(shares) == 2
    assert (max(shares) > 0.19) == wider
