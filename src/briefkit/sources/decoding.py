"""Bytes to text: byte-order mark, strict UTF-8, what the metadata declare, then a careful guess."""

from __future__ import annotations

import codecs

from briefkit.errors import SourceError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ADVICE = "save it as UTF-8, or name its encoding in the metadata: `encoding: windows-1251`"


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`, without a byte-order mark, its line ends as they stand.

    Raises:
        SourceError: no encoding fits, or the bytes are no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _text(_strict(data[len(mark) :], encoding))
    try:
        return _text(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if declared:
        return _text(_strict(data, declared))
    return _guess(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise SourceError(f"its encoding “{encoding}” is not known", advice=ADVICE) from None
    except (UnicodeDecodeError, ValueError) as error:
        raise SourceError(f"it cannot be decoded as {encoding}", advice=ADVICE) from error


def _guess(data: bytes) -> str:
    """Windows-1252 where the result looks like a language that is written in it.

    A wrong guess would make honest quotations `missing`, so it must be plausible: most letters are ASCII.
    """
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        raise SourceError("it is not UTF-8 and its encoding is not known", advice=ADVICE) from None
    foreign = sum(1 for c in text if c > "\x7f")
    letters = sum(1 for c in text if c.isalpha())
    if foreign * 4 > letters:
        raise SourceError("it is not UTF-8 and its encoding is not known", advice=ADVICE)
    return _text(text)


def _text(text: str) -> str:
    """Refuse what is no text: a control character that no text file holds."""
    if "\0" in text:
        raise SourceError("it is not a text file (it holds NUL characters)", advice=ADVICE)
    return text
