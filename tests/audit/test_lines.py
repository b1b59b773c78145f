"""Words are found in lines that run in both directions where an honest page would have them, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from briefkit.audit.bidi import levels, order
from briefkit.audit.lines import Lines
from briefkit.audit.setting import Line, Setting
from briefkit.sources.pdf_facing import MIRRORED


def shown(text: str, base: int) -> list[str]:
    """The lines of a paragraph as they stand; a bar ends one."""
    found = levels(text.replace("|", " "), base)
    lines, start = [], 0
    for line in text.split("|"):
        here = found[start : start + len(line)]
        chars = [char.translate(MIRRORED) if level % 2 else char for char, level in zip(line, here, strict=True)]
        lines.append("".join(chars[at] for at in order(here)))
        start += len(line) + 1
    return lines


def holds(text: str, words: str, base: int = 1) -> int:
    return len(Lines([(line, 1) for line in shown(text, base)], base).places(words))


FOUND = {
    "letters": ("قال «أغلق الجسر في الليل» (الخوري)", "«أغلق الجسر في الليل»", 1),
    "over three lines": ("قال نعم «أغلق|الجسر في الليل|ثم فتح» بعد", "«أغلق الجسر في الليل ثم فتح»", 1),
    "foreign words, over two lines": ("قال «شركة|ACME Ltd هي» بعد", "«شركة ACME Ltd هي»", 1),
    "foreign words at a line's end": ("قال «شركة ACME|Ltd هي» بعد", "«شركة ACME Ltd هي»", 1),
    "a mark within foreign words": ("قال ACME «Ltd هي» بعد", "«Ltd هي»", 1),
    "a mark before a citation": ("قال «هي ACME» (Okafor 2021) بعد", "«هي ACME»", 1),
    "over a line of few letters": (
        "قال نعم «أغلق الجسر|ثم|فتح» بعد ذلك كله",
        "«أغلق الجسر ثم فتح»",
        1,
    ),
    "over a line that is a figure": (
        "قال نعم «أغلق الجسر في عام|2019|ثم فتح» بعد",
        "«أغلق الجسر في عام 2019 ثم فتح»",
        1,
    ),
    "foreign words over three lines": (
        "قال «شركة ACME|Ltd and Okafor of|Leeds 1998 هي نعم» بعد",
        "«شركة ACME Ltd and Okafor of Leeds 1998 هي نعم»",
        1,
    ),
    "a figure at a line's beginning": (
        "قال نعم «بلغت الكلفة|12.5% (من الميزانية) ثم» بعد",
        "«بلغت الكلفة 12.5% (من الميزانية) ثم»",
        1,
    ),
    "from right to left amid others, over three": (
        "He said «قال ثم|نعم 26 في عام|هي» yes",
        "«قال ثم نعم 26 في عام هي»",
        0,
    ),
    "foreign words alone, between others": ("قال Okafor «We pay» ACME ثم", "«We pay»", 1),
    "a citation in the midst": ("قال «هي (Okafor 2021, p. 3) نعم» بعد", "«هي (Okafor 2021, p. 3) نعم»", 1),
    "figures and signs": ("أي «بلغت ٣٬٥ مليون، أي 12.5% منها» بعد", "«بلغت ٣٬٥ مليون، أي 12.5% منها»", 1),
    "brackets": ("קרא «עלה (שלב ב) [מאז]» כן", "«עלה (שלב ב) [מאז]»", 1),
    "in lines from left to right": ("He said «قال 26 ACME» (Okafor) yes", "«قال 26 ACME»", 0),
    "in such lines, over two": ("He said «قال 26|ثم ACME» (Okafor) yes", "«قال 26 ثم ACME»", 0),
    "beside words of its own direction": ("He قرأ «قال نعم» ثم yes", "«قال نعم»", 0),
    "twice": ("قال «نعم» ثم «نعم»", "«نعم»", 1),
}


@pytest.mark.parametrize("case", FOUND)
def test_what_stands_there_is_found(case: str) -> None:
    text, words, base = FOUND[case]
    assert holds(text, words, base) == (2 if case == "twice" else 1)


OTHER = {
    "another letter": ("قال «أغلق الجسر»", "«أغلق الجسم»"),
    "another figure": ("قال «عام 2019 نعم»", "«عام 2016 نعم»"),
    "figures turned": ("قال «منذ 2020-2021»", "«منذ 2021-2020»"),
    "the words in another order": ("قال «الجسر أغلق»", "«أغلق الجسر»"),
    "foreign words at the other end": ("قال «ACME هي نعم»", "«هي نعم ACME»"),
    "halves that changed places": ("قال «في عام ACME أغلق»", "«ACME أغلق في عام»"),
    "a word between": ("قال «أغلق لا الجسر»", "«أغلق الجسر»"),
    "a word at a line's end": ("قال «أغلق لا|الجسر»", "«أغلق الجسر»"),
    "a word at a line's beginning": ("قال «أغلق|لا الجسر»", "«أغلق الجسر»"),
    "a figure at a line's beginning": ("قال نعم «أغلق الجسر|9 ثم فتح»", "«أغلق الجسر ثم فتح»"),
    "a line of few letters between": ("قال نعم «أغلق الجسر|لا|ثم فتح»", "«أغلق الجسر ثم فتح»"),
    "a foreign word at a line's end": ("قال «أغلق not|الجسر»", "«أغلق الجسر»"),
    "a foreign word before foreign words": ("قال «هي not ACME نعم»", "«هي ACME نعم»"),
    "a foreign word before the last": ("قال هي not ACME", "قال هي ACME"),
    "a longer word": ("قال كتابه نعم", "قال كتاب"),
    "a longer figure": ("قال في 1240", "قال في 124"),
    "a bracket the other way": ("قال «نعم )أغلق( ثم»", "«نعم (أغلق) ثم»"),
    "no bracket": ("قال «نعم أغلق ثم»", "«نعم (أغلق) ثم»"),
    "another sign": ("قال «٥ ≥ ٣ نعم»", "«٥ ≤ ٣ نعم»"),
    "no mark": ("قال أغلق الجسر»", "«أغلق الجسر»"),
    "the mark moved": ("قال «أغلق» الجسر", "«أغلق الجسر»"),
    "another page in the midst": ("قال «هي (Okafor 2021, p. 4) نعم»", "«هي (Okafor 2021, p. 3) نعم»"),
    "another name in the midst": ("قال «هي (Okafar 2021) نعم»", "«هي (Okafor 2021) نعم»"),
    "the citation elsewhere": ("قال «(Okafor 2021) هي نعم»", "«هي (Okafor 2021) نعم»"),
}


@pytest.mark.parametrize("base", [0, 1])
@pytest.mark.parametrize("case", OTHER)
def test_what_does_not_is_not(case: str, base: int) -> None:
    text, words = OTHER[case]
    assert not holds(text, words, base)
    assert holds(f"ثم {words} ثم", words, base) == 1


def test_two_texts_that_look_the_same_are_found_by_either() -> None:
    one, other = "قال «هي 77 ACME نعم»", "قال «هي ACME 77 نعم»"
    assert shown(one, 1) == shown(other, 1)
    assert holds(one, other[4:]) == holds(other, one[4:]) == 1


def test_words_marked_as_of_another_language_run_as_there() -> None:
    assert Lines([("«.We paid 5» لاق", 1)], 1).places("«We paid 5.»")
    assert Lines([("«We paid 5.» لاق", 1)], 1).places("«We paid 5.»")
    assert not Lines([("«paid We 5.» لاق", 1)], 1).places("«We paid 5.»")


def test_over_the_turn_of_a_page_notes_stand_between() -> None:
    rows = [*((line, 1) for line in shown("قال «أغلق|الجسر", 1)), ("ةيشاح", 1), ("سأر", 2), ("»ليللا يف", 2)]
    assert len(Lines(rows, 1).places("«أغلق الجسر في الليل»")) == 1
    assert not Lines([*rows[:2], ("ةيشاح", 1), ("سأر", 1), ("»ليللا يف", 1)], 1).places("«أغلق الجسر في الليل»")


def test_paragraphs_follow_each_other() -> None:
    rows = [("لاق", 1), ("معن «", 1), ("» مث", 1), ("رخآ", 1)]
    assert Lines(rows, 1).places("قال\n\nنعم")
    assert not Lines(rows, 1).places("قال\n\nآخر")


def test_a_hyphen_at_the_end_of_a_line_is_of_the_word_or_the_line() -> None:
    rows = [("a נכ well\ue000", 1), ("known b", 1)]
    assert Lines(rows, 0).places("כנ well-known")
    assert Lines(rows, 0).places("כנ wellknown")


def test_a_paragraph_behind_one_that_stands_everywhere_is_sought_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []
    look_up = Lines._with

    def counted(lines: Lines, setting: Setting, shown: list[list[int]]) -> Iterable[Line]:
        looked_up.append(setting.codes)
        return look_up(lines, setting, shown)

    monkeypatch.setattr(Lines, "_with", counted)
    rows = [*[("معن", 1), ("معن مث معن", 1)] * 200, ("معن", 1), ("رخآ", 1)]
    assert len(Lines(rows, 1).places("نعم\n\nآخر")) == 1
    assert len(looked_up) < 20
