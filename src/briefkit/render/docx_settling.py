"""What is done last to pandoc's DOCX: what its writer cannot say of pages, tables and pictures, and a fixed date."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from briefkit.patterns import regex
from briefkit.render.document import Document
from briefkit.render.docx_comments import moment
from briefkit.render.docx_evidence import put_evidence
from briefkit.render.docx_parts import read_parts, write_parts
from briefkit.render.options import RenderOptions

NEW_PAGE = "<!-- new page -->"
"""Before the paragraph that begins a page: a break of its own would leave an empty line."""

_NEW_PAGE = regex(NEW_PAGE.encode() + rb"(.*?<w:p>)(<w:pPr>(?:<w:(?:pStyle|keepNext|keepLines)\b[^>]*/>)*)?", re.DOTALL)
_ROW, _WHOLE_ROW = b"<w:tr><w:tc>", b"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>"
_TABLE = b'<w:tblStyle w:val="Table" />'
_TURNED = _TABLE + b"<w:bidiVisual/>"
_APPENDIX = b'w:name="bk-appendix"'
_TABLES = regex(rb"<w:tbl>.*?</w:tbl>", re.DOTALL)
_CELL_TEXT = regex(rb"<w:p><w:pPr>(?:<w:pStyle [^>]*/>)?")
_KEPT_ROWS = 12
"""A table of so many rows, and its head, is kept on one page."""
_PICTURE, _CLOSE_PICTURE = b"<wp:inline>", b'<wp:inline distT="0" distB="0" distL="0" distR="0">'
_ADDRESS = regex(rb' descr="data:[^"]*"')
_SIZE = regex(rb'(<(?:wp:extent|a:ext) cx=")(\d+)(" cy=")(\d+)(?=")')
_HIGHEST = 7_300_000
"""How high a picture may be, in EMU, 36,000 to the millimetre: a page of either paper holds it with its caption."""


def settled(data: bytes, document: Document, options: RenderOptions) -> bytes:
    """The same document, settled, and without the time and the order of its making."""
    parts = read_parts(data)
    body = parts["word/document.xml"].replace(_ROW, _WHOLE_ROW)
    report, bookmark, appendix = body.partition(_APPENDIX)
    if document.right_to_left:
        report = report.replace(_TABLE, _TURNED)
    if document.labels.right_to_left:
        appendix = appendix.replace(_TABLE, _TURNED)
    body = report + bookmark + appendix
    parts["word/document.xml"] = _TABLES.sub(_kept, _NEW_PAGE.sub(_broken_before, body))
    for name in {"word/document.xml", "word/footnotes.xml"} & parts.keys():
        close = _ADDRESS.sub(b' descr=""', parts[name]).replace(_PICTURE, _CLOSE_PICTURE)
        parts[name] = _SIZE.sub(_lowered, close)
    parts["docProps/core.xml"] = _properties(document, options)
    if options.evidence:
        put_evidence(parts, options.evidence)
    return write_parts(parts)


def _broken_before(found: re.Match[bytes]) -> bytes:
    before, properties = found.groups()
    broken = (properties or b"<w:pPr>") + b"<w:pageBreakBefore/>"
    return before + broken + (b"" if properties else b"</w:pPr>")


def _kept(found: re.Match[bytes]) -> bytes:
    """A table; of a short one each row is kept with the next."""
    rows, row, last = found[0].rpartition(b"<w:tr>")
    if rows.count(b"<w:tr>") > _KEPT_ROWS:
        return found[0]
    return _CELL_TEXT.sub(lambda text: text[0] + b"<w:keepNext/>", rows) + row + last


def _lowered(found: re.Match[bytes]) -> bytes:
    """The size of a picture, on a page."""
    start, width, between, height = found.groups()
    scale = min(1, _HIGHEST / max(int(height), 1))
    return b"%b%d%b%d" % (start, round(int(width) * scale), between, round(int(height) * scale))


def _properties(document: Document, options: RenderOptions) -> bytes:
    stamp = f'xsi:type="dcterms:W3CDTF">{moment(document, options)}</dcterms:'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<cp:coreProperties'
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title_text)}</dc:title>"
        f"<dc:creator>{escape('; '.join(document.authors))}</dc:creator>"
        f"<dc:language>{escape(document.language)}</dc:language>"
        f"<dcterms:created {stamp}created><dcterms:modified {stamp}modified></cp:coreProperties>"
    ).encode()
