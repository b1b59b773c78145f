"""Mistakes of users, each with the one message it gets: where, what, and what to do; never a traceback."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
REPORT = "reports/x.md"
GOOD = "“rose by 26 centimetres” [@talk].\n"

# (the file that is wrong and its content, the command, what the message says)
STOPPED: list[tuple[str, str | bytes, str, tuple[str, ...]]] = [
    # the command line
    ("", "", "chekc", ("“chekc” is not one of", "did you mean check?")),
    ("", "", "check --formt json", ("unrecognized arguments: --formt", "did you mean --format?")),
    ("", "", "check --format sarf", ("argument --format", "“sarf” is not one of", "did you mean sarif?")),
    ("", "", "check --strict=yes", ("--strict",)),
    ("", "", "check --output a --output b", ("--output", "which --format is a to have?")),
    ("", "", "check --format json --format sarif", ("two formats would both go to standard output", "help: ")),
    ("", "", "check --format json --output reports", ("reports: ", "is a folder", "help: ")),
    ("", "", "build --to pfd", ("--to", "pdf, docx, html")),
    ("", "", "find", ("WORDS", "help: ")),
    ("", "", "find …", ("there is no word to look for", "help: ")),
    ("", "", "find river --most none", ("--most", "“none” is not a number from 1 on")),
    ("", "", "find river --source tlak", ("no source “tlak”", "did you mean talk?")),
    ("", "", "explain BK99", ("there is no rule BK99", "help: ")),
    ("", "", "explain --color red", ("--color", "“red” is not one of")),
    ("", "", "completion csh", ("“csh” is not one of",)),
    ("", "", "init", ("this folder is not empty", "help: ")),
    ("", "", "init sources/talk.txt", ("sources/talk.txt: is a file, not a folder", "help: ")),
    # reports
    ("", "", "check reports/y.md", ("reports/y.md: there is no such report", "did you mean reports/x.md?")),
    ("", "", "check nowhere/y.md", ("nowhere/y.md: there is no such report",)),
    ("", "", "fix reports", ("reports: is a folder", "help: ")),
    ("", "", "check sources/talk.txt", ("sources/talk.txt: is no Markdown file", "help: ")),
    (REPORT, "", "check", (f"{REPORT}: is empty", "help: ")),
    (REPORT, b"a\xff\n", "check", (f"{REPORT}:1:2", "UTF-8", "help: ")),
    (REPORT, b"a\0\n", "fix", (f"{REPORT}:1:2", "NUL", "help: ")),
    (REPORT, b"one\rtwo\n", "waivers", (f"{REPORT}:1:4", "carriage return", "help: ")),
    (REPORT, "---\ntitle: [\n---\n\nx\n", "check", (f"{REPORT}:", "front matter", "help: ")),
    (REPORT, "---\na: &x 1\nb: *x\n---\n\nx\n", "check", (f"{REPORT}:", "alias", "help: ")),
    # settings
    ("briefkit.toml", "[check\n", "check", ("briefkit.toml:1", "is not valid TOML")),
    ("briefkit.toml", "[check]\nstrct = true\n", "fix", ("briefkit.toml:2", "did you mean “strict”?")),
    ("briefkit.toml", "strict = true\n", "check", ("briefkit.toml:1", "it belongs into the section [check]")),
    ("briefkit.toml", '[check]\nstyle = "chicgo"\n', "waivers", ("briefkit.toml:2", "did you mean “chicago”?")),
    ("briefkit.toml", '[check]\nstrict = "yes"\n', "check", ("briefkit.toml:2", "must be true or false")),
    ("briefkit.toml", '[check.rules]\nBK999 = "warn"\n', "check", ("briefkit.toml:2", "BK999")),
    ("briefkit.toml", '[folders]\nsources = "../elsewhere"\n', "find river", ("is outside the project", "help: ")),
    ("briefkit.toml", b"\xff\n", "check", ("briefkit.toml: is not UTF-8", "help: ")),
    # sources
    ("sources/talk.md", "x", "check", ("has the same ID", "sources/talk.md", "sources/talk.txt", "help: ")),
    ("sources/sources.yaml", "talk: [\n", "check", ("sources/sources.yaml:",)),
    ("sources/sources.json", "{", "check", ("sources/sources.json:",)),
]  # fmt: skip

# (the report, the code, what the finding says): the check goes on
TOLD: list[tuple[str, str, tuple[str, ...]]] = [
    ("“rose by 26 centimetres [@talk].\n", "BK101", (f"{REPORT}:1:1",)),
    ("“fell by 26 centimetres” [@tlak].\n", "BK415", (f"{REPORT}:1:1", "did you mean @talk?")),
    ("“fell by 26 centimetres” [@report].\n", "BK415", (f"{REPORT}:1:1", "put it into", "report.pdf")),
    ("“rose by 26 centimetres” [@report].\n", "BK415", (f"{REPORT}:1:1", "stand in talk: cite [@talk]")),
    ("“rose by 26 centimetres in one night, they all said” once.\n", "BK416", (f"{REPORT}:1:1", "cite the source")),
    ("[“so”]{.waived reason=r by=b until=soon}\n", "BK105", (f"{REPORT}:1:1", "no date like 2027-01-31")),
    ("![A map](gone.png)\n\n" + GOOD, "BK70", (f"{REPORT}:1:1", "no such file")),
]


@pytest.mark.parametrize(("name", "content", "command", "words"), STOPPED, ids=[f"{e[2]} {e[0]}" for e in STOPPED])
def test_a_mistake_that_stops_the_work(
    run: Run, project: Path, name: str, content: str | bytes, command: str, words: tuple[str, ...]
) -> None:
    (project / REPORT).write_text(GOOD, "utf-8")
    if name:
        (project / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    done = run(*command.split())
    assert (done.returncode, done.stdout) == (2, "")
    for word in words:
        assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert "usage:" not in done.stderr
    assert re.match(r"briefkit: .*\n(  help: .*\n)?\Z", done.stderr), done.stderr
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("report", "code", "words"), TOLD, ids=[entry[1] for entry in TOLD])
def test_a_mistake_that_is_told(run: Run, project: Path, report: str, code: str, words: tuple[str, ...]) -> None:
    (project / REPORT).write_text(report, "utf-8")
    done = run("check")
    assert (done.returncode, done.stderr) == (1, "")
    (line,) = [line for line in done.stdout.splitlines() if f": {code}" in line]
    for word in words:
        assert word in line


def test_there_are_forty() -> None:
    assert len(STOPPED) + len(TOLD) >= 40
