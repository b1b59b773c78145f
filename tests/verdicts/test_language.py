"""The language of a source: detected by its text where the metadata are silent, and left open where it cannot tell."""

from __future__ import annotations

import pytest

from briefkit.judging.index import IndexedSource
from briefkit.model import Source
from briefkit.verdicts.language import detect

ENGLISH = "The council met in the spring and agreed that the bridge should be repaired before the end of the year. "
GERMAN = "Der Rat trat im Frühjahr zusammen und beschloss, dass die Brücke vor Jahresende instand gesetzt werden soll. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        ("De raad kwam in het voorjaar bijeen en besloot dat de brug voor eind december hersteld wordt.", "nl"),
        ("Рада зібралася навесні й вирішила, що міст треба відремонтувати до кінця року.", "uk"),
        ("理事会は春に開かれ、年末までに橋を修理することを決めた。", "ja"),
        ("המועצה התכנסה באביב והחליטה שיש לתקן את הגשר לפני סוף השנה.", "he"),
        ("The council agreed that the bridge be repaired.", "en"),
        ("Nu, de brug.", None),
        ("1, 2, 3 – 4", None),
        ("", None),
        ("\ud800 broken", None),
    ],
)
def test_detects(text: str, expected: str | None) -> None:
    assert detect(text) == expected


def test_each_place_of_a_source_has_its_own_language() -> None:
    index = IndexedSource(Source("a", ENGLISH * 20 + GERMAN * 20))
    assert index.language_at(0) == "en"
    assert index.language_at(len(ENGLISH) * 20 + 1500) == "de"


def test_the_metadata_speak_where_a_place_cannot_tell() -> None:
    assert IndexedSource(Source("a", "De brug.", language="nl")).language_at(0) == "nl"
