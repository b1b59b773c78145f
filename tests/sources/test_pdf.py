"""PDFs set here by Typst: pages, columns, notes, hyphens, and what a reader does not see."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
import typst
from tests.sources.conftest import ReadSource

from briefkit.checking import check_text
from briefkit.jobs.inspecting import check_sources
from briefkit.model import Policy, Source, Verdict
from briefkit.project import open_project
from briefkit.sources.pdf_apart import set_apart
from briefkit.sources.pdf_page import Line

LOREM = " ".join(
    f"On day {n} the harbour master wrote that the ferry from the northern island had come in late again."
    for n in range(1, 90)
)
FEW = " ".join(LOREM.split()[:160])


def pdf(markup: str) -> bytes:
    return bytes(typst.compile({"main": markup.encode()}))  # type: ignore[arg-type]


def verdicts(source: Source, quotations: Iterable[tuple[str, str]]) -> list[Verdict]:
    """The verdict on each of (words, locator)."""
    report = "\n\n".join(f"“{words}” [@{source.id}, {locator}]." for words, locator in quotations)
    checked = check_text(report, {source.id: source}, Policy(date="2026-01-01"))
    return [judgement.verdict for judgement in checked.reports[0].judgements]


BOOK = f"""
#set page(width: 300pt, height: 400pt, margin: 50pt, numbering: "i",
  header: context if counter(page).get().first() > 1 [A History of the Harbour])
#set text(size: 10pt, hyphenate: true, lang: "en")
#set par(justify: true)
= Preface
{FEW}
#pagebreak()
#counter(page).update(1)
#set page(numbering: "1")
= The Ferry
The tide is kept at 10#super[2] metres.#footnote[The first note tells of the old lighthouse keeper.] {LOREM}
"""


def test_a_sentence_over_a_page_with_head_folio_and_note_between(read_source: ReadSource) -> None:
    source = read_source("book.pdf", pdf(BOOK))
    assert source.problem is None
    # The note stands at the foot of the page of its mark; the next page begins in mid-sentence.
    page = next(page for page in source.pages if "The Ferry" in source.text[page.start : page.end])
    across = source.text[page.end - 60 : page.end + 60]
    words = re.sub(r"\s+", " ", re.sub(r"-\n", "", across)).strip().split(" ", 1)[1].rsplit(" ", 1)[0]
    assert "lighthouse" not in words
    assert "History" not in words
    got = verdicts(source, [(words, "p. 1"), (words, "p. 2"), (words, "p. 5"), (words, "pp. 1-2")])
    fine = {Verdict.EXACT, Verdict.TYPOGRAPHIC}
    assert got[0] in fine
    assert got[1] in fine
    assert got[2] == Verdict.MISLOCATED
    assert got[3] in fine


def test_pages_keep_their_physical_and_their_printed_number(read_source: ReadSource) -> None:
    source = read_source("book.pdf", pdf(BOOK))
    count = max(page.index for page in source.pages)
    labels = [page.label for page in source.pages[:count]]
    first = labels.index("1")
    assert labels[first : first + 4] == ["1", "2", "3", "4"]
    assert labels[0] in ("i", None)


def test_a_note_is_found_on_its_page(read_source: ReadSource) -> None:
    source = read_source("book.pdf", pdf(BOOK))
    note = "The first note tells of the old lighthouse keeper."
    place = source.text.index(note)
    labels = {page.label for page in source.pages if page.start <= place < page.end}
    assert labels == {"1"}
    assert verdicts(source, [(note, "p. 1"), (note, "p. 3")]) == [Verdict.EXACT, Verdict.MISLOCATED]


def test_note_marks_are_no_words_and_exponents_are(read_source: ReadSource) -> None:
    source = read_source("book.pdf", pdf(BOOK))
    assert "10²" in source.text
    marks = [source.text[start:end] for start, end in source.furniture]
    assert "1" in marks
    quotations = [("kept at 10² metres. On day 1 the harbour", "p. 1"), ("kept at 102 metres.", "p. 1")]
    assert verdicts(source, quotations) == [Verdict.EXACT, Verdict.ALTERED]


def test_hyphens_at_line_ends_stay_until_the_matcher_reads_them(read_source: ReadSource) -> None:
    narrow = '#set page(width: 150pt, height: auto, margin: 20pt)\n#set text(lang: "en", hyphenate: true)\n'
    source = read_source(
        "narrow.pdf",
        pdf(
            narrow + "#set par(justify: true)\nAn extraordinarily well-mannered "
            "administrator notwithstanding everything unbelievable."
        ),
    )
    assert "-\n" in source.text
    words = "An extraordinarily well-mannered administrator notwithstanding everything unbelievable."
    assert verdicts(source, [(words, "p. 1")])[0] in (Verdict.EXACT, Verdict.TYPOGRAPHIC)


def test_columns_are_read_one_after_the_other(read_source: ReadSource) -> None:
    markup = f"#set page(width: 400pt, height: 300pt, columns: 2, margin: 30pt)\n#set text(size: 9pt)\n{FEW} {FEW}"
    source = read_source("columns.pdf", pdf(markup))
    folded = " ".join(re.sub(r"-\n", "", source.text).split())
    assert FEW[:900] in folded


def test_captions_and_tables_are_there(read_source: ReadSource) -> None:
    markup = f"""
