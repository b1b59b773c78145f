"""Latin letters amid those written from right to left: the blank between them may be lost."""

from __future__ import annotations

import pytest

from briefkit.checking import check_text
from briefkit.match import tokenize
from briefkit.model import Policy, Source

TEXT = "توفر كل من R و Pythonمكتبات غنية. في النهاية، البرمجة بلغة R وPython سهلة."


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("توفر كل من R و Python مكتبات غنية", "exact"),
        ("توفر كل من R و Pythonمكتبات غنية", "exact"),
        ("كل من R و Python", "exact"),
        ("البرمجة بلغة R و Python سهلة", "exact"),
        ("البرمجة بلغة R و Java سهلة", "altered"),
    ],
)
def test_the_blank_between_two_directions_does_not_count(words: str, verdict: str) -> None:
    checked = check_text(f"قال “{words}” [@a].\n", {"a": Source("a", TEXT)}, Policy(date="2026-01-01"))
    assert checked.reports[0].judgements[0].verdict == verdict


def test_tokens_end_where_the_direction_turns() -> None:
    assert [token.text for token in tokenize("Pythonمكتبات, plain")] == ["Python", "مكتبات", ",", "plain"]
    assert [token.text for token in tokenize("x naïveté y", 2, 9)] == ["naïveté"]
