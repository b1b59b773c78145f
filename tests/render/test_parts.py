"""The renderer's small parts, each on its own."""

from __future__ import annotations

import pickle
import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.render.conftest import ALTERED, judgement, parse

from briefkit.errors import RenderError
from briefkit.model import Match, Verdict
from briefkit.remarks import REMARKS, remark
from briefkit.render.clean import clean
from briefkit.render.labels import labels_for, languages
from briefkit.render.punctuation import Punctuation
from briefkit.render.record import SAID_BY_ROWS, make_record
from briefkit.render.tree import nodes, para, plain_text, words
from briefkit.render.typesetter import typeset

ENGLISH = ("“", "”", "‘", "’")


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('He said "yes".', "He said “yes”."),
        ("\"It is 'so'\"", "“It is ‘so’”"),
        ("'on land, at sea'", "‘on land, at sea’"),
        ("it's the 1990's and '90s", "it’s the 1990’s and ’90s"),
        ("N'Diaye", "N’Diaye"),
        ("a -- b --- c...", "a – b — c…"),
        ('("so")', "(“so”)"),
        ('word—"so"', "word—“so”"),
        ('"so—"', "“so—”"),
        ("“already”", "“already”"),
        ("https://a.example/x--y", "https://a.example/x--y"),
        ("the states' part", "the states’ part"),
    ],
)
def test_punctuation(typed: str, set_: str) -> None:
    assert plain_text(Punctuation(ENGLISH).set([para(words(typed))])).strip() == set_


def test_punctuation_sees_across_emphasis_and_leaves_code_alone() -> None:
    blocks = parse('He said *"yes"* and `"no"` and "*so*".')["blocks"]
    told = Punctuation(ENGLISH).set(blocks)
    assert plain_text(told).strip() == 'He said “yes” and "no" and “so”.'


def test_punctuation_of_other_languages() -> None:
    assert plain_text(Punctuation(labels_for("de").marks).set([para(words('"ja"'))])).strip() == "„ja“"
    assert plain_text(Punctuation(labels_for("uk").marks).set([para(words('"так"'))])).strip() == "«так»"


def kinds(content: Any) -> set[str]:
    return {node["t"] for node in nodes(content)}


def cleaned(markdown: str) -> Any:
    return clean([parse(markdown)["blocks"]])[0]


def test_raw_markup_is_dropped() -> None:
    source = "`#panic()`{=typst} `<b>`{=html}\n\n```{=openxml}\n<w:p/>\n```\n"
    assert not kinds(cleaned(source)) & {"RawInline", "RawBlock"}


def test_attributes_are_kept_by_an_allow_list() -> None:
    source = (
        '[x]{.bk-problem .note typst:text:fill="red" style="position:fixed" onclick="x()" custom-style="Title" lang=fr}'
    )
    (span,) = [node for node in nodes(cleaned(source)) if node["t"] == "Span"]
    assert span["c"][0] == ["", ["note"], [["lang", "fr"]]]


def test_sizes_are_lengths() -> None:
    source = "![](a.png){width=50% height=12cm} ![](b.png){width=100%;x height=9999999}"
    first, second = [node["c"][0][2] for node in nodes(cleaned(source)) if node["t"] == "Image"]
    assert first == [["width", "50%"], ["height", "12cm"]]
    assert second == []


def test_identifiers_cannot_pass_for_ours_and_links_follow_them() -> None:
    blocks = cleaned(
        "# One {#bk-entry-1}\n\n[go](#bk-entry-1) [lost](#nowhere) [bad](javascript:x) [ok](https://a.example)"
    )
    headers = [node["c"][1][0] for node in nodes(blocks) if node["t"] == "Header"]
    links = [node["c"][2][0] for node in nodes(blocks) if node["t"] == "Link"]
    assert headers == ["s-bk-entry-1"]
    assert links == ["#s-bk-entry-1", "https://a.example"]
    assert "lost" in plain_text(blocks)


def test_headings_skip_no_level() -> None:
    blocks = cleaned("### a\n\n##### b\n\n# c\n\n#### d\n")
    assert [node["c"][0] for node in nodes(blocks) if node["t"] == "Header"] == [1, 2, 1, 2]


@pytest.mark.parametrize("order", ["Table: Shares.\n\n{table}", "{table}\n\nTable: Shares.\n"])
def test_a_caption_stands_before_or_after_its_table(order: str) -> None:
    table = {"t": "Table", "c": [["", [], []], [None, []], [], [["", [], []], []], [], [["", [], []], []]]}
    caption = para(words("Table: Shares."))
    blocks = [caption, table] if order.startswith("Table") else [table, caption]
    (only,) = clean([blocks])[0]
    assert plain_text(only["c"][1]).strip() == "Shares."


