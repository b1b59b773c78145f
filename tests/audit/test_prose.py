"""The document's own words, outside its quotations: a change of them is seen with the document alone."""

from __future__ import annotations

import re
import shutil
from importlib import resources
from pathlib import Path

import pytest
from tests.audit.conftest import Built, audited, lay, run_briefkit

from briefkit.audit.opening import open_document
from briefkit.audit.prose import Besides, Prose, swapped
from briefkit.render.labels import labels_for
from briefkit.render.options import Target
from briefkit.sources.pdf_stream import _with_hyphens

CHANGES = {
    "a word": ("That night the river", "That day the river"),
    "a denial": ("The commission ", "The commission never "),
    "a heading": ("What happened", "What did not happen"),
    "a note": ("It “was rung", "It surely “was rung"),
    "a figure of the date": ("5 January 2026", "6 January 2026"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_the_page(built: Built, change: str) -> None:
    old, new = CHANGES[change]
    built.page(lambda page: _in_words(page, old, new))
    status, told = audited(built.path("html"), built.root)
    assert status == 1, told
    assert "  differs   document: " in told


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_the_pdf(built: Built, change: str) -> None:
    old, new = CHANGES[change]
    old, new = old.replace("5 January 2026", "2026-01-05"), new.replace("6 January 2026", "2026-01-06")
    built.typeset(lambda report: report.replace(old, new))
    status, told = audited(built.path("pdf"), built.root)
    assert status == 1, told


@pytest.mark.parametrize(
    ("old", "new"), [("A Talk", "A Walk"), ("n.d.", "2021."), ("<td", "<td")], ids=["a title", "a year", "nothing"]
)
def test_a_change_of_the_list_of_works(built: Built, old: str, new: str) -> None:
    def change(page: str) -> str:
        at = page.index('id="refs"')
        return page[:at] + page[at:].replace(old, new, 1) if old != new else f"{page} "

    built.page(change)
    assert audited(built.path("html"), built.root)[0] == (1 if old != new else 0)


def test_a_citation_of_the_docx(built: Built) -> None:
    built.word(lambda part: part.replace("n.d.", "1999", 1))
    status, told = audited(built.path("docx"), built.root)
    assert status == 1, told


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_a_paragraph_more(built: Built, kind: str) -> None:
    words = "The mill burned down on 3 May."
    if kind == "html":
        built.page(lambda page: page.replace("</article>", f"<p>{words}</p></article>"))
    elif kind == "docx":
        more = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
        built.word(lambda part: re.sub(r"(<w:p>(?:(?!</w:p>).)*That night)", lambda m: more + m[0], part, count=1))
    else:
        built.typeset(lambda report: report.replace("\n> We", f"\n{words}\n\n> We"))
    status, told = audited(built.path(kind), built.root)
    assert status == 1, told
    where = "page 1: " if kind == "pdf" else ""
    assert f"document: {where}“{words}” is not in the record" in told


TABLE = """\
---
title: Ships
lang: en
toc: true
---

# The first {}

| Year | Ships | Cargo |
|------|-------|-------|
| 2019 | 14    | 8     |
| 2020 | 15    | 14    |
| 2021 | 4     | 15    |

: Ships by year

![Ships by the month](ships.svg)

1.  The mill stood still.
2.  The bell was rung, and $x^2$ was 4.

The clerk counted 14 ships.

The mayor counted 15 ships and said “the river rose by 26 centimetres” [@talk].

# The second
"""
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" width="300" height="80" viewBox="0 0 300 80">
<text x="10" y="30" font-size="14">May &amp; June</text>
<text x="10" y="60" font-size="14"><tspan>14 ships</tspan></text>
</svg>
"""
KINDS: tuple[Target, ...] = ("pdf", "docx", "html")


@pytest.fixture(scope="module")
def ships(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay(tmp_path_factory.mktemp("ships") / "flood", TABLE.format("year"))
    (root / "reports" / "ships.svg").write_text(DRAWING, "utf-8")
    (root / "briefkit.toml").write_text('[build]\ntoc = "always"\n', "utf-8")
    done = run_briefkit("build", "-q", "--to", "pdf,docx,html", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture
def copied(ships: Path, tmp_path: Path) -> Built:
    return Built(Path(shutil.copytree(ships, tmp_path / "copy")))


@pytest.mark.parametrize("kind", KINDS)
def test_contents_tables_drawings_lists_and_formulas_are_no_additions(ships: Path, kind: str) -> None:
    status, told = audited(ships / "build" / f"flood.{kind}", ships)
    assert status == 0, told


MOVES = {
    "a cell that stands elsewhere too": ("| 2020 | 15 ", "| 2020 | 14 ", "“15” is recorded and does not stand"),
    "two cells that changed places": ("| 14    | 8 ", "| 8     | 14 ", "stands in another place"),
    "a figure of a column in another": ("| 4     | 15 ", "| 15    | 4  ", "stands in another place"),
    "two paragraphs": (
        "The clerk counted 14 ships.\n\nThe mayor counted 15 ships",
        "The mayor counted 15 ships\n\nThe clerk counted 14 ships.\n\n",
        "",
    ),
    "two items": ("The mill stood still", "The bell stood still", ""),
    "a row more": ("| 2021 | 4 ", "| 2022 | 7     | 7     |\n| 2021 | 4 ", "is not in the record"),
    "a short line more": ("# The second", "Not one.\n\n# The second", "“Not one.” is not in the record"),
    "a heading more": ("# The second", "# The third\n\n# The second", "“The third” is not in the record"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", MOVES)
def test_what_stands_elsewhere_or_more_often(copied: Built, name: str, kind: Target) -> None:
    old, new, message = MOVES[name]
    copied.typeset(lambda report: report.replace(old, new), kind)
    status, told = audited(copied.path(kind), copied.root)
    assert status == 1, told
    assert message in told


def test_a_label_of_a_drawing(copied: Built) -> None:
    drawing = copied.root / "reports" / "ships.svg"
    drawing.write_text(DRAWING.replace("14 ships", "41 ships"), "utf-8")
    record = open_document(copied.path("pdf")).record.encode()
    copied.typeset(lambda report: f"{report}\n", record=record)
    drawing.write_text(DRAWING, "utf-8")
    status, told = audited(copied.path("pdf"), copied.root)
    assert status == 1, told
    assert "“41 ships” is not in the record" in told


def test_words_of_drawings_are_held_against_the_pictures_at_hand(copied: Built) -> None:
    copied.record(lambda told: told["document"]["drawn"].append("Nobody was warned"))
    status, told = audited(copied.path("html"), copied.root)
    assert status == 2, told
    assert "the words of drawings in the record are not those of the pictures at hand" in told


def test_a_shell_of_the_author_may_say_more(tmp_path: Path) -> None:
    root = lay(tmp_path / "flood")
    (root / "templates").mkdir()
    for name, old, new in (
        ("report.html", "<article>", "<p>Harbour desk, all rights reserved</p><article>"),
        ("report.typ", '#include "body.typ"', 'Harbour desk, all rights reserved\n\n#include "body.typ"'),
    ):
        shell = resources.files("briefkit.render").joinpath("shells", name).read_text("utf-8")
        (root / "templates" / name).write_text(shell.replace(old, new), "utf-8")
    built = Built(root)
    assert run_briefkit("build", "-q", "--to", "pdf,html", cwd=root).returncode == 0
    for kind in ("pdf", "html"):
        status, told = audited(built.path(kind), root)
        assert status == 0, told
    built.page(lambda page: page.replace("all rights reserved", "all rights waived"))
    status, told = audited(built.path("html"), root)
    assert status == 1, told
    assert "“Harbour desk, all rights waived” is not in the record" in told


def test_a_record_that_does_not_tell_them_is_not_clean(built: Built) -> None:
    built.record(lambda told: told.pop("document"))
    status, told = audited(built.path("html"), built.root)
    assert status == 2
    assert "the words outside its quotations: the record does not tell them" in told


def test_a_forged_record_of_them_is_held_against_the_report(built: Built) -> None:
    def forge(old: str, new: str) -> None:
        built.page(lambda page: _in_words(page, old, new))
        built.record(lambda told: _replace(told["document"]["blocks"], old, new))

    forge("That night", "That day")
    status, told = audited(built.path("html"), built.root)
    assert status == 2, told
    assert "outside the quotations in the record are not what the report and the citation style at hand give" in told


def _replace(texts: list[str], old: str, new: str) -> None:
    texts[:] = [text.replace(old, new) for text in texts]


LONG = """\
---
title: The flood
lang: en
---

{}

[^1]: The first note is long enough to take two lines at the foot of the page that it stands on, and says very little
    beyond that the river “rose by 26 centimetres” [@talk] in the end.
"""


def _long() -> str:
    sentence = "The clerk wrote number {} into the book, and nobody asked for a copy of what he had written there."
    blocks = []
    for number in range(9):
        sentences = [sentence.format(17 * number + place) for place in range(17)]
        blocks.append(" ".join(sentences) + ("[^1]" if number == 2 else ""))
    blocks.insert(3, "| Year | Ships |\n|---|---|\n| 2019 | 14 |\n| 2020 | 15 |\n\n: Ships by year")
    return LONG.format("\n\n".join(blocks))


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = Built(lay(tmp_path_factory.mktemp("long") / "flood", _long()))
    done = run_briefkit("build", "-q", "--to", "pdf", cwd=built.root)
    assert done.returncode == 0, done.stdout + done.stderr
    return built


def test_paragraphs_over_the_turn_of_a_page(long: Built) -> None:
    status, told = audited(long.path("pdf"), long.root)
    assert status == 0, told


@pytest.mark.parametrize("number", range(0, 153, 19))
def test_one_word_anywhere_in_them(long: Built, number: int) -> None:
    before = long.path("pdf").read_bytes()
    try:
        long.typeset(lambda report: report.replace(f"number {number} into", f"number {number} onto"))
        status, told = audited(long.path("pdf"), long.root)
    finally:
        long.path("pdf").write_bytes(before)
    assert status == 1, told


def test_the_page_of_a_paragraph_more(long: Built) -> None:
    before, words = long.path("pdf").read_bytes(), "The mill burned down on 3 May."
    try:
        long.typeset(lambda report: report.replace("\n[^1]: ", f"\n{words}\n\n[^1]: "))
        text = open_document(long.path("pdf")).stream.text
        status, told = audited(long.path("pdf"), long.root)
    finally:
        long.path("pdf").write_bytes(before)
    page = text.count("\f", 0, text.index(words)) + 1
    assert page > 1
    assert (status, f"document: page {page}: “{words}” is not in the record" in told) == (1, True), told


def test_what_is_added_is_told_by_the_reading_that_parts_it_best() -> None:
    texts = ["One two three.\nNobody objected.\n", "One two three. Here Nobody objected. And many more words.\n"]
    prose = Prose(texts, (), ["One two three."], (), Besides((), (), ()), paged=True)
    assert [rest.text for rest in prose.added()] == ["Nobody objected."]


def test_a_cell_and_a_caption(long: Built) -> None:
    before = long.path("pdf").read_bytes()
    for old, new in (("| 2020 | 15 |", "| 2020 | 51 |"), ("Ships by year", "Ships by month")):
        long.typeset(lambda report, old=old, new=new: report.replace(old, new))  # type: ignore[misc]
        status, told = audited(long.path("pdf"), long.root)
        long.path("pdf").write_bytes(before)
        assert status == 1, told


def _in_words(page: str, old: str, new: str) -> str:
    """The page with a change in its body, where words may have elements between them."""
    at = page.index("<body")
    within = "(?:<[^>]*>)*".join(map(re.escape, old))
    return page[:at] + re.sub(within, new, page[at:])


def test_a_hyphen_that_is_a_piece_of_type_of_its_own() -> None:
    text = "them\r\n-\r\nselves"
    across = [10.0, 20.0, 30.0, 40.0, 50.0, 50.0, 50.0, 50.0, 50.0, *[10.0] * 6]
    apart = [*across[:6], 90.0, *across[7:]]
    down = [382.0] * 9 + [367.0] * 6
    assert "".join(_with_hyphens(text, across, down)) == "them\u00ad\r\nselves"
    assert "".join(_with_hyphens(text, apart, down)) == text


@pytest.mark.parametrize(
    ("there", "recorded", "told"),
    [
        ("It rose by 36 cm.", "It rose by 26 cm.", ["has “36” where the record has “26”"]),
        ("It did say so.", "It did not say so.", ["lacks “not”"]),
        ("It did not say so.", "It did say so.", ["has “not”, which the record does not have"]),
        ("It was them-\nselves (A\u00a0B).¹", "It was themselves (AB).", []),
    ],
)
def test_what_is_told_of_a_change(there: str, recorded: str, told: list[str]) -> None:
    assert list(swapped(there, recorded)) == told


WITHIN = ("It says \"the 'bell' was rung\" [@talk].", '> The "bell" was rung. [@talk]')


@pytest.mark.parametrize("language", ["fr", "uk", "pl", "es", "de", "en", "ru"])
@pytest.mark.parametrize("said", WITHIN, ids=["single", "double"])
def test_marks_within_marks_as_each_language_sets_them(tmp_path: Path, language: str, said: str) -> None:
    built = Built(lay(tmp_path / "flood", f"---\nlang: {language}\n---\n\n{said}\n"))
    (built.root / "sources" / "talk.txt").write_text("That day the 'bell' was rung.\n", "utf-8")
    assert run_briefkit("build", "-q", "--draft", cwd=built.root).returncode in (0, 1)
    for kind in ("pdf", "docx", "html"):
        told = audited(built.path(kind), built.root)[1]
        assert "the document against its record: 1 quotation" in told
        assert "  differs" not in told


SHORT = """\
---
title: "{source} {references}"
author: [Ada Okafor, Jo Lindt]
date: 2026-01-05
category: "{note}"
lang: {language}
abstract: "{note} 26."
---

# {source}

{number} 12 “rose by 26 centimetres” [@talk]. It “asked for a second gauge … and for a bell” [@talk].[^1]

## {figure}

| {number} | {source} |
|---|---|
| 1 | {note} |
| 2 | 1 |

: {figure}

1. {note}
2. {draft} [“there was no bell”]{{.waived reason="told" by="Ada" until=2099-12-31}} [@talk]

It “rose by 62 centimetres” [@talk].

# {references}

{contents}

# {contents}

[^1]: {note} “did not recommend closing the mill” [@talk].
"""


@pytest.mark.parametrize("language", ["de", "ru", "pl", "pt", "en", "fa"])
def test_words_of_a_report_that_are_words_of_the_tool_too(tmp_path: Path, language: str) -> None:
    labels = labels_for(language)
    names = ("source", "references", "note", "number", "figure", "draft", "contents")
    report = SHORT.format(language=language, **{name: labels[name] for name in names})
    built = Built(lay(tmp_path / "flood", report))
    (built.root / "briefkit.toml").write_text('[build]\ntoc = "always"\n', "utf-8")
    assert run_briefkit("build", "-q", "--draft", "--to", "pdf,docx,html", cwd=built.root).returncode == 1
    for kind in KINDS:
        told = audited(built.path(kind), built.root)[1]
        assert ("  differs" in told, "  open" in told) == (False, False), told
