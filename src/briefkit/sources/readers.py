"""The table of readers: a new format is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from briefkit.sources.extracted import Context, Extracted

Reader = Callable[[bytes, Context], Extracted]


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one suffix are read.

    Attributes:
        module: the module of this package whose `read` reads them; loaded when first needed.
        signature: what their first bytes must betray (see `magic`), None for text.
        fallback: the module that reads those in which the first finds images only.
        isolated: they are read in a process of their own, with limits: their parsers can be made to crash or to hang.
    """

    module: str
    signature: str | None = None
    isolated: bool = False
    fallback: str | None = None

    @property
    def quick(self) -> bool:
        """Reading it costs less than looking it up in the cache."""
        return self.signature is None and not self.isolated


FORMATS = {
    ".txt": Format("plain"),
    ".text": Format("plain"),
    ".md": Format("markdown"),
    ".markdown": Format("markdown"),
    ".pdf": Format("pdf", "pdf", isolated=True, fallback="pdf_scan"),
    ".html": Format("webpage", "html", isolated=True),
    ".htm": Format("webpage", "html", isolated=True),
    ".xhtml": Format("webpage", "html", isolated=True),
    ".docx": Format("docx", "zip", isolated=True),
    ".epub": Format("epub", "zip", isolated=True),
    ".odt": Format("office", "zip"),
    ".rtf": Format("office", "rtf"),
    ".vtt": Format("captions"),
    ".srt": Format("captions"),
    ".eml": Format("mail", isolated=True),
    ".mhtml": Format("mail", isolated=True),
    ".mht": Format("mail", isolated=True),
    ".png": Format("scan", "image"),
    ".jpg": Format("scan", "image"),
    ".jpeg": Format("scan", "image"),
    ".tif": Format("scan", "image"),
    ".tiff": Format("scan", "image"),
}
"""Suffix, in small letters -> its format."""


def reader(suffix: str) -> Reader | None:
    """The reader of a suffix, None where there is none."""
    form = FORMATS.get(suffix.lower())
    if form is None:
        return None
    if form.isolated:
        from briefkit.sources.isolated import isolated

        return isolated(form.module, fallback=form.fallback)
    read: Reader = import_module(f"briefkit.sources.{form.module}").read
    return read
