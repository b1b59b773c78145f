"""From bytes to text: the right encoding or a refusal, never silent nonsense."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.errors import SourceError
from briefkit.sources.decoding import decode


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    assert decode("naïve — річка".encode(encoding)) == "naïve — річка"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode()) == text


def test_what_the_metadata_declare_comes_before_the_guess() -> None:
    assert decode("Вода піднялася".encode("windows-1251"), "windows-1251") == "Вода піднялася"


def test_western_text_is_guessed() -> None:
    assert decode("“The café’s prices rose by £3”".encode("windows-1252")) == "“The café’s prices rose by £3”"


def test_what_cannot_be_guessed_is_refused_with_advice() -> None:
    with pytest.raises(SourceError, match="encoding is not known") as caught:
        decode("Вода піднялася за ніч".encode("windows-1251"))
    assert "encoding:" in str(caught.value.advice)


def test_an_encoding_that_does_not_exist_is_named() -> None:
    with pytest.raises(SourceError, match="utf-9"):
        decode(b"\xff\xfa\x81", "utf-9")


def test_binary_data_are_no_text() -> None:
    with pytest.raises(SourceError, match="not a text"):
        decode(b"abc\0def")
