"""PDF: pdfium gives the characters and where they stand; `pdf_lines` and `pdf_layout` make running text of them."""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import repeat
from typing import Any

from briefkit.errors import SourceError
from briefkit.model import JSON
from briefkit.patterns import regex
from briefkit.sources.extracted import BUILT, MOST_PAGES, MOST_TEXT, Context, Extracted
from briefkit.sources.page_metadata import authors
from briefkit.sources.pdf_displaced import in_place
from briefkit.sources.pdf_layout import assemble
from briefkit.sources.pdf_letters import compose
from briefkit.sources.pdf_ligature import primed, recoded, whole
from briefkit.sources.pdf_lines import BLANK, lines
from briefkit.sources.pdf_page import Glyphs, Sheet
from briefkit.sources.pdf_spaced import closed

DEEPEST = 12
JUNK = regex(r"\.(?:docx?|indd|qxp|tex|dvi|pdf|p65|wpd|rtf)$|^microsoft |^untitled|^[\W\d_]*$", re.IGNORECASE)
"""Titles that are none: a program wrote them."""
STANDS_OUT = 1.25
"""How much larger than usual type a title is."""
MOST_ATTACHED = 100
SUPERIOR = 0.2
"""How far above the baseline, in sizes of its type, the ink of a superior figure begins."""
FIGURE = regex(r"(?<! )[0-9]")
_HIGH, _LOW, _END = 0xD800, 0xDC00, 0xE000
"""Where the halves of UTF-16's pairs begin, and where they end."""
SIGNS = "-\u2212\u2013+"


def read(data: bytes, context: Context) -> Extracted:
    """A `.pdf` file: pages with their printed numbers, headings from its outline. Empty and `scanned`: images only.

    Raises:
        SourceError: it is damaged, encrypted, has too many pages, or shows no text at all.
    """
    document = open_document(data)
    if not context.built:
        _refuse_built(document)
    sheets: list[Sheet] = []
    size = 0
    for number in range(len(document)):
        sheet = _sheet(document, number, bare=bool(context.metadata.get("bare")))
        size += sum(len(line.text) for line in sheet.lines)
        if size > MOST_TEXT:
            raise SourceError(f"it holds over {MOST_TEXT // 1_000_000} million characters of text")
        sheets.append(sheet)
    if not any(sheet.lines for sheet in sheets):
        if not any(sheet.pictures for sheet in sheets):
            raise SourceError("it has no text that a reader sees", advice="save what you quote as .txt")
        return Extracted("", scanned=True)
    got = assemble(sheets, list(_outline(document)), context.metadata.get("pages"))
    unseen = "\n".join(sheet.hidden for sheet in sheets if sheet.hidden)
    unread = tuple(n for n, sheet in enumerate(sheets, 1) if sheet.pictures and not sheet.lines)
    return replace(got, hidden=unseen, metadata=_described(document, sheets[0]), unread=unread)


def _described(document: Any, first: Sheet) -> dict[str, JSON]:
    """Title and author as the file names them; where its title is none, the largest type of its first page."""
    import pypdfium2

    try:
        said = {key: " ".join(value.split()) for key, value in document.get_metadata_dict().items()}
    except (pypdfium2.PdfiumError, UnicodeError):
        said = {}
    title = said.get("Title", "")
    title = _largest(first) if not title or JUNK.search(title) else title
    name = said.get("Author", "")
    return ({"title": title} if title else {}) | ({"author": authors(name)} if name else {})


