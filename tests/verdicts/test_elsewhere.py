"""What no cited source has is sought in the others all at once, with the answer that one search each would give."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.api import check
from briefkit.judging import Judge
from briefkit.judging.elsewhere import Said, candidates
from briefkit.judging.index import IndexedSource
from briefkit.judging.outcome import may_hold
from briefkit.model import Citation, Policy, Quotation, Report, Source, Span

HERE = Span(1, 1, 1, 1)
WORDS = "river bridge council winter engineer harbour grain market record measure protect assess decline public".split()


def text_of(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)) + "."


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1 << 32), st.integers(1, 30), st.integers(0, 4))
def test_no_source_that_may_hold_the_words_is_left_out(seed: int, count: int, changed: int) -> None:
    chance = random.Random(seed)
    sources = [IndexedSource(Source(f"s{n}", text_of(chance, 300))) for n in range(5)]
    words = chance.choice(sources).source.text.split()
    at = chance.randrange(len(words) - count)
    quote = words[at : at + count]
    for _ in range(changed):
        quote[chance.randrange(len(quote))] = "".join(chance.choices("abcdefgh", k=chance.randint(1, 9)))
    text = " ".join(quote)
    found = candidates([text], sources)
    holding = [index.source.id for index in sources if may_hold(text, index)]
    assert set(holding) <= set(found.get(text, [index.source.id for index in sources]))


@pytest.mark.parametrize("seed", range(4))
def test_all_at_once_is_as_one_by_one(seed: int) -> None:
    chance = random.Random(seed)
    sources = {f"s{n:02}": Source(f"s{n:02}", text_of(chance, 400), metadata={"title": f"On {n}"}) for n in range(20)}
    quotations = []
    for number in range(1, 60):
        home, cited = chance.choice(list(sources)), chance.choice(list(sources))
        words = sources[home].text.split()
        at = chance.randrange(380)
        text = " ".join(words[at : at + chance.randint(1, 15)])
        text = text.replace("river", "stream") if number % 7 == 0 else text
        citations = (Citation(chance.choice([home, cited, "none"]), None, HERE),) if number % 5 else ()
        quotations.append(Quotation(number, text, (), HERE, "inline", citations))
    report = Report("x.md", "", "", None, tuple(quotations), (), ())
    together, _ = Judge(report, sources, Policy()).run()
    alone = Judge(report, sources, Policy())
    assert together == tuple(alone.judge(quotation) for quotation in quotations)
    assert {"misattributed", "uncited", "missing"} & {str(judgement.verdict) for judgement in together}


@given(st.lists(st.tuples(st.text("ab", max_size=4), st.sampled_from("xyz")), max_size=30), st.text("ab", max_size=3))
def test_what_was_said_is_found_again(said: list[tuple[str, str]], letters: str) -> None:
    kept = Said()
    kept._CHUNK = 4  # type: ignore[misc]
    for text, source in said:
        kept.add(text, source)
    for before in (None, 0, 3, len(said)):
        held = [source for text, source in said[:before] if letters in text]
        assert kept.sources_of(letters, before) == list(dict.fromkeys(held))


@pytest.mark.parametrize(
    ("words", "citation", "told", "fix"),
    [
        ("nobody said this here", "@Annual", "did you mean @{Annual Report (2)}?", None),
        ("nobody said this here", "@kettle-2012", "did you mean @kettle-2021?", None),
        ("nobody said this here", "@flood", "as flood.pdf or whatever it is", None),
        ("rose by 26 centimetres", "@flood", "the words stand in kettle-2021: cite [@kettle-2021]", "@kettle-2021"),
        ("the mill was closed", "@kettel-2021, p. 2", "stand in kettle-2021: cite [@kettle-2021]", "@kettle-2021"),
    ],
)
def test_an_id_that_no_source_has_is_mended(words: str, citation: str, told: str, fix: str | None) -> None:
    """The source whose ID is much alike goes before others that have the words."""
    river = "The river rose by 26 centimetres and the mill was closed."
    sources = {"Annual Report (2)": "The mill was closed.", "kettle-2021": river}
    (judgement,) = check(f"He said “{words}” [{citation}].\n", sources).reports[0].judgements
    assert (judgement.verdict, judgement.match) == ("unknown-source", None)
    assert judgement.message.endswith(told)
    assert (judgement.fix and judgement.fix.text) == fix
