"""Pieces of text laid on a reading: each in a place of its own, over the turn of a page too, and what is left."""

from __future__ import annotations

import pytest

from briefkit.audit.collation import Collation, displaced


def laid(text: str, *pieces: str, paged: bool = True) -> tuple[list[bool], list[str]]:
    """Which pieces have a place, and what is left."""
    collation = Collation(text, paged=paged)
    places = collation.lay([[collation.bare(piece)] for piece in pieces], glued=True)
    return [place is not None for place in places], [rest.text for rest in collation.rest()]


@pytest.mark.parametrize(
    ("text", "pieces", "found", "left"),
    [
        ("One two.\nThree.", ["One two.", "Three."], [True, True], []),
        ("2019 14\n2020 15", ["2019", "14", "2020", "14"], [True, True, True, False], ["15"]),
        ("14 114", ["14", "14"], [True, False], ["114"]),
        ("no nawchanged comers", ["no naw", "comers"], [True, True], ["changed"]),
        ("It was them-\nselves.", ["It was themselves."], [True], []),
        ("A well-known man.", ["A well-known man."], [True], []),
        ("He says “no”.", ['He says "no".'], [True], []),
        ("End of it¹\n¹A note.", ["End of it¹", "A note."], [True, True], ["¹"]),
        ("End of it.² Go on", ["End of it.", "Go on"], [True, True], ["²"]),
        ("The river rose\n1 / 2\fHead\nin one night.", ["The river rose in one night."], [True], ["1 / 2", "Head"]),
        ("The river rose over-\n1 / 2\fHead\nnight.", ["The river rose overnight."], [True], ["-", "1 / 2", "Head"]),
        ("The river rose\f1 in one night.", ["The river rose in one night."], [False], None),
    ],
)
def test_each_piece_has_a_place_of_its_own(
    text: str, pieces: list[str], found: list[bool], left: list[str] | None
) -> None:
    there, rest = laid(text, *pieces)
    assert there == found
    assert left is None or rest == left


def test_a_piece_over_three_pages() -> None:
    words = [f"word{number}" for number in range(90)]
    pages = [" ".join(words[:30]) + "\n1", " ".join(words[30:60]) + "\n2", " ".join(words[60:]) + "\n3"]
    found, left = laid("\f".join(pages), " ".join(words))
    assert (found, left) == ([True], ["1", "2", "3"])


def test_a_short_piece_stands_where_its_neighbours_are() -> None:
    text = "no\nThe first paragraph of all.\nno\nThe second paragraph of all."
    collation = Collation(text, paged=False)
    pieces = ["The first paragraph of all.", "no", "The second paragraph of all."]
    places = collation.lay([[collation.bare(piece)] for piece in pieces])
    assert displaced(places) == []
    assert [(rest.text, rest.opens, rest.leads) for rest in collation.rest()] == [("no", True, False)]


@pytest.mark.parametrize(
    ("starts", "odd"),
    [
        ([1, 2, 3], []),
        ([1, None, 3, 2], [2]),
        ([5, 1, 2, 3], [0]),
        ([1, 4, 6, 9, 5, 2], [4, 5]),
        ([4, 6, 9, 1], [3]),
    ],
)
def test_what_is_out_of_order(starts: list[int | None], odd: list[int]) -> None:
    assert displaced([None if start is None else (start, start + 1) for start in starts]) == odd
