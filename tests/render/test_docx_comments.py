"""Comments on the quotations of a DOCX: on which, what they say, and that word processors show the rest as it is."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from tests.render.conftest import ACCEPTED, ALTERED, MARKDOWN, SVG, judgement

from briefkit.model import CheckedReport
from briefkit.render import RenderOptions, render

Make = Callable[..., CheckedReport]
RunPandoc = Callable[[list[str], bytes], bytes]
OPTIONS = RenderOptions(images={"figures/late.svg": SVG}, date="2025-09-12")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

NOTES = """\
First ["one"]{.bk-quotation number=1} and a note.[^a] Then ["two"]{.bk-quotation number=2}, a note[^b]
and ["three"]{.bk-quotation number=3}.

[^a]: The first note.

[^b]: The second note, with ["four"]{.bk-quotation number=4}.
"""


def comments(data: bytes) -> dict[str, str]:
    """The text of each comment, by its number."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "word/comments.xml" not in archive.namelist():
            return {}
        root = fromstring(archive.read("word/comments.xml"))
    return {
        comment.attrib[f"{W}id"]: "".join(
            "\n" if part.tag == f"{W}br" else part.text or ""
            for part in comment.iter()
            if part.tag in (f"{W}t", f"{W}br")
        )
        for comment in root
    }


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_a_comment_tells_verdict_source_place_and_words(make: Make, run_pandoc: RunPandoc) -> None:
    told = comments(render(make(), "docx", OPTIONS, run_pandoc))
    assert told["2"].split("\n") == [
        "✓ 2 exact. The source’s own words.",
        "Source: Bridge Maintenance, p.\u00a04",
        "In the source: … it found “in 26 per cent of cases” in all …",
    ]
    assert "Waiver: A. Editor, until 1 March 2027: heard in person" in told["4"]
    assert "5" not in told  # it stands in a footnote


def test_a_comment_tells_what_differs(make: Make, run_pandoc: RunPandoc) -> None:
    checked = make(judgements=(ACCEPTED[0], ALTERED, *ACCEPTED[2:]))
    told = comments(render(checked, "docx", replace(OPTIONS, draft=True), run_pandoc))
    assert "Difference: changed: “26” became “36”" in told["2"]
    assert "Note: the source says 26, not 36" in told["2"]


def test_author_and_date_do_not_change(make: Make, run_pandoc: RunPandoc) -> None:
    xml = part(render(make(), "docx", OPTIONS, run_pandoc), "word/comments.xml")
    assert set(re.findall(r'w:author="([^"]*)"', xml)) == {"briefkit"}
    assert set(re.findall(r'w:date="([^"]*)"', xml)) == {"2025-09-12T00:00:00Z"}


def test_each_comment_has_one_beginning_one_end_and_one_reference(make: Make, run_pandoc: RunPandoc) -> None:
    data = render(make(), "docx", OPTIONS, run_pandoc)
    xml = part(data, "word/document.xml")
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(re.findall(rf'<w:{mark} w:id="(\d+)"', xml)) == sorted(comments(data))
    assert "comment" not in part(data, "word/footnotes.xml")


@pytest.mark.parametrize(("when", "numbers"), [("auto", {"1", "3"}), ("always", {"1", "2", "3"}), ("never", set())])
def test_between_notes_there_is_none_unless_asked_for(
    make: Make, run_pandoc: RunPandoc, when: str, numbers: set[str]
) -> None:
    judgements = tuple(judgement(n, text) for n, text in enumerate(("one", "two", "three", "four"), start=1))
    options = replace(OPTIONS, comments=when)  # type: ignore[arg-type]
    assert set(comments(render(make(NOTES, judgements), "docx", options, run_pandoc))) == numbers


NOTE_STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>Notes</title><id>notes</id><updated>2025-01-01T00:00:00+00:00</updated></info>
  <citation><layout suffix="."><text variable="title"/></layout></citation>
</style>"""


def test_a_style_that_cites_in_notes_has_notes(make: Make, run_pandoc: RunPandoc) -> None:
    markdown = 'A ["one"]{.bk-quotation number=1} [@audit], ["two"]{.bk-quotation number=2} [@audit].\n'
    judgements = (judgement(1, "one"), judgement(2, "two"))
    data = render(make(markdown, judgements), "docx", replace(OPTIONS, csl=NOTE_STYLE), run_pandoc)
    assert set(comments(data)) == {"1"}
    assert "Bridge Maintenance" in part(data, "word/footnotes.xml")


def test_the_digest_does_not_stand_on_a_page_of_its_own(make: Make, run_pandoc: RunPandoc) -> None:
    xml = part(render(make(), "docx", OPTIONS, run_pandoc), "word/document.xml")
    last = re.findall(r"<w:p>.*?</w:p>", xml, re.DOTALL)[-1]
    text = re.sub(r"<[^>]+>", "", last)
    assert "Truth and fairness are not judged" in text
    assert "ab" * 32 in text
    style = re.search(
        r'<w:style [^>]*w:styleId="LastWords".*?</w:style>',
        part(render(make(), "docx", OPTIONS, run_pandoc), "word/styles.xml"),
        re.DOTALL,
    )
    assert style
    assert "keepLines" in style[0]


# --- other programs --------------------------------------------------------------------------------------------------


@pytest.fixture
def office(tmp_path: Path) -> Callable[[bytes], str]:
    """What LibreOffice shows of a DOCX, as text."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")

    def show(data: bytes) -> str:
        (tmp_path / "r.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [str(program), profile, "--headless", "--convert-to", "html", "--outdir", str(tmp_path), "r.docx"]
        subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=True)
        return " ".join((tmp_path / "r.html").read_text("utf-8", "replace").split())

    return show


@pytest.mark.slow
def test_libreoffice_opens_it_and_shows_comments_and_notes(
    make: Make, run_pandoc: RunPandoc, office: Callable[[bytes], str]
) -> None:
    judgements = tuple(judgement(n, text) for n, text in enumerate(("one", "two", "three", "four"), start=1))
    page = office(render(make(NOTES, judgements), "docx", OPTIONS, run_pandoc))
    assert page.count("The first note.") == 1
    assert page.count("The second note") == 1
    assert "The source’s own words." in page


@pytest.mark.slow
def test_libreoffice_opens_a_whole_report(make: Make, run_pandoc: RunPandoc, office: Callable[[bytes], str]) -> None:
    page = office(render(make(MARKDOWN), "docx", replace(OPTIONS, evidence=b'{"a": 1}'), run_pandoc))
    for words in ("in 26 per cent of cases", "Late inspections", "did not", "Verification appendix"):
        assert words in page
