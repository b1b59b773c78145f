"""The evidence record that a document of briefkit carries, taken out of its bytes, and what it says of quotations
beside its text: on the cards of a page, in the comments of a DOCX. Runs in the worker: nobody vouches for the bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefkit.errors import SourceError
from briefkit.model import JSON
from briefkit.patterns import regex
from briefkit.sources.extracted import Context, Extracted

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_Found = tuple[list[bytes], list[tuple[int, str]]]
"""The records, and by the number of a quotation what is said of it."""

NAME = "evidence.json"
NAMESPACE = "{urn:briefkit:evidence:1}evidence"
BLOCK = 'script[id="briefkit-evidence"]'
MOST_BYTES = 50_000_000
COMMENTS = "word/comments.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARK = regex(r"\s*[✓✗≈–]\s*(\d{1,6})\s")
_CARD = regex(r"bk-card-(\d{1,6})")
_ITEM = regex(r"customXml/item\d{1,4}\.xml")


def read(data: bytes, context: Context) -> Extracted:
    """The record as text, "" where there is none; the metadata's "asides" are numbers of quotations and what is said of
    each. `context.metadata["kind"]` is the document's suffix.

    Raises:
        SourceError: the document cannot be read, or carries more than one record.
    """
    take = {".pdf": _from_pdf, ".docx": _from_docx, ".html": _from_html}[str(context.metadata["kind"])]
    found, asides = take(data)
    if len(found) > 1:
        raise SourceError(f"it carries {len(found)} records, so none of them can be trusted")
    if found and len(found[0]) > MOST_BYTES:
        raise SourceError("its record is larger than any record of a report")
    told: list[JSON] = [[number, text] for number, text in asides]
    return Extracted(found[0].decode("utf-8", "replace") if found else "", metadata={"asides": told})


def _from_pdf(data: bytes) -> _Found:
    import pypdfium2

    from briefkit.sources.pdf import open_document

    document = open_document(data)
    try:
        attached = [document.get_attachment(number) for number in range(min(document.count_attachments(), 1000))]
        return [bytes(one.get_data()) for one in attached if one.get_name() == NAME], []
    except pypdfium2.PdfiumError as error:
        raise SourceError("its attachments cannot be read") from error


def _from_docx(data: bytes) -> _Found:
    from briefkit.sources.archive import Archive

    archive = Archive(data)
    roots = [archive.xml(name) for name in archive.names() if _ITEM.fullmatch(name)]
    records = [(root.text or "").encode("utf-8", "replace") for root in roots if root.tag == NAMESPACE]
    comments = archive.xml(COMMENTS).iter(f"{_WORD}comment") if COMMENTS in archive else ()
    texts = ("".join(_said(comment)) for comment in comments)
    return records, [(int(mark[1]), text) for text in texts if (mark := _MARK.match(text))]


def _said(comment: Element) -> Iterator[str]:
    for node in comment.iter():
        if node.tag == f"{_WORD}t":
            yield node.text or ""
        elif node.tag in (f"{_WORD}br", f"{_WORD}p", f"{_WORD}tab"):
            yield "\n"


def _from_html(data: bytes) -> _Found:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(data.decode("utf-8", "replace"))
    cards = ((_CARD.fullmatch(node.id or ""), node.text()) for node in tree.css('[id^="bk-card-"]'))
    records = [(node.text() or "").encode("utf-8", "replace") for node in tree.css(BLOCK)]
    return records, [(int(name[1]), text) for name, text in cards if name]