#set page(width: 300pt, height: 400pt)
{FEW}
#figure(table(columns: 2, [Port], [Ships], [Alesund], [4,000]), caption: [Ships by port, counted at noon.])
"""
    source = read_source("tables.pdf", pdf(markup))
    got = verdicts(source, [("Ships by port, counted at noon.", "p. 1"), ("4,000", "p. 1")])
    assert got == [Verdict.EXACT, Verdict.EXACT]


@pytest.mark.parametrize(
    "hidden",
    [
        "#text(fill: white)[The bribe was paid in full.]",
        "#text(size: 0.1pt)[The bribe was paid in full.]",
        "#place(dx: 900pt)[The bribe was paid in full.]",
    ],
)
def test_hidden_text_never_matches(read_source: ReadSource, hidden: str) -> None:
    source = read_source("hidden.pdf", pdf(f"#set page(width: 300pt, height: 300pt)\nThe ferry came. {hidden}"))
    assert "The ferry came." in source.text
    assert "bribe" not in source.text
    assert "Thebribewaspaidinfull." in source.hidden.replace(" ", "")
    assert "ferry" not in source.hidden
    assert verdicts(source, [("The bribe was paid in full.", "p. 1")]) == [Verdict.UNCHECKABLE]


def test_white_text_on_dark_ground_shows(read_source: ReadSource) -> None:
    markup = (
        "#set page(width: 300pt, height: 300pt)\n#block(fill: navy, inset: 8pt, text(fill: white)[Shown in white.])"
    )
    assert "Shown in white." in read_source("dark.pdf", pdf(markup)).text


def test_a_page_without_any_text_says_so(read_source: ReadSource) -> None:
    source = read_source("blank.pdf", pdf("#set page(width: 300pt, height: 300pt)\n#rect(width: 50pt, fill: red)"))
    assert source.problem is not None
    assert "no text" in source.problem


def test_bookmarks_are_sections(read_source: ReadSource) -> None:
    source = read_source("book.pdf", pdf(BOOK))
    assert [heading.title for heading in source.headings][:2] == ["Preface", "The Ferry"]
    ferry = source.headings[1]
    assert source.text[ferry.start :].startswith("The Ferry")


def test_pages_may_be_numbered_by_the_metadata(read_source: ReadSource) -> None:
    markup = "#set page(width: 200pt, height: 200pt)\nOne. #pagebreak() Two. #pagebreak() Three."
    source = read_source("plain.pdf", pdf(markup), "pages: {1: i, 2: 614}\n")
    assert [page.label for page in source.pages[:3]] == ["i", "614", "615"]


def test_what_is_no_pdf_or_is_cut_off(read_source: ReadSource) -> None:
    problem = read_source("a.pdf", "just text").problem
    assert problem is not None
    assert "no PDF" in problem
    problem = read_source("b.pdf", b"%PDF-1.7\n1 0 obj\n<<").problem
    assert problem is not None
    assert "damaged" in problem


def test_accents_set_over_letters_become_letters() -> None:
    from briefkit.sources.pdf_letters import compose

    text = "na¨ıve caf´e ¨ x"
    xs = [float(i * 5) for i in range(len(text))]
    xs[3], xs[11] = xs[2], xs[10]
    assert compose(text, xs, [0.0] * len(xs), [10.0] * len(text)).replace("\0", "") == "naïve café ¨ x"


def test_accents_that_come_after_their_letters_become_letters() -> None:
    from briefkit.sources.pdf_letters import compose

    text = "Ageˆncia s˙s"
    xs = [0.0, 5.0, 10.0, 10.5, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 46.0, 54.0]
    assert compose(text, xs, [0.0] * len(xs), [10.0] * len(text)).replace("\0", "") == "Agência s˙s"


def test_a_lam_alef_ligature_is_turned_round_and_an_article_is_not() -> None:
    from briefkit.sources.pdf_letters import compose

    text, xs = "\u0627\u0625\u0644\u0646", [485.7, 479.2, 479.2, 475.5]
    assert compose(text, xs, [0.0] * 4, [10.0] * 4) == "\u0627\u0644\u0625\u0646"
    assert compose("\u0627\u0644\u0628", [20.0, 17.5, 15.0], [0.0] * 3, [10.0] * 3) == "\u0627\u0644\u0628"


def written(content: bytes, form: bytes = b"") -> bytes:
    """A PDF of one page with the given content stream, which may draw the form X."""

    def stream(data: bytes, entries: bytes = b"") -> bytes:
        return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)

    resources = b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R" + resources + b">>",
        stream(content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(form, b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</Font<</F 5 0 R>>>>"),
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    xref = b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\n" % (size, table, size)
    return out + xref + b"startxref\n%d\n%%%%EOF" % len(out)


def test_text_that_paints_nothing_is_left_out(read_source: ReadSource) -> None:
    content = b"BT /F 9 Tf 10 10 Td (Shown words.) Tj 3 Tr (The bribe was paid.) Tj ET"
    assert read_source("mode.pdf", written(content)).text == "Shown words.\n"


def test_white_text_is_judged_by_what_lies_behind_it_inside_forms_too(read_source: ReadSource) -> None:
    panel = b"0 0 0.5 rg 0 0 100 40 re f BT 1 1 1 rg /F 9 Tf 5 5 Td (On dark.) Tj 0 100 Td (On paper.) Tj ET"
    source = read_source("form.pdf", written(b"q 1 0 0 1 150 100 cm /X Do Q", panel))
    assert source.text == "On dark.\n"


SIDEBAR = """
#set page(width: 400pt, height: 300pt, margin: 40pt)
#set text(size: 10pt, lang: "en")
#columns(2)[
  The ferry came in late, and the pilots who had waited for it all night long on the outer bank since the
  #colbreak()
  #text(size: 14pt)[Weather for the week]

  #text(size: 12pt)[Rain, and wind from the west]

  #v(9pt)
  early morning hours went home without having seen it. Nobody wrote it down.
]
"""


def test_a_sentence_over_a_column_with_larger_type_between(read_source: ReadSource) -> None:
    source = read_source("sidebar.pdf", pdf(SIDEBAR))
    assert "since the early morning hours" in " ".join(source.text.split())
    assert "Rain, and wind" in source.text


def test_a_line_that_does_not_fill_its_column_breaks_off_nothing(read_source: ReadSource) -> None:
    source = read_source("sidebar.pdf", pdf(SIDEBAR.replace(" all night long", "")))
    assert source.text.index("Weather for") < source.text.index("early morning")


DISPLAY = """
#set page(width: 300pt, height: 300pt, margin: 40pt)
#set text(size: 11pt, lang: "en")
The register stands in a folder of its own, under a name of four words:

