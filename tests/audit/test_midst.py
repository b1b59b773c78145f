"""What a document sets in the midst of quotations - citations, marks of notes, raised figures - is held as set."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.audit.conftest import CLOSE, OPEN, Built, audited, lay, run_briefkit

REPORT = """\
---
title: The flood
---

It says “The river rose [@talk, p. 3] by 26 centimetres, “as told”, in one night” [@talk].

> Nobody warned [@talk, chap. 2] the lower town. [@talk]

They say “It is 10^3^ m wide” [@talk], and that “the bell[^bell] was rung in 1987” [@talk].

[^bell]: It says “Nobody warned [@letter] the lower town” [@talk].
"""
SOURCE = """\
The river rose by 26 centimetres, "as told", in one night.

Nobody warned the lower town. It is 103 m wide, and the bell was rung in 1987.
"""
KINDS = ("pdf", "docx", "html")
STYLE = """\
<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0">
<info><title>t</title><id>t</id><updated>2020-01-01T00:00:00Z</updated></info>
<citation><layout {layout}><text variable="{variable}"/><text variable="locator" prefix=", "/></layout></citation>
<bibliography><layout><text variable="title"/></layout></bibliography></style>
"""
STYLES = {
    "figures": STYLE.format(kind="in-text", layout='prefix="[" suffix="]"', variable="citation-number"),
    "raised figures": STYLE.format(kind="in-text", layout='vertical-align="sup"', variable="citation-number"),
    "notes": STYLE.format(kind="note", layout='suffix="."', variable="title"),
}


def made(root: Path, style: str = "") -> Built:
    built = Built(lay(root, REPORT))
    (built.root / "sources" / "talk.txt").write_text(SOURCE, "utf-8")
    if style:
        (built.root / "my.csl").write_text(style, "utf-8")
        (built.root / "briefkit.toml").write_text('[build]\ncsl = "my.csl"\n', "utf-8")
    done = run_briefkit("build", "-q", "--draft", cwd=built.root)
    assert built.path("html").exists(), done.stdout + done.stderr
    return built


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("midst") / "flood").root


@pytest.fixture
def built(first: Path, tmp_path: Path) -> Built:
    return Built(Path(shutil.copytree(first, tmp_path / "copy")))


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_touched_agrees(built: Built, kind: str) -> None:
    status, told = audited(built.path(kind), built.root)
    assert (status, "5 quotations judged again" in told) == (0, True), told


def test_the_record_tells_how_it_reads(built: Built) -> None:
    told = [quotation["shown"] for quotation in record_of(built.path("html"))]
    assert told == [
        [[14, 14, "(“A Talk,” n.d., 3)"]],
        [[13, 13, "(“A Talk,” n.d., chap. 2)"]],
        [[8, 9, "³"]],
        [[8, 8, "¹"]],
        [[13, 13, "(“A Letter,” n.d.)"]],
    ]


@pytest.mark.parametrize("style", STYLES)
def test_in_every_style_of_citations(tmp_path: Path, style: str) -> None:
    built = made(tmp_path / "flood", STYLES[style])
    assert {kind: audited(built.path(kind), built.root)[0] for kind in KINDS} == dict.fromkeys(KINDS, 0)


IN_TEXT = """\
It says “The river rose, @gauge [p. 3], by 26 centimetres” [@talk].

> Nobody warned the lower town of @junior. It is 103 m wide. [@talk]

