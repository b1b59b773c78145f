"""[check.rules]: the author's own word on a rule."""

from __future__ import annotations

import pytest

from briefkit.errors import SettingsError
from briefkit.settings import read_settings


def test_rules_are_read() -> None:
    settings = read_settings('[check.rules]\nBK320 = "reject"\nBK330 = "accept"\n')
    assert settings.check.rules == {"BK320": "reject", "BK330": "accept"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[check.rules]\nBK3200 = "reject"\n', "did you mean “BK320”"),
        ('[check.rules]\nBK320 = "refuse"\n', "one of accept, warn, reject"),
        ('[check]\nrules = "BK320"\n', "a section"),
    ],
)
def test_what_is_wrong_is_said(text: str, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(text)
    assert words in str(caught.value)