#text(size: 9pt)[tides outer bank northern register]

is what the harbour master wrote on it. Nobody has opened it since the ferry stopped, and those who ask for it are told
#pagebreak()
to wait. The other folder has this name:

#text(size: 9pt)[storms outer bank northern register]

and it is not told who keeps it, nor where those went who kept it before him.
"""


def test_display_in_smaller_type_takes_no_running_text_away(read_source: ReadSource) -> None:
    source = read_source("display.pdf", pdf(DISPLAY))
    assert source.text.index("is what the harbour") < source.text.index("storms outer bank")


def test_what_follows_a_whole_sentence_stays_where_it_is(read_source: ReadSource) -> None:
    source = read_source("sidebar.pdf", pdf(SIDEBAR.replace("since the", "for long.")))
    assert source.text.index("Weather for") < source.text.index("early morning")


def with_a_plate(folder: Path, ppi: float = 40.0) -> bytes:
    """Three pages, of which the second is an image."""
    plate = b"#set page(width: 300pt, height: 300pt, fill: gray)\nSeen by no reader of text."
    (folder / "plate.png").write_bytes(bytes(typst.compile({"main": plate}, format="png", ppi=ppi)))  # type: ignore[arg-type]
    (folder / "plate.typ").write_text(
        """#set page(width: 300pt, height: 300pt, margin: 0pt)