It says “The river rose by 26 @gauge” [@talk].
"""
AUTHORS = """\
gauge: {type: book, title: A Gauge, author: [{literal: Ada Okafor}]}
junior: {type: book, title: A Book, author: [{literal: Okafor Jr.}]}
"""


@pytest.fixture(scope="module")
def in_text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay(tmp_path_factory.mktemp("in-text") / "flood", IN_TEXT)
    (root / "sources" / "talk.txt").write_text(SOURCE, "utf-8")
    for name in ("gauge", "junior"):
        (root / "sources" / f"{name}.txt").write_text(SOURCE, "utf-8")
    with (root / "sources" / "sources.yaml").open("a", encoding="utf-8") as metadata:
        metadata.write(AUTHORS)
    style = STYLES["notes"].replace("<text", '<names variable="author"/><text', 1)
    (root / "my.csl").write_text(style, "utf-8")
    (root / "briefkit.toml").write_text('[build]\ncsl = "my.csl"\n', "utf-8")
    run_briefkit("build", "-q", "--draft", cwd=root)
    return root


def test_signs_behind_citations_that_go_before_their_notes(in_text: Path) -> None:
    told = [quotation["shown"] for quotation in record_of(Built(in_text).path("html"))]
    assert told == [
        [[15, 15, "Ada Okafor"], [16, 16, "¹"]],
        [[31, 32, "Okafor Jr.³"], [50, 50, "⁴"]],
        [[20, 20, "Ada Okafor⁵"]],
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_citations_in_the_text_agree_in_a_style_of_notes(in_text: Path, kind: str) -> None:
    _, told = audited(Built(in_text).path(kind), in_text)
    assert ("  open " in told, "  differs " in told, "3 quotations judged again" in told) == (False, False, True), told


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        ("@gauge [p. 3], by", "@gauge [p. 3] by", 1),
        ("@gauge [p. 3], by", "@gauge [p. 3]; by", 1),
        ("@gauge [p. 3], by", "not @gauge [p. 3], by", 1),
        ("@gauge [p. 3], by", "@junior, by", 1),
        ("@gauge [p. 3], by 26", "by @gauge [p. 3], 26", 1),
        ("town of @junior.", "town, @junior.", 2),
        ("26 @gauge”", "26, @gauge”", 3),
    ],
)
def test_what_was_changed_beside_a_citation_in_the_text(
    in_text: Path, tmp_path: Path, old: str, new: str, number: int, kind: str
) -> None:
    built = Built(Path(shutil.copytree(in_text, tmp_path / "copy")))
    built.typeset(lambda text: text.replace(old, new), kind)
    status, told = audited(built.path(kind), built.root)
    assert (status, f"document: quotation {number}" in told) == (1, True), told


TAMPERED = {
    "a word before the citation": ("rose [@talk, p. 3]", "hardly rose [@talk, p. 3]", 1),
    "a word right before the citation": ("[@talk, p. 3]", "not [@talk, p. 3]", 1),
    "a word behind the citation": ("[@talk, p. 3] by", "[@talk, p. 3] not by", 1),
    "a word in the citation": ("[@talk, chap. 2]", "[see @talk, chap. 2]", 2),
    "a word at the end of the citation": ("[@talk, p. 3]", "[@talk, p. 3, not]", 1),
    "the page of the citation": ("[@talk, p. 3]", "[@talk, p. 4]", 1),
    "no page": ("[@talk, p. 3]", "[@talk]", 1),
    "no citation": ("rose [@talk, p. 3] by", "rose by", 1),
    "another citation": ("[@talk, chap. 2]", "[@letter, chap. 2]", 2),
    "one citation more": ("chap. 2] the", "chap. 2] the [@talk]", 2),
    "the citation elsewhere": ("rose [@talk, p. 3] by 26", "rose by [@talk, p. 3] 26", 1),
    "a figure beside the citation": ("[@talk, p. 3] by 26", "[@talk, p. 3] by 62", 1),
    "a raised figure on the line": ("10^3^", "103", 3),
    "another raised figure": ("10^3^", "10^6^", 3),
    "no raised figure": ("10^3^", "10", 3),
    "one raised figure more": ("in 1987", "in 1987^2^", 4),
    "a raised figure apart": ("in 1987", "in ^2^ 1987", 4),
    "the mark of the note as a figure": ("bell[^bell]", "bell1", 4),
    "the mark of the note elsewhere": ("bell[^bell] was", "bell was[^bell]", 4),
    "no mark of the note": ("bell[^bell] was", "bell was", 4),
    "another mark of the note": ("They say", "They say[^more]", 4),
    "a citation in a note": ("[@letter] the", "[@talk] the", 5),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hand", TAMPERED)
def test_what_was_changed_is_told(built: Built, hand: str, kind: str) -> None:
    old, new, number = TAMPERED[hand]
    more = "\n\n[^more]: More.\n" if "[^more]" in new else ""
    built.typeset(lambda text: text.replace(old, new) + more, kind)
    status, told = audited(built.path(kind), built.root)
    assert (status, f"document: quotation {number}" in told) == (1, True), told


def record_of(path: Path) -> Any:
    return json.loads(path.read_text("utf-8").split(OPEN)[1].split(CLOSE)[0])["predicate"]["quotations"]


def test_a_forged_record_of_it_is_held_against_the_report(built: Built) -> None:
    cited = record_of(built.path("html"))[0]["shown"][0][2]
    path = built.path("html")
    text = path.read_text("utf-8").replace(cited, f"not {cited}")
    path.write_text(text.replace("rose <span", "rose not <span", 1), "utf-8")
    status, told = audited(path, built.root)
    assert status == 2, told
    assert f"the report and the citation style at hand set “{cited}” in its midst" in told


def test_without_the_report_it_was_held_against_the_record_alone(built: Built) -> None:
    (built.root / "reports" / "flood.md").unlink()
    status, told = audited(built.path("docx"), built.root)
    assert (status, told.count("was held against the record alone")) == (2, 5), told


def test_a_record_that_does_not_tell_it_is_never_clean(built: Built) -> None:
    def earlier(told: Any) -> None:
        for quotation in told["quotations"]:
            del quotation["shown"]

    built.record(earlier)
    status, told = audited(built.path("html"), built.root)
    assert (status, "  differs " in told) == (2, False), told
    assert told.count("its record does not tell it") == 5, told


def test_words_that_a_reader_of_the_word_file_sees_raised(built: Built) -> None:
    with zipfile.ZipFile(built.path("docx")) as archive:
        assert b"superscript" in archive.read("word/document.xml")
    built.word(lambda text: text.replace('<w:vertAlign w:val="superscript" />', "", 1))
    assert audited(built.path("docx"), built.root)[0] == 1
