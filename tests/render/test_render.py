"""The three formats: what each must show, what none may show, and the same bytes for the same input."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal

import pypdfium2
import pytest
from tests.render.conftest import ACCEPTED, ALTERED, MARKDOWN, SVG, judgement

from briefkit.errors import RenderError
from briefkit.model import CheckedReport, Finding, Severity
from briefkit.render import RenderOptions, render

Format = Literal["pdf", "docx", "html"]
FORMATS: tuple[Format, ...] = ("pdf", "docx", "html")
OPTIONS = RenderOptions(images={"figures/late.svg": SVG}, date="2025-09-12")
DRAFT = replace(OPTIONS, draft=True)
MISQUOTED = (ACCEPTED[0], ALTERED, *ACCEPTED[2:])

Make = Callable[..., CheckedReport]
RunPandoc = Callable[[list[str], bytes], bytes]


def parts(data: bytes) -> Mapping[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def page(data: bytes) -> str:
    return data.decode()


@pytest.mark.parametrize("to", FORMATS)
def test_refuses_what_did_not_pass(make: Make, run_pandoc: RunPandoc, to: Format) -> None:
    with pytest.raises(RenderError, match="did not pass"):
        render(make(judgements=MISQUOTED), to, OPTIONS, run_pandoc)


def test_refuses_a_finding_that_is_an_error(make: Make, run_pandoc: RunPandoc) -> None:
    finding = Finding("BK100", Severity.ERROR, 3, 1, "an unpaired mark")
    with pytest.raises(RenderError, match="did not pass"):
        render(make(findings=(finding,)), "html", OPTIONS, run_pandoc)
    assert "line 3: an unpaired mark" in page(render(make(findings=(finding,)), "html", DRAFT, run_pandoc))


@pytest.mark.parametrize("to", FORMATS)
def test_same_input_same_bytes(
    make: Make, run_pandoc: RunPandoc, to: Format, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    first = render(make(), to, OPTIONS, run_pandoc)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert render(make(), to, OPTIONS, run_pandoc) == first
    assert len(first) > 5_000


@pytest.mark.parametrize("to", FORMATS)
def test_no_path_of_this_machine(make: Make, run_pandoc: RunPandoc, to: Format) -> None:
    data = render(make(), to, OPTIONS, run_pandoc)
    texts = parts(data).values() if to == "docx" else [data.decode("latin-1")]
    for text in texts:
        assert not re.search(r"/tmp/|/home/|/root/|briefkit-[a-z0-9_]{8}|site-packages", text)


def test_the_checked_report_is_left_as_it_was(make: Make, run_pandoc: RunPandoc) -> None:
    checked = make()
    before = repr(checked.report.tree)
    render(checked, "html", OPTIONS, run_pandoc)
    assert repr(checked.report.tree) == before


def test_every_quotation_and_its_entry_lead_to_each_other_in_html(make: Make, run_pandoc: RunPandoc) -> None:
    text = page(render(make(), "html", OPTIONS, run_pandoc))
    for entry in ACCEPTED:
        number = entry.quotation.number
        assert text.count(f'id="bk-quote-{number}"') == 1
        assert text.count(f'id="bk-entry-{number}"') == 1
        assert f'href="#bk-quote-{number}"' in text
        assert f'href="#bk-entry-{number}"' in text


@pytest.mark.parametrize("to", ["html", "docx"])
def test_no_link_leads_nowhere(make: Make, run_pandoc: RunPandoc, to: Format) -> None:
    data = render(make(), to, OPTIONS, run_pandoc)
    if to == "html":
        text = page(data)
        targets, names = re.findall(r'href="#([^"]+)"', text), re.findall(r'\bid="([^"]+)"', text)
    else:
        text = parts(data)["word/document.xml"] + parts(data)["word/footnotes.xml"]
        targets, names = (
            re.findall(r'w:anchor="([^"]+)"', text),
            re.findall(r'<w:bookmarkStart[^>]*w:name="([^"]+)"', text),
        )
    assert len(targets) > 10
    assert set(targets) <= set(names)
    assert len(names) == len(set(names))


def test_html_is_one_file_without_script_or_network(make: Make, run_pandoc: RunPandoc) -> None:
    text = page(render(make(), "html", OPTIONS, run_pandoc))
    assert "<script" not in text
    assert "default-src 'none'" in text or "default-src &#39;none&#39;" in text
    assert not re.search(r"""(src|href)=["'](?!#|data:)""", text)
    assert 'alt="Bars that rise"' in text


