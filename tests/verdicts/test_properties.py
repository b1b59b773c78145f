"""What holds of every text: no unexplained word is accepted, and layout does not matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.verdicts.quoting import judge

from briefkit.checking import check_text
from briefkit.model import Policy

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


PIECES = (
    *"abc ABC 12 .,;:-–—−’'()[]{}…%€½²ﬁ日שल\u0301\u00ad\u200b\u00a0\n\f",
    *(" the ", " not ", "[sic]", " . . . ", "[…]", "3\u202f000", "−5", "--", "Mr. ", "^2", "_x_"),
)
pieces = st.lists(st.sampled_from(PIECES), min_size=2, max_size=60)


@settings(max_examples=150, deadline=None)
@given(pieces, st.data())
def test_every_text_gets_a_verdict_and_its_own_words_are_exact(source: list[str], data: st.DataObject) -> None:
    """However strange the marks are, and however they are changed."""
    start = data.draw(st.integers(0, len(source) - 2))
    quote = source[start : data.draw(st.integers(start + 1, len(source)))]
    place = data.draw(st.integers(0, len(quote)))
    changed = [*quote[:place], data.draw(st.sampled_from(PIECES)), *quote[place + data.draw(st.integers(0, 1)) :]]
    for words in (quote, changed):
        assert judge("".join(words), "".join(source)).message
    line = "".join(source).replace("\n", " ").replace("\f", " ")
    assert judge(line, line).verdict in ("exact", "missing"), "missing where there are no words"


SOURCES = {
    "a": "The minister signed the treaty in the harbour before winter. The council never agreed to open the border.",
    "b": "Seven ships closed the river market. The coast guard did not vote for the new rule after the summit.",
    "c": "Three large parts of the treaty open with a vote. The minister may agree to the rule.",
}
CITED = (
    "“The minister signed the treaty” [@a].",
    "“signed the treaty in the market” [@a].",
    "“Seven ships closed the river market” [@a].",
    "“The coast guard did … vote for the new rule” [@b].",
    "“[t]he minister may agree to the rule” [@c].",
    "“Three big parts of the treaty” [@c].",
    "“nobody at all said this of the harbour” [@b].",
    "“The minister must agree” [@c].",
)


def verdicts(sentences: Sequence[str], sources: Mapping[str, str]) -> list[tuple[str, str]]:
    """Text and verdict of each quotation of a report with a paragraph for each sentence."""
    result = check_text("\n\n".join(sentences) + "\n", sources, Policy(date="2026-01-01"))
    return [(j.quotation.text, f"{j.verdict} {j.rule}") for j in result.reports[0].judgements]


@settings(max_examples=12, deadline=None)
@given(st.permutations(CITED), st.permutations(list(SOURCES)), st.integers(1, len(CITED)))
def test_order_and_neighbours_do_not_matter(sentences: list[str], order: list[str], count: int) -> None:
    alone = dict(verdicts(CITED, SOURCES))
    among = verdicts(sentences[:count], {key: SOURCES[key] for key in order})
    assert among == [(text, alone[text]) for text, _ in among]
    assert len(among) == count
    assert len({verdict.split()[0] for verdict in alone.values()}) >= 5
