"""EPUB: the chapters in reading order, as web pages; the printed edition's page anchors are its pages."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from briefkit.errors import SourceError
from briefkit.model import JSON
from briefkit.sources.archive import Archive
from briefkit.sources.blocks import Blocks
from briefkit.sources.extracted import MOST_TEXT, Context, Extracted
from briefkit.sources.page_metadata import authors
from briefkit.sources.webpage import walk

CONTAINER = "META-INF/container.xml"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
SAID = {"title": "title", "publisher": "publisher", "issued": "date", "language": "language"}
PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(data: bytes, context: Context) -> Extracted:
    """An `.epub` file.

    Raises:
        SourceError: it is damaged, protected or hostile, or has no chapters.
    """
    archive = Archive(data)
    if "META-INF/rights.xml" in archive:
        raise SourceError("it is protected against copying (DRM)")
    blocks = Blocks()
    for name in _chapters(archive):
        walk(archive.read(name), context, blocks)
        if blocks.length > MOST_TEXT:
            raise SourceError(f"it holds over {MOST_TEXT // 1_000_000} million characters of text")
    blocks.metadata = _described(archive.xml(_package(archive)))
    return blocks.extracted()


def _described(package: Element) -> dict[str, JSON]:
    """Title, authors, publisher, date and language, as the book itself has them."""
    said: dict[str, list[str]] = {}
    for element in package.iter():
        if element.tag.startswith(DUBLIN_CORE) and (words := " ".join((element.text or "").split())):
            said.setdefault(_name(element.tag), []).append(words)
    told: dict[str, JSON] = {name: said[key][0] for name, key in SAID.items() if key in said}
    people = [person for line in said.get("creator", ()) for person in authors(line)]
    return {"type": "book", **told} | ({"author": people} if people else {})


def _package(archive: Archive) -> str:
    return next((e.get("full-path", "") for e in archive.xml(CONTAINER).iter() if _name(e.tag) == "rootfile"), "")


def _chapters(archive: Archive) -> list[str]:
    """The names of the chapters' files in reading order."""
    package = _package(archive)
    root = archive.xml(package)
    folder = posixpath.dirname(package)
    items = {
        e.get("id", ""): posixpath.normpath(posixpath.join(folder, unquote(e.get("href", ""))))
        for e in root.iter()
        if _name(e.tag) == "item" and e.get("media-type") in PAGES
    }
    spine = [e.get("idref", "") for e in root.iter() if _name(e.tag) == "itemref"]
    names = [items[identity] for identity in dict.fromkeys(spine) if identity in items]
    if not names:
        raise SourceError("it lists no chapters; the file is damaged")
    return [name for name in names if name in archive]


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]
