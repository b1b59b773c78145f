"""A document of unknown origin: its text as a reader sees it, and the record in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefkit.errors import ProjectError, SourceError, UsageError
from briefkit.files import read
from briefkit.model import JSON, Source
from briefkit.sources.extracted import Context
from briefkit.sources.isolated import isolated
from briefkit.sources.magic import mismatch
from briefkit.sources.pdf_lined import right_to_left as right_to_left
from briefkit.sources.readers import FORMATS, reader

if TYPE_CHECKING:
    from briefkit.render.options import RenderOptions

KINDS = {".pdf": ".pdf", ".docx": ".docx", ".html": ".html", ".htm": ".html"}
MOST_BYTES = 200_000_000
MOST_RECORD = 50_000_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as a source, so that quotations are found in it as in any.

    Attributes:
        kind: ".pdf", ".docx" or ".html".
        text: its text, by where it stands on the page.
        stream: its text in the order in which it was written into the file; of a PDF it is another than `text`.
        lined: the lines of a PDF, each from its left to its right, where letters run from right to left; None before
            `with_words`.
        record: the record in it, or beside a PDF that can carry none, as text; "" without one.
        beside: the name of the file with the record, "" where it is in the document.
        damage: why the record could not be taken out, "" where it could.
        renamed: characters that a PDF gives a reader in place of what it shows, and those in whose place. None of its
            texts believes that.
        asides: numbers of quotations and what is said of each beside the text, on a card or in a comment.
        places: of each page of a PDF's `stream`, where its characters stand in the text that PDFium gives: the first of
            each run, with its place there; that of a word known by how it is drawn is -1.
        data: the file.
    """

    kind: str
    text: Source
    stream: Source
    record: str
    damage: str = ""
    beside: str = ""
    lined: Source | None = None
    renamed: str = ""
    asides: tuple[tuple[int, str], ...] = ()
    places: Sequence[Sequence[tuple[int, int]]] = ()
    data: bytes = b""


def open_document(path: Path) -> Opened:
    """Read a document that the user named; it may lie anywhere.

    Raises:
        BriefkitError: there is none, it is of no kind that is known, or it cannot be read.
    """
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise UsageError("is no PDF, DOCX or HTML", path=str(path), advice="audit takes what build writes, and such")
    real = Path(os.path.realpath(path))
    try:
        data = read(real, real.parent, MOST_BYTES)
    except ProjectError as error:
        raise ProjectError(error.problem, path=str(path)) from error
    if wrong := mismatch(data, FORMATS[kind].signature):
        raise ProjectError(f"is {wrong}, whatever its name says", path=str(path))
    try:
        return open_bytes(data, kind, real.with_suffix(".evidence.json") if kind == ".pdf" else None)
    except SourceError as error:
        raise ProjectError(f"cannot be read: {error.problem}", path=str(path), advice=error.advice) from error
    except ProjectError as error:
        error.path = error.path or str(path)
        raise


def open_bytes(data: bytes, kind: str, apart: Path | None = None) -> Opened:
    """Read a document.

    Args:
        kind: ".pdf", ".docx" or ".html".
        apart: where its record is, if it is not in it.

    Raises:
        SourceError: it cannot be read.
        ProjectError: it has no text.
    """
    read_as = reader(kind)
    if read_as is None:
        raise UsageError("cannot be read", path=kind)
    got = read_as(data, Context(built=True))
    if not got.text.strip():
        raise ProjectError("has no text that could be audited")
    renamed, places = "", ()
    text = stream = Source("document", got.text, pages=got.pages, furniture=got.furniture, headings=got.headings)
    try:
        carried = isolated("attachment")(data, Context({"kind": kind}))
        record, asides = carried.text, _asides(carried.metadata)
        apart = None if record else apart
        record = record or _beside(apart)
        if record and kind == ".pdf":
            stream, told = _read_as("pdf_stream", data, Context())
            renamed, places = told["renamed"], told["places"]
            if renamed:
                text = _read_as("pdf", data, Context({"bare": True}, built=True))[0]
    except SourceError as error:
        return Opened(kind, text, stream, "", error.problem)
    name = apart.name if apart and record else ""
    return Opened(kind, text, stream, record, "", name, None, renamed, asides, places, data)


def record_of(data: bytes, kind: str) -> str:
    """The record in a document, "" where there is none.

    Raises:
        SourceError: it cannot be read.
    """
    return isolated("attachment")(data, Context({"kind": kind})).text


def with_words(opened: Opened, texts: Iterable[str], language: str, options: RenderOptions) -> Opened:
    """The document with the words of some texts read by how they are drawn, where a PDF does not name their letters,
    and with its lines, where they run from right to left.

    Raises:
        SourceError: they cannot be read.
    """
    if opened.kind != ".pdf":
        return opened
    from briefkit.audit.drawn import known_words

    words = known_words(texts, opened.renamed, language, options)
    if not words and not right_to_left(opened.stream.text):
        return opened
    try:
        stream, lined, told = _written(opened.data, {"words": words, "renamed": opened.renamed})
    except SourceError:  # there are too many to be looked at
        stream, lined, told = _written(opened.data, {})
    return replace(opened, stream=stream, lined=lined, places=told["places"])


def as_named(opened: Opened) -> Opened:
    """The document as it wants to be read, whatever it shows."""
    stream, lined, _ = _written(opened.data, {"named": True})
    return replace(opened, stream=stream, lined=lined)


def _written(data: bytes, told: Mapping[str, JSON]) -> tuple[Source, Source | None, Mapping[str, JSON]]:
    """A PDF in the order in which it was written, its lines from right to left, and what else `pdf_lined` tells.

    Raises:
        SourceError: it cannot be read.
    """
    stream, metadata = _read_as("pdf_lined", data, Context(told))
    lined = metadata.get("lined")
    return stream, Source("document", lined) if isinstance(lined, str) else None, metadata


def _read_as(module: str, data: bytes, context: Context) -> tuple[Source, Mapping[str, JSON]]:
    got = isolated(module)(data, context)
    return Source("document", got.text, pages=got.pages, furniture=got.furniture, headings=got.headings), got.metadata


def _asides(metadata: Mapping[str, JSON]) -> tuple[tuple[int, str], ...]:
    told = metadata.get("asides")
    pairs = told if isinstance(told, list) else []
    return tuple((int(str(one[0])), str(one[1])) for one in pairs if isinstance(one, list))


def _beside(path: Path | None) -> str:
    """The record that lies beside a PDF, "" where there is none."""
    if path is None or not path.is_file():
        return ""
    return read(path, path.parent, MOST_RECORD).decode("utf-8", "replace")