def test_html_card_shows_the_passage_in_its_context(make: Make, run_pandoc: RunPandoc) -> None:
    text = page(render(make(), "html", OPTIONS, run_pandoc))
    card = re.search(r'href="#bk-entry-2".*?class="bk-passage">(.*?)</span></span></span>', text, re.DOTALL)
    assert card is not None
    assert re.sub(r"<[^>]+>", "", card[1]) == "… it found in 26 per cent of cases in all …"


def test_html_card_tells_by_whom_a_quotation_is_waived(make: Make, run_pandoc: RunPandoc) -> None:
    text = page(render(make(), "html", OPTIONS, run_pandoc))
    card = re.search(r'id="bk-card-4".*?<span class="bk-told">(.*?)</span></span></span>', text, re.DOTALL)
    assert card is not None
    assert card[1] == "Waiver: A. Editor, until 1 March 2027: heard in person"


@pytest.mark.parametrize("to", ["html", "docx"])
def test_a_draft_says_so_and_names_the_verdict(make: Make, run_pandoc: RunPandoc, to: Format) -> None:
    data = render(make(judgements=MISQUOTED), to, DRAFT, run_pandoc)
    final = render(make(), to, OPTIONS, run_pandoc)
    if to == "html":
        assert "bk-watermark" in page(data).split("</style>")[1]
        assert "bk-watermark" not in page(final).split("</style>")[1]
        assert '<b class="bk-word">[altered]</b>' in page(data)
        return
    heads = [text for name, text in parts(data).items() if name.startswith("word/header-bk")]
    assert len(heads) == 2
    assert all("DRAFT" in head for head in heads)
    assert "Quoted Rejected" in parts(data)["word/styles.xml"]
    assert 'w:val="QuotedRejected"' in parts(data)["word/document.xml"]
    assert "DRAFT" not in "".join(parts(final).values())


def test_every_page_of_a_draft_pdf_says_so(make: Make, run_pandoc: RunPandoc) -> None:
    for options, said in ((DRAFT, True), (OPTIONS, False)):
        document = pypdfium2.PdfDocument(render(make(), "pdf", options, run_pandoc))
        texts = [page.get_textpage().get_text_range() for page in document]
        assert len(texts) > 1
        assert [("DRAFT" in text, "not every quotation is verified" in text) for text in texts] == [(said, said)] * len(
            texts
        )


def test_problems_come_first_and_differences_are_words(make: Make, run_pandoc: RunPandoc) -> None:
    text = page(render(make(judgements=MISQUOTED), "html", DRAFT, run_pandoc))
    appendix = text[text.index('class="bk-appendix"') :]
    assert appendix.index('id="bk-entry-2"') < appendix.index('id="bk-entry-4"') < appendix.index('id="bk-entry-3"')
    assert "changed: “26” became “36”" in appendix
    assert "left out: “the”" in appendix
    assert "<sub>left out</sub>" in appendix


def test_never_says_verified_of_what_was_rejected(make: Make, run_pandoc: RunPandoc) -> None:
    text = page(render(make(judgements=MISQUOTED), "html", DRAFT, run_pandoc))
    assert "1 quotation is not verified." in text
    assert "5 quotations checked against 1 source: 1 exact, 1 edited, 1 altered, 1 exempt, 1 waived." in text


@pytest.mark.parametrize("to", ["html", "docx"])
def test_prints_waivers_limits_and_digest(make: Make, run_pandoc: RunPandoc, to: Format) -> None:
    data = render(make(), to, OPTIONS, run_pandoc)
    text = re.sub(r"<[^>]+>", "", page(data) if to == "html" else parts(data)["word/document.xml"])
    told = 3 if to == "html" else 2  # in the summary, in the appendix, and in the card beside the words
    assert text.count("A. Editor, until 1 March 2027: heard in person") == told
    assert "Truth and fairness are not judged" in text
    assert "Checked on 12 September 2025." in text
    assert text.count("ab" * 32) == 1


def test_report_text_is_no_template(make: Make, run_pandoc: RunPandoc) -> None:
    markdown = MARKDOWN.replace("# Summary", "# Summary {{ 7 * 7 }} {% raw %} #panic()")
    text = page(render(make(markdown), "html", OPTIONS, run_pandoc))
    assert "{{ 7 * 7 }}" in text
    assert "49" not in re.sub(r"data:[^\"]+|<style.*?</style>", "", text, flags=re.DOTALL)
    assert render(make(markdown), "pdf", OPTIONS, run_pandoc).startswith(b"%PDF")


