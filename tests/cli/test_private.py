"""Nothing of a private source goes into any output: every kind of verdict, every format, every document."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

TRANSCRIPT = """WEBVTT

00:00:01.000 --> 00:00:09.000
<v Zelmira Quintavalle>Xanthippe told us that the river rose by 26 centimetres in one night.

00:01:00.000 --> 00:01:09.000
<v Ossian Brandvold>Nobody from Vexforth said that the commission did not recommend closing the mill.

00:02:00.000 --> 00:02:09.000
<v Zelmira Quintavalle>Perhaps the Jubblewick gauge was broken, and the Glimmerholt keeper knew it for nine years.
"""
SECRETS = (
    "Xanthippe", "Vexforth", "Jubblewick", "Glimmerholt", "Zelmira", "Quintavalle", "Ossian", "Brandvold", "Tharkwell",
)  # fmt: skip
METADATA = """
title: A Talk with Zelmira Quintavalle
type: interview
author: [{family: Quintavalle, given: Zelmira}]
interviewer: [{family: Tharkwell}]
publisher: Tharkwell House
issued: 2021-03-04
"""
REPORT = """---
title: What was said
lang: en
---

They said “the river rose by 26 centimetres in one night” [@tape, at 00:00:01].

They said “the river rose by 36 centimetres in one night” [@tape].

They said “the river rose by 26 centimeters in one night” [@tape].

They said “told us that the river rose by 26 metres” [@tape].

They said “Nobody … said that the commission did … recommend closing the mill” [@tape].

They said “the commission did not recommend closing the mill” [@tape, at 00:00:01].

They said “the commission did not [ever] recommend closing” [@tape].

They said “the gauge was broken” [@tape].

Brandvold’s colleague said “keeper knew it for nine years” [@talk].

Ossian said “gauge was broken, and the” [@tape].

They said “the gauge broke; a keeper must have known it for ten years or so” [@tape; @talk].

They said “keeper knew it for nine years” and left.

They said “the commission did not recommend closing the mill” [@tape; @talk].

[“le niveau”]{.translation original="river rose by 29 centimetres" by="me"} [@tape]

