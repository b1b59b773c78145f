"""A PDF whose fonts draw one letter and call it another is found out; what nobody touched is not suspected."""

from __future__ import annotations

import re
import shutil
import zlib
from pathlib import Path

import pytest
from tests.audit.conftest import Built, audited, lay, run_briefkit

from briefkit.audit import remade
from briefkit.audit.letters import _forms

SOURCE = """\
The river rose by 26 centimetres in one night, as told. The difficult office of the offline flood was not shut.

Nobody had warned the lower town of it. CO2 rose 10 times, and x was “zero”; Zażółć gęślą jaźń.
"""
REPORT = """\
---
title: The flood
---

# “The difficult office” [@talk]

It says “rose by 26 centimetres” [@talk], *“in one night”* [@talk],
**“as told”** [@talk] and ***“in one night”*** [@talk].

> The difficult office of the offline flood was not shut. [@talk]

[“Nobody had warned”]{.smallcaps} [@talk], and it is so that `code` and “CO~2~ rose 10 times” [@talk] go.[^note]

| a | b |
|---|---|
| “the lower town of it” [@talk] | ~~“as told”~~ [@talk] |

“Zażółć gęślą jaźń” [@talk].

[^note]: “CO^2^ rose 10 times” [@talk].
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay(tmp_path_factory.mktemp("letters") / "flood", REPORT)
    (root / "sources" / "talk.txt").write_text(SOURCE, "utf-8")
    done = run_briefkit("build", "-q", "--draft", "--to", "pdf", cwd=root)
    assert (root / "build" / "flood.pdf").exists(), done.stdout + done.stderr
    return root


@pytest.fixture
def built(made: Path, tmp_path: Path) -> Built:
    return Built(Path(shutil.copytree(made, tmp_path / "copy")))


@pytest.fixture(autouse=True)
def not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is the same byte for byte is not looked at."""
    monkeypatch.setattr(remade, "remade", lambda *_: None)


def test_what_nobody_touched_is_not_suspected(built: Built) -> None:
    _, told = audited(built.path("pdf"), built.root)
    assert "is drawn" not in told, told
    assert "it draws" not in told, told


def call_otherwise(path: Path, drawn: str, called: str) -> None:
    """Have the fonts of a PDF call a letter otherwise."""
    data = path.read_bytes()
    old, new = (f"<{letter.encode('utf-16-be').hex().upper()}>".encode() for letter in (drawn, called))
    done = 0
    for stream in list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)):
        try:
            text = zlib.decompress(stream[1])
        except zlib.error:
            continue
        changed = re.sub(rb"(<[0-9A-F]{4}> )" + old, rb"\1" + new, text)
        if b"beginbfchar" in text and changed != text:
            packed = zlib.compress(re.sub(rb"(?m)^%.*\n", b"", changed), 9)
            assert len(packed) <= len(stream[1]), "the hand slipped"
            data = data[: stream.start(1)] + packed.ljust(len(stream[1]), b"\0") + data[stream.end(1) :]
            done += 1
    assert done, "the hand slipped"
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("old", "new", "drawn", "called", "number"),
    [
        ("rose by 26", "rose by 36", "3", "2", 2),
        ("rose by 26", "rose by 86", "8", "2", 2),
        ("*“in one night”*", "*“in sne night”*", "s", "o", 3),
        ("was not shut", "was nqt shut", "q", "o", 6),
        ("Nobody had warned", "Nobodj had warned", "j", "y", 7),
        ("10 times", "17 times", "7", "0", 8),
    ],
)
def test_a_font_that_calls_a_letter_otherwise(
    built: Built, old: str, new: str, drawn: str, called: str, number: int
) -> None:
    built.typeset(lambda text: text.replace(old, new))
    call_otherwise(built.path("pdf"), drawn, called)
    status, told = audited(built.path("pdf"), built.root)
    assert status != 0
    draws = f"quotation {number}: it draws “{drawn}” and calls it “{called}”"
    assert draws in told or f"quotation {number}: what is drawn as “{called}”" in told, told


