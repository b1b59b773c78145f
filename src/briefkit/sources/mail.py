"""E-mail, and web pages saved as one file (MHTML): the words of the message itself, not of what is attached."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from briefkit.errors import SourceError
from briefkit.model import JSON
from briefkit.patterns import regex
from briefkit.sources.decoding import decode
from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.page_metadata import authors, mail_day
from briefkit.sources.webpage import read as read_page

HEADERS = ("From", "To", "Cc", "Date", "Subject")
QUOTED = regex(r"^(?:>[ \t]?)+", re.MULTILINE)


def read(data: bytes, context: Context) -> Extracted:
    """An `.eml` or `.mhtml` file.

    Raises:
        SourceError: it is no message, or holds no text.
    """
    message = message_from_bytes(data, policy=policy.default)
    if not message.keys():
        raise SourceError("it is no e-mail message: it has no headers")
    try:
        body = message.get_body(("html",) if message.get_content_subtype() == "related" else ("plain", "html"))
    except (LookupError, ValueError, AttributeError) as error:
        raise SourceError("its parts are damaged") from error
    if body is None:
        raise SourceError("it holds no text", advice="save what is attached as a source of its own")
    if body.get_content_type() == "text/html":
        got = _page(body, context)
        return replace(got, metadata={**got.metadata, **_saved(message)})
    text = _heads(message) + decode(_bytes(body), body.get_content_charset() or context.encoding).replace("\r\n", "\n")
    quoted = tuple(place.span() for place in QUOTED.finditer(text))
    return Extracted(text, furniture=quoted, metadata=_sent(message))


def _sent(message: EmailMessage) -> dict[str, JSON]:
    """What the heads say of a message, as CSL has it."""
    name = parseaddr(str(message["From"] or ""))[0]
    told = {
        "type": "personal_communication",
        "title": " ".join(str(message["Subject"] or "").split()),
        "author": authors(name),
        "issued": mail_day(str(message["Date"] or "")),
    }
    return {key: value for key, value in told.items() if value}


def _saved(message: EmailMessage) -> dict[str, JSON]:
    """Where and when a browser saved a page from; a message in HTML says who sent it."""
    address = str(message["Snapshot-Content-Location"] or "").strip()
    if not address:
        return _sent(message) if message["From"] and message.get_content_subtype() != "related" else {}
    day = mail_day(str(message["Date"] or ""))
    return {"URL": address} | ({"retrieved": day} if day else {})


def _page(body: MIMEPart, context: Context) -> Extracted:
    declared = body.get_content_charset()
    metadata = {**context.metadata, "encoding": declared} if declared else context.metadata
    return read_page(_bytes(body), Context(metadata))


def _bytes(body: MIMEPart) -> bytes:
    payload = body.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _heads(message: EmailMessage) -> str:
    lines = [f"{name}: {' '.join(str(message[name]).split())}\n" for name in HEADERS if message[name]]
    return "".join(lines) + "\n"
