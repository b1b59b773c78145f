"""Drafts of word processors: their paragraphs, citations and fields, through the same reader as any report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

import pytest

from briefkit.errors import ReportError
from briefkit.model import CheckedReport, Report
from briefkit.pandoc import Pandoc
from briefkit.report.draft import Draft, placed, read_draft
from briefkit.sources.identify import identifier

KNOWN = {
    "okafor-2021": {"id": "okafor-2021", "title": "The River", "DOI": "10.1000/xyz"},
    "web": {"id": "web", "URL": "https://www.example.org/a/"},
    "twin-1": {"title": "Twins"},
    "twin-2": {"title": "Twins"},
}
identify = identifier(KNOWN, lambda key: KNOWN[key])


def made(markdown: str, to: str = "docx") -> bytes:
    return Pandoc().run(["-f", "markdown-citations-smart", "-t", to, "-o", "-"], markdown.encode())


def draft(markdown: str, to: str = "docx") -> Draft:
    return read_draft(f"draft.{to}", made(markdown, to), identify)


def quoted(markdown: str, to: str = "docx") -> list[tuple[str, list[str], int]]:
    """Text, sources and paragraph of each quotation."""
    read = draft(markdown, to)
    report: Report = placed(CheckedReport(read.report, (), (), {}), read.paragraphs).report
    return [(q.text, [c.source for c in q.citations], q.span.line) for q in report.quotations]


@pytest.mark.parametrize("to", ["docx", "odt"])
def test_paragraphs_lists_headings_quotes_and_notes(to: str) -> None:
    text = """\
# A “heading”

It says “one” [@okafor-2021, p. 4]. And “two *words*”.[^n]

- first
- “three” [@web]

> A block of words. [@web]

Last.