def test_a_typesetter_that_does_not_end_is_killed_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    endless = b"#for a in range(100000) { for b in range(100000) { let c = calc.pow(a, 2) } }"
    with pytest.raises(RenderError, match="took over"):
        typeset({"main.typ": endless}, timeout=1.0, format="pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["/etc/hostname", "../../../../etc/hostname", "typst_worker.py"])
def test_the_typesetter_reads_nothing_but_its_files(path: str) -> None:
    with pytest.raises(RenderError, match="Typst refused"):
        typeset({"main.typ": f'#read("{path}")'.encode()}, timeout=20, format="pdf")


def test_the_typesetter_has_no_network() -> None:
    with pytest.raises(RenderError, match="Typst refused"):
        typeset({"main.typ": b'#import "@preview/cetz:0.2.2"'}, timeout=20, format="pdf")


def test_every_language_knows_every_verdict() -> None:
    english = labels_for("en").table
    assert set("en fr de uk es it pt nl pl ru ja zh ar he fa".split()) <= set(languages())
    for language in languages():
        table = labels_for(language).table
        assert labels_for(language).language == language
        assert set(table) - {"verdicts_other", "remarks"} == set(english), language
        for name in ("verdicts", "meanings"):
            assert set(table[name]) == {verdict.value for verdict in Verdict}, language
        assert set(table.get("verdicts_other", {})) <= set(table["verdicts"]), language
        assert len(table["months"]) == 12
        assert len(table["marks"]) == 4
        for key, text in english.items():
            if isinstance(text, str) and not key.endswith("_one"):
                assert sorted(re.findall(r"{\w+}", table[key])) == sorted(re.findall(r"{\w+}", text)), (language, key)


def test_every_language_says_every_remark() -> None:
    """All that a card does not say in its rows; English is what the check itself says."""
    wanted = set(REMARKS) - SAID_BY_ROWS
    for language in set(languages()) - {"en"}:
        told = labels_for(language).table["remarks"]
        assert set(told) == wanted, language
        for key, text in told.items():
            given = set(re.findall(r"{\w+}", REMARKS[key])) | {"{n}"}
            assert set(re.findall(r"{\w+}", text)) <= given, (language, key)
            assert re.search(r"[.。]$", text), (language, key)


def test_a_remark_is_said_in_the_language_of_the_document(make: Any) -> None:
    told = remark("governs", words="{kein} Beleg")
    warned = judgement(2, "in 26 per cent of cases", warnings=(told, "of its own"))
    cards = {}
    for language in ("de", "en", "ur"):
        record = make_record(make(judgements=(warned,)), labels_for(language), {}, draft=False, date="")
        (entry,) = record.entries
        cards[language] = entry.notes
    english = ("left outside the marks, “{kein} Beleg” governs these words in the source", "of its own")
    assert cards["en"] == cards["ur"] == english
    assert cards["de"][0].startswith("„{kein} Beleg“ blieb außerhalb des Zitats")
    assert cards["de"][1] == "of its own"
    assert pickle.loads(pickle.dumps(told)).values == {"words": "{kein} Beleg"}


def test_a_card_does_not_say_twice_what_differs(make: Any) -> None:
    told = remark("says", words="36", said="26", source="audit", kind="number", more="")
    for message, notes in ((told, ()), (f"{told}; a scan", (f"{told}; a scan",))):
        checked = make(judgements=(replace(ALTERED, message=message),))
        (entry,) = make_record(checked, labels_for("en"), {}, draft=True, date="").entries
        assert entry.differences
        assert entry.notes == notes


def test_dates_are_written_out() -> None:
    assert labels_for("en-GB").date("2025-09-04") == "4 September 2025"
    assert labels_for("uk").date("2025-09-04") == "4 вересня 2025 р."
    assert labels_for("xx").date("autumn 2025") == "autumn 2025"


def test_an_entry_marks_what_differs_in_both_texts(make: Any) -> None:
    checked = make(judgements=(ALTERED,))
    (entry,) = make_record(checked, labels_for("en"), {}, draft=True, date="").entries
    assert [(part.text, part.kind) for part in entry.quote] == [
        ("in ", ""),
        ("36", "changed"),
        (" per cent of cases", ""),
    ]
    assert ("the ", "left_out") in [(part.text, part.kind) for part in entry.passage]
    assert entry.short == "National Audit Office 2023"
    assert entry.where == "p.\u00a04"
    assert entry.group == "problem"


def test_the_context_of_a_passage_ends_with_its_paragraph(make: Any) -> None:
    match = replace(ALTERED.match, prefix="A heading\n\nIt says that ", suffix=" and so on")
    checked = make(judgements=(replace(ALTERED, match=match),))
    (entry,) = make_record(checked, labels_for("en"), {}, draft=True, date="").entries
    assert entry.passage[0].text == "It says that "
    assert entry.passage[-1].text == " and so on …"


@pytest.mark.parametrize(
    ("language", "where"), [("en", "pp. 4–5"), ("es", "pp. 4–5"), ("fr", "p. 4–5"), ("de", "S. 4–5"), ("uk", "с. 4–5")]
)
def test_a_passage_on_two_pages(make: Any, language: str, where: str) -> None:
    turned = judgement(1, "the bridge", match=Match("audit", "the bridge", 10, 20, 4, 5, "4"))
    record = make_record(make(judgements=(turned,)), labels_for(language), {}, draft=False, date="")
    assert record.entries[0].where == where.replace(" ", "\u00a0")
