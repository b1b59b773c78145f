"""The selectors of passages: found again by them, and silent about private sources."""

from __future__ import annotations

import json

import pytest

from briefkit.anchors import keyed_digest, selectors
from briefkit.model import Match, Source

TEXT = "Before the flood, 𝒩 people lived there.\nThe river rose by 26 centimetres in one night; nobody had warned them."
START, END = TEXT.index("The river"), TEXT.index(" in one")
MATCH = Match("talk", TEXT[START:END], START, END)


def test_a_passage_is_found_again_by_either_selector() -> None:
    quote, position = selectors(Source("talk", TEXT), MATCH)
    assert quote["type"] == "TextQuoteSelector"
    assert TEXT.index(quote["prefix"] + quote["exact"] + quote["suffix"]) == START - len(quote["prefix"])
    assert quote["exact"] == "The river rose by 26 centimetres"
    assert quote["prefix"] == TEXT[START - 32 : START]
    assert position == {"type": "TextPositionSelector", "start": START, "end": END}


def test_context_ends_where_the_text_does() -> None:
    quote, _ = selectors(Source("talk", "ab cd ef"), Match("talk", "ab cd ef", 0, 8))
    assert (quote["prefix"], quote["suffix"]) == ("", "")


def test_a_private_source_shows_no_word() -> None:
    source = Source("talk", TEXT, private=True)
    for key in (None, b"k" * 32):
        told = json.dumps(selectors(source, MATCH, key))
        assert not any(word in told for word in ("river", "rose", "centimetres", "night", "flood"))
    assert selectors(source, MATCH)[0]["type"] == "TextPositionSelector"


def test_the_digest_needs_the_key_and_tells_of_a_change() -> None:
    source = Source("talk", TEXT, private=True)
    digest = selectors(source, MATCH, b"k" * 32)[0]["hmac-sha256"]
    assert digest == selectors(source, MATCH, b"k" * 32)[0]["hmac-sha256"]
    assert digest != selectors(source, MATCH, b"x" * 32)[0]["hmac-sha256"]
    changed = Source("talk", TEXT.replace("26", "36"), private=True)
    assert digest != selectors(changed, MATCH, b"k" * 32)[0]["hmac-sha256"]
    with pytest.raises(ValueError, match="key"):
        keyed_digest(b"", "words")
    assert keyed_digest(b"k", "a", "bc") != keyed_digest(b"k", "ab", "c")


def test_context_does_not_part_an_accent_from_its_letter() -> None:
    text = "e\u0301" + "a" * 31 + "“words”" + "b" * 31 + "e\u0301"
    start = text.index("“")
    quote, _ = selectors(Source("talk", text), Match("talk", "“words”", start, start + 7))
    assert quote["prefix"] == "a" * 31
    assert quote["suffix"] == "b" * 31 + "e\u0301"
