"""Bytes of a report to text, or the place where they are none."""

from __future__ import annotations

import re

from briefkit.errors import ReportError

MAX_BYTES = 2_000_000


def decode(path: str, data: bytes) -> str:
    """The text without its byte-order mark, line ends as they stand.

    Raises:
        ReportError: empty, too long, not UTF-8, a NUL, or a lone carriage return.
    """
    if len(data) > MAX_BYTES:
        raise ReportError(
            f"the report has {len(data):,} bytes; {MAX_BYTES:,} is the most that is read",
            path=path,
            advice="Split it into several reports.",
        )
    text = _utf8(path, data)
    if not text.strip():
        raise ReportError("the report is empty", path=path, advice="Write something in it, or delete the file.")
    if (nul := text.find("\0")) >= 0:
        line, column = place(text, nul)
        raise ReportError(
            "a NUL character stands in the text",
            path=path,
            line=line,
            column=column,
            advice="Save the file as plain UTF-8 text.",
        )
    if lone := re.search(r"\r(?!\n)", text):
        line, column = place(text, lone.start())
        raise ReportError(
            "a carriage return without a line feed joins two lines",
            path=path,
            line=line,
            column=column,
            advice="Save the file with the line ends of Unix or of Windows.",
        )
    return text


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1. Lines end at a line feed."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def _utf8(path: str, data: bytes) -> str:
    for mark, name in ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
        if data.startswith(mark):
            raise ReportError(
                f"the file is {name}, not UTF-8", path=path, line=1, column=1, advice="Save the file as UTF-8."
            )
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        body: bytes = error.object
        start = body.rfind(b"\n", 0, error.start) + 1
        raise ReportError(
            f"the file is not UTF-8: byte 0x{body[error.start]:02X} at byte {len(data) - len(body) + error.start}",
            path=path,
            line=body.count(b"\n", 0, error.start) + 1,
            column=len(body[start : error.start].decode("utf-8", "replace")) + 1,
            advice="Save the file as UTF-8 (it may be Windows-1252 or Latin-1 now).",
        ) from error
