"""What the first bytes of a file say it is, whatever its name says."""

from __future__ import annotations

SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x1f\x8b", "compressed"),
    (b"7z\xbc\xaf\x27\x1c", "compressed"),
    (b"\x7fELF", "program"),
)
NAMES = {
    "pdf": "a PDF",
    "zip": "a zip archive (DOCX, ODT, EPUB …)",
    "rtf": "an RTF document",
    "ole": "an old Office document",
    "image": "an image",
    "compressed": "a compressed file",
    "program": "a program",
    "html": "a web page (HTML)",
}
"""Each kind in words for a person."""
ANY = "any"
"""Whatever the first bytes are, they are right."""
HTML = (b"<!doctype html", b"<html")


def sniff(data: bytes) -> str | None:
    """The kind of file that the bytes betray, a key of NAMES; None for what may be plain text."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(HTML):
        return "html"
    # A PDF may have a few hundred bytes before its header.
    return "pdf" if b"%PDF-" in data[:1024] else None


def mismatch(data: bytes, expected: str | None) -> str | None:
    """What the file is instead of what its name says, in words for a person; None where both may be true."""
    if expected == ANY:
        return None
    kind = sniff(data)
    if kind == expected or (kind is None and expected == "html"):
        return None
    if kind is None:
        return f"no {NAMES[expected or ''].partition(' ')[2]}" if expected else None
    return NAMES[kind]
