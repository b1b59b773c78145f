"""The evidence record that a document of briefkit carries, taken out of its bytes. Runs in the worker: nobody vouches
for the bytes."""

from __future__ import annotations

from briefkit.errors import SourceError
from briefkit.patterns import regex
from briefkit.sources.extracted import Context, Extracted

NAME = "evidence.json"
NAMESPACE = "{urn:briefkit:evidence:1}evidence"
BLOCK = 'script[id="briefkit-evidence"]'
MOST_BYTES = 50_000_000
_ITEM = regex(r"customXml/item\d{1,4}\.xml")


def read(data: bytes, context: Context) -> Extracted:
    """The record as text, "" where there is none. `context.metadata["kind"]` is the document's suffix.

    Raises:
        SourceError: the document cannot be read, or carries more than one record.
    """
    take = {".pdf": _from_pdf, ".docx": _from_docx, ".html": _from_html}[str(context.metadata["kind"])]
    found = take(data)
    if len(found) > 1:
        raise SourceError(f"it carries {len(found)} records, so none of them can be trusted")
    if found and len(found[0]) > MOST_BYTES:
        raise SourceError("its record is larger than any record of a report")
    return Extracted(found[0].decode("utf-8", "replace") if found else "")


def _from_pdf(data: bytes) -> list[bytes]:
    import pypdfium2

    from briefkit.sources.pdf import open_document

    document = open_document(data)
    try:
        attached = [document.get_attachment(number) for number in range(min(document.count_attachments(), 1000))]
        return [bytes(one.get_data()) for one in attached if one.get_name() == NAME]
    except pypdfium2.PdfiumError as error:
        raise SourceError("its attachments cannot be read") from error


def _from_docx(data: bytes) -> list[bytes]:
    from briefkit.sources.archive import Archive

    archive = Archive(data)
    roots = [archive.xml(name) for name in archive.names() if _ITEM.fullmatch(name)]
    return [(root.text or "").encode("utf-8", "replace") for root in roots if root.tag == NAMESPACE]


def _from_html(data: bytes) -> list[bytes]:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(data.decode("utf-8", "replace"))
    return [(node.text() or "").encode("utf-8", "replace") for node in tree.css(BLOCK)]