def test_what_something_covers_is_not_clean(built: Built) -> None:
    import pypdfium2
    import pypdfium2.raw as pdfium

    path = built.path("pdf")
    document = pypdfium2.PdfDocument(path.read_bytes())
    page = document[0]
    text_page = page.get_textpage()
    left, low, right, high = text_page.get_charbox(text_page.get_text_range().index("26 centimetres"))
    cover = pdfium.FPDFPageObj_CreateNewRect(left, low, right - left, high - low)
    pdfium.FPDFPageObj_SetFillColor(cover, 255, 255, 255, 255)
    pdfium.FPDFPath_SetDrawMode(cover, pdfium.FPDF_FILLMODE_WINDING, False)
    pdfium.FPDFPage_InsertObject(page.raw, cover)
    assert pdfium.FPDFPage_GenerateContent(page.raw)
    document.save(str(path))
    status, told = audited(path, built.root)
    assert (status == 0, "quotation 2: what is drawn as “2”" in told) == (False, True), told


def own_font() -> bytes:
    """A font that nobody has."""
    from fontpkg_source_sans_3 import __path__ as folders

    data = next(Path(folders[0]).rglob("*Roman*.ttf"), None) or next(Path(folders[0]).rglob("*.ttf"))
    font = data.read_bytes()
    for old, new in (("Source Sans 3", "Sample Sans 3"), ("SourceSans3", "SampleSans3")):
        font = font.replace(old.encode("utf-16-be"), new.encode("utf-16-be"))
    return font


@pytest.fixture(scope="module")
def in_own_font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    report = "It says “rose by 26 centimetres” [@talk].\n\n> За́мок стоїть на горі, а замо́к висить на дверях [@talk]\n"
    root = lay(tmp_path_factory.mktemp("own") / "flood", f"---\ntitle: The flood\nlang: uk\n---\n\n{report}")
    (root / "sources" / "talk.txt").write_text(SOURCE + "За́мок стоїть на горі, а замо́к висить на дверях.\n", "utf-8")
    (root / "templates" / "fonts").mkdir(parents=True)
    (root / "templates" / "fonts" / "own.ttf").write_bytes(own_font())
    (root / "briefkit.toml").write_text('[design]\nfont = "Sample Sans 3"\n', "utf-8")
    done = run_briefkit("build", "-q", "--to", "pdf", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def test_letters_and_marks_in_a_font_of_the_author(in_own_font: Path) -> None:
    status, told = audited(Built(in_own_font).path("pdf"), in_own_font)
    assert status == 0, told


def test_without_the_font_nothing_is_clean(in_own_font: Path, tmp_path: Path) -> None:
    built = Built(Path(shutil.copytree(in_own_font, tmp_path / "copy")))
    shutil.rmtree(built.root / "templates")
    (built.root / "briefkit.toml").unlink()
    status, told = audited(built.path("pdf"), built.root)
    assert (status, told.count("could not be held against its font, SampleSans3")) == (2, 2), told


def test_a_font_of_the_author_that_calls_a_letter_otherwise(in_own_font: Path, tmp_path: Path) -> None:
    built = Built(Path(shutil.copytree(in_own_font, tmp_path / "copy")))
    built.typeset(lambda text: text.replace("rose by 26", "rose by 86"))
    call_otherwise(built.path("pdf"), "8", "2")
    status, told = audited(built.path("pdf"), built.root)
    assert (status, "quotation 1: it draws “8” and calls it “2”" in told) == (1, True), told


def test_ligatures_typed_or_beside_a_quotation(tmp_path: Path) -> None:
    said = "A craft “the fort was held” [@talk] and a draft. A fin “the oﬃce was ﬂooded” [@talk] and flat, in office."
    built = Built(lay(tmp_path / "flood", f"---\nlang: en\n---\n\n{said}\n"))
    (built.root / "sources" / "talk.txt").write_text("The fort was held. In May the oﬃce was ﬂooded.\n", "utf-8")
    report = built.root / "reports" / "flood.md"
    report.write_text(report.read_text("utf-8").replace("“the fort", "“[t]he fort"), "utf-8")
    assert run_briefkit("build", "-q", "--to", "pdf", cwd=built.root).returncode == 0
    status, told = audited(built.path("pdf"), built.root)
    assert status == 0, told


def test_typed_ligatures_are_set_as_their_letters_too() -> None:
    assert {"ffi", "ff", "fi", "fl"} <= set(_forms(["an oﬃce", "a ﬂood"]))