def _largest(sheet: Sheet) -> str:
    """The lines of a page's largest type, where they are few and stand out."""
    sizes = sorted(line.size for line in sheet.lines if line.upright and len(line.text) > 3)
    if not sizes or sizes[-1] < STANDS_OUT * sizes[len(sizes) // 2]:
        return ""
    lines = [line.text for line in sheet.lines if line.upright and line.size > 0.97 * sizes[-1]]
    return " ".join(" ".join(lines[:4]).split())[:300]


def _refuse_built(document: Any) -> None:
    """Refuse what carries the record of a check."""
    import pypdfium2

    try:
        if "briefkit.evidence/" in document.get_metadata_dict().get("Keywords", ""):
            raise SourceError(BUILT)
        for number in range(min(document.count_attachments(), MOST_ATTACHED)):
            attached = document.get_attachment(number)
            if attached.get_name() == "evidence.json" and b'"briefkit.evidence/' in bytes(attached.get_data())[:4096]:
                raise SourceError(BUILT)
    except (pypdfium2.PdfiumError, ValueError):  # a UnicodeError is a ValueError
        return


def open_document(data: bytes) -> Any:
    """The pdfium document.

    Raises:
        SourceError: it is damaged, encrypted or has too many pages.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "it is encrypted" if locked else "it is no readable PDF; the file is damaged or cut off"
        raise SourceError(reason, advice="save it anew without a password" if locked else None) from error
    if count > MOST_PAGES:
        raise SourceError(f"it has {count:,} pages, more than {MOST_PAGES:,}")
    return document


def _sheet(document: Any, number: int, *, bare: bool) -> Sheet:
    """The lines of a page; a page that does not load has none. `bare`: what it gives a reader in place of what it shows
    is not believed."""
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document.raw, number)
    if not page:
        return Sheet((), None)
    if bare:
        from briefkit.sources.pdf_drawn import Bare

        Bare(pdfium, page)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        glyphs, scanned, pictures = _glyphs(pdfium, page, text_page)
        label = document.get_page_label(number) or None
        return Sheet(tuple(in_place(list(lines(glyphs)))), label, scanned, pictures, _hidden(glyphs))
    finally:
        pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)


def _hidden(glyphs: Glyphs) -> str:
    """The characters of a page that do not show, in the order of the file; what stands between shows as a blank."""
    pieces = []
    end = 0
    while (start := glyphs.kept.find(0, end)) >= 0:
        end = glyphs.kept.find(1, start)
        end = len(glyphs.kept) if end < 0 else end
        pieces.append(glyphs.text[start:end])
    return " ".join(" ".join(pieces).split())


def _glyphs(pdfium: Any, page: Any, text_page: Any) -> tuple[Glyphs, bool, bool]:
    """The characters in the order of the file, whether they are a scan's, and whether the page shows images."""
    from briefkit.sources.pdf_hidden import Visibility

    count = max(pdfium.FPDFText_CountChars(text_page), 0)
    text = recoded(pdfium, text_page, closed(pdfium, text_page, text_of(pdfium, text_page, count)))
    xs, ys = origins(pdfium, text_page, count)
    sizes = _sizes(pdfium, text_page, count)
    visibility = Visibility(pdfium, page, text_page)
    kept = visibility.visible(text, xs, ys)
    glyphs = Glyphs(text, xs, ys, sizes, kept)
    _scale(pdfium, text_page, glyphs)
    glyphs.text = compose(whole(pdfium, text_page, text, xs, sizes), xs, ys, sizes)
    glyphs.text = primed(pdfium, text_page, glyphs.text, sizes)
    _lift(pdfium, text_page, glyphs)
    turn = pdfium.FPDFPage_GetRotation(page)
    if turn:
        _turn(glyphs, turn)
    return glyphs, visibility.scanned, visibility.pictures


def origins(pdfium: Any, text_page: Any, count: int) -> tuple[list[float], list[float]]:
    """Where each character stands on its baseline, in points. pdfium writes it straight into two arrays."""
    origin = _bare(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    xs, ys = (ctypes.c_double * count)(), (ctypes.c_double * count)()
    ends = [range(start, start + 8 * count, 8) for start in (ctypes.addressof(xs), ctypes.addressof(ys))]
    deque(map(origin, repeat(_address(text_page)), range(count), *ends), maxlen=0)
    return list(xs), list(ys)


def _sizes(pdfium: Any, text_page: Any, count: int) -> list[float]:
    """The type size of each character, as the file names it."""
    font_size = _bare(pdfium.FPDFText_GetFontSize, ctypes.c_double)
    return list(map(font_size, repeat(_address(text_page), count), range(count)))


def _bare(function: Any, gives: Any, *more: Any) -> Any:
    """A function of pdfium that takes addresses as numbers: what is called for each character must cost little."""
    place = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(gives, ctypes.c_void_p, ctypes.c_int, *more)(place or 0)


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def text_of(pdfium: Any, text_page: Any, count: int) -> str:
    """One character for each index of the page: pdfium's own text where the counts agree."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * max(written, 0)].decode("utf-16-le", "replace")
    if len(text) == count and written == count:
        return text
    codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count)]
    return "".join(map(_character, codes, [*codes[1:], 0], [0, *codes]))


def _character(code: int, following: int, preceding: int) -> str:
    """What a unit of UTF-16 becomes: the two of a rare character that character and a joiner, which is nothing."""
    if _HIGH <= code < _LOW and _LOW <= following < _END:
        return chr(0x10000 + (code - _HIGH) * 0x400 + following - _LOW)
    if _LOW <= code < _END and _HIGH <= preceding < _LOW:
        return "\u2060"
    return chr(code) if 0 < code < 0x110000 and not _HIGH <= code < _END else "\ufffd"


def _scale(pdfium: Any, text_page: Any, glyphs: Glyphs) -> None:
    """Font sizes as they show: what the file names times its matrix, looked up where either may change."""
    matrix = pdfium.FS_MATRIX()
    place = ctypes.addressof(matrix)
    look_up = _bare(pdfium.FPDFText_GetMatrix, ctypes.c_int, ctypes.c_void_p)
    page = _address(text_page)
    by_word = glyphs.sizes.count(1.0) > len(glyphs.sizes) / 2
    raw, factor, level, shown, begins = -1.0, 1.0, 0.0, 0.0, False
    sizes: list[float] = []
    keep = sizes.append
    for char, size, y in zip(glyphs.text, glyphs.sizes, glyphs.ys, strict=True):
        if char == " ":  # pdfium puts in blanks of a size of their own
            begins = by_word
        elif size != raw or y != level or begins:
            raw, level, begins = size, y, False
            if look_up(page, len(sizes), place):
                factor = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
            shown = size * factor
        keep(shown)
    glyphs.sizes[:] = sizes


def _lift(pdfium: Any, text_page: Any, glyphs: Glyphs) -> None:
    """Superior figures of the font stand on the baseline at full size, by their origins; their ink tells."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    places = [ctypes.byref(value) for value in (left, right, bottom, top)]
    for figure in FIGURE.finditer(glyphs.text):
        index = figure.start()
        size, level = glyphs.sizes[index], glyphs.ys[index]
        if pdfium.FPDFText_GetCharBox(text_page, index, *places) and bottom.value > level + SUPERIOR * size:
            signed = index > 1 and glyphs.text[index - 1] in SIGNS and glyphs.text[index - 2] not in BLANK
            for place in (index - 1, index) if signed else (index,):
                glyphs.sizes[place], glyphs.ys[place] = 0.6 * size, level + 0.35 * size


def _turn(glyphs: Glyphs, turn: int) -> None:
    """Positions as the page is shown: `turn` quarters clockwise."""
    for index, (x, y) in enumerate(zip(glyphs.xs, glyphs.ys, strict=True)):
        glyphs.xs[index], glyphs.ys[index] = ((x, y), (y, -x), (-x, -y), (-y, x))[turn % 4]


def _outline(document: Any) -> Iterator[tuple[int, int, str]]:
    """(page from 0, level from 1, title) of each bookmark that leads to a page."""
    import pypdfium2

    try:
        for mark in document.get_toc(max_depth=DEEPEST):
            target = mark.get_dest()
            index = target.get_index() if target else None
            title = " ".join((mark.get_title() or "").split())
            if index is not None and title:
                yield index, mark.level + 1, title
    except (pypdfium2.PdfiumError, RuntimeError, ValueError):  # a broken outline is no reason to refuse the text
        return
