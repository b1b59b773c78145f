"""What a document says of its quotations, in its appendix, on cards and in comments, against its record."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.audit.conftest import CLOSE, OPEN, TALK, Built, audited, lay, run_briefkit

from briefkit.audit.opening import open_document

REPORT = """\
---
title: The flood
lang: en
---

That night the river “rose by 26 centimetres” [@talk]. The commission “asked for a second gauge … and for a bell”
[@talk], and “we shall pay what we owe” [@letter] was the answer.[^1]

[^1]: The bell “was rung at four” [@letter].
"""
LONG = TALK.replace("a second gauge upstream", "a second gauge upstream, which nobody had thought of,")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay(tmp_path_factory.mktemp("cards") / "flood", REPORT)
    (root / "sources" / "talk.txt").write_text(LONG, "utf-8")
    assert run_briefkit("build", "-q", "--to", "pdf,docx,html", cwd=root).returncode == 0
    return root


@pytest.fixture
def copied(first: Path, tmp_path: Path) -> Built:
    return Built(Path(shutil.copytree(first, tmp_path / "copy")))


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_an_untouched_document_agrees(first: Path, kind: str) -> None:
    status, told = audited(first / "build" / f"flood.{kind}", first)
    assert status == 0, told


APPENDIX = {
    "a word before the passage": ("did not recommend", "did recommend"),
    "a word of the passage": ("thought of", "spoken of"),
    "a word as quoted": ("second gauge … and", "third gauge … and"),
    "what is left out": ("left out: “upstream", "left out: “downstream"),
    "the name of a source": (">A Talk<", ">A Walk<"),
    "the beginning of a quotation": ("“we shall pay", "“we shall not pay"),
    "how many there are": ("Word for word (3)", "Word for word (4)"),
    "a sentence of the tool": ("Truth and fairness are not judged", "Truth and fairness are judged"),
    "the name of a row": ("In the source", "In a source"),
    "a row more": ("In the source", "Nobody doubts it. In the source"),
}


@pytest.mark.parametrize("kind", ["docx", "html"])
@pytest.mark.parametrize("name", APPENDIX)
def test_a_change_of_the_appendix(copied: Built, name: str, kind: str) -> None:
    old, new = APPENDIX[name]

    def change(text: str) -> str:
        at = text.rindex('id="bk-appendix"' if kind == "html" else 'w:name="bk-appendix"')
        return text[:at] + re.sub(_marked_up(old), lambda found: new, text[at:], count=1)

    (copied.page if kind == "html" else copied.word)(change)
    status, told = audited(copied.path(kind), copied.root)
    assert status == 1, told
    assert "appendix" in told


def _marked_up(words: str) -> str:
    """Words, between which elements may begin and end."""
    if words[:1] == ">":
        return re.escape(words)
    return "(?:<[^>]*>|\\s)*".join(map(re.escape, words.replace(" ", "")))


ASIDES = {
    "a word on a card": ("html", 1, "centimetres", "millimetres"),
    "a word before its passage": ("html", 1, "Thank you", "Blame you"),
    "a word behind it": ("html", 3, "not pay twice", "pay twice"),
    "the verdict on it": ("html", 2, "edited", "exact"),
    "its source": ("html", 1, "A Talk", "A Walk"),
    "a word more": ("html", 3, "owe", "owe, gladly,"),
    "a word in a comment": ("docx", 1, "centimetres", "millimetres"),
    "a word before its passage there": ("docx", 1, "Thank you", "Blame you"),
    "its verdict": ("docx", 2, "edited", "exact"),
}


@pytest.mark.parametrize("name", ASIDES)
def test_a_change_beside_the_text(copied: Built, name: str) -> None:
    kind, number, old, new = ASIDES[name]
    start = f'id="bk-card-{number}"' if kind == "html" else f'w:id="{number}"'

    def change(text: str) -> str:
        at = text.index(start)
        return text[:at] + text[at:].replace(old, new, 1)

    if kind == "html":
        copied.page(change)
    else:
        copied.word(change, "word/comments.xml")
    status, told = audited(copied.path(kind), copied.root)
    assert status == 1, told
    assert f"quotation {number}: its card or comment does not say what the record does" in told


def test_a_card_taken_away(copied: Built) -> None:
    copied.page(lambda page: page.replace('id="bk-card-2"', 'id="nothing"'))
    status, told = audited(copied.path("html"), copied.root)
    assert status == 1, told
    assert "quotation 2: it has no card" in told


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_the_number_beside_a_quotation(copied: Built, kind: str) -> None:
    change = copied.page if kind == "html" else copied.word
    change(lambda text: text.replace("✓4<", "✓3<", 1) if "✓4<" in text else text.replace("✓3<", "✓2<", 1))
    status, told = audited(copied.path(kind), copied.root)
    assert status == 1, told
    assert "does not stand beside it" in told


def test_a_record_tells_what_stands_around_a_passage_only_where_its_appendix_prints_it(first: Path) -> None:
    told = json.loads(open_document(first / "build" / "flood.pdf").record)["predicate"]["document"]["cards"]
    assert [card["around"] is None for card in told] == [False, True, False, False]
    assert [any(kind == "context" for _, kind in card["passage"]) for card in told] == [False, True, False, False]


def test_a_record_whose_cards_have_other_words_contradicts_itself(copied: Built) -> None:
    copied.record(lambda told: told["document"]["cards"][0].update(passage=[["rose by 62 centimetres", ""]]))
    told = audited(copied.path("html"), copied.root)[1]
    assert "record: quotation 1: its card has other words than the rest of the record" in told


def test_a_forged_context_is_held_against_the_sources(copied: Built) -> None:
    """Document and record alike."""
    page = copied.path("html").read_text("utf-8")
    head, rest = page.split(OPEN)
    record, tail = rest.split(CLOSE)
    told = json.loads(record)
    card = told["predicate"]["document"]["cards"][1]
    card["passage"] = [[text.replace("did not", "did"), kind] for text, kind in card["passage"]]
    forged = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    copied.path("html").write_text(f"{head.replace('did not', 'did')}{OPEN}{forged}{CLOSE}{tail}", "utf-8")
    (copied.root / "reports" / "flood.md").unlink()
    status, text = audited(copied.path("html"), copied.root)
    assert status == 1, text
    assert "sources: quotation 2: what stands around its passage in the record is not what its source has" in text


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_the_passage_of_what_was_rejected(tmp_path: Path, kind: str) -> None:
    built = Built(lay(tmp_path / "flood", "---\nlang: en\n---\n\nIt “rose by 62 centimetres” [@talk].\n"))
    assert run_briefkit("build", "-q", "--draft", "--to", kind, cwd=built.root).returncode == 1
    assert "  differs" not in audited(built.path(kind), built.root)[1]
    if kind == "pdf":
        record = open_document(built.path("pdf")).record.encode()
        source = built.root / "sources" / "talk.txt"
        before = source.read_text("utf-8")
        source.write_text(before.replace("26", "27"), "utf-8")
        built.typeset(lambda report: f"{report}\n", record=record)
        source.write_text(before, "utf-8")
    else:
        (built.page if kind == "html" else built.word)(lambda text: text.replace(">26<", ">27<"))
    status, told = audited(built.path(kind), built.root)
    assert status == 1, told
    assert "its appendix does not say" in told
