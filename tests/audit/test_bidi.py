"""The bidirectional algorithm: in what order the characters of a line stand."""

from __future__ import annotations

import pytest

from briefkit.audit.bidi import levels, order

SHOWN = {
    "letters": ("שלום", 1, "םולש"),
    "a figure among letters": ("בשנת 2019 שלום", 1, "םולש 2019 תנשב"),
    "foreign words": ("חברת ACME Ltd", 1, "ACME Ltd תרבח"),
    "a figure behind foreign words is of them": ("של ACME 5", 1, "ACME 5 לש"),
    "a figure before foreign words is not": ("של 5 ACME", 1, "ACME 5 לש"),
    "Arabic figures are never": ("ACME ٥", 1, "٥ ACME"),
    "signs of a figure": ("ל-3.5 ו-12%", 1, "12%-ו 3.5-ל"),
    "signs of a figure behind Arabic": ("أي 12.5%", 1, "%12.5 يأ"),
    "years with a hyphen behind Hebrew": ("מאז 2020-2021", 1, "2020-2021 זאמ"),
    "years with a hyphen behind Arabic": ("منذ 2020-2021", 1, "2021-2020 ذنم"),
    "brackets around foreign words": ("قال (Okafor 2021, p. 3) نعم", 1, "معن (Okafor 2021, p. 3( لاق"),
    "brackets with letters of the paragraph": ("a (אb) c", 1, "c (bא( a"),
    "brackets behind foreign words": ("ACME (Ltd) של", 1, "לש ACME (Ltd)"),
    "brackets in brackets": ("[(a)] b", 1, "b ](a(["),
    "a bracket that is not closed": ("ab (גד", 0, "ab (דג"),
    "quotation marks between": ("He said «קוב ab» so", 0, "He said «בוק ab» so"),
    "quotation marks at the end": ("אמר «ACME»", 1, "»ACME« רמא"),
    "words in a line from left to right": ("a אב גד 5 e", 0, "a 5 דג בא e"),
    "nothing": ("", 1, ""),
}


@pytest.mark.parametrize("case", SHOWN)
def test_a_line_is_set_in_order(case: str) -> None:
    text, base, shown = SHOWN[case]
    assert "".join(text[at] for at in order(levels(text, base))).replace(")", "(") == shown.replace(")", "(")


def test_levels_are_of_the_standard() -> None:
    assert levels("a אב 5", 0) == [0, 0, 1, 1, 1, 2]
    assert levels("אa 5.", 1) == [1, 2, 2, 2, 1]