[“gauge was broken”]{.waived reason="heard it" by="A. B." until=2001-01-31} [@tape]
"""


@pytest.fixture
def secret(project: Path) -> Path:
    (project / "sources" / "tape.vtt").write_text(TRANSCRIPT, "utf-8")
    (project / "sources" / "tape.yaml").write_text(METADATA, "utf-8")
    report = REPORT.replace("Brandvold’s colleague", "A colleague").replace("Ossian said", "She said")
    (project / "reports" / "x.md").write_text(report, "utf-8")
    return project


def betrayed(text: str) -> list[str]:
    folded = text.casefold()
    return [word for word in SECRETS if word.casefold() in folded]


@pytest.mark.parametrize("name", ["text", "json", "sarif", "github", "gitlab", "junit", "rdjson", "html"])
def test_no_format_shows_a_word(run: Run, secret: Path, name: str) -> None:
    done = run("check", "--format", name, "--all")
    assert done.returncode == 1
    assert betrayed(done.stdout + done.stderr) == []


def test_the_verdicts_are_the_same_as_for_an_open_source(run: Run, secret: Path) -> None:
    hidden = json.loads(run("check", "--format", "json").stdout)
    (secret / "sources" / "tape.yaml").write_text(METADATA + "private: false\n", "utf-8")
    shown = json.loads(run("check", "--format", "json").stdout)
    assert [f["rule"] for f in hidden["reports"][0]["findings"]] == ["BK714"]  # nobody said that it is private
    assert shown["reports"][0]["findings"] == []
    assert hidden["summary"] == {**shown["summary"], "warnings": shown["summary"]["warnings"] + 1}
    for quote, known in zip(hidden["reports"][0]["quotes"], shown["reports"][0]["quotes"], strict=True):
        same = ("verdict", "accepted", "severity", "rule", "score", "line", "locator")
        assert [quote[name] for name in same] == [known[name] for name in same]
        if known["match"] and known["match"]["source"] == "tape":
            place = ("start", "end", "page", "time")
            assert [quote["match"][name] for name in place] == [known["match"][name] for name in place]
    words = json.dumps(shown)
    assert {"Xanthippe", "Vexforth", "Jubblewick", "Glimmerholt"} <= set(betrayed(words)), "the report must tempt"
    verdicts = set(hidden["summary"]["by_verdict"])
    assert {"exact", "altered", "mislocated", "misattributed", "uncited"} <= verdicts


def test_messages_say_what_can_be_said(run: Run, secret: Path) -> None:
    quotes = json.loads(run("check", "--format", "json").stdout)["reports"][0]["quotes"]
    assert quotes[1]["message"] == "the words differ from the private source tape in one place"
    assert quotes[5]["message"] == "not at 00:00:01 of tape but at 00:01:00"
    assert quotes[5]["fix"]["text"] == "00:01:00"
    assert quotes[1]["fix"] is None
    assert quotes[1]["differences"][0] == {
        "op": "replace", "quote": "36", "source": "", "kind": "number", "rule": None,
    }  # fmt: skip
    assert "words left outside the marks govern" in json.dumps(quotes)


def test_no_document_shows_a_word(run: Run, secret: Path) -> None:
    done = run("build", "--draft", "--to", "pdf,docx,html")
    assert done.returncode == 1, done.stderr
    build = secret / "build"
    page = (build / "x.html").read_text("utf-8")
    assert betrayed(page) == []
    assert "the source is private" in page
    with zipfile.ZipFile(build / "x.docx") as archive:
        assert betrayed("".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())) == []
    assert betrayed(pdf_text(build / "x.pdf")) == []


def pdf_text(path: Path) -> str:
    """All that a PDF shows, what is attached to it, and every stream that decodes."""
    import zlib

    import pypdfium2

    data = path.read_bytes()
    document = pypdfium2.PdfDocument(data)
    parts = [document[i].get_textpage().get_text_bounded() for i in range(len(document))]
    assert "private" in " ".join(parts)
    parts += [data.decode("latin-1"), str(document.get_metadata_dict())]
    for stream in re.finditer(rb"stream\r?\n", data):
        try:
            parts.append(zlib.decompressobj().decompress(data[stream.end() :]).decode("utf-8", "replace"))
        except zlib.error:
            continue
    out = io.StringIO()
    out.writelines(parts)
    return out.getvalue()


def test_no_digest_of_the_source(run: Run, secret: Path) -> None:
    import hashlib

    plain = hashlib.sha256((secret / "sources" / "tape.vtt").read_bytes()).hexdigest()
    run("build", "--draft", "--to", "html")
    assert plain not in run("check", "--format", "json").stdout
    assert plain not in (secret / "build" / "x.html").read_text("utf-8")


def test_fix_puts_words_into_the_report_alone(run: Run, secret: Path) -> None:
    shown = run("fix", "--unsafe-fixes", "--diff")
    assert betrayed(shown.stdout + shown.stderr) == []
    run("fix")
    assert betrayed((secret / "reports" / "x.md").read_text("utf-8")) == []
    done = run("fix", "--unsafe-fixes")
    assert betrayed(done.stdout + done.stderr) == []
    report = (secret / "reports" / "x.md").read_text("utf-8")
    assert "[@tape, 00:01:00]" in report
    assert "“the river rose by 26 centimetres in one night” [@tape]" in report


def test_no_file_of_the_project_but_the_source_has_a_word(run: Run, secret: Path) -> None:
    page = "<html><body><p>Xanthippe said that the Jubblewick gauge stood under the bridge.</p></body></html>"
    (secret / "sources" / "page.html").write_text(page, "utf-8")
    (secret / "sources" / "page.yaml").write_text("private: true\n", "utf-8")
    (secret / "reports" / "y.md").write_text("They said the “gauge stood under the bridge” [@page].\n", "utf-8")
    run("check")
    run("lock")
    run("build", "--draft", "--to", "html")
    folders = [secret / "build", secret / ".briefkit", secret / "briefkit.lock"]
    paths = [path for folder in folders for path in [folder, *folder.rglob("*")] if path.is_file()]
    assert len(paths) > 3
    for path in paths:
        assert betrayed(path.read_bytes().decode("utf-8", "replace")) == [], path


def test_waivers_and_doctor(run: Run, secret: Path) -> None:
    for command in (["waivers"], ["waivers", "--format", "json"], ["doctor"]):
        done = run(*command)
        assert betrayed(done.stdout + done.stderr) == []


def test_find_shows_the_passage_only_when_asked(run: Run, secret: Path) -> None:
    for words in ("the river rose by 26 centimetres", "the river sank by 26 centimetres that night"):
        for options in ([], ["--format", "json"]):
            done = run("find", words, "--source", "tape", *options)
            assert done.returncode == 0
            assert betrayed(done.stdout + done.stderr) == []
    assert "“river rose by 26 centimetres” [@tape, 00:00:01]" in run("find", "river rose by 26 centimetres").stdout
    assert "Xanthippe" in run("find", "the river rose by 26 centimetres", "--private").stdout
