"""A PDF's visible text in the order in which it was written into the file.

`pdf` reads a page by where its lines stand, as it must for documents of any make. What briefkit typeset is written in
the order of its text, footnotes after the page's body, and a hyphen that a line's end put in is told from one of the
word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from briefkit.errors import SourceError
from briefkit.model import Page
from briefkit.sources.extracted import MOST_TEXT, Context, Extracted
from briefkit.sources.pdf import open_document, origins, text_of
from briefkit.sources.pdf_hidden import Visibility
from briefkit.sources.pdf_raised import with_raised

BREAK = "\ue000"
"""Stands for a hyphen that ends a line."""
_FORMS = {0x0D: None, 0xFFFE: BREAK, 0x02: BREAK}


def read(data: bytes, context: Context) -> Extracted:  # noqa: ARG001 - readers share one signature
    """A `.pdf` file, page after page, parted by form feeds.

    Raises:
        SourceError: it is damaged, encrypted or too large.
    """
    # A document that says of itself that it runs from right to left has its other lines turned round by PDFium.
    document = open_document(data.replace(b"/Direction/R2L", b"/Direction/L2R"))
    return paged(_page(visible(document, number)) + "\n\f" for number in range(len(document)))


def paged(texts: Iterable[str]) -> Extracted:
    """The texts of the pages, as one text that tells where each begins.

    Raises:
        SourceError: they are too long.
    """
    pieces: list[str] = []
    pages: list[Page] = []
    length = 0
    for number, words in enumerate(texts, 1):
        pages.append(Page(number, length, length + len(words)))
        pieces.append(words)
        length += len(words)
        if length > MOST_TEXT:
            raise SourceError(f"it holds over {MOST_TEXT // 1_000_000} million characters of text")
    return Extracted("".join(pieces), tuple(pages))


class Written(NamedTuple):
    """The characters of a page in the order of the file, where each begins, in points, and 1 for each that shows."""

    text: str = ""
    xs: Sequence[float] = ()
    ys: Sequence[float] = ()
    kept: Sequence[int] = ()


def visible(document: Any, number: int) -> Written:
    """A page, from 0; one that does not load has no characters."""
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document.raw, number)
    if not page:
        return Written()
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        count = max(pdfium.FPDFText_CountChars(text_page), 0)
        text = text_of(pdfium, text_page, count)
        xs, ys = origins(pdfium, text_page, count)
        shows = Visibility(pdfium, page, text_page).visible(text, xs, ys)
        return Written(with_raised(pdfium, text_page, text, ys), xs, ys, shows)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)


def _page(written: Written) -> str:
    return "".join(char for char, seen in zip(written.text, written.kept, strict=True) if seen).translate(_FORMS)
