"""Each quotation where it stands in the author's file, whatever the encoding does."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.model import Quotation, Report
from briefkit.report.positions import Places

from .conftest import Read


def written(made: Report, found: Quotation) -> str:
    """What stands in the file at a quotation's span; of a single line."""
    line = made.text.split("\n")[found.span.line - 1]
    return line[found.span.column - 1 : found.span.end_column - 1]


@pytest.mark.parametrize(
    "text",
    [
        "a “q” b",
        "\ufeffa “q” b",
        "a\r\n\r\nb “q” c\r\n",
        "a\tb\t“q”\tc",
        "- \t“q”",
        "\t\n\n1.\tx\n\n\t“q” y",
        "e\u0301te\u0301 “q” e\u0301",
        "가\u1112\u1161\u11ab “q”",
        "😀 𝒳 “q” 😀",
        "a\u2028b\u0085c\x0c “q”",
        "> x\n> y “q”",
        "> lazy\n“q” z",
        "| é | “q” |\n|--|--|\n| a | b |",
        "*a* &amp; \\* **“q”** b",
        "a[^n] b “q”\n\n[^n]: c",
    ],
)
def test_the_place_of_a_quotation(report: Read, text: str) -> None:
    made = report(text)
    found = next(q for q in made.quotations if "q" in q.text)
    if found.form == "inline":
        assert written(made, found) == "“q”"
    at = found.text.index("q")
    assert made.text[found.offsets[at]] == "q"
    assert not made.text.startswith("\ufeff")


def test_the_author_s_own_characters_are_kept(report: Read) -> None:
    decomposed = unicodedata.normalize("NFD", "“Ökonomie für Äpfel, été”")
    made = report(f"vör {decomposed} x [@a]".replace("vör", unicodedata.normalize("NFD", "vör")))
    (found,) = made.quotations
    assert found.text == decomposed[1:-1]
    assert written(made, found) == decomposed
    assert "".join(made.text[at] for at in found.offsets[:-1]) == found.text
    assert made.text[found.offsets[-1]] == "”"
    assert made.citations[0].span.column == made.text.index("[@a]") + 1


def test_offsets_where_an_entity_begins_as_its_text_does(report: Read) -> None:
    text = "“x &amp;amp y” z"
    quotation = report(text).quotations[0]
    assert quotation.text == "x &amp y"
    assert quotation.offsets[quotation.text.index("amp")] == text.index(";") + 1


def test_offsets_of_escapes_entities_and_breaks(report: Read) -> None:
    made = report("“a \\$5 &amp;\n  b” c")
    (found,) = made.quotations
    assert found.text == "a $5 &\nb"
    assert made.text[found.offsets[found.text.index("$")]] == "\\"
    assert made.text[found.offsets[found.text.index("&")]] == "&"
    assert len(found.offsets) == len(found.text) + 1
    assert list(found.offsets) == sorted(found.offsets)


def test_a_quotation_over_lines(report: Read) -> None:
    made = report("x “one\r\n  two” y")
    (found,) = made.quotations
    assert found.text == "one\ntwo"
    assert (found.span.line, found.span.column, found.span.end_line, found.span.end_column) == (1, 3, 2, 7)


def test_places_in_the_front_matter(report: Read) -> None:
    made = report('---\ntitle: "On \\"q one\\""\nabstract: |\n  First “é q two”\n\n  then “q two”\n---\nx')
    assert [(q.text, q.span.line, q.span.column) for q in made.quotations] == [
        ("q one", 2, 13),
        ("é q two", 4, 9),
        ("q two", 6, 8),
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="a\u0301\u0308eÖ\u1112\u1161\u11ab\u09c7\u09be\u0344 \n😀", max_size=30))
def test_the_map_of_normalisation(raw: str) -> None:
    places = Places(raw)
    assert places.text == unicodedata.normalize("NFC", raw)
    marks = [places.raw_offset(at) for at in range(len(places.text) + 1)]
    assert marks == sorted(marks)
    assert marks[0] == 0
    assert marks[-1] == len(raw)
    assert "".join(places.characters(at) for at in range(len(places.text))) == raw


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["“ab cd”", "*em*", "word", "e\u0301", "\t", "&amp;", "\\*", "😀", "`c`", "\n", "[@a]", "$x$"]),
        max_size=25,
    )
)
def test_every_quotation_stands_where_it_says(report: Read, parts: list[str]) -> None:
    lines = re.sub(r"\n\s*", "\nw ", " ".join(parts))  # no indented code, which holds no quotation
    made = report(f"x {lines} “ab cd” end")
    assert made.quotations
    for found in made.quotations:
        assert written(made, found) == "“ab cd”"
