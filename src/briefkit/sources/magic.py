"""What the first bytes of a file say it is, whatever its name says."""

from __future__ import annotations

SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive (DOCX, ODT, EPUB …)"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG\r\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"\x7fELF", "a program"),
)
HTML = (b"<!doctype html", b"<html")


def sniff(data: bytes) -> str | None:
    """The format that the bytes betray, in words for a person; None for what may be plain text."""
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            return name
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(HTML):
        return "a web page (HTML)"
    return None
