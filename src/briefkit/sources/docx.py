"""DOCX: body, tables, text boxes, foot- and endnotes; tracked insertions stand, deletions do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from briefkit.errors import SourceError
from briefkit.model import JSON, Heading
from briefkit.patterns import regex
from briefkit.sources.archive import Archive
from briefkit.sources.blocks import Blocks
from briefkit.sources.extracted import BUILT, Context, Extracted
from briefkit.sources.folios import roman
from briefkit.sources.page_metadata import authors

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
UNSEEN = frozenset(
    "del moveFrom delText instrText delInstrText Fallback rPr pPr tblPr trPr tcPr sectPr commentReference "
    "annotationRef".split()
)
TEXT = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
NUMBERS = frozenset(("footnoteRef", "endnoteRef"))
"""Where the number of a note stands before it."""
SCRIPTS = {"sup": "^", "sub": "_"}
"""What a formula has raised or lowered."""
HEADING = regex(r"(?:heading|überschrift|titre|título|заголовок)\s*(\d)", re.IGNORECASE)
EVIDENCE = b'xmlns="urn:briefkit:evidence:'
"""The part of a document that briefkit built which holds the record of its check."""
Reference = tuple[int, str, str]
"""Where a note is referred to in the text, its part, and its ID there."""


def read(data: bytes, context: Context) -> Extracted:
    """A `.docx` file.

    Raises:
        SourceError: it is damaged, encrypted or hostile.
    """
    archive = Archive(data)
    if not context.built:
        _refuse_built(archive)
    main = _main_part(archive)
    folder = main.rpartition("/")[0]
    writer = _Writer(_heading_styles(archive, f"{folder}/styles.xml"), built=context.built)
    writer.blocks_of(archive.xml(main))
    for part in ("footnotes", "endnotes"):
        name = f"{folder}/{part}.xml"
        if name in archive and any(kind == part for _, kind, _ in writer.references):
            writer.notes(archive.xml(name), part)
    deleted = [element.text or "" for element in archive.xml(main).iter() if _name(element) == "delText"]
    writer.blocks.hidden += ["".join(deleted)] if deleted else []
    writer.blocks.metadata = _described(archive)
    return writer.blocks.extracted()


def _described(archive: Archive) -> dict[str, JSON]:
    """Title and author of the document's properties."""
    name = "docProps/core.xml"
    said = (
        {_name(child): " ".join((child.text or "").split()) for child in archive.xml(name)} if name in archive else {}
    )
    told: dict[str, JSON] = {"title": said["title"]} if said.get("title") else {}
    return told | ({"author": authors(said["creator"])} if said.get("creator") else {})


def _refuse_built(archive: Archive) -> None:
    names = [name for name in archive.names() if name.startswith("customXml/item")]
    if any(EVIDENCE in archive.read(name) for name in names):
        raise SourceError(BUILT)


