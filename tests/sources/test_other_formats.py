"""Mail, office files, images; and what the cache and the worker do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.sources.conftest import ReadSource

from briefkit.errors import SourceError
from briefkit.pandoc import Pandoc
from briefkit.sources import Shelf, isolated, rtf
from briefkit.sources.cache import Cache
from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.readers import FORMATS

MAIL = """From: =?utf-8?q?Ada_Ok=C3=A1for?= <ada@example.org>
To: b@example.org
Subject: Water
Date: Mon, 3 Mar 2025 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Das Wasser ist =FCber dem Pegel.
> frueher gesagt
--x
Content-Type: text/html

<p>Anders</p>
--x--
""".replace("\n", "\r\n")
MHTML = """From: <Saved by a browser>
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary=x

--x
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<html><body><script>secret</script><p>Na=C3=AFve words.</p></body></html>
--x--
""".replace("\n", "\r\n")


def test_mail(read_source: ReadSource) -> None:
    source = read_source("a.eml", MAIL)
    assert "Das Wasser ist über dem Pegel." in source.text
    assert source.text.startswith("From: Ada Okáfor <ada@example.org>\n")
    assert "Anders" not in source.text
    assert [source.text[start:end] for start, end in source.furniture] == ["> "]


def test_a_page_saved_as_one_file(read_source: ReadSource) -> None:
    assert read_source("a.mhtml", MHTML).text == "Naïve words."


RTF = rb"{\rtf1\ansi The flood came{\super\chftn}{\footnote\pard\plain {\super\chftn} A note on it.} at night.\par}"


def test_odt(read_source: ReadSource) -> None:
    data = Pandoc().run(["-f", "markdown", "-t", "odt"], b"# Rivers\n\nThe flood came^[A note on it.] at night.\n")
    source = read_source("a.odt", data)
    assert source.problem is None
    assert source.text == "Rivers\n\nThe flood came1 at night.\n\nA note on it."
    assert [source.text[start:end] for start, end in source.furniture] == ["1"]
    assert [heading.title for heading in source.headings] == ["Rivers"]


def test_rtf(read_source: ReadSource) -> None:
    source = read_source("a.rtf", RTF)
    assert source.text == "The flood came1 at night.\n\n1 A note on it."
    assert [source.text[start:end] for start, end in source.furniture] == ["1", "1"]


def test_rtf_reads_bytes_by_the_code_page_of_their_font(read_source: ReadSource) -> None:
    fonts = rb"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}{\f2\fcharset128 Mincho;}}"
    words = rb"\f1 mo\'f8e {\f2 \'93\'fa\'96\'7b} \u8222?Na\'efve\u8220\'94 \f0 na\'efve \u-10179?\u-8704?, \u269\'e8 x"
    source = read_source("a.rtf", rb"{\rtf1\ansi\ansicpg1252" + fonts + words + rb"\par}")
    assert source.text == "moře 日本 „Naďve“ naïve 😀, č x"


def test_rtf_keeps_what_shows_and_sets_apart_what_does_not(read_source: ReadSource) -> None:
    head = rb"{\info{\title The Ferry}{\author Ada Okafor}}{\stylesheet{\s1 heading 1;}}{\header Running head\par}"
    field = rb"{\field{\*\fldinst HYPERLINK nowhere}{\fldrslt a link}}"
    body = rb"\pard\s1 Rivers\par\pard It is {\deleted not }late, {\v secret }says " + field + rb".\par "
    cells = rb"\pard one\cell two\cell\row three\cell four\cell\row\pard{\*\unknown gone}"
    box = rb"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt In a box.\par}}{\shprslt In a box.}}"
    data = rb"{\rtf1" + head + body + cells + box + rb"\par}"
    source = read_source("a.rtf", data)
    assert source.text == "Rivers\n\nIt is late, says a link.\n\none\ttwo\nthree\tfour\nIn a box."
    assert source.hidden.split() == ["not", "secret"]
    assert [(heading.level, heading.title) for heading in source.headings] == [(1, "Rivers")]
    assert rtf.read(data, Context()).metadata["title"] == "The Ferry"


def test_an_image_without_tesseract_says_what_to_install(
    read_source: ReadSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    problem = read_source("a.png", b"\x89PNG\r\n\x1a\n").problem
    assert problem is not None
    assert "install tesseract" in problem


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scanned_pdf_is_recognised(read_source: ReadSource, tmp_path: Path) -> None:
    import typst

    words = b"#set page(width: 400pt, height: 120pt)\n#text(size: 24pt)[The ferry came in late.]"
    (tmp_path / "p.png").write_bytes(bytes(typst.compile({"main": words}, format="png", ppi=200.0)))  # type: ignore[arg-type]
    (tmp_path / "scan.typ").write_text('#set page(width: 400pt, height: 120pt, margin: 0pt)\n#image("p.png")', "utf-8")
    source = read_source("scan.pdf", bytes(typst.compile(str(tmp_path / "scan.typ"))))
    assert "The ferry came in late." in source.text
    assert source.scanned


def test_a_format_that_is_not_what_its_name_says(read_source: ReadSource) -> None:
    problem = read_source("a.html", b"%PDF-1.7 x").problem
    assert problem is not None
    assert "a PDF" in problem


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import os; os.abort()", "crashed"),
        ("while True: pass", "took over"),
        ("x = bytearray(3_000_000_000)", "memory"),
        ("raise ValueError", "crashed"),
        ("exec('def f(): f()\\nf()', {})", "nested"),
    ],
)
def test_the_parent_outlives_its_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, words: str) -> None:
    if sys.platform != "linux" and words == "memory":
        pytest.skip("there is no limit on memory here")
    worker = isolated.WORKER.read_text("utf-8")
    bad = tmp_path / "worker.py"
    lines = f"import types; m = types.ModuleType('briefkit.sources.bad'); m.read = lambda d, c: exec({code!r})\n"
    start = f"sys.path.insert(0, {str(isolated.WORKER.parents[2])!r})\n{lines}sys.modules['briefkit.sources.bad'] = m\n"
    bad.write_text(worker.replace('if __name__ == "__main__":', f'{start}if __name__ == "__main__":'), "utf-8")
    monkeypatch.setattr(isolated, "WORKER", bad)
    with pytest.raises(SourceError, match=words):
        isolated.isolated("bad", seconds=3)(b"", Context())


def test_every_format_has_a_module() -> None:
    from importlib import import_module

    for form in FORMATS.values():
        assert callable(import_module(f"briefkit.sources.{form.module}").read)
        if form.fallback:
            assert callable(import_module(f"briefkit.sources.{form.fallback}").read)


def test_the_cache_spares_the_worker(read_source: ReadSource, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_source("a.html", "<h1>T</h1><p>words</p>")
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: pytest.fail("read again"))
    again = read_source("a.html", "<h1>T</h1><p>words</p>")
    assert (again.text, again.headings) == (first.text, first.headings)


@pytest.mark.parametrize("damage", ["forged", "cut", "empty", "foreign key"])
def test_the_cache_is_not_believed(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    cache = Cache(tmp_path)
    cache.put("ab12", Extracted("true words"))
    assert Cache(tmp_path).get("ab12") == Extracted("true words")
    entry = tmp_path / ".briefkit/cache/ab/ab12"
    data = entry.read_bytes()
    if damage == "forged":
        entry.write_bytes(data.replace(b"true", b"fake"))
    elif damage == "cut":
        entry.write_bytes(data[:-5])
    elif damage == "empty":
        entry.write_bytes(b"")
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("another-user")))
    assert Cache(tmp_path).get("ab12") is None


def test_the_cache_knows_metadata_that_readers_look_at(read_source: ReadSource) -> None:
    data = "<p>Річка</p>".encode("windows-1251")
    assert read_source("a.html", data).problem is not None
    assert read_source("a.html", data, "encoding: windows-1251\n").text == "Річка"


def test_a_cache_that_leads_out_of_the_project_is_not_used(tmp_path: Path) -> None:
    root, outside = tmp_path / "project", tmp_path / "outside"
    (root / "sources").mkdir(parents=True)
    outside.mkdir()
    (root / ".briefkit").symlink_to(outside)
    (root / "sources" / "a.html").write_text("<p>x</p>", "utf-8")
    assert Shelf(root / "sources", root)["a"].text == "x"
    assert list(outside.iterdir()) == []
