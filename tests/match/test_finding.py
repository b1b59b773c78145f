"""The fast finding against the slow and obvious one, on made texts and on real ones."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz
from tests.match import reference

from briefkit.match import Folded, find_exact, find_similar, fold, locate
from briefkit.match.blocks import BLOCK, Blocks, least_shared
from briefkit.match.distance import nearest
from briefkit.match.fold import skeleton

LETTERS = "etaoinshrdlcumwfgypbvk"


def edited(words: str, edits: int, chance: random.Random) -> str:
    """Words with so many letters put in, taken out or changed."""
    letters = list(words)
    for _ in range(edits):
        at = chance.randrange(len(letters))
        letters[at : at + chance.randint(0, 1)] = chance.choice(["", chance.choice(LETTERS)]) if letters[2:] else "x"
    return "".join(letters)


def assert_best(source: Folded, quote: str, edits: int, start: int, end: int) -> None:
    """Finding gives the reference's stretch, where that takes at most a fifth of the letters."""
    if edits > len(skeleton(quote)) // 5:
        return
    if edits == 0:
        assert (start, end) == (find_exact(source, quote)[0].start, find_exact(source, quote)[0].end)
    best = find_similar(source, quote)[0]
    assert (best.edits, best.start, best.end) == (edits, start, end)


@settings(max_examples=300, deadline=None)
@given(st.text("abcd", min_size=1, max_size=12), st.text("abcd", max_size=60))
def test_the_nearest_stretch_is_the_references(needle: str, text: str) -> None:
    edits, start, end = nearest(needle, text)
    expected = reference.nearest(needle, text)
    assert (edits, end) == (expected[0], expected[2])
    assert end == 0 or start == expected[1]


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 1 << 32), st.text("abcdef", min_size=2, max_size=8), st.integers(0, 7), st.integers(0, 2))
def test_what_stands_beside_whole_pieces_is_the_references(seed: int, letters: str, edits: int, more: int) -> None:
    """With a bound on the edits, the nearest stretch is found without a table; it is the same."""
    chance = random.Random(seed)
    text = "".join(chance.choices(letters, k=150))
    at = chance.randrange(90)
    needle = edited(text[at : at + chance.randint(12, 60)], edits, chance)
    expected = reference.nearest(needle, text)
    edits, start, end = nearest(needle, text, expected[0] + more)
    assert (edits, end) == (expected[0], expected[2])
    assert end == 0 or start == expected[1]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1 << 32), st.sampled_from(["ab", "abcdefgh", "aé𝔸𠀀", LETTERS]), st.integers(1, 60))
def test_the_index_has_the_references_occurrences(seed: int, letters: str, length: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choices(letters, k=3_000))
    at, start = chance.randrange(len(text)), chance.randrange(len(text))
    end = chance.randint(start, len(text))
    for needle in (text[at : at + length], "".join(chance.choices(letters, k=length))):
        found = Blocks(text, most_looks=10**6).occurrences(needle, start, end)
        places = [place for place in reference.occurrences(needle, text) if start <= place <= end - len(needle)]
        assert found == places if len(needle) >= 7 else found is None


def test_exact_occurrences_are_the_same_with_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(4)
    pool = ["".join(chance.choices(LETTERS, k=chance.randint(2, 9))) for _ in range(2_000)]
    text = " ".join(chance.choices(pool, k=20_000))
    plain, indexed = fold(text), fold(text)
    indexed.spent = 10**9
    words = text.split()
    for count in (1, 2, 3, 8, 20):
        for at in range(0, 19_000, 1_000):
            quote = " ".join(words[at : at + count])
            assert find_exact(plain, quote) == find_exact(indexed, quote)
    assert "blocks" in vars(indexed)
    assert "blocks" not in vars(plain)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 1 << 32), st.integers(8, 120))
