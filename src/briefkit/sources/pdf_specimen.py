"""How the words of a specimen are drawn, which has one in each of its rows."""

from __future__ import annotations

from typing import Any

from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.pdf import open_document, origins, text_of
from briefkit.sources.pdf_drawn import Bare, Drawn, Picture, glyphs_of, picture, runs_of
from briefkit.sources.pdf_ink import Ink, ink

HIGH = 60
"""Points from row to row."""
ROWS = 100
"""Rows on a page."""
Row = tuple[Picture, Ink] | None
"""How the glyphs of a word stand, and their ink; None where a row has not just one word."""


def read(data: bytes, context: Context) -> Extracted:  # noqa: ARG001 - readers share one signature
    """No text; its metadata have `rows`, from the first page to the last.

    Raises:
        SourceError: it is damaged, encrypted or too large.
    """
    document = open_document(data)
    rows = (row for number in range(len(document)) for row in _rows(document, number))
    return Extracted("", metadata={"rows": list(rows)})


def _rows(document: Any, number: int) -> list[Row]:
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document.raw, number)
    bare = Bare(pdfium, page)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        count = max(pdfium.FPDFText_CountChars(text_page), 0)
        text = text_of(pdfium, text_page, count)
        rows: list[list[Drawn] | None] = [[] for _ in range(ROWS)]
        for word in runs_of(glyphs_of(pdfium, text_page, text, *origins(pdfium, text_page, count), bare.order)):
            row = min(max(ROWS - int(word[0].y // HIGH), 0), ROWS - 1)
            rows[row] = None if rows[row] else word
        return [_row(pdfium, page, word) if word else None for word in rows]
    finally:
        pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)


def _row(pdfium: Any, page: Any, word: list[Drawn]) -> tuple[Picture, Ink]:
    return picture(word), ink(pdfium, page, [glyph.ink for glyph in word], word[0].size)
