"""The marks in the margin of a PDF: each at its line, those of one line side by side; the appendix's columns apart."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pypdfium2
import pytest
from tests.render.conftest import judgement

from briefkit.model import CheckedReport, Verdict
from briefkit.render import RenderOptions, render
from briefkit.render.labels import labels_for

Make = Callable[..., CheckedReport]
RunPandoc = Callable[[list[str], bytes], bytes]


def places(data: bytes) -> list[tuple[int, int]]:
    """Where each mark of the first page begins, in points: from the left, and from the foot."""
    page = pypdfium2.PdfDocument(data)[0]
    text = page.get_textpage()
    boxes = [text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1) == "✓"]
    return sorted((round(left), round(bottom)) for left, bottom, _, _ in boxes)


def test_marks_of_one_line_stand_side_by_side(make: Make, run_pandoc: RunPandoc) -> None:
    words = [f"word {number}" for number in range(1, 6)]
    quoted = [f"[“{text}”]{{.bk-quotation number={number}}}" for number, text in enumerate(words, 1)]
    body = f"{', '.join(quoted[:3])}.\n\nAnother paragraph: {quoted[3]}.\n\nA third: {quoted[4]}.\n"
    judgements = tuple(judgement(number, text) for number, text in enumerate(words, 1))
    found = places(render(make(body, judgements), "pdf", RenderOptions(), run_pandoc))
    assert len(found) == 5
    rows: dict[int, list[int]] = {}
    for left, bottom in found:
        rows.setdefault(bottom, []).append(left)
    first, *others = (rows[bottom] for bottom in sorted(rows, reverse=True))
    assert [second - one for one, second in itertools.pairwise(first)] == [22, 22]
    assert others == [[first[0]], [first[0]]]


def test_marks_of_one_line_that_runs_from_right_to_left_stand_side_by_side(make: Make, run_pandoc: RunPandoc) -> None:
    body = "[“אחת”]{.bk-quotation number=1} [“שתיים”]{.bk-quotation number=2} [“שלוש”]{.bk-quotation number=3}.\n"
    judgements = tuple(judgement(number, text) for number, text in enumerate(("אחת", "שתיים", "שלוש"), 1))
    found = places(render(make(body, judgements, language="he"), "pdf", RenderOptions(), run_pandoc))
    assert [second[0] - first[0] for first, second in itertools.pairwise(found)] == [22, 22]
    assert len({bottom for _, bottom in found}) == 1


def test_a_mark_far_behind_on_the_line_of_a_later_one_is_no_hindrance(make: Make, run_pandoc: RunPandoc) -> None:
    words = [f"word {number}" for number in range(1, 41)]
    text = " ".join(f"[“{word}”]{{.bk-quotation number={number}}} and" for number, word in enumerate(words, 1))
    judgements = tuple(judgement(number, word) for number, word in enumerate(words, 1))
    found = places(render(make(text + " no more.\n", judgements), "pdf", RenderOptions(), run_pandoc))
    assert len(found) == len(set(found)) == 40


@pytest.mark.parametrize("language", ["en", "de", "uk", "ru", "pl"])
def test_no_verdict_touches_the_words_beside_it(language: str, make: Make, run_pandoc: RunPandoc) -> None:
    body = "[“word one”]{.bk-quotation number=1}.\n"
    checked = make(body, (judgement(1, "word one", Verdict.TYPOGRAPHIC, accepted=True),), language=language)
    document = pypdfium2.PdfDocument(render(checked, "pdf", RenderOptions(), run_pandoc))
    text = document[len(document) - 1].get_textpage()
    words = text.get_text_range()
    verdict = labels_for(language).verdict("typographic")
    at = words.index(f"✓ {verdict}") + len(verdict) + 1
    beside = next(i for i in range(at + 1, len(words)) if not words[i].isspace())
    assert text.get_charbox(beside)[0] - text.get_charbox(at)[2] > 4


@pytest.mark.parametrize(
    "title",
    [
        "Der Kai von Lowen: elf Jahre Hafeninstandsetzungsmaßnahmen",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsänderungsbeschlussvorlage",
        "Der Kai von Lowen und die Fähre",
    ],
)
def test_no_title_leaves_its_column(title: str, make: Make, run_pandoc: RunPandoc) -> None:
    body = f"---\ntitle: '{title}'\nlang: de\n---\n\n[“word one”]{{.bk-quotation number=1}}.\n"
    checked = make(body, (judgement(1, "word one"),), language="de")
    page = pypdfium2.PdfDocument(render(checked, "pdf", RenderOptions(), run_pandoc))[0]
    text = page.get_textpage()
    words = text.get_text_range()
    ends = [text.get_charbox(at)[2] for at in range(words.index(title[-5:]) + 5)]
    mark = text.get_charbox(words.index("✓"))[0]  # of the margin
    assert max(ends) < mark
