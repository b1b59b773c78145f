"""The text output: what a person sees at a terminal."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.formats import FormatOptions, formatter
from briefkit.formats.aligned import Marked, row
from briefkit.formats.columns import printable, width
from briefkit.model import CheckResult, Verdict
from tests.formats import made


def text(result: CheckResult, **options: bool) -> str:
    return formatter("text")(result, FormatOptions(**options))  # type: ignore[arg-type]


def test_a_rejected_quotation_whole() -> None:
    assert text(made.result(made.altered())) == (
        "reports/x.md:3:5: BK301 altered: the source has “26”, the quotation “36”\n"
        "    quoted  rose by 36 centimetres\n"
        "                    ^^\n"
        "    source  rose by 26 centimetres  (talk, p. 4 (page 6 of the file), section “The Flood”)\n"
        "                    ^^\n"
        "      help  write “26” instead of “36”\n"
        "\n"
        "1 quotation in 1 report: 0 accepted, 1 rejected (1 altered)\n"
    )


def test_what_is_accepted_is_shown_only_on_demand() -> None:
    assert "word for word" not in text(made.result(made.accepted()))
    assert "word for word" in text(made.result(made.accepted()), all=True)


def test_warnings_are_shown_with_what_was_accepted() -> None:
    shown = text(made.result(made.close()))
    assert "reports/x.md:3:5: BK250 close: another spelling" in shown
    assert "warning  the passage is governed by “if”" in shown
    assert "note  not in “other”" in shown
    assert "~~~~~~~~~~~" in shown
    assert "^" not in shown


def test_a_waiver_is_printed() -> None:
    assert "heard on the phone (A. Author, until 2027-01-31)" in text(made.result(made.waived()))


def test_entries_stand_in_the_order_of_the_report() -> None:
    shown = text(made.everything())
    places = [tuple(map(int, place)) for place in re.findall(r"^reports/x\.md:(\d+):(\d+):", shown, re.MULTILINE)]
    assert places == sorted(places)
    assert len(places) == 6


def test_the_summary() -> None:
    last = text(made.everything()).splitlines()[-1]
    assert last == (
        "9 quotations in 1 report: 7 accepted (1 exact, 1 typographic, 1 edited, 1 close, 1 exempt, 1 translated, "
        "1 waived), 2 rejected (1 altered, 1 uncited); 1 other error; 3 warnings"
    )
    assert text(made.result(), summary=False) == ""


def test_a_strict_summary_counts_close_as_rejected() -> None:
    strict = replace(made.close(), accepted=False)
    assert "0 accepted, 1 rejected (1 close)" in text(made.result(strict))


def test_colour_only_on_demand() -> None:
    assert "\x1b" not in text(made.everything())
    coloured = text(made.everything(), color=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == text(made.everything())


def test_nothing_in_a_report_can_steer_the_terminal() -> None:
    hostile = replace(made.altered(), message="\x1b[2J\x07 and \u202eback\u202c", verdict=Verdict.MISSING)
    hostile = replace(hostile, quotation=replace(hostile.quotation, text="a\x1b]0;title\x07b\u200bc"))
    shown = text(made.result(hostile))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e]", shown)
    assert "⟨U+202E⟩" in shown


@pytest.mark.parametrize(
    ("words", "marked", "shown", "marks"),
    [
        ("a bb c", [Marked(2, 4, False)], "a bb c", "  ^^"),
        ("a  \n bb", [Marked(5, 7, False)], "a bb", "  ^^"),
        ("水は26度", [Marked(2, 4, False)], "水は26度", "    ^^"),
        ("cafe\u0301 26", [Marked(6, 8, False)], "cafe\u0301 26", "     ^^"),
        ("a bb c", [Marked(2, 2, True)], "a bb c", "  ~"),
        ("ab", [Marked(2, 2, False)], "ab", "  ^"),
        ("did not go", [Marked(3, 8, False)], "did not go", "    ^^^"),
        ("שלום 26", [Marked(5, 7, False)], "שלום 26", ""),
    ],
)
def test_marks_stand_below_what_differs(words: str, marked: list[Marked], shown: str, marks: str) -> None:
    made_row = row(words, marked)
    assert (made_row.text, made_row.marks) == (shown, marks)


def test_a_long_text_is_cut_to_what_differs() -> None:
    words = "one " * 200 + "twain " + "three " * 200
    made_row = row(words, [Marked(800, 805, False)])
    assert len(made_row.text) < 120
    assert made_row.text.startswith(" […] ")
    assert made_row.text.endswith("[…]")
    column = made_row.marks.index("^")
    assert made_row.text[column : column + 5] == "twain"


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 30))
def test_marks_are_never_wider_than_what_they_mark(words: str, start: int, length: int) -> None:
    marked = [Marked(min(start, len(words)), min(start + length, len(words)), False)]
    made_row = row(words, marked)
    assert width(made_row.marks) <= width(made_row.text) + 1
    assert printable(made_row.text) == made_row.text
