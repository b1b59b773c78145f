"""Each way to tamper is tried, and what the audit says of it is read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.audit.conftest import CLOSE, OPEN, Built, audited

KINDS = ("pdf", "docx", "html")


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_touched_agrees(built: Built, kind: str) -> None:
    done = built.audit(kind)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "agrees" in done.stdout
    assert "the document against its record: 5 quotations" in done.stdout
    assert "the record against the report, reports/flood.md" in done.stdout
    assert "the record against 2 of 2 sources: 5 quotations judged again" in done.stdout


Hand = Callable[[Built], Any]


def quotation(number: int) -> Callable[[Any], Any]:
    return lambda told: told["quotations"][number - 1]


def flip(told: Any) -> None:
    """Call what was waived exact, and count it so."""
    fourth = told["quotations"][3]
    fourth |= {"verdict": "exact", "waiver": None, "mark": None, "rule": "BK301"}
    told["summary"] = {"exact": 5}


def other_waiver(told: Any) -> None:
    fourth = told["quotations"][3]
    fourth["waiver"]["reason"] = fourth["mark"]["attributes"]["reason"] = "on file"


def every(old: str, new: str) -> Hand:
    """Change words in the page and in its record alike: a forgery that agrees with itself."""

    def hand(built: Built) -> None:
        path = built.path("html")
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return hand


def source_changed(built: Built) -> None:
    path = built.root / "sources" / "talk.txt"
    path.write_text(path.read_text("utf-8").replace("26", "62"), "utf-8")


def source_gains_a_word_elsewhere(built: Built) -> None:
    path = built.root / "sources" / "talk.txt"
    path.write_text(path.read_text("utf-8").replace("Thank you", "Thank you all"), "utf-8")


def record_of_another(built: Built) -> None:
    other = Built(built.root.parent / "other")
    shutil.copytree(built.root, other.root)
    (other.root / "reports" / "flood.md").write_text("It “asked for a second gauge upstream” [@talk].\n", "utf-8")
    import subprocess
    import sys

    subprocess.run([sys.executable, "-m", "briefkit", "build", "-q"], cwd=other.root, timeout=120, check=True)
    theirs = other.path("html").read_text("utf-8").split(OPEN)[1].split(CLOSE)[0]
    path = built.path("html")
    head, rest = path.read_text("utf-8").split(OPEN)
    path.write_text(f"{head}{OPEN}{theirs}{CLOSE}{rest.split(CLOSE)[1]}", "utf-8")


def cut_record(built: Built) -> None:
    path = built.path("html")
    head, rest = path.read_text("utf-8").split(OPEN)
    record, tail = rest.split(CLOSE)
    path.write_text(f"{head}{OPEN}{record[: len(record) // 2]}{CLOSE}{tail}", "utf-8")


def two_records(built: Built) -> None:
    path = built.path("html")
    text = path.read_text("utf-8")
    block = text[text.index(OPEN) : text.index(CLOSE) + len(CLOSE)]
    path.write_text(text.replace(block, block + block), "utf-8")


def drop(words: str) -> Callable[[str], str]:
    return lambda page: re.sub(rf"[^.>]*{re.escape(words)}.*?</p>", "</p>", page, count=1, flags=re.DOTALL)


def swap(old: str, new: str, count: int = 1) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, count)


TAMPERED: dict[str, tuple[str, Hand, list[str]]] = {
    "a figure in the PDF": (
        "pdf",
        lambda built: built.typeset(swap("rose by 26", "rose by 36")),
        ["quotation 1, page 1", "the document has “36” where the record has “26”"],
    ),
    "a word left out of the PDF": (
        "pdf",
        lambda built: built.typeset(swap("did not recommend", "did recommend")),
        ["quotation 2", "lacks “not”"],
    ),
    "a figure in the DOCX": (
        "docx",
        lambda built: built.word(swap("rose by 26", "rose by 36")),
        ["quotation 1", "the document has “36” where the record has “26”"],
    ),
    "a word in a footnote of the DOCX": (
        "docx",
        lambda built: built.word(swap("at four", "at five"), "word/footnotes.xml"),
        ["quotation 5", "the document has “five” where the record has “four”"],
    ),
    "a figure in the page": (
        "html",
        lambda built: built.page(swap("rose by 26", "rose by 36")),
        ["quotation 1", "the document has “36” where the record has “26”"],
    ),
    "a sign in the page": (
        "html",
        lambda built: built.page(swap("pay what we owe; we", "pay what we owe, we")),
        ["quotation 3", "the document has “,” where the record has “;”"],
    ),
    "a quotation taken out of the page": (
        "html",
        lambda built: built.page(lambda page: re.sub(r"“did not recommend.*?”", "", page, count=1, flags=re.DOTALL)),
        ["quotation 2", "does not stand in the document"],
    ),
    "quotation marks taken off": (
        "html",
        lambda built: built.page(swap("“rose by 26 centimetres”", "rose by 26 centimetres")),
        ["quotation 1", "without its quotation marks"],
    ),
    "a quotation added to the page": (
        "html",
        lambda built: built.page(swap("The bell rang.", "The bell rang, “and the mayor fled the town at once”.")),
        ["“and the mayor fled the town at once” stands between quotation marks and is not in the record"],
    ),
    "a quotation added to the PDF": (
        "pdf",
        lambda built: built.typeset(swap("The bell rang.", "The bell rang, “and the mayor fled the town” [@talk].")),
        ["page 1", "“and the mayor fled the town” stands between quotation marks and is not in the record"],
    ),
    "a quotation added to the DOCX": (
        "docx",
        lambda built: built.word(swap("The bell rang.", "The bell “tolled for the mayor and rang”.")),
        ["“tolled for the mayor and rang” stands between quotation marks and is not in the record"],
    ),
    "a verdict in the record": (
        "html",
        lambda built: built.record(flip),
        ["the record calls “there was no bell” exact; judged again it is", "its appendix does not call it “exact”"],
    ),
    "a verdict in the DOCX": (
        "docx",
        lambda built: built.word(swap("waived", "exact", 9)),
        ["quotation 4", "its appendix does not call it “waived”"],
    ),
    "a passage in the record": (
        "html",
        lambda built: built.record(
            lambda told: told["quotations"][0]["target"]["selector"][0].update(exact="rose by 26 whole centimetres")
        ),
        ["quotation 1", "the passage that the record gives does not stand in talk"],
    ),
    "words around a passage in the record": (
        "html",
        lambda built: built.record(lambda told: told["quotations"][0]["target"].update(after="and the mayor knew.")),
        ["quotation 1", "the passage that the record gives does not stand in talk"],
    ),
    "the page of a passage in the record": (
        "html",
        lambda built: built.record(lambda told: told["quotations"][0]["target"].update(page=7)),
        ["quotation 1: the record gives another place in the source than its words have"],
    ),
    "a passage taken out of the record": (
        "html",
        lambda built: built.record(lambda told: told["quotations"][0].update(target=None)),
        ["quotation 1: the record gives another place in the source than its words have"],
    ),
    "the words of a passage taken out of the record": (
        "html",
        lambda built: built.record(lambda told: told["quotations"][0]["target"]["selector"][0].pop("exact")),
        ["quotation 1: the passage that the record gives does not stand in talk"],
    ),
    "a house style that there is not": (
        "html",
        lambda built: built.record(lambda told: told["policy"].update(style="lenient")),
        ["the record does not follow its schema: predicate.policy.style"],
    ),
    "words in page and record alike": (
        "html",
        every("rose by 26 centimetres", "rose by 36 centimetres"),
        ["sources: quotation 1: the record calls “rose by 36 centimetres” exact", "says “36” where talk says “26”"],
    ),
    "the source": (
        "html",
        source_changed,
        ["the source talk is not the file that was checked", "says “26” where talk says “62”"],
    ),
    "the source, elsewhere": (
        "pdf",
        source_gains_a_word_elsewhere,
        ["the source talk is not the file that was checked"],
    ),
    "the record of another report": (
        "html",
        record_of_another,
        ["the record is that of another report", "“rose by 26 centimetres” stands between quotation marks"],
    ),
    "no record in the page": (
        "html",
        lambda built: built.path("html").write_text(
            re.sub(r"<script.*</script>", "", built.path("html").read_text("utf-8"), flags=re.DOTALL), "utf-8"
        ),
        ["its record was taken out"],
    ),
    "no record in the DOCX": (
        "docx",
        lambda built: built.without("customXml/item1.xml"),
        ["its record was taken out"],
    ),
    "no record in the PDF": (
        "pdf",
        lambda built: built.typeset(swap("The bell rang.", "A bell rang."), record=b""),
        ["its record was taken out"],
    ),
    "half a record": ("html", cut_record, ["the record is cut off"]),
    "two records": ("html", two_records, ["it carries 2 records"]),
    "a number in the DOCX": (
        "docx",
        lambda built: built.word(
            lambda xml: re.sub(r"(bk-entry-2\".*?<w:t[^>]*>)2<", r"\g<1>7<", xml, flags=re.DOTALL)
        ),
        ["quotation 2", "its appendix does not call it “exact”"],
    ),
    "the reason of a waiver in the page": (
        "html",
        lambda built: built.page(swap("told to the desk", "sworn before a judge", 9)),
        ["it does not say what the record says", "told to the desk"],
    ),
    "the reason of a waiver in the record": (
        "html",
        lambda built: built.record(other_waiver),
        ["it does not say what the record says", "quotation 4: its mark (waiver, title, translation) is not that of"],
    ),
    "the reason of a waiver in both": (
        "html",
        every("told to the desk", "sworn before a judge"),
        ["report: quotation 4: its mark (waiver, title, translation) is not that of the report"],
    ),
    "a waiver in the record alone": (
        "html",
        lambda built: built.record(lambda told: told["quotations"][3]["waiver"].update(reason="on file")),
        ["its waiver of “there was no bell” is not the mark that it tells of"],
    ),
    "the counts on the first page": (
        "html",
        lambda built: built.page(swap("4 exact, 1 waived", "5 exact", 1)),
        ["it does not say what the record says"],
    ),
    "the date of the check": (
        "html",
        lambda built: built.page(swap("3 February 2026", "3 February 2027", 1)),
        ["the date it gives of the check is not the recorded one"],
    ),
    "the counts in the record": (
        "html",
        lambda built: built.record(lambda told: told.update(summary={"exact": 5})),
        ["its summary does not count the verdicts"],
    ),
    "a quotation taken out of the record": (
        "html",
        lambda built: built.record(lambda told: told["quotations"].pop(0)),
        ["not numbered one after the other", "“rose by 26 centimetres” stands between quotation marks"],
    ),
    "the title of a source in the record": (
        "html",
        lambda built: built.record(lambda told: told["sources"][0].update(title="The Minister’s Own Account")),
        ["the record says of talk: title “The Minister’s Own Account”; its metadata: “A Talk”"],
    ),
    "the place cited in the record": (
        "html",
        lambda built: built.record(lambda told: told["quotations"][0]["citations"][0].update(source="letter")),
        ["quotation 1: it is cited otherwise in the report than in the record", "misattributed"],
    ),
}


@pytest.mark.parametrize("way", TAMPERED)
def test_tampering_is_caught_and_named(built: Built, way: str) -> None:
    kind, hand, messages = TAMPERED[way]
    hand(built)
    status, told = audited(built.path(kind), built.root)
    assert status == 1, told
    for message in messages:
        assert message in told


UNSEEN_WITHOUT_SOURCES = {
    "words in page and record alike",
    "the page of a passage in the record",
    "a passage taken out of the record",
    "the words of a passage taken out of the record",
    "words around a passage in the record",
    "the source",
    "the source, elsewhere",
    "the reason of a waiver in both",
    "the place cited in the record",
}


@pytest.mark.parametrize("way", TAMPERED)
def test_who_has_only_the_document_is_told_what_was_not_held(built: Built, way: str, tmp_path: Path) -> None:
    kind, hand, _ = TAMPERED[way]
    hand(built)
    alone = tmp_path / "alone"
    alone.mkdir()
    document = shutil.copy(built.path(kind), alone)
    status, told = audited(Path(document), alone)
    if way in UNSEEN_WITHOUT_SOURCES:
        assert "no sources at hand: only the document was held against its record" in told
    assert status == (2 if way in UNSEEN_WITHOUT_SOURCES else 1), told
