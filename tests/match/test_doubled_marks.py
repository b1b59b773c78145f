"""Two single marks that a typesetter put for a double one."""

from __future__ import annotations

import pytest

from briefkit.match import tokenize


@pytest.mark.parametrize("text", ["‘‘stick’’", "``stick''", "“stick”", '"stick"'])
def test_a_pair_of_single_marks_is_a_double_one(text: str) -> None:
    assert [token.key for token in tokenize(text)] == ['"', "stick", '"']


def test_a_single_mark_stays_one() -> None:
    assert [token.key for token in tokenize("‘stick’")] == ["'", "stick", "'"]
    assert [token.key for token in tokenize("“a ‘b’” c")][-3:] == ["'", '"', "c"]
