"""A PDF's visible text in the order in which it was written into the file.

`pdf` reads a page by where its lines stand, as it must for documents of any make. What briefkit typeset is written in
the order of its text, footnotes after the page's body, and a hyphen that a line's end put in is told from one of the
word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from briefkit.errors import SourceError
from briefkit.model import Page
from briefkit.patterns import regex
from briefkit.sources.extracted import MOST_TEXT, Context, Extracted
from briefkit.sources.pdf import open_document, origins, text_of
from briefkit.sources.pdf_drawn import Bare, Drawn, Lexicon, glyphs_of, text_alone
from briefkit.sources.pdf_facing import faced
from briefkit.sources.pdf_hidden import Visibility
from briefkit.sources.pdf_ink import Ink, ink
from briefkit.sources.pdf_raised import with_raised, with_scripts

BREAK = "\ue000"
"""Stands for a hyphen that ends a line."""
AS_WRITTEN = b"/Direction/R2L", b"/Direction/L2R"
"""A document that says of itself that it runs from right to left has its other lines turned round by PDFium."""
FORMS: dict[int, str | None] = {0x0D: None, 0xFFFE: BREAK, 0x02: BREAK, 0xAD: "-"}
_LOWER = 6.0
"""Points to the next line, at least."""
FORMULA = regex("[\u0300-\u036f\u20d0-\u20ff\U0001d400-\U0001d7ff]")
_HYPHEN = regex("\u00ad(?=\r?\n|$)")
_APART = regex("\\w\r?\n[-\u00ad\u0002](?=\r?\n)")
_EM = 13.0
"""Points from a letter to the hyphen behind it, at most."""


def read(data: bytes, context: Context) -> Extracted:
    """A `.pdf` file, page after page, parted by form feeds.

    Args:
        context: its metadata may have `words`, known by how they are drawn (`pdf_drawn.Words`), for those with letters
            that are `renamed`; with `named`, what the file gives a reader in place of what it shows is believed. The
            metadata of what is returned have `renamed`, the characters that it so gives, and those in whose place; and
            for each page, where its characters stand in the text that PDFium gives (`places`).

    Raises:
        SourceError: it is damaged, encrypted or too large.
    """
    return as_written(pages_of(open_document(data.replace(*AS_WRITTEN)), context))


def pages_of(document: Any, context: Context) -> list[Written]:
    """The pages of a document; `context` as for `read`."""
    told = context.metadata
    lexicon = Lexicon(told["words"], str(told.get("renamed", ""))) if told.get("words") else None
    believed = bool(told.get("named"))
    return [visible(document, number, believed=believed, lexicon=lexicon) for number in range(len(document))]


def as_written(pages: Sequence[Written]) -> Extracted:
    """What `read` returns of some pages.

    Raises:
        SourceError: they are too long.
    """
    renamed = "".join(sorted(set().union(*(page.renamed for page in pages))))
    metadata = {"renamed": renamed, "places": [_places(page) for page in pages]}
    return replace(paged(_page(page) + "\n\f" for page in pages), metadata=metadata)


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
    """A page in the order of the file: its characters or known words, where each begins, in points, and 1 for each that
    shows; the places of the words, the characters that the file gives in place of others, with those, and how wide the
    page is; where they are not in the order of PDFium, their places in it; and the words, each with its glyphs."""

    text: Sequence[str] = ""
    xs: Sequence[float] = ()
    ys: Sequence[float] = ()
    kept: Sequence[int] = ()
    words: frozenset[int] = frozenset()
    renamed: frozenset[str] = frozenset()
    width: float = 0.0
    order: Sequence[int] | None = None
    named: Sequence[tuple[Sequence[Drawn], str]] = ()


def visible(
    document: Any,
    number: int,
    *,
    believed: bool = False,
    lexicon: Lexicon | None = None,
    named: Sequence[tuple[Sequence[Drawn], str]] = (),
    ordered: bool = False,
) -> Written:
    """A page, from 0; one that does not load has no characters.

    Args:
        believed: what the file gives a reader in place of what it shows.
        lexicon: finds words by how they are drawn.
        named: those words, where they were found before.
        ordered: all is in the order of the file, which PDFium changes, and brackets are as they look.
    """
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document.raw, number)
    if not page:
        return Written()
    bare = Bare(pdfium, page, believed=believed)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        count = max(pdfium.FPDFText_CountChars(text_page), 0)
        text = text_of(pdfium, text_page, count)
        xs, ys = origins(pdfium, text_page, count)
        shows = Visibility(pdfium, page, text_page).visible(text, xs, ys)
        renamed = bare.renamed(text_page)
        width = pdfium.FPDF_GetPageWidthF(page)
        if ordered:
            text = faced(pdfium, page, text_page, text)
        pieces = _with_hyphens(with_raised(pdfium, text_page, text, xs, ys, width), xs, ys)
        written = Written(pieces, xs, ys, shows, renamed=renamed, width=width)
        if lexicon:
            glyphs = list(glyphs_of(pdfium, text_page, text, xs, ys, bare.order))
            text_alone(pdfium, page)
            named = list(lexicon.named(glyphs, partial(_seen, pdfium, page)))
        written = _with_words(written, named)
        formulas = bare.formulas or FORMULA.search(text)
        if formulas or ordered:
            written = _in_order(written, bare.places(text_page, count))
        if formulas:
            order = written.order or ()
            written = written._replace(text=with_scripts(pdfium, text_page, written.text, written.ys, order))
        return written
    finally:
        pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)


def _with_hyphens(text: Sequence[str], xs: Sequence[float], ys: Sequence[float]) -> Sequence[str]:
    """The text without the line ends that PDFium puts before a hyphen of the same line, where that is a piece of type
    of its own: it stands right behind its word."""
    apart = [found.end() - 1 for found in _APART.finditer("".join(piece[:1] or " " for piece in text))]
    pieces = list(text) if apart else text
    for place in apart:
        before = next(at for at in range(place - 1, -1, -1) if text[at] not in ("\r", "\n"))
        if isinstance(pieces, list) and ys[before] == ys[place] and 0 < xs[place] - xs[before] < _EM:
            pieces[before + 1 : place + 1] = [*[""] * (place - before - 1), "\u00ad"]
    return pieces


def _seen(pdfium: Any, page: Any, glyphs: Sequence[Drawn]) -> Ink:
    return ink(pdfium, page, [glyph.ink for glyph in glyphs], glyphs[0].size)


def _in_order(page: Written, places: Sequence[int]) -> Written:
    """The page in the order of the file: accents of formulas that PDFium gives behind their line stand at their letter
    there."""
    order = sorted(range(len(places)), key=places.__getitem__)
    words = frozenset(place for place, at in enumerate(order) if at in page.words)
    text, kept = [page.text[at] for at in order], [page.kept[at] for at in order]
    xs, ys = [page.xs[at] for at in order], [page.ys[at] for at in order]
    for place in (place for place, piece in enumerate(text) if piece == "\u00ad"):
        following = next((at for at in range(place + 1, len(text)) if not text[at].isspace()), place)
        if ys[following] < ys[place] - _LOWER:  # PDFium may take the line's end for a blank there
            text[place] = BREAK
    return page._replace(text=text, xs=xs, ys=ys, kept=kept, words=words, order=order)


def _with_words(page: Written, named: Sequence[tuple[Sequence[Drawn], str]]) -> Written:
    """The page with each known word in one piece, at its right end and on its line."""
    if not named:
        return page
    text, xs, ys, kept = list(page.text), list(page.xs), list(page.ys), bytearray(page.kept)
    words = set()
    for word, letters in named:
        places = [place for glyph in word for place in glyph.places]
        if not all(kept[place] for place in places):
            continue
        first = min(places)
        for place in places:
            text[place] = ""
        text[first], xs[first] = letters, max(glyph.x for glyph in word)
        ys[first] = Counter(glyph.y for glyph in word).most_common(1)[0][0]
        words.add(first)
    return page._replace(text=text, xs=xs, ys=ys, kept=kept, words=frozenset(words), named=named)


def _places(page: Written) -> list[tuple[int, int]]:
    """Which characters of the page's text stand where in that of PDFium: the first of each run, with its place there;
    that of a known word is -1."""
    order = page.order or range(len(page.text))
    shown = enumerate(zip(order, page.text, page.kept, strict=True))
    places = (
        -1 if index in page.words else at
        for index, (at, piece, seen) in shown
        if seen
        for char in piece
        if FORMS.get(ord(char), "") is not None
    )
    runs: list[tuple[int, int]] = []
    following = -2
    for offset, place in enumerate(places):
        if place != following:
            runs.append((offset, place))
        following = place if place < 0 else place + 1
    return runs


def _page(page: Written) -> str:
    text = "".join(piece for piece, seen in zip(page.text, page.kept, strict=True) if seen)
    return _HYPHEN.sub(BREAK, text).translate(FORMS)
