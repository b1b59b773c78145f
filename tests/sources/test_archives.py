"""DOCX and EPUB made here, and the archives that mean harm."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.sources.conftest import ReadSource, zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f'<w:styles {W}><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Own"><w:name w:val="My own"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>'
)


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(inner: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def docx(body: str, **parts: str) -> bytes:
    members = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>", "word/styles.xml": STYLES}
    return zipped({"[Content_Types].xml": "<Types/>", **members, **{f"word/{k}.xml": v for k, v in parts.items()}})


def test_insertions_stand_and_deletions_do_not(read_source: ReadSource) -> None:
    body = paragraph(
        run("The court found that he is ")
        + f"<w:ins>{run('not ')}</w:ins><w:del><w:r><w:delText>clearly </w:delText></w:r></w:del>"
        + run("guilty.")
    )
    source = read_source("a.docx", docx(body))
    assert source.text == "The court found that he is not guilty."
    assert "guilty" not in source.hidden


def test_headings_tables_boxes_notes_and_hidden_runs(read_source: ReadSource) -> None:
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        f"<w:txbxContent>{paragraph(run('In a box.'))}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        f"{paragraph(run('In a box.'))}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    cells = "".join(f"<w:tc>{paragraph(run(words))}</w:tc>" for words in ("Port", "4,000"))
    body = (
        paragraph(run("Rivers"), "H1")
        + paragraph(run("The flood") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" came.") + box)
        + paragraph(run("Costs"), "Own")
        + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        + paragraph(run("secret", "<w:vanish/>") + run("Shown.") + run("7", '<w:vertAlign w:val="superscript"/>'))
    )
    note = paragraph("<w:r><w:footnoteRef/></w:r>" + run(" A note on floods."))
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{note}</w:footnote></w:footnotes>'
    source = read_source("a.docx", docx(body, footnotes=notes))
    assert source.text == (
        "Rivers\n\nThe flood1 came.\n\nIn a box.\n\nCosts\n\nPort\n\n4,000\n\nShown.7\n\n1 A note on floods."
    )
    assert source.hidden == "secret"
    assert [source.text[start:end] for start, end in source.furniture] == ["1", "7", "1"]
    titles = [(heading.level, heading.title, heading.start) for heading in source.headings]
    assert titles == [
        (1, "Rivers", 0),
        (2, "Costs", source.text.index("Costs")),
        (1, "Rivers", source.text.index("1 A note")),
    ]


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
    '<item id="b" href="two.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
)


def epub(one: str, two: str) -> bytes:
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'.format
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OPS/book.opf": PACKAGE,
            "OPS/text/one a.xhtml": page(one),
            "OPS/two.xhtml": page(two),
            "OPS/nav.xhtml": page("menu"),
        }
    )


def test_chapters_in_reading_order_with_printed_pages(read_source: ReadSource) -> None:
    source = read_source(
        "book.epub",
        epub(
            "<h1>One</h1><p><span class='pagenum'>[Pg 4]</span>It was the best of <a id='page_5'></a>times.</p>",
            "<h1>Two</h1><p>It was <span xmlns:epub='x' epub:type='pagebreak' title='9'/>the worst.</p>",
        ),
    )
    assert source.text == "One\n\n[Pg 4]It was the best of times.\n\nTwo\n\nIt was the worst."
    assert [(page.index, page.label) for page in source.pages] == [(4, "4"), (5, "5"), (9, "9")]
    assert source.text[source.pages[1].start :].strip().startswith("times.")
    assert [heading.title for heading in source.headings] == ["One", "Two"]


def bomb() -> bytes:
    return zipped({"word/document.xml": b"\0" * 60_000_000})


def lying() -> bytes:
    """An archive whose member is larger than it says."""
    data = bytearray(zipped({"word/document.xml": b"<a/>" + b" " * 5000}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(data)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document {W}>&b;</w:document>'


def encrypted() -> bytes:
    out = io.BytesIO(zipped({"word/document.xml": "<a/>"}))
    data = bytearray(out.getvalue())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bomb(), "zip bomb"),
        (lying(), "damaged"),
        (encrypted(), "encrypted"),
        (zipped({"word/document.xml": LAUGHS}), "document type"),
        (zipped({"word/document.xml": LAUGHS.encode("utf-16")}), "document type"),
        (zipped({"word/document.xml": "<a>" * 100_000}), "nested"),
        (zipped({"word/document.xml": "<a><b>"}), "well-formed"),
        (zipped({"other.txt": "x"}), "lacks its part"),
        (b"PK\x03\x04 and no more", "damaged"),
        (zipped({"word/document.xml": "<a/>"})[:-30], "damaged"),
    ],
)
def test_hostile_archives(read_source: ReadSource, data: bytes, words: str) -> None:
    source = read_source("a.docx", data)
    assert source.problem is not None
    assert words in source.problem
    assert source.text == ""


def test_an_archive_of_too_many_files(read_source: ReadSource) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}", b"")
    problem = read_source("a.epub", out.getvalue()).problem
    assert problem is not None
    assert "zip bomb" in problem
