"""Plain text: form feeds part the pages."""

from __future__ import annotations

from briefkit.errors import SourceError
from briefkit.model import Page
from briefkit.sources.decoding import decode
from briefkit.sources.extracted import MOST_PAGES, Context, Extracted


def read(data: bytes, context: Context) -> Extracted:
    """A `.txt` file.

    Raises:
        SourceError: it cannot be decoded or has too many pages.
    """
    text = decode(data, context.encoding)
    if "\f" not in text:
        return Extracted(text)
    ranges = split(text)
    if len(ranges) > MOST_PAGES:
        raise SourceError(f"it has {len(ranges):,} pages, more than {MOST_PAGES:,}")
    from briefkit.sources.furniture import Layout

    layout = Layout(text, ranges)
    labels = layout.labels()
    numbered = enumerate(zip(ranges, labels, strict=True), 1)
    pages = tuple(Page(index, start, end, label) for index, ((start, end), label) in numbered)
    return Extracted(text, pages, layout.furniture())


def split(text: str) -> list[tuple[int, int]]:
    """The ranges between form feeds. A form feed at the end closes the last page and begins none."""
    ranges = []
    start = 0
    while (end := text.find("\f", start)) >= 0:
        ranges.append((start, end))
        start = end + 1
    if text[start:].strip() or not ranges:
        ranges.append((start, len(text)))
    return ranges