def test_pdf_is_archival_accessible_and_titled(make: Make, run_pandoc: RunPandoc) -> None:
    data = render(make(), "pdf", OPTIONS, run_pandoc)
    assert b"<pdfaid:part>3</pdfaid:part>" in data
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert "A note on “the bridge”".encode() in data


def test_characters_without_glyphs_are_named(make: Make, run_pandoc: RunPandoc) -> None:
    with pytest.raises(RenderError) as caught:
        render(make(MARKDOWN.replace("# Costs", "# ᚠ\U000130a7 Costs")), "pdf", OPTIONS, run_pandoc)
    assert "(U+130A7 EGYPTIAN HIEROGLYPH" in str(caught.value)
    assert "help:" in str(caught.value)
    assert caught.value.path == "reports/x.md"
    line = MARKDOWN[: MARKDOWN.index("# Costs")].count("\n") + 1
    assert (caught.value.line, caught.value.column) == (line, 3)


def test_a_sign_of_some_other_font_is_named_as_such(make: Make, run_pandoc: RunPandoc) -> None:
    """It came from a PDF by copying, and no font would help."""
    with pytest.raises(RenderError) as caught:
        render(make(MARKDOWN.replace("# Costs", "# \uf0b7 Costs")), "pdf", OPTIONS, run_pandoc)
    assert "no glyph for U+F0B7 (private use" in str(caught.value)
    assert "take it out" in str(caught.value)


def test_cyrillic_and_greek_have_glyphs(make: Make, run_pandoc: RunPandoc) -> None:
    markdown = MARKDOWN.replace("# Costs", "# Їжак і Ωμέγα, ½ − × ≈ €")
    assert render(make(markdown), "pdf", OPTIONS, run_pandoc).startswith(b"%PDF")


@pytest.mark.parametrize("to", FORMATS)
def test_a_missing_image_is_named(make: Make, run_pandoc: RunPandoc, to: Format) -> None:
    with pytest.raises(RenderError, match=r"figures/late\.svg"):
        render(make(), to, replace(OPTIONS, images={}), run_pandoc)


@pytest.mark.parametrize("to", FORMATS)
def test_a_draft_shows_where_an_image_is_missing(make: Make, run_pandoc: RunPandoc, to: Format) -> None:
    data = render(make(), to, replace(DRAFT, images={}), run_pandoc)
    if to == "html":
        assert "[image missing: figures/late.svg]" in page(data)


@pytest.mark.parametrize("to", FORMATS)
def test_a_report_without_citations_images_or_front_matter(make: Make, run_pandoc: RunPandoc, to: Format) -> None:
    assert render(make("Nothing is quoted.\n", judgements=()), to, OPTIONS, run_pandoc)


def test_contents_only_when_asked_or_long(make: Make, run_pandoc: RunPandoc) -> None:
    assert 'class="bk-contents"' not in page(render(make(), "html", OPTIONS, run_pandoc))
    assert 'class="bk-contents"' in page(render(make(), "html", replace(OPTIONS, toc=True), run_pandoc))
    long = MARKDOWN.replace("# References", "word " * 3_300 + "\n\n# References")
    assert 'class="bk-contents"' in page(render(make(long), "html", OPTIONS, run_pandoc))
    assert 'class="bk-contents"' not in page(render(make(long), "html", replace(OPTIONS, toc=False), run_pandoc))
    document = parts(render(make(), "docx", replace(OPTIONS, toc=True), run_pandoc))["word/document.xml"]
    assert document.index("checked against") < document.index("TOC \\o") < document.index(">Summary<")
    listed = document[document.index('"separate"') : document.index('w:fldCharType="end"')]
    assert [words for words in ("Summary", "Costs", "Verification appendix") if f">{words}<" not in listed] == []


CSL = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Plain</title><id>plain</id><updated>2025-01-01T00:00:00+00:00</updated></info>
  <citation><layout prefix="{" suffix="}"><text variable="title"/></layout></citation>
  <bibliography><layout><text variable="title" prefix="TITLE "/></layout></bibliography>
