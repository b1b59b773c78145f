"""PDFs that are images only: each page is drawn and given to tesseract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from briefkit.errors import SourceError
from briefkit.model import Page
from briefkit.sources import plain
from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.pdf import open_document
from briefkit.sources.scan import language, recognise

DOTS = 300
"""Dots an inch, what tesseract is trained on."""
MOST_PIXELS = 40_000_000
MOST_PAGES = 300


def read(data: bytes, context: Context) -> Extracted:
    """The recognised text, with its pages; running heads and folios are told apart as in plain text, where it is all of
    the document and not some pages of it.

    Raises:
        SourceError: tesseract is missing, lacks the language, or failed; or there are too many pages.
    """
    name = language(context)
    document = open_document(data)
    wanted = [number - 1 for number in context.only] or range(len(document))
    if len(wanted) > MOST_PAGES:
        raise SourceError(
            f"it is a scan of {len(wanted):,} pages, more than {MOST_PAGES} to recognise at a time",
            advice="let a scanner's software add its text, or save its text as .txt",
        )
    pages = [recognise(_image(document[number]), name) for number in wanted]
    if context.only:
        return _apart(pages, context.only)
    got = plain.read("\f".join(pages).encode(), Context())
    return replace(got, scanned=True, recognised=tuple(range(1, len(pages) + 1)))


def _apart(texts: Sequence[str], numbers: Sequence[int]) -> Extracted:
    """Pages that do not follow one another."""
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    pages = (Page(number, start, end) for number, start, end in zip(numbers, starts, starts[1:], strict=False))
    return Extracted("".join(f"{text}\n" for text in texts), tuple(pages), scanned=True)


def _image(page: Any) -> bytes:
    """The page in greys, as a PGM file."""
    width, height = page.get_size()
    scale = min(DOTS / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    pixels, stride = bytes(bitmap.buffer), bitmap.stride
    rows = (pixels[row * stride : row * stride + bitmap.width] for row in range(bitmap.height))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows)
