"""What kind of file an answer of a server is."""

from __future__ import annotations

from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from briefkit.adding.fetch import SAVE, Fetched
from briefkit.errors import FetchError
from briefkit.sources.magic import mismatch, sniff
from briefkit.sources.readers import FORMATS

TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
}
"""Media type -> suffix."""


def suffix_of(fetched: Fetched) -> tuple[str, str]:
    """The suffix of the file that an answer makes, and the character encoding that the server named, or "".

    What the bytes betray goes before what the server says, and that before the name.

    Raises:
        FetchError: it is of no kind that can be read.
    """
    message = Message()
    message["content-type"] = fetched.header("content-type") or "application/octet-stream"
    charset = (message.get_content_charset() or "") if message.get_content_maintype() == "text" else ""
    told = TYPES.get(message.get_content_type(), "")
    named = PurePosixPath(unquote(urlsplit(fetched.urls[-1]).path)).suffix.lower()
    betrayed = sniff(fetched.data)
    for suffix in (told, named if named in FORMATS else "", ".html" if betrayed == "html" else ""):
        if suffix and mismatch(fetched.data, FORMATS[suffix].signature) is None:
            return suffix, "" if charset in ("utf-8", "utf8") else charset
    if betrayed is None and message.get_content_maintype() == "text":
        return told or ".txt", "" if charset in ("utf-8", "utf8") else charset
    if betrayed == "pdf":
        return ".pdf", ""
    kind = message.get_content_type()
    raise FetchError(f"is of a kind that cannot be read ({kind})", path=fetched.urls[-1], advice=SAVE)
