"""The table of readers: a new format is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import PurePosixPath
from typing import NamedTuple

from briefkit import __version__
from briefkit.model import Source
from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.magic import ANY

Reader = Callable[[bytes, Context], Extracted]


class Format(NamedTuple):
    """How files of one suffix are read.

    Attributes:
        module: the module of this package whose `read` reads them, or another package's `module:function`; loaded when
            first needed.
        signature: what their first bytes must betray (see `magic`), None for text, ANY for what is nobody's business.
        fallback: the module that reads those in which the first finds images only.
        packages: the libraries that the modules stand on.
        folder: where another package lies.
        isolated: they are read in a process of their own, with limits: their parsers can be made to crash or to hang.
    """

    module: str
    signature: str | None = None
    isolated: bool = False
    fallback: str | None = None
    packages: tuple[str, ...] = ()
    folder: str = ""

    @property
    def quick(self) -> bool:
        """Reading it costs less than looking it up in the cache."""
        return self.signature is None and not self.isolated


FORMATS = {
    ".txt": Format("plain"),
    ".text": Format("plain"),
    ".md": Format("markdown"),
    ".markdown": Format("markdown"),
    ".pdf": Format("pdf", "pdf", isolated=True, fallback="pdf_scan", packages=("pypdfium2",)),
    ".html": Format("webpage", "html", isolated=True, packages=("selectolax",)),
    ".htm": Format("webpage", "html", isolated=True, packages=("selectolax",)),
    ".xhtml": Format("webpage", "html", isolated=True, packages=("selectolax",)),
    ".docx": Format("docx", "zip", isolated=True),
    ".epub": Format("epub", "zip", isolated=True, packages=("selectolax",)),
    ".odt": Format("office", "zip", packages=("pypandoc_binary",)),
    ".rtf": Format("rtf", "rtf", isolated=True),
    ".vtt": Format("captions"),
    ".srt": Format("captions"),
    ".eml": Format("mail", isolated=True, packages=("selectolax",)),
    ".mhtml": Format("mail", isolated=True, packages=("selectolax",)),
    ".mht": Format("mail", isolated=True, packages=("selectolax",)),
    ".png": Format("scan", "image"),
    ".jpg": Format("scan", "image"),
    ".jpeg": Format("scan", "image"),
    ".tif": Format("scan", "image"),
    ".tiff": Format("scan", "image"),
}
"""Suffix, in small letters -> its format."""


GROUP = "briefkit.readers"
"""The entry points by which other packages add readers: `djvu = "their.module:read"`."""


def form_of(suffix: str) -> Format | None:
    """The format of a suffix: one of the table, else one that an installed package adds."""
    return FORMATS.get(suffix.lower()) or _added(suffix.lower().lstrip("."))


@cache
def _added(name: str) -> Format | None:
    from importlib.metadata import entry_points

    found = sorted(entry_points(group=GROUP, name=name), key=lambda entry: entry.dist.name if entry.dist else "")
    if not name or not found:
        return None
    dist = found[0].dist
    folder = str(dist.locate_file("")) if dist else ""
    return Format(found[0].value, ANY, isolated=True, packages=(dist.name,) if dist else (), folder=folder)


def reader(suffix: str) -> Reader | None:
    """The reader of a suffix, None where there is none."""
    form = form_of(suffix)
    if form is None:
        return None
    if form.isolated:
        from briefkit.sources.isolated import isolated

        return isolated(form.module, fallback=form.fallback, folder=form.folder)
    read: Reader = import_module(f"briefkit.sources.{form.module}").read
    return read


def extractor(source: Source) -> tuple[str, str]:
    """The reader that a source's text comes from, and its version with those of the libraries it stands on."""
    from importlib.metadata import PackageNotFoundError, version

    form = form_of(PurePosixPath(source.path or "").suffix)
    if form is None:
        return "none", ""
    versions = [f"briefkit {__version__}"]
    for package in form.packages:
        try:
            versions.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return form.module, ", ".join(versions)
