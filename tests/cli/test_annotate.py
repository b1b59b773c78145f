"""The copy of a Word draft with comments: at what they stand, what they say, and that nothing else changes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from tests.conftest import Run

from briefkit.checking import check_project
from briefkit.jobs.annotating import _split, annotate
from briefkit.pandoc import Pandoc
from briefkit.project import open_project

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAFT = """\
# Flood

It “rose by 26 centimetres” [@talk], or “rose by 36 centimetres” [@talk] & more; again “rose by 36 centimetres” [@talk].

- A list with “some *emphasis* here” [@talk].

A note.[^n]

[^n]: It “fell by 36 centimetres” [@talk].
"""


@pytest.fixture
def draft(project: Path) -> Path:
    path = project / "draft.docx"
    path.write_bytes(Pandoc().run(["-f", "markdown-citations", "-t", "docx", "-o", "-"], DRAFT.encode()))
    return path


def annotated(draft: Path) -> bytes:
    project = open_project(draft)
    data, _ = annotate(draft.read_bytes(), check_project(project, [draft], drafts=True).reports[0])
    return data


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return archive.read(name).decode()


def commented(data: bytes) -> list[tuple[str, str]]:
    """Of each comment the words that it stands at, and its own."""
    comments = {c.attrib[f"{W}id"]: c for c in fromstring(part(data, "word/comments.xml"))}
    found, open_at = {}, {}
    words = ""
    for element in fromstring(part(data, "word/document.xml")).iter():
        if element.tag == f"{W}t":
            words += element.text or ""
        elif element.tag == f"{W}commentRangeStart":
            open_at[element.attrib[f"{W}id"]] = len(words)
        elif element.tag == f"{W}commentRangeEnd":
            name = element.attrib[f"{W}id"]
            found[name] = words[open_at[name] :]
    return [(found[name], "".join(t.text or "" for t in c.iter(f"{W}t"))) for name, c in comments.items()]


def test_each_finding_has_its_comment_at_its_words(draft: Path) -> None:
    told = commented(annotated(draft))
    assert [words for words, _ in told] == [
        "rose by 36 centimetres",
        "rose by 36 centimetres",
        "some emphasis here",
        "",  # at the number of the note, which shows no words
    ]
    assert "altered: says “36” where talk says “26” (number) (BK401)" in told[0][1]
    assert "talk: “rose by 26 centimetres”" in told[0][1]
    assert "missing" in told[2][1]
    assert "fell by" not in told[2][1]


def test_a_finding_in_an_endnote_has_its_comment_at_the_number(draft: Path) -> None:
    """An endnote is laid out as a footnote is, but for its names."""
    out = io.BytesIO()
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith(("word/document", "word/footnotes", "word/_rels", "[Content_Types]")):
                data = re.sub(b'(?<!Style w:val=")footnote', b"endnote", data)
            new.writestr(name.replace("footnotes", "endnotes"), data)
    draft.write_bytes(out.getvalue())
    words, told = commented(annotated(draft))[-1]
    assert words == ""
    assert "missing" in told
    assert "paragraph" not in told  # that is how one begins which has no place


def test_the_words_of_the_draft_stay_as_they_are(draft: Path) -> None:
    plain = [Pandoc().run(["-f", "docx", "-t", "plain"], data) for data in (draft.read_bytes(), annotated(draft))]
    assert plain[0] == plain[1]


def test_every_part_but_four_is_untouched(draft: Path) -> None:
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(io.BytesIO(annotated(draft))) as new:
        changed = {name for name in new.namelist() if name not in old.namelist() or new.read(name) != old.read(name)}
        assert changed <= {
            "word/document.xml",
            "word/comments.xml",
            "[Content_Types].xml",
            "word/_rels/document.xml.rels",
        }
        for name in changed:
            fromstring(new.read(name))


def test_comments_that_are_there_stay(draft: Path) -> None:
    first = annotated(draft)
    draft.write_bytes(first)
    second = annotated(draft)
    assert len(commented(second)) == 2 * len(commented(first))
    numbers = re.findall(r'<w:comment w:id="(\d+)"', part(second, "word/comments.xml"))
    assert len(numbers) == len(set(numbers))
    assert part(second, "[Content_Types].xml").count("/word/comments.xml") == 1


def test_the_same_bytes(draft: Path) -> None:
    assert annotated(draft) == annotated(draft)


def test_on_the_command_line(draft: Path, run: Run, project: Path) -> None:
    before = draft.read_bytes()
    done = run("check", "draft.docx", "--annotate", "copy.docx")
    assert done.returncode == 1
    assert "wrote copy.docx with 4 comments" in done.stderr
    assert draft.read_bytes() == before
    assert len(commented((project / "copy.docx").read_bytes())) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["draft.docx", "--annotate", "draft.docx"], "would overwrite the draft"),
        (["--annotate", "copy.docx"], "takes one draft"),
        (["draft.odt", "--annotate", "copy.docx"], "takes one draft"),
    ],
)
def test_what_cannot_be_annotated(draft: Path, run: Run, arguments: list[str], message: str) -> None:
    done = run("check", *arguments)
    assert done.returncode == 2
    assert message in done.stderr


RUN = b'<w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t>one two</w:t></w:r>'


def test_a_run_is_cut_where_a_comment_begins_and_ends() -> None:
    cut = _split(RUN, "one two", [(4, b"<w:commentRangeStart/>"), (7, b"<w:commentRangeEnd/>")])
    assert cut == (
        b'<w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">one </w:t></w:r><w:commentRangeStart/>'
        b'<w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">two</w:t></w:r><w:commentRangeEnd/>'
    )


def test_a_run_of_more_than_text_stays_whole() -> None:
    run = b"<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>"
    cut = _split(run, "one\ttwo", [(4, b"<w:commentRangeStart/>"), (7, b"<w:commentRangeEnd/>")])
    assert cut == b"<w:commentRangeStart/>" + run + b"<w:commentRangeEnd/>"
