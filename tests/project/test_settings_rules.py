"""[check.rules]: the author's own word on a rule."""

from __future__ import annotations

import pytest

from briefkit.errors import SettingsError
from briefkit.settings import check_rules, read_settings
from briefkit.verdicts.rules import RULES


def test_rules_are_read() -> None:
    settings = read_settings('[check.rules]\nBK320 = "reject"\nBK330 = "accept"\n')
    assert settings.check.rules == {"BK320": "reject", "BK330": "accept"}


def test_an_unknown_code_is_said() -> None:
    text = '[check.rules]\nBK3200 = "reject"\n'
    with pytest.raises(SettingsError) as caught:
        check_rules(read_settings(text), RULES, text)
    assert "did you mean “BK320”" in str(caught.value)
    assert caught.value.line == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[check.rules]\nBK320 = "refuse"\n', "one of accept, warn, reject"),
        ('[check]\nrules = "BK320"\n', "a section"),
    ],
)
def test_what_is_wrong_is_said(text: str, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(text)
    assert words in str(caught.value)