</style>"""


def test_the_author_chooses_the_citation_style(make: Make, run_pandoc: RunPandoc) -> None:
    text = page(render(make(), "html", replace(OPTIONS, csl=CSL), run_pandoc))
    assert "TITLE Bridge Maintenance" in text
    assert "National Audit Office. 2023." in page(render(make(), "html", OPTIONS, run_pandoc))


def test_the_bibliography_stands_under_the_last_heading_that_names_it(make: Make, run_pandoc: RunPandoc) -> None:
    for markdown in (MARKDOWN, MARKDOWN.replace("# References\n", "")):
        text = page(render(make(markdown), "html", OPTIONS, run_pandoc))
        assert len(re.findall(r">References</h2>", text)) == 1
        assert text.index(">References</h2>") < text.index('id="ref-s1"')


def test_the_words_of_briefkit_are_in_the_language_of_the_report(make: Make, run_pandoc: RunPandoc) -> None:
    markdown = MARKDOWN.replace("lang: en-GB", "lang: de-DE").replace("# References\n", "")
    text = page(render(make(markdown, language="de-DE"), "html", OPTIONS, run_pandoc))
    assert "Anhang: Prüfung der Zitate" in text
    assert ">Quellen</h2>" in text
    assert "10. September 2025" in text


def test_own_shells(make: Make, run_pandoc: RunPandoc) -> None:
    own = {"report.html": "<title>{{ document.title_text }}</title>{{ body }}"}
    text = page(render(make(), "html", replace(OPTIONS, templates=own), run_pandoc))
    assert text.startswith("<title>A note on “the bridge”</title>")
    with pytest.raises(RenderError, match=r"report\.html"):
        render(make(), "html", replace(OPTIONS, templates={"report.html": "{{ nothing.at.all }}"}), run_pandoc)
    with pytest.raises(RenderError, match="Typst refused"):
        render(make(), "pdf", replace(OPTIONS, templates={"report.typ": "#panic()"}), run_pandoc)
    with pytest.raises(RenderError, match=r"reference\.docx"):
        render(make(), "docx", replace(OPTIONS, templates={"reference.docx": b"no zip"}), run_pandoc)


def test_own_shell_cannot_reach_python(make: Make, run_pandoc: RunPandoc) -> None:
    own = {"report.html": "{{ document.__class__.__mro__ }}"}
    with pytest.raises(RenderError, match=r"report\.html"):
        render(make(), "html", replace(OPTIONS, templates=own), run_pandoc)


def test_own_reference_document_keeps_its_styles_and_its_draft_is_marked(make: Make, run_pandoc: RunPandoc) -> None:
    base = run_pandoc(["--print-default-data-file", "reference.docx"], b"")
    own = replace(OPTIONS, templates={"reference.docx": base})
    final = parts(render(make(), "docx", own, run_pandoc))
    assert not any(name.startswith("word/header-bk") for name in final)
    assert 'w:styleId="QuotedRejected"' in final["word/styles.xml"]
    assert "1D4673" not in re.search(r'w:styleId="Heading1".*?</w:style>', final["word/styles.xml"], re.DOTALL)[0]  # type: ignore[index]
    draft = parts(render(make(), "docx", replace(own, draft=True), run_pandoc))
    assert all("DRAFT" in text for name, text in draft.items() if name.startswith("word/header-bk"))
    assert any(name.startswith("word/header-bk") for name in draft)


def test_a_quotation_without_an_entry_stops_the_work(make: Make, run_pandoc: RunPandoc) -> None:
    with pytest.raises(RenderError, match="5"):
        render(make(judgements=ACCEPTED[:4]), "html", OPTIONS, run_pandoc)
    with pytest.raises(RenderError, match="6"):
        render(make(judgements=(*ACCEPTED, judgement(6, "never said"))), "html", OPTIONS, run_pandoc)


def test_an_unknown_format(make: Make, run_pandoc: RunPandoc) -> None:
    with pytest.raises(RenderError, match="no such format"):
        render(make(), "odt", OPTIONS, run_pandoc)  # type: ignore[arg-type]


def test_figures_and_tables_are_counted(make: Make, run_pandoc: RunPandoc) -> None:
    for to in ("html", "docx"):
        data = render(make(), to, OPTIONS, run_pandoc)  # type: ignore[arg-type]
        text = re.sub(r"<[^>]+>", "", page(data) if to == "html" else parts(data)["word/document.xml"])
        assert "Figure 1. Late inspections" in text
        assert "Table 1. Share of bridges." in text


def test_every_source_cited_is_listed(make: Make, run_pandoc: RunPandoc) -> None:
    checked = make()
    source = checked.sources["audit"]
    interview = replace(source, metadata={"type": "interview", "title": "A Talk", "issued": "2025-09"})
    checked = replace(checked, sources={"audit": interview})
    text = page(render(checked, "html", OPTIONS, run_pandoc))
    assert "A Talk" in text[text.index('id="ref-s1"') : text.index('class="bk-appendix"')]