def _main_part(archive: Archive) -> str:
    if "word/document.xml" in archive:
        return "word/document.xml"
    for relation in archive.xml("_rels/.rels"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _heading_styles(archive: Archive, name: str) -> dict[str, int]:
    """Style ID -> level of heading."""
    if name not in archive:
        return {}
    levels: dict[str, int] = {}
    for style in archive.xml(name):
        if _name(style) != "style":
            continue
        title = next((_value(child) for child in style if _name(child) == "name"), "")
        outline = next((_value(child) for child in style.iter() if _name(child) == "outlineLvl"), "")
        if found := HEADING.match(title):
            levels[_value(style, "styleId")] = int(found[1])
        elif outline.isdecimal() and int(outline) < 9:
            levels[_value(style, "styleId")] = int(outline) + 1
        elif title.lower() == "title":
            levels[_value(style, "styleId")] = 1
    return levels


def _name(element: Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2]


def _value(element: Element, name: str = "val") -> str:
    return element.get(W + name) or element.get(STRICT + name) or ""


class _Writer:
    """Goes through the document in order. Text boxes wait for the end of their paragraph, notes for the end of all."""

    def __init__(self, levels: dict[str, int], *, built: bool) -> None:
        self.blocks = Blocks(built=built)
        self.levels = levels
        self.references: list[Reference] = []
        self.number = ""
        self._boxes: list[Element] = []

    def blocks_of(self, parent: Element) -> None:
        """The paragraphs and tables in an element; the archive has bounded how deep they nest."""
        for child in parent:
            name = _name(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tr":
                self.blocks.part("\n")
                self.blocks_of(child)
            elif name not in UNSEEN:
                self.blocks_of(child)

    def notes(self, root: Element, part: str) -> None:
        """The notes that the text refers to, in its order, each under the headings that it is referred to from."""
        by_id = {_value(note, "id"): note for note in root}
        body = list(self.blocks.headings)
        under: list[Heading] = []
        told = [(place, identity) for place, kind, identity in self.references if kind == part]
        for number, (place, identity) in enumerate(told, 1):
            note = by_id.get(identity)
            if note is None:
                continue
            self.number = _numbered(number, part)
            self.blocks.part()
            chain = _open(body, place)
            if chain != under:
                start = self.blocks.length + 2
                self.blocks.headings += (Heading(start, heading.level, heading.title) for heading in chain)
                under = chain
            self.blocks_of(note)

    def _paragraph(self, paragraph: Element) -> None:
        level = self._level(paragraph)
        self.blocks.part()
        if level:
            self.blocks.heading(level)
        for element, run in _inline(paragraph):
            self._inline(element, run)
        if level:
            self.blocks.end_heading()
        self.blocks.part()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks_of(box)

    def _inline(self, element: Element, run: Element | None) -> None:
        name = _name(element)
        if name == "t":
            self._text(element.text or "", run)
        elif name == "br" or name == "cr":
            self.blocks.part("\n")
        elif name in TEXT:
            self.blocks.add(TEXT[name], keep_space=name != "tab")
        elif name == "sym":
            self._symbol(element)
        elif name == "txbxContent":
            self._boxes.append(element)
        elif name in NOTES:
            self.references.append((self.blocks.length, NOTES[name], _value(element, "id")))
            number = sum(kind == NOTES[name] for _, kind, _ in self.references)
            self.blocks.aside(_numbered(number, NOTES[name]))
        elif name in NUMBERS:
            self.blocks.aside(self.number)
        elif name in SCRIPTS and self.blocks.built:
            self.blocks.add(SCRIPTS[name])

    def _text(self, words: str, run: Element | None) -> None:
        properties = next((child for child in run if _name(child) == "rPr"), None) if run is not None else None
        marks = {_name(child): _value(child) for child in properties} if properties is not None else {}
        if marks.get("vanish", "0") not in ("0", "false") or (marks.get("vanish") == ""):
            self.blocks.hidden.append(words)
            return
        if marks.get("vertAlign") == "superscript" and (len(words) <= 12 or self.blocks.built):
            self.blocks.raised(words)
        else:
            self.blocks.add(words)

    def _symbol(self, element: Element) -> None:
        code = _value(element, "char")
        if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code) and not 0xF000 <= int(code, 16) <= 0xF0FF:
            self.blocks.add(chr(int(code, 16)))

    def _level(self, paragraph: Element) -> int:
        """The level of the heading that a paragraph is, 0 for none."""
        properties = next((child for child in paragraph if _name(child) == "pPr"), None)
        if properties is None:
            return 0
        for child in properties:
            if _name(child) == "pStyle" and (level := self.levels.get(_value(child))):
                return level
            if _name(child) == "outlineLvl" and _value(child).isdecimal() and int(_value(child)) < 9:
                return int(_value(child)) + 1
        return 0


def _numbered(number: int, part: str) -> str:
    """The mark of a note: as Word prints it, where the document says nothing else."""
    return str(number) if part == "footnotes" else roman(number)


def _inline(parent: Element, run: Element | None = None) -> Iterator[tuple[Element, Element | None]]:
    """What a paragraph shows, in order, each with its run; text boxes are given whole."""
    for child in parent:
        name = _name(child)
        if name in UNSEEN:
            continue
        if name in ("t", "sym", "txbxContent") or name in TEXT or name in NOTES or name in NUMBERS:
            yield child, run
            continue
        if name in SCRIPTS:
            yield child, None
        yield from _inline(child, child if name == "r" else run)


def _open(headings: list[Heading], place: int) -> list[Heading]:
    """The headings over a place, the outermost first."""
    chain: list[Heading] = []
    for heading in headings:
        if heading.start > place:
            break
        chain = [h for h in chain if h.level < heading.level]
        chain.append(heading)
    return chain
