"""briefkit.toml: every key known, every mistake told with its line."""

from __future__ import annotations

import pytest

from briefkit.errors import SettingsError
from briefkit.settings import Settings, read_settings


def test_nothing_is_needed() -> None:
    assert read_settings("") == Settings()


def test_every_key() -> None:
    settings = read_settings(
        '[check]\nstrict = true\nstyle = "legal"\n'
        '[folders]\nsources = "s"\nreports = "r"\ntemplates = "t"\noutput = "o"\n'
        '[build]\nto = ["pdf"]\ncsl = "templates/ieee.csl"\ntoc = "never"\n'
    )
    assert settings.check.strict
    assert settings.check.style == "legal"
    assert (settings.folders.sources, settings.folders.output) == ("s", "o")
    assert settings.build.to == ("pdf",)
    assert (settings.build.csl, settings.build.toc) == ("templates/ieee.csl", "never")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[check]\nstrct = true\n", 2, "did you mean “strict”?"),
        ("[chek]\nstrict = true\n", 1, "did you mean “check”?"),
        ("\n\nstrict = true\n", 3, "section [check]"),
        ("[check]\nwhatever = 1\n", 2, "strict, style"),
        ('[check]\nstrict = "yes"\n', 2, "true or false"),
        ('[check]\nstyle = "chicgo"\n', 2, "did you mean “chicago”?"),
        ("[build]\nto = 3\n", 2, "a list of texts"),
        ('[build]\n\nto = ["pdf", "epub"]\n', 3, "pdf, docx, html"),
        ('[design]\naccent = "blue"\n', 2, "a colour such as"),
        ('[design]\naccent = "#fff"\n', 2, "a colour such as"),
        ('[design]\n\naccent = "#7f9fbf"\n', 3, "2.5:1"),
        ('[design]\naccent = "#767676"\n', 2, 'a darker one of its kind: "#'),
        ('[design]\npaper = "legal"\n', 2, "a4, letter"),
        ('[design]\nappendix = "none"\n', 2, "full, short, off"),
        ('[design]\ntitle_page = "yes"\n', 2, "true or false"),
        ('accent = "#1d4673"\n', 1, "section [design]"),
        ("check = true\n", 1, "[check]"),
        ("[check\n", 1, "not valid TOML"),
    ],
)
def test_each_mistake_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(text)
    assert caught.value.line == line
    assert caught.value.path == "briefkit.toml"
    assert words in str(caught.value)
