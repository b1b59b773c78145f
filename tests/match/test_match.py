"""The fold's map, locating and alignment, against slow and obvious references."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.match import align, find_exact, find_similar, fold, tokenize
from briefkit.match.fold import packed, skeleton, unpacked

texts = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=3000)


def slow_fold(text: str) -> list[tuple[str, int]]:
    """Each skeleton character with the offset of the character it comes from."""
    found = []
    for offset, character in enumerate(text):
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
        found.extend((c, offset) for c in folded if c.isalnum())
    return found


@settings(max_examples=200, deadline=None)
@given(texts)
def test_fold_is_the_obvious_one(text: str) -> None:
    reference = slow_fold(text)
    folded = fold(text)
    assert folded.skeleton == "".join(c for c, _ in reference)
    for position, (_, offset) in enumerate(reference):
        assert folded.start_of(position) == offset


SCRIPTS = "río ñandú|Öl, Straße ½|ὁ ἄνθρωπος|Всё ё й Й|ﬁn ™ №|한국어 日本|İı 𝔸 \ufffe\x00".split("|")


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(SCRIPTS)),
    texts,
)
def test_a_long_text_folds_as_its_parts_do(parts: list[str], more: str) -> None:
    """A long text has an alphabet of its own; the letters and the map back are those of the obvious fold."""
    text = " ".join(parts * 20 + [more]) * (1 + 10_000 // (200 + len(more)))
    folded = fold(text)
    assert folded.skeleton == skeleton(text)
    offsets = [offset for _, offset in slow_fold(text)]
    assert all(folded.start_of(at) == offsets[at] for at in range(0, len(offsets), 97))


def test_a_long_text_without_an_alphabet_folds_as_its_parts_do() -> None:
    """So many different characters get no byte each; Han characters are taken to fold to themselves."""
    text = "".join(map(chr, range(0x4E00, 0xA000))) + "、第１条 がギ 한국어 ﬁn Straße" * 40
    folded = fold(text)
    assert folded.skeleton == "".join(c for c, _ in slow_fold(text))
    assert folded.start_of(len(folded.skeleton) - 1) == len(text) - 1


HAN = "".join(chr(0x4E00 + 7 * number % 0x5200) for number in range(30_000))
MIXED = "，。|、第１条 が|ギャグ ﬁn|㈱ Straße ½|한국어|é ё|\ufffe 𝔸|𠀀".split("|")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(MIXED), max_size=6), texts, st.integers(0, len(HAN)))
def test_a_long_text_of_ideographs_folds_as_its_parts_do(parts: list[str], more: str, at: int) -> None:
    """What the sample of a text does not know is met on the way."""
    text = HAN[:at] + more + HAN[at:] + "".join(mark + HAN[at : at + 9] for mark in parts * 50)
    folded = fold(text)
    reference = slow_fold(text)
    assert folded.skeleton == "".join(c for c, _ in reference)
    assert all(folded.start_of(place) == reference[place][1] for place in range(0, len(reference), 997))


@settings(max_examples=100, deadline=None)
@given(texts, st.lists(st.integers(0, 3000), min_size=2, max_size=6, unique=True))
def test_skips_are_left_out(text: str, cuts: list[int]) -> None:
    points = sorted(min(cut, len(text)) for cut in cuts)
    skips = [(a, b) for a, b in zip(points[::2], points[1::2], strict=False) if a < b]
    reference = [(c, o) for c, o in slow_fold(text) if not any(a <= o < b for a, b in skips)]
    folded = fold(text, skips)
    assert folded.skeleton == "".join(c for c, _ in reference)
    assert all(folded.start_of(i) == offset for i, (_, offset) in enumerate(reference))


@pytest.mark.parametrize(
    "text",
    ["", "Dunes", "Les dunes ont cédé : l’œuvre — ﬁn ! ½ " * 500, "Ποταμός, Straße. " * 900, "堤防は高い。" * 2500],
)
def test_a_packed_fold_is_the_same(text: str) -> None:
    skips = [(7, 11), (len(text) // 2, len(text) // 2 + 3)] if len(text) > 20 else []
    folded = fold(text, skips)
    again = unpacked(packed(folded), text)
    for name in ("text", "skeleton", "starts", "counts", "ends", "spent"):
        assert getattr(again, name) == getattr(folded, name)
    for position in range(0, len(folded.skeleton), 211):
        assert again.start_of(position) == folded.start_of(position)
        assert again.position_of(position) == folded.position_of(position)


def test_every_occurrence_is_found() -> None:
    folded = fold("A pledge; a Pledge - a plédge.")
    assert [folded.range_of(p.start, p.end) for p in find_exact(folded, "a pledge")] == [(0, 8), (10, 18), (21, 29)]


def test_the_most_alike_passage_is_found() -> None:
    text = "x " * 5000 + "the ministers agreed on a common plan for the coast. " + "y " * 5000
    folded = fold(text)
    best = find_similar(folded, "the ministers agree on one common plan for the coast")[0]
    start, end = folded.range_of(best.start, best.end)
    assert "agreed on a common plan" in text[start:end]


def test_alignment_uses_the_shortest_passage() -> None:
    quote, source = tokenize("the plan was firm"), tokenize("the plan, the plan is firm and firm")
    steps = align(quote, source)
    used = [source[step.s_start].text for step in steps if step.s_end > step.s_start]
    assert used == ["the", "plan", "is", "firm"]


def test_figures_keep_their_signs() -> None:
    keys = [token.key for token in tokenize("from −0.42 to 1,234.5, or 3–5, at 10² and ½")]
    assert "-0.42" in keys
    assert "1,234.5" in keys
    assert "10²" in keys
    assert "½" in keys


def test_skeleton_only_locates() -> None:
    assert skeleton("−7.4 %") == skeleton("74")