def test_no_stretch_within_reach_is_less_alike_than_promised(seed: int, length: int) -> None:
    """What a look through a range for likeness does not find needs no proof that it is not there."""
    chance = random.Random(seed)
    text = "".join(chance.choices(LETTERS, k=400))
    at = chance.randrange(len(text) - length)
    needle = edited(text[at : at + length], chance.randrange(1 + length // 5), chance)
    edits, _, _ = reference.nearest(needle, text)
    if edits <= len(needle) // 5:
        assert fuzz.partial_ratio(needle, text) >= locate._IN_REACH


@settings(max_examples=200, deadline=None)
@given(st.text("ab ", min_size=1, max_size=4), st.text("ab ", max_size=200))
def test_exact_occurrences_are_the_references(needle: str, text: str) -> None:
    found = find_exact(fold(text), needle)
    assert [place.start for place in found] == (
        reference.occurrences(skeleton(needle), skeleton(text)) if skeleton(needle) else []
    )


@st.composite
def texts_and_quotes(draw: st.DrawFn) -> tuple[str, str]:
    """A text of words drawn by chance, with repeated passages, and a stretch of it with up to a fifth of it edited."""
    chance = random.Random(draw(st.integers(0, 1 << 32)))
    pool = ["".join(chance.choices(LETTERS, k=chance.randint(2, 9))) for _ in range(draw(st.integers(20, 300)))]
    words = chance.choices(pool, k=draw(st.integers(60, 500)))
    at, length = chance.randrange(len(words) - 50), draw(st.integers(3, 45))
    passage = words[at : at + length]
    if draw(st.booleans()):
        words += edited(" ".join(passage), chance.randrange(6), chance).split()
    quote = edited(" ".join(passage), chance.randrange(1 + len("".join(passage)) // 5), chance)
    return " ".join(words), quote


@settings(max_examples=60, deadline=None)
@given(texts_and_quotes())
def test_the_best_place_is_the_references(made: tuple[str, str]) -> None:
    text, quote = made
    if len(skeleton(quote)) >= 15:
        assert_best(fold(text), quote, *reference.nearest(skeleton(quote), skeleton(text)))


@pytest.mark.parametrize("way", ["little", "much", "indexed"])
def test_the_best_place_in_real_texts_is_the_exhaustive_ones(
    way: str, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty quotations of three to 45 words in each way of searching, up to a fifth edited."""
    chance = random.Random(way)
    monkeypatch.setattr(locate, "_LARGE", 10**9 if way == "little" else 5_000)
    paths = sorted((corpus / "library" / "texts").glob("*.txt"))
    for path in chance.choices(paths, k=20):
        text = path.read_text("utf-8", "replace")[:120_000]
        source = fold(text)
        source.spent = 10**9 if way == "indexed" else 0
        words = text.split()
        at = chance.randrange(max(1, len(words) - 46))
        passage = " ".join(words[at : at + chance.randint(3, 45)])[:300]
        quote = edited(passage, chance.randrange(1 + len(skeleton(passage)) // 5), chance)
        if len(skeleton(quote)) >= 15:
            assert_best(source, quote, *nearest(skeleton(quote), source.skeleton))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1 << 32), st.integers(20, 200), st.integers(0, 40))
def test_a_block_shares_no_fewer_pieces_than_promised(seed: int, length: int, edits: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choices(LETTERS, k=2_000))
    at = chance.randrange(len(text) - length)
    needle = edited(text[at : at + length], edits, chance)
    distance, start, end = nearest(needle, text)
    counts, left_out = Blocks(text).shared(needle)
    shared = sum(counts[block] for block in range(start // BLOCK, (max(start, end - 1)) // BLOCK + 1))
    assert shared >= least_shared(len(needle), distance) - left_out


def test_repetitive_text_ends_and_keeps_the_tie_rule() -> None:
    source = fold("the same phrase again and again. " * 10_000)
    assert len(find_exact(source, "phrase again")) == locate.MAX_OCCURRENCES
    best = find_similar(source, "the same phrase over and again")[0]
    assert (best.start, best.edits) == (0, 5)
