"""What holds of every text: no unexplained word is accepted, and layout does not matter."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.verdicts.quoting import judge

WORDS = (
    "harbour treaty minister seven border council winter signed agreed never ships before after guard coast paper "
    "river market three summit parts open closed large small vote rule"
).split()
sentences = st.lists(st.sampled_from(WORDS), min_size=8, max_size=30)


@settings(max_examples=150, deadline=None)
@given(sentences, st.data())
def test_no_other_word_is_accepted(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 6))
    quote = words[start : start + 6]
    place = data.draw(st.integers(0, 5))
    other = data.draw(st.sampled_from(["granite", "teapot", "zero", "nobody", "maybe"]))
    for changed in (
        [*quote[:place], other, *quote[place + 1 :]],
        [*quote[:place], other, *quote[place:]],
    ):
        assert not judge(" ".join(changed), " ".join(words)).accepted


@settings(max_examples=100, deadline=None)
@given(sentences, st.data())
def test_dropping_an_inner_word_is_rejected_unless_it_stands_so_elsewhere(
    words: list[str], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(words) - 6))
    place = data.draw(st.integers(1, 4))
    quote = words[start : start + 6]
    dropped = quote[:place] + quote[place + 1 :]
    stands = any(words[i : i + 5] == dropped for i in range(len(words)))
    assert judge(" ".join(dropped), " ".join(words)).accepted == stands


@settings(max_examples=60, deadline=None)
@given(sentences, st.data())
def test_line_wrapping_does_not_matter(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 5))
    quote = words[start : start + 5]
    breaks = data.draw(st.lists(st.sampled_from([" ", "\n", "  \n "]), min_size=5, max_size=5))
    wrapped = "".join(word + space for word, space in zip(quote, breaks, strict=True)).strip()
    assert judge(wrapped, " ".join(words)).verdict == judge(" ".join(quote), "\n".join(words)).verdict == "exact"
