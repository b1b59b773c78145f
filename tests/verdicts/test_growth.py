"""Repetitive and oversized input is judged all the same; a regression here shows as a test run that does not end."""

from __future__ import annotations

import random

import pytest
from tests.verdicts.quoting import judge

from briefkit.checking import MOST_ALIKE, check_text
from briefkit.model import Source

CHANCE = random.Random(1)
WORDS = ["".join(CHANCE.choice("abcdefghijklmnop") for _ in range(CHANCE.randint(3, 9))) for _ in range(2000)]
LONG = " ".join(CHANCE.choice(WORDS) for _ in range(60_000))
COMMON = "of the and to in that was".split()
PHRASE = "the same phrase again and again. "


@pytest.mark.parametrize(
    ("quote", "source", "verdict"),
    [
        ("a" * 40, "a" * 500_000, "missing"),
        ("a a a a a a b", "a " * 200_000, "missing"),
        ("the same phrase again and now", PHRASE * 10_000, "altered"),
        ("the same phrase again and again", PHRASE * 10_000, "exact"),
        ("the same … phrase … again … and … not", PHRASE * 5_000, "altered"),
        (LONG[:120_000].rsplit(" ", 1)[0], LONG, "exact"),
        ("zq" * 5_000, LONG, "missing"),
        (" ".join(LONG.split()[:2_000] + WORDS), LONG, "missing"),
        ("a [b] " * 200, LONG[:100_000], "missing"),
    ],
    ids=["aaaa", "a-a-a", "phrase-altered", "phrase", "ellipses", "long", "garbage", "half-garbage", "brackets"],
)
def test_it_ends(quote: str, source: str, verdict: str) -> None:
    assert judge(quote, source).verdict == verdict


def test_long_parts_with_slips_stand_each_in_its_own_words() -> None:
    """Words of a long part stand before it by chance; they are not taken for its beginning."""
    source = "".join(f"{word} {COMMON[number % 7]} " for number, word in enumerate(LONG.split()[:30_000]))
    parts = [list(source[start:end]) for start, end in ((0, 20_000), (21_000, 80_000), (81_000, 90_000))]
    for part in parts:
        for at in range(500, len(part), 1_000):
            part[at] = "x"
    judged = judge(" … ".join("".join(part).strip() for part in parts), source)
    assert judged.verdict == "altered"
    assert judged.match is not None
    assert judged.match.start == 0
    assert judged.match.end in range(89_990, 90_010)


def test_the_order_of_sources_does_not_matter() -> None:
    first, second = Source("b", "The pledge was firm and clear."), Source("c", "The pledge was firm and clear.")
    one = judge("The pledge was firm and clear", "Nothing at all.", others=(first, second))
    two = judge("The pledge was firm and clear", "Nothing at all.", others=(second, first))
    assert one.match == two.match
    assert one.message == two.message


def test_findings_without_end_are_told_as_a_number() -> None:
    report = "A word “ " * 20_001 + "\n\n“said yes” [@t]\n"
    checked = check_text(report, {"t": "He said yes."}).reports[0]
    assert len(checked.findings) == MOST_ALIKE + 1
    assert not checked.passed
    last = max(checked.findings, key=lambda finding: (finding.line, finding.column))
    assert last.message == f"and {20_001 - MOST_ALIKE:d} more of BK101"
