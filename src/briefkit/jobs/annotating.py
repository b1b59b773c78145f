"""A copy of a Word draft with a comment at each quotation that needs attention. Nothing else in it is changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

from briefkit.errors import ReportError
from briefkit.judging.places import place_name
from briefkit.match.strict import Text
from briefkit.model import CheckedReport, Judgement
from briefkit.patterns import regex

MAIN, COMMENTS = "word/document.xml", "word/comments.xml"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
RELATIONS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
MOST_BYTES = 200_000_000
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_UNSEEN = frozenset(
    ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:pPr", "w:rPr", "mc:Fallback", "w:txbxContent")
)
_SPACES = {"w:tab": "\t", "w:br": " ", "w:cr": " ", "w:noBreakHyphen": "-"}
_SIMPLE = regex(rb"(<w:r(?:\s[^>]*)?>)(<w:rPr>.*?</w:rPr>|<w:rPr/>)?<w:t(?:\s[^>]*)?>([^<]*)</w:t></w:r>", re.DOTALL)
_TEXT = b'<w:t xml:space="preserve">'


@dataclass(slots=True)
class Run:
    """A run: its bytes in the part, its text and where that begins in the text of the part; the note it refers to, by
    kind and number."""

    start: int
    end: int
    at: int
    text: str
    note: str = ""


@dataclass(slots=True)
class Part:
    """The runs of a part that a reader sees, and its text; paragraphs end in a line end. `notes`: where each begins."""

    runs: list[Run] = field(default_factory=list)
    text: str = ""
    notes: list[tuple[int, str]] = field(default_factory=list)


def annotate(data: bytes, checked: CheckedReport) -> tuple[bytes, int]:
    """The draft with comments, and how many.

    Raises:
        ReportError: it is no DOCX that can be written anew.
    """
    parts = _parts(data, checked.report.path)
    path = checked.report.path
    main = _read(parts[MAIN], path)
    notes = [_read(parts[name], path) for name in NOTES if name in parts]
    comments: list[str] = []
    edits: dict[int, list[tuple[int, bytes]]] = defaultdict(list)
    first = _free(parts.get(COMMENTS, b""))
    for lines, place in _placed(checked, main, notes):
        number = first + len(comments)
        comments.append(_comment(number, lines))
        _mark(edits, main, place, number)
    if not comments:
        return data, 0
    parts[MAIN] = _edited(parts[MAIN], main, edits)
    _add(parts, comments)
    return _zipped(data, parts), len(comments)


def _placed(checked: CheckedReport, main: Part, notes: Sequence[Part]) -> Iterator[tuple[list[str], tuple[int, int]]]:
    """The lines of each comment, and the range of the main text that it speaks of."""
    body, feet = Text(main.text), [(note, Text(note.text)) for note in notes]
    seen: Counter[str] = Counter()
    lost = [f"paragraph {finding.line}: {finding.message} ({finding.rule})" for finding in checked.findings]
    for judged in checked.judgements:
        text = judged.quotation.text
        nth = seen[text]
        seen[text] += 1
        if judged.severity is None:
            continue
        # The words of several paragraphs may have numbers of a list between them: the first then stands for all.
        places = body.places(text) or body.places(text.split("\n\n")[0])
        marked = [place for place in places if place.marked] or places
        if nth < len(marked):
            yield _told(judged), (marked[nth].start, marked[nth].end)
        elif (place := _referred(main, feet, text)) is not None:
            yield _told(judged), place
        else:
            lost += [f"paragraph {judged.quotation.span.line}: “{text[:80]}”", *_told(judged)]
    opening = next((run for run in main.runs if run.text.strip()), None)
    if lost and opening:
        yield lost, (opening.at, opening.at + len(opening.text))


def _referred(main: Part, feet: Sequence[tuple[Part, Text]], text: str) -> tuple[int, int] | None:
    """Where the body refers to the note that has the words: a note itself can bear no comment."""
    for part, place in ((part, place) for part, foot in feet for place in foot.places(text)):
        note = next((name for at, name in reversed(part.notes) if at <= place.start), "")
        run = next((run for run in main.runs if run.note == note), None) if note else None
        if run:
            return run.at, run.at + len(run.text)
    return None


def _told(judged: Judgement) -> list[str]:
    lines = [f"{judged.verdict}: {judged.message} ({judged.rule})"]
    if judged.match and judged.match.text:
        place = ", ".join(part for part in (judged.match.source, place_name(judged.match)) if part)
        lines.append(f"{place}: “{' '.join(judged.match.text.split())[:600]}”")
    return [*lines, *judged.warnings]


# --- the parts of the file -------------------------------------------------------------------------------------------


def _parts(data: bytes, path: str) -> dict[str, bytes]:
    wanted = (MAIN, *NOTES, COMMENTS, RELATIONS, TYPES)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise ReportError("unpacks to more than any draft has", path=path)
            parts = {name: archive.read(name) for name in wanted if name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise ReportError("is a damaged DOCX", path=path) from error
    if not {MAIN, RELATIONS, TYPES} <= parts.keys() or f'xmlns:w="{_W}"'.encode() not in parts[MAIN]:
        advice = "save it anew as a Word document (.docx)"
        raise ReportError("is not laid out as Word and LibreOffice write a DOCX", path=path, advice=advice)
    return parts


def _zipped(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The archive with these parts in place of its own; all others as they are, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        for info in old.infolist():
            new.writestr(info, parts.get(info.filename, b"") if info.filename in parts else old.read(info))
        for name in parts.keys() - set(names):
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Reader:
    """Reads a part for its runs, with the places of their bytes."""

    def __init__(self, xml: bytes, path: str) -> None:
        self.xml, self.path, self.part = xml, path, Part()
        self._open: list[str] = []
        self._run: Run | None = None
        self._pieces: list[str] = []
        self._length = 0
        self._texts: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self) -> Part:
        try:
            self._parser.Parse(self.xml, True)
        except expat.ExpatError as error:
            raise ReportError("has a part that is no XML", path=self.path) from error
        self.part.text = "".join(self._texts)
        return self.part

    def _doctype(self, *_: Any) -> None:
        raise ReportError("declares a document type, which no draft does", path=self.path)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._open.append(name)
        if name in ("w:footnote", "w:endnote"):
            self.part.notes.append((self._length, f"{name} {attributes.get('w:id')}"))
        if not _UNSEEN.isdisjoint(self._open):
            return
        if name == "w:r":
            self._run, self._pieces = Run(self._parser.CurrentByteIndex, 0, self._length, ""), []
        elif self._run and name in _SPACES:
            self._pieces.append(_SPACES[name])
        elif self._run and name in ("w:footnoteReference", "w:endnoteReference"):
            self._run.note = f"{name.removesuffix('Reference')} {attributes.get('w:id')}"

    def _characters(self, text: str) -> None:
        if self._run and self._open[-1] == "w:t" and _UNSEEN.isdisjoint(self._open):
            self._pieces.append(text)

    def _end(self, name: str) -> None:
        if name == "w:r" and self._run and _UNSEEN.isdisjoint(self._open):
            self._run.end = self.xml.index(b">", self._parser.CurrentByteIndex) + 1
            self._run.text = "".join(self._pieces)
            self.part.runs.append(self._run)
            self._add(self._run.text)
            self._run = None
        elif name == "w:p" and _UNSEEN.isdisjoint(self._open):
            self._add("\n\n")
        self._open.pop()

    def _add(self, text: str) -> None:
        self._texts.append(text)
        self._length += len(text)


def _read(xml: bytes, path: str) -> Part:
    return _Reader(xml, path).read()


# --- the comments ----------------------------------------------------------------------------------------------------


def _mark(edits: dict[int, list[tuple[int, bytes]]], main: Part, place: tuple[int, int], number: int) -> None:
    """Note down for the runs what is to stand where in them: (place in the run's text, XML)."""
    start, end = place
    runs = [i for i, run in enumerate(main.runs) if run.at < max(end, start + 1) and run.at + len(run.text) >= start]
    inside = [i for i in runs if run_overlaps(main.runs[i], start, end)] or runs
    first, last = main.runs[inside[0]], main.runs[inside[-1]]
    edits[inside[0]].append((max(0, start - first.at), f'<w:commentRangeStart w:id="{number}"/>'.encode()))
    closing = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
    edits[inside[-1]].append((min(len(last.text), end - last.at), closing.encode()))


def run_overlaps(run: Run, start: int, end: int) -> bool:
    """Whether a run shows something of a range; one without text does when it stands at its start."""
    return (run.at < end and run.at + len(run.text) > start) or (not run.text and run.at == start == end)


def _edited(xml: bytes, main: Part, edits: dict[int, list[tuple[int, bytes]]]) -> bytes:
    pieces, position = [], 0
    for index in sorted(edits):
        run = main.runs[index]
        pieces += [xml[position : run.start], _split(xml[run.start : run.end], run.text, edits[index])]
        position = run.end
    return b"".join([*pieces, xml[position:]])


def _split(run: bytes, text: str, edits: list[tuple[int, bytes]]) -> bytes:
    """A run cut where comments begin and end; one of more than text is kept whole, between them."""
    simple = _SIMPLE.fullmatch(run)
    if simple is None or unescape(simple[3].decode()) != text:
        begins = [xml for _, xml in edits if xml.startswith(b"<w:commentRangeStart")]
        return b"".join([*begins, run, *(xml for _, xml in edits if xml not in begins)])
    head, properties = simple[1], simple[2] or b""
    pieces, position = [], 0
    for at, xml in sorted(edits, key=lambda edit: edit[0]):
        if at > position:
            pieces.append(head + properties + _TEXT + escape(text[position:at]).encode() + b"</w:t></w:r>")
            position = at
        pieces.append(xml)
    if position < len(text):
        pieces.append(head + properties + _TEXT + escape(text[position:]).encode() + b"</w:t></w:r>")
    return b"".join(pieces)


def _comment(number: int, lines: list[str]) -> str:
    shown = ("".join(char if char.isprintable() else " " for char in line) for line in lines)
    paragraphs = (f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in shown)
    return f'<w:comment w:id="{number}" w:author="briefkit" w:initials="bk">{"".join(paragraphs)}</w:comment>'


def _free(comments: bytes) -> int:
    """The first number that no comment of the draft has."""
    return max((int(number) for number in re.findall(rb'<w:comment\s[^>]*?w:id="(\d+)"', comments)), default=-1) + 1


def _add(parts: dict[str, bytes], comments: list[str]) -> None:
    text = "".join(comments).encode()
    if COMMENTS in parts and b"</w:comments>" in parts[COMMENTS]:
        parts[COMMENTS] = parts[COMMENTS].replace(b"</w:comments>", text + b"</w:comments>")
        return
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts[COMMENTS] = head + f'<w:comments xmlns:w="{_W}">'.encode() + text + b"</w:comments>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    if b"/word/comments.xml" not in parts[TYPES]:
        override = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
        parts[TYPES] = parts[TYPES].replace(b"</Types>", override.encode())
    if relation.encode() not in parts[RELATIONS]:
        added = f'<Relationship Id="rIdBriefkit" Type="{relation}" Target="comments.xml"/></Relationships>'
        parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", added.encode())
