"""Markdown sources: text as it stands, sections from headings, marks as furniture."""

from __future__ import annotations

import time

import pytest

from briefkit.sources.extracted import Context
from briefkit.sources.markdown import read


def spoken(markdown: str) -> str:
    """The text without its furniture."""
    got = read(markdown.encode(), Context())
    kept, place = "", 0
    for start, end in got.furniture:
        kept, place = kept + got.text[place:start], end
    return kept + got.text[place:]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("the *very* old **mill**", "the very old mill"),
        ("the _very_ old ___mill___", "the very old mill"),
        ("a snake_case_name and 2 * 3 * 4", "a snake_case_name and 2 * 3 * 4"),
        ("see [the act](https://example.org/a) now", "see the act now"),
        ("rose[^1] again", "rose again"),
        ("> quoted\n> twice", "quoted\ntwice"),
        ("## The Flood ##\n\ntext", "The Flood\n\ntext"),
        ("5\\* stars and `code` here", "5* stars and code here"),
        ("seen<!-- hidden --> words", "seen words"),
        ("---\ntitle: A\n---\ntext", "text"),
        ("*open and never closed", "*open and never closed"),
    ],
)
def test_marks_are_furniture_and_words_are_not(markdown: str, text: str) -> None:
    assert spoken(markdown) == text


def test_code_is_left_alone() -> None:
    code = "```\n# no heading, *no emphasis*\n```\n"
    got = read(code.encode(), Context())
    assert got.headings == ()
    assert spoken(code) == code


def test_headings_with_their_levels_and_places() -> None:
    text = "# One\n\ntext\n\nTwo\n---\n\n### Three #\n"
    got = read(text.encode(), Context())
    assert [(h.level, h.title) for h in got.headings] == [(1, "One"), (2, "Two"), (3, "Three")]
    assert [text[h.start : h.start + 3] for h in got.headings] == ["# O", "Two", "###"]


def test_hostile_markup_takes_no_time() -> None:
    before = time.process_time()
    for hostile in ("*" * 60_000, "[" * 60_000, "_a " * 30_000, "<!--" * 20_000, "`" * 60_000, "[a](" * 20_000):
        read(hostile.encode(), Context())
    assert time.process_time() - before < 20
