"""What authors do that no template foresees: no quotation, a hundred waivers, pictures, titles and tables too large."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable

import pypdfium2
import pytest
from tests.render.conftest import judgement

from briefkit.model import CheckedReport, Verdict, Waiver
from briefkit.render import RenderOptions, render
from briefkit.render.docx_parts import read_parts
from briefkit.settings import DesignSettings

Make = Callable[..., CheckedReport]
RunPandoc = Callable[[list[str], bytes], bytes]

FOOT = 25 / 25.4 * 72
"""Points below which nothing of the text stands."""


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def body(data: bytes) -> str:
    return read_parts(data)["word/document.xml"].decode()


def lowest(document: pypdfium2.PdfDocument, words: str) -> list[float]:
    """How far from the foot of the page the words stand, wherever they do, in points."""
    found = []
    for page in document:
        text = page.get_textpage()
        at = text.get_text_range().find(words)
        if at >= 0:
            found.append(text.get_charbox(at)[1])
    return found


def test_without_quotations_there_is_no_appendix(make: Make, run_pandoc: RunPandoc) -> None:
    checked = make("# A\n\nWords.\n", ())
    page = render(checked, "html", RenderOptions(), run_pandoc).decode()
    document = pypdfium2.PdfDocument(render(checked, "pdf", RenderOptions(), run_pandoc))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    for told in (page, text, body(render(checked, "docx", RenderOptions(), run_pandoc))):
        assert "0 quotations checked" in told
        assert "Verification appendix" not in told
        assert "numbered" not in told
    assert len(document) == 1


def test_a_hundred_waivers_are_all_told_on_the_first_pages(make: Make, run_pandoc: RunPandoc) -> None:
    waiver = Waiver(
        "told by phone on the day, and never written down by anybody at the desk", "A. Editor", "2099-12-31"
    )
    words = {number: f"words of number {number} here" for number in range(1, 101)}
    told = "\n\n".join(f"[“{text}”]{{.bk-quotation number={number}}}." for number, text in words.items())
    judgements = tuple(judgement(number, text, Verdict.WAIVED, waiver=waiver) for number, text in words.items())
    document = pypdfium2.PdfDocument(render(make(told, judgements), "pdf", RenderOptions(), run_pandoc))
    assert "Accepted on a person" in document[0].get_textpage().get_text_range()
    for number, text in words.items():
        places = lowest(document, f"{number}. “{text}” —")
        assert len(places) == 1
        assert places[0] > FOOT


def test_a_picture_is_no_higher_than_its_page(make: Make, run_pandoc: RunPandoc) -> None:
    options = RenderOptions(images={"tall.png": png(600, 2400), "small.png": png(40, 40)})
    checked = make("A ![small](small.png) one in a line.\n\n![The caption of it](tall.png)\n", ())
    document = pypdfium2.PdfDocument(render(checked, "pdf", options, run_pandoc))
    assert all(place > FOOT for place in lowest(document, "The caption of it"))
    assert re.search(r"^A\s+one in a line", document[0].get_textpage().get_text_range(), re.MULTILINE)
    first, behind = (lowest(document, words)[0] for words in ("A ", "one in a line"))
    assert first == pytest.approx(behind, abs=3)
    sizes = [
        (int(x), int(y))
        for x, y in re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', body(render(checked, "docx", options, run_pandoc)))
    ]
    small, tall = sizes
    assert small[0] == small[1] < 1_000_000
    assert tall[1] == 7_300_000
    assert tall[0] == pytest.approx(tall[1] / 4, rel=0.01)


def test_a_picture_has_its_words_and_not_its_bytes_as_description(make: Make, run_pandoc: RunPandoc) -> None:
    told = body(render(make("![Piles](a.png)\n", ()), "docx", RenderOptions(images={"a.png": png(9, 9)}), run_pandoc))
    assert 'descr="Piles"' in told
    assert "base64" not in told


def test_contents_and_running_heads_are_short(make: Make, run_pandoc: RunPandoc) -> None:
    long = "What eleven years of measurements by the council, the harbour master and three surveyors say of its piles"
    markdown = f"---\ntitle: {long}\n---\n\n# One as *it* says [@audit, p. 4]\n\nWords.\n"
    checked, options = make(markdown, ()), RenderOptions(toc=True)
    page = render(checked, "html", options, run_pandoc).decode()
    assert re.search(r'<li class="bk-level-1"><a href="#[^"]+">One as it says</a></li>', page)
    head = read_parts(render(checked, "docx", options, run_pandoc))["word/header-bk.xml"].decode()
    assert "the harbour master and\u00a0…" in head.replace("\n", " ")
    assert f"<title>{long}" in page


def test_a_word_that_no_line_holds_is_broken_in_a_title(make: Make, run_pandoc: RunPandoc) -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    checked = make(f"---\ntitle: {word} von gestern\nlang: de\n---\n\nWorte.\n", (), language="de")
    page = pypdfium2.PdfDocument(render(checked, "pdf", RenderOptions(), run_pandoc))[0]
    text = page.get_textpage()
    boxes = [text.get_charbox(index) for index in range(text.count_chars())]
    assert max(right for _, _, right, _ in boxes) < page.get_width() - 38 / 25.4 * 72 + 5


def test_marks_of_a_line_stay_on_the_page(make: Make, run_pandoc: RunPandoc) -> None:
    numbers = range(1, 10)
    told = " ".join(f"[“w{number}”]{{.bk-quotation number={number}}}" for number in numbers)
    checked = make(f"{told}.\n", tuple(judgement(number, f"w{number}") for number in numbers))
    page = pypdfium2.PdfDocument(render(checked, "pdf", RenderOptions(), run_pandoc))[0]
    text = page.get_textpage()
    whole = text.get_text_range()
    marks = [text.get_charbox(index) for index in range(text.count_chars()) if whole[index] == "✓"]
    assert len({(round(left), round(bottom)) for left, bottom, _, _ in marks}) == len(numbers)
    assert max(right for _, _, right, _ in marks) < page.get_width() - 12


def test_a_short_table_of_a_docx_is_kept_on_one_page(make: Make, run_pandoc: RunPandoc) -> None:
    for rows, kept in ((3, 2 * 3), (20, 0)):
        table = "| a | b |\n|---|---|\n" + "| c | d |\n" * rows
        assert body(render(make(table, ()), "docx", RenderOptions(), run_pandoc)).count("<w:keepNext") == kept


def test_a_table_of_long_words_is_tight(make: Make, run_pandoc: RunPandoc) -> None:
    for word, tight in (("word", False), ("w" * 90, True)):
        page = render(make(f"| a | b |\n|---|---|\n| {word} | d |\n", ()), "html", RenderOptions(), run_pandoc).decode()
        assert ('<table class="bk-tight">' in page) is tight


@pytest.mark.parametrize(("title_page", "lines"), [(False, 2), (True, 3)])
def test_a_title_takes_no_more_lines_than_it_needs(
    make: Make, run_pandoc: RunPandoc, title_page: bool, lines: int
) -> None:
    title = "Security guarantees for a river town: what is promised, what is missing"
    options = RenderOptions(design=DesignSettings(title_page=title_page))
    markdown = f"---\ntitle: '{title}'\nsubtitle: A subtitle\n---\n\nWords.\n"
    page = pypdfium2.PdfDocument(render(make(markdown, ()), "pdf", options, run_pandoc))[0]
    told = page.get_textpage().get_text_range().partition("A subtitle")[0].splitlines()
    assert " ".join(map(str.strip, told)).strip() == title
    assert len(list(filter(None, told))) == lines


@pytest.mark.parametrize(
    "words", ["a" * 130, "0123456789" * 12, f"`{'some_name.' * 12}x`"], ids=["letters", "figures", "code"]
)
def test_what_no_line_holds_is_broken(make: Make, run_pandoc: RunPandoc, words: str) -> None:
    document = pypdfium2.PdfDocument(render(make(f"# A\n\nIt is {words}.\n", ()), "pdf", RenderOptions(), run_pandoc))
    page = document[0]
    text = page.get_textpage()
    right = max(text.get_charbox(place)[2] for place in range(text.count_chars()))
    assert right < page.get_width() - 28
    assert words.strip("`") in re.sub(r"\s|\u200b|\x02", "", text.get_text_range())
