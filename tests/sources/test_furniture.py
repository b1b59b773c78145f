"""Running heads and page numbers are set apart, and body text never is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.plain import read

WORDS = (
    "When the water came the miller was asleep, and nobody woke him.",
    "Grain prices doubled before Easter; the council met in haste.",
    "A surveyor from the capital measured every bridge on foot.",
    "Three of them had stood since his grandfather was a boy.",
    "She wrote to the ministry and asked for sandbags, then for boats.",
    "No answer came until the meadows were dry and the hay was lost.",
    "Old people remembered a worse year, but none could say which.",
)


def extract(text: str) -> Extracted:
    return read(text.encode(), Context())


def body(got: Extracted) -> str:
    """The text without its furniture."""
    kept, place = "", 0
    for start, end in got.furniture:
        kept, place = kept + got.text[place:start], end
    return kept + got.text[place:]


def pages(count: int, head: str = "", foot: str = "", first: int = 1) -> str:
    made = []
    for number in range(first, first + count):
        top = head.replace("#", str(number))
        bottom = foot.replace("#", str(number))
        words = random.Random(number).sample(" ".join(WORDS).split(), 24)
        body = "\n".join(" ".join(words[n : n + 8]) for n in (0, 8, 16))
        made.append(f"{top}\n\n{body}\n\n\n{bottom}\n")
    return "\f".join(made)


def test_a_text_without_form_feeds_has_no_pages() -> None:
    got = extract("One.\n\nTwo.\n")
    assert got.pages == ()
    assert got.furniture == ()


def test_pages_are_numbered_from_one_and_hold_their_text() -> None:
    got = extract("one\ftwo\fthree\f")
    assert [got.text[p.start : p.end] for p in got.pages] == ["one", "two", "three"]
    assert [p.index for p in got.pages] == [1, 2, 3]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("RFC 9999            A Protocol            June 2020", "Author        Standards Track        [Page #]"),
        ("", "#"),
        ("", "- # -"),
        ("# The Annual Report", ""),
        ("The Annual Report | #", ""),
        ("", "Page # of 5"),
        ("MINISTRY OF WATER", "Seite #"),
    ],
)
def test_what_repeats_at_the_edges_is_furniture(head: str, foot: str) -> None:
    rest = body(extract(pages(5, head, foot)))
    for line in (head, foot):
        for number in range(1, 6):
            assert not line or line.replace("#", str(number)) not in rest.splitlines()
    assert len(rest.split()) == 5 * 24


def test_words_stay_parted_where_furniture_is_taken_out() -> None:
    head = "Head of it all\n\n"
    got = extract(f"one ends\n\n1\n\f{head}next begins\n\n2\n\f{head}last\n\n3\n\f{head}end\n\n4\n")
    assert "ends\nnext begins\nlast\nend" in body(got)


def test_printed_numbers_become_labels_and_gaps_are_filled() -> None:
    text = "\f".join(f"{WORDS[n % 7]}\n\n{'' if n == 12 else n}\n" for n in range(10, 15))
    assert [p.label for p in extract(text).pages] == ["10", "11", "12", "13", "14"]


def test_roman_numbers_of_front_matter() -> None:
    folios = ["vii", "viii", "ix", "1", "2", "3"]
    text = "\f".join(f"{WORDS[n]}\n\n{folio}\n" for n, folio in enumerate(folios))
    assert [p.label for p in extract(text).pages] == folios


def test_a_scanned_number_that_came_out_as_letters_is_furniture_too() -> None:
    text = "\f".join(f"{'a4' if n == 4 else n}\n{WORDS[n % 7]}\n" for n in range(2, 9))
    got = extract(text)
    assert "a4" not in body(got)
    assert got.pages[2].label == "4"


def test_numbers_that_count_nothing_stay() -> None:
    text = "\f".join(f"{WORDS[n]}\n{number}\n" for n, number in enumerate([1789, 1815, 1848, 1871]))
    got = extract(text)
    assert all(str(year) in body(got) for year in (1789, 1815, 1848, 1871))
    assert [p.label for p in got.pages] == [None] * 4


def test_a_line_that_returns_in_the_midst_of_pages_stays() -> None:
    text = "\f".join(f"{WORDS[n]}\na\nb\nc\nHear me, O river\nd\ne\nf\n{WORDS[n]} again\n" for n in range(5))
    assert body(extract(text)).count("Hear me, O river") == 5


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=60), min_size=1, max_size=8))
def test_ranges_are_in_order_and_pages_cover_all_but_the_form_feeds(parts: list[str]) -> None:
    text = "\f".join(parts).replace("\0", "")
    got = extract(text)
    place = 0
    for start, end in got.furniture:
        assert place <= start < end <= len(text)
        place = end
    if got.pages:
        covered = "\f".join(text[p.start : p.end] for p in got.pages)
        assert text.rstrip().startswith(covered.rstrip())


@pytest.mark.parametrize(("name", "pages"), [("rfc2616", 70), ("rfc5321", 95)])
def test_real_paged_documents(corpus: Path, name: str, pages: int) -> None:
    got = read((corpus / "library" / "texts" / f"{name}.txt").read_bytes(), Context())
    assert [p.label for p in got.pages] == [str(n) for n in range(1, pages + 1)]
    rest = body(got)
    assert "[Page " not in rest
    assert "\f" not in rest
    heads = [line for line in rest.splitlines() if line.startswith("RFC ") and line.rstrip().endswith(("1999", "2008"))]
    assert heads == []


@pytest.mark.parametrize("name", ["lincoln-1861", "jfk-1961", "fdr-1933"])
def test_nothing_is_taken_from_pages_without_heads(corpus: Path, name: str) -> None:
    text = (corpus / "library" / "texts" / f"{name}.txt").read_bytes()
    got = read(text, Context())
    assert body(got).split() == got.text.split()