The first page has text, and it is read as it stands.
#page(image("plate.png", width: 100%))
The third page has text again, of which nothing is hidden.
""",
        "utf-8",
    )
    return bytes(typst.compile(str(folder / "plate.typ")))


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)


@pytest.mark.usefixtures("without_tesseract")
def test_a_page_that_is_an_image_is_not_silently_missing(read_source: ReadSource, tmp_path: Path) -> None:
    source = read_source("plate.pdf", with_a_plate(tmp_path))
    assert source.unread == (2,)
    words = "nobody knows what stands on the image here"
    asked = [(words, "p. 2"), (words, "p. 1"), (words, "pp. 1-2"), ("The first page has text", "p. 2")]
    assert verdicts(source, asked) == [
        Verdict.UNCHECKABLE,
        Verdict.MISSING,
        Verdict.UNCHECKABLE,
        Verdict.MISLOCATED,
    ]


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_page_that_is_an_image_among_others_is_recognised(read_source: ReadSource, tmp_path: Path) -> None:
    source = read_source("plate.pdf", with_a_plate(tmp_path, ppi=200.0))
    assert source.unread == ()
    assert source.recognised == (2,)
    assert not source.scanned
    asked = [
        ("Seen by no reader of text", "p. 2"),
        ("Seen by no reader of text", "p. 1"),
        ("no reader of texts", "p. 2"),
    ]
    assert verdicts(source, asked) == [Verdict.EXACT, Verdict.MISLOCATED, Verdict.ALTERED]
    assert verdicts(source, [("The third page has text again", "p. 3")]) == [Verdict.EXACT]
    report = f"“no reader of texts” [@{source.id}]. “third page has texts again” [@{source.id}]."
    altered = check_text(report, {source.id: source}, Policy(date="2026-01-01")).reports[0].judgements
    assert ["the text is a scan's" in judgement.message for judgement in altered] == [True, False]


@pytest.mark.usefixtures("without_tesseract")
def test_pages_that_are_images_are_told_when_the_source_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "briefkit.toml").write_text("", "utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "plate.pdf").write_bytes(with_a_plate(tmp_path))
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.md").write_text("“it is read as it stands” [@plate, p. 1]\n", "utf-8")
    told = [check.message for check in check_sources(open_project(tmp_path)) if check.name == "plate"]
    assert "1 of its pages are images without text: 2" in told


def test_a_sentence_that_a_caption_stands_before_is_not_taken_for_another() -> None:
    written = [
        ("a line of a table without an end", 54, 700),
        ("Figure 4. A caption that is broken by inter-", 54, 660),
        ("preter and goes on below itself without an end", 54, 650),
        ("Here a paragraph of the running text begins and", 54, 103),
        ("says in three lines what the trace has compiled.", 54, 93),
        ("It was compiled once, and it is kept for a while.", 54, 83),
        ("The result is a sentence that breaks off at the", 54, 73),
        ("interpreter of the other column, where it ends.", 317, 222),
    ]
    lines = [Line(words, x, x + 240, y, 9.0) for words, x, y in written]
    (part,) = set_apart([lines])
    assert [line.text for line in part.flow] == [words for words, _, _ in written]
    assert part.floats == []
    assert part.notes == []