[^n]: In a note “four” [@web].
"""
    assert quoted(text, to) == [
        ("heading", [], 1),
        ("one", ["okafor-2021"], 2),
        ("two words", ["web"], 2),
        ("three", ["web"], 4),
        ("A block of words.", ["web"], 5),
        ("four", ["web"], 2),
    ]


def test_tables_and_their_rows() -> None:
    text = "| A | B |\n|---|---|\n| “one” [@web] | x |\n| y | “two” |\n\nAfter “three” [@web].\n"
    assert quoted(text) == [("one", ["web"], 2), ("two", [], 3), ("three", ["web"], 4)]


def test_a_title_page_holds_quotations_too() -> None:
    assert quoted("---\ntitle: What “they” said\nabstract: It was “late” [@web].\n---\n\nBody.\n") == [
        ("they", [], 1),
        ("late", ["web"], 3),  # behind the word “Abstract”, which pandoc puts there
    ]


def test_two_block_quotes_stay_two() -> None:
    text = "Say:\n\n> One.\n>\n> Still one. [@web]\n\nThen\n\n> Two. [@web]\n"
    assert [words for words, _, _ in quoted(text)] == ["One.\n\nStill one.", "Two."]


@pytest.mark.parametrize(
    "words",
    [
        "2 * 3 * 4",
        "a_b_c",
        "<b>",
        "#1",
        "C:\\\\x",
        "`x`",
        "5 $ and 6 $",
        "~5~",
        "x^2",
        "a | b",
        "&amp;",
        "!",
        "{.x}",
        "[…] and",
        "[sic]",
        "1. one",
    ],
)
def test_what_is_no_markup_in_a_draft_is_none_here(words: str) -> None:
    plain = words.replace("\\\\", "\\")
    tree = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {},
        "blocks": [{"t": "Para", "c": [{"t": "Str", "c": f"“{plain}”"}]}],
    }
    data = Pandoc().run(["-f", "json", "-t", "docx", "-o", "-"], json.dumps(tree).encode())
    assert [q.text for q in read_draft("d.docx", data, identify).report.quotations] == [plain]


@pytest.mark.parametrize("words", ["1. The first", "- one", "2) two", ": three", "+ four", "# five", "> six"])
def test_a_paragraph_that_only_looks_like_a_list_is_none(words: str) -> None:
    strings = [{"t": "Str", "c": part} for part in words.split(" ")]
    inlines = [strings[0], {"t": "Space"}, *strings[1:2], *({"t": "Str", "c": f" {s['c']}"} for s in strings[2:])]
    tree = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {},
        "blocks": [{"t": "BlockQuote", "c": [{"t": "Para", "c": inlines}]}],
    }
    data = Pandoc().run(["-f", "json", "-t", "docx", "-o", "-"], json.dumps(tree).encode())
    (quotation,) = read_draft("d.docx", data, identify).report.quotations
    assert quotation.text == words


def test_marks_may_be_typed() -> None:
    text = 'A guest says [“no bell”]{.waived reason="heard" by="Ed" until=2099-01-01} [@web].'
    tree = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [{"t": "Para", "c": [{"t": "Str", "c": text}]}]}
    data = Pandoc().run(["-f", "json", "-t", "docx", "-o", "-"], json.dumps(tree).encode())
    (quotation,) = read_draft("d.docx", data, identify).report.quotations
    assert quotation.mark
    assert quotation.mark.attributes["reason"] == "heard"


# --- fields of Zotero ------------------------------------------------------------------------------------------------


def field(item: Mapping[str, Any], **more: Any) -> str:
    """A citation field as Zotero writes it, in Markdown with raw XML for pandoc."""
    cited = {"citationID": "x", "citationItems": [{"id": 7, "itemData": item, **more}], "properties": {}}
    code = escape(f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(cited)} ")
    xml = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>(Okafor 2021)</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return f"`{xml}`{{=openxml}}"


@pytest.mark.parametrize(
    ("item", "source"),
    [
        ({"id": 7, "type": "book", "title": "x", "citation-key": "okafor-2021"}, "okafor-2021"),
        ({"id": 7, "type": "book", "title": "x", "DOI": "https://doi.org/10.1000/XYZ"}, "okafor-2021"),
        ({"id": 7, "type": "webpage", "title": "x", "URL": "http://example.org/a#b"}, "web"),
        ({"id": 7, "type": "book", "title": "The river"}, "okafor-2021"),
        ({"id": 7, "type": "book", "title": "Twins"}, "Twins"),
        ({"id": 7, "type": "book", "title": "Not Here"}, "Not Here"),
    ],
)
def test_a_field_leads_to_the_source(item: dict[str, Any], source: str) -> None:
    assert quoted(f"It says “one” {field(item)}.") == [("one", [source], 1)]


def test_a_field_has_a_locator() -> None:
    item = {"id": 7, "type": "book", "title": "The River"}
    report = draft(f"It says “one” {field(item, locator='12', label='page')}.").report
    (citation,) = report.quotations[0].citations
    assert citation.locator
    assert (citation.locator.label, citation.locator.ranges) == ("page", (("12", "12"),))


# --- what is told ----------------------------------------------------------------------------------------------------


def test_tracked_changes_count_as_accepted_and_are_told() -> None:
    when = 'w:author="A" w:date="2026-01-01T00:00:00Z"'
    ins = f'`<w:ins w:id="1" {when}><w:r><w:t>not </w:t></w:r></w:ins>`{{=openxml}}'
    gone = f'`<w:del w:id="2" {when}><w:r><w:delText>never </w:delText></w:r></w:del>`{{=openxml}}'
    read = draft(f"It “did {ins}{gone}stop” [@web].").report
    assert read.quotations[0].text == "did not stop"
    assert [(f.rule, f.line) for f in read.findings] == [("BK136", 1)]
    assert "2 tracked changes taken as accepted" in read.findings[0].message


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all"])
def test_what_is_no_draft_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ReportError, match="cannot be read"):
        read_draft("x.docx", data, identify)


def test_a_draft_without_words() -> None:
    with pytest.raises(ReportError, match="no text"):
        draft("")
