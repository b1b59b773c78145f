"""Sources: bytes to text with pages, sections and metadata. One module a format, one table of them."""

from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.shelf import Shelf

__all__ = ["Context", "Extracted", "Shelf"]
