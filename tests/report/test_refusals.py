"""Reports that cannot be read, and reports made to break the reader: each ends soon, with a place and advice."""

from __future__ import annotations

import stat
import sys
import time
from pathlib import Path

import pytest

from briefkit.errors import PandocError, ReportError
from briefkit.pandoc import Pandoc

from .conftest import Read

REFUSED = [
    (b"", None, None, "empty"),
    (b" \n\n", None, None, "empty"),
    (b"a\nb\xe9c", 2, 2, "UTF-8"),
    ("abc".encode("utf-16"), 1, 1, "UTF-16"),
    (b"ab\ncd\0", 2, 3, "NUL"),
    (b"ab\rcd", 1, 3, "carriage return"),
    (b"x" * 50_000_000, None, None, "2,000,000"),
    (b"[" * 20_000, 1, 201, "brackets"),
    (b"[" * 20_000 + b"]" * 20_000, 1, 201, "brackets"),
    (b"*a_ " * 20_000, 1, 4001, "emphasis"),
    (b"[a](b) " * 5_000, 1, None, "links"),
    (b"a\n\n" + b">" * 20_000 + b" x", 3, 1, "nested"),
    (b"[^a]\n\n[^a]: [^a]\n", 3, 7, "refers to itself"),
    (b"[^a]\n\n[^a]: b[^b]\n\n[^b]: c\n", 3, 8, "holds the footnote [^b]"),
    (b"[^A]\n\n[^A]: x\n\n    more [^a]\n", 5, 10, "refers to itself"),
    (b"[^1]" * 5_000 + b"\n\n[^1]: " + b"x" * 50_000, 1, None, "repeated"),
    (b"---\na: &x [1]\nb: *x\n---\nx", 2, 4, "anchor"),
    (b"---\ntitle: a: b\n---\nx", 2, 9, "front matter"),
    (b'---\nx: 1\ntitle: "a\n---\nx', 3, 8, "front matter"),
    (b"---\ntitle: {a\n---\nx", None, None, "front matter"),
    (b"---\ntitle: " + b"x" * 200_000 + b"\n---\nx", 2, 1, "longer"),
    (b"".join(b"  " * i + b"- a\n" for i in range(400)), None, None, "nested"),
]


@pytest.mark.parametrize(("data", "line", "column", "words"), REFUSED, ids=[str(n) for n in range(len(REFUSED))])
def test_refused_with_place_and_advice(
    report: Read, data: bytes, line: int | None, column: int | None, words: str
) -> None:
    began = time.monotonic()
    with pytest.raises(ReportError) as caught:
        report(data)
    assert time.monotonic() - began < 10
    assert words in caught.value.problem
    assert caught.value.path == "reports/x.md"
    assert caught.value.advice
    if line is not None:
        assert caught.value.line == line
    if column is not None:
        assert caught.value.column == column


WORKS = {
    "20,001 marks": ('"' * 20_001, 0),
    "20,001 marks apart": ('"a" ' * 10_000 + '"', 10_000),
    "openers": ("“a " * 20_001, 0),
    "closers": ("a” " * 20_001, 0),
    "single openers": ("'a " * 20_000, 0),
    "weak singles": ("'a " + "dogs' cat " * 10_000, 1),
    "citations": ("[@a] " * 10_000, 0),
    "stops": ("A. " * 20_000 + "“x”", 1),
    "paragraphs left open": ("“a\n\n" * 5_000, 0),
    "rows": ("| a | b |\n|---|---|\n" + "| “x” | [@a] |\n" * 2_000, 2_000),
    "code ticks": ('`" ' * 10_000, 2_500),
    "brackets below the limit": ("[" * 199 + "“x”" + "]" * 199, 1),
    "note used often": ("“a”[^1] " * 2_000 + "\n\n[^1]: @x\n", 2_000),
    "false positions": ('[x]{wrapper=1 data-pos="99999:99-5:1"} “a”', 1),
    "escaped brackets": ("\\[" * 5_000 + "“a”", 1),
}


@pytest.mark.parametrize(("text", "count"), WORKS.values(), ids=WORKS)
def test_much_of_anything_still_works(report: Read, text: str, count: int) -> None:
    began = time.monotonic()
    assert len(report(text).quotations) == count
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("unit", ["“x” [@a]. ", '@a says "x" [p. 3]. ', "word *em* “q” \n", "“a\n\n"])
def test_the_time_is_linear(report: Read, unit: str) -> None:
    """Eight times the text, at most some twenty times the time: quadratic would be 64."""
    spent = []
    for count in (500, 4_000):
        text = (unit * 40 + "\n\n") * (count // 40)
        began = time.process_time()
        report(text)
        spent.append(time.process_time() - began)
    assert spent[1] < max(spent[0], 0.02) * 20


def program(folder: Path, body: str) -> Pandoc:
    if sys.platform == "win32":
        pytest.skip("needs a shell script")
    file = folder / "pandoc"
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IEXEC)
    return Pandoc(binary=file)


def test_pandoc_over_time(tmp_path: Path) -> None:
    with pytest.raises(PandocError, match="did not finish"):
        program(tmp_path, "exec sleep 20").run(["-f", "json"], b"", timeout=0.2)


def test_pandoc_over_memory(pandoc: Pandoc) -> None:
    small = Pandoc(binary=pandoc.binary, memory="16m")
    with pytest.raises(PandocError, match="memory"):
        small.run(["-f", "commonmark_x+sourcepos", "-t", "json"], b"word *em* " * 50_000)


def test_pandoc_missing(tmp_path: Path) -> None:
    with pytest.raises(PandocError) as caught:
        Pandoc(binary=tmp_path / "none").run([], b"")
    assert caught.value.advice is not None
    assert "pip install" in caught.value.advice


def test_pandoc_too_old(tmp_path: Path) -> None:
    old = program(
        tmp_path, 'case "$1" in --version) echo "pandoc 2.5";; *) echo "Unknown extension" >&2; exit 23;; esac'
    )
    with pytest.raises(PandocError, match=r"pandoc 2\.5 is too old: 3\.2"):
        old.run(["-f", "commonmark_x"], b"x")


def test_pandoc_s_own_words_are_told(pandoc: Pandoc) -> None:
    with pytest.raises(PandocError, match="nonsense"):
        pandoc.run(["-f", "nonsense"], b"")
