"""A library of references with its attachments, as Zotero and others export them: BibTeX, BibLaTeX, RIS, CSL JSON."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefkit.adding.naming import make_identity
from briefkit.errors import BriefkitError, ProjectError, UsageError
from briefkit.files import read, write
from briefkit.model import JSON
from briefkit.pandoc import Pandoc
from briefkit.patterns import regex
from briefkit.project import Project
from briefkit.sources.metadata import is_private
from briefkit.sources.readers import FORMATS
from briefkit.sources.shelf import MOST_BYTES, MOST_METADATA
from briefkit.sources.sidecar import dump

READERS = {".bib": "biblatex", ".bibtex": "bibtex", ".ris": "ris"}
PREFERRED = (".pdf", ".epub", ".docx", ".odt", ".rtf", ".txt", ".md", ".html", ".htm", ".mhtml")
"""Attachments in the order of preference: a PDF has the printed pages, a snapshot has none."""
ATTACHED = ("file", "attachments", "attachment")
_ENTRY = regex(r"@(\w+)\s*[{(]\s*([^,\s{}()]+)\s*,")
_NAME = regex(r"\s*([\w-]+)\s*=\s*")
_BARE = regex(r"[^\s,#{}\"()]+")
_JOINT = regex(r"\s*#\s*")
_PLACE = regex(r"\(line (\d+), column \d+\):\s*(.*)", re.DOTALL)
_NAMES = {"biblatex": "BibLaTeX", "bibtex": "BibTeX", "ris": "RIS"}
_COMMA = regex(r"\s*,")
_IGNORED = frozenset(("comment", "string", "preamble"))


@dataclass(frozen=True, slots=True)
class Item:
    """A reference: its key in the library or "", its CSL metadata, the paths of its attachments as written."""

    key: str
    metadata: Mapping[str, JSON]
    attachments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a reference: the source's ID; its file, "" where none came; what there is to say."""

    identity: str
    path: str
    note: str


def import_library(project: Project, path: Path, files: Path | None = None) -> list[Imported]:
    """Put the references of a library into the project, each with the best of its attachments.

    Args:
        files: the folder that the attachments lie in; that of the library by default. Nothing outside it is read.

    Raises:
        UsageError: there is no such file, or it is of no kind that is known.
        BriefkitError: it cannot be read.
    """
    if not path.is_file():
        raise UsageError("there is no such file", path=str(path))
    base = Path(os.path.realpath(files or path.parent))
    data = read(path.absolute(), Path(os.path.realpath(path)).parent, MOST_METADATA)
    return [_import(project, item, base) for item in read_library(data, path.suffix.lower(), path.name)]


def read_library(data: bytes, suffix: str, name: str) -> list[Item]:
    """The references of a library.

    Raises:
        UsageError: the suffix is none that is known.
        BriefkitError: it does not parse.
    """
    if suffix in READERS:
        items = _through_pandoc(data, READERS[suffix], name)
        if suffix == ".ris":
            return _with_ris(items, data.decode("utf-8-sig", "replace"))
        attached = bib_attachments(data.decode("utf-8-sig", "replace"))
        return [Item(str(i["id"]), _described(i), attached.get(str(i["id"]), ())) for i in items]
    if suffix == ".json":
        return [Item(_key(item), _described(item), tuple(_csl_attachments(item))) for item in _csl(data, name)]
    raise UsageError("is no library of references", path=name, advice="export it as .bib, .ris or CSL .json")


def _through_pandoc(data: bytes, reader: str, name: str) -> list[dict[str, JSON]]:
    try:
        items = json.loads(Pandoc().run(["-f", reader, "-t", "csljson"], data))
    except BriefkitError as error:
        if place := _PLACE.search(error.problem):
            raise ProjectError(
                f"cannot be read as {_NAMES[reader]}: {' '.join(place[2].split())}",
                path=name,
                line=min(int(place[1]), len(data.splitlines())),
                advice="look at the entry that ends there: a brace, a comma or a quotation mark may be missing",
            ) from error
        error.path = name
        raise
    return [item for item in items if isinstance(item, dict)]


def _csl(data: bytes, name: str) -> list[dict[str, JSON]]:
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ProjectError("is no JSON", path=name, advice="export it as CSL JSON") from error
    items = document.get("references", document.get("items")) if isinstance(document, dict) else document
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ProjectError("is no list of CSL items", path=name, advice="export it as CSL JSON")
    return items


def _key(item: Mapping[str, JSON]) -> str:
    """The citation key; Zotero puts it beside an address of its own, which is none."""
    key = str(item.get("citation-key") or item.get("citationKey") or item.get("id") or "")
    return "" if re.search(r"[\s/\\{},]", key) else key


def _described(item: Mapping[str, JSON]) -> dict[str, JSON]:
    """The CSL variables alone. Abstracts and notes are the library's, not the source's bibliography."""
    unwanted = {"id", "citation-key", "citationKey", "abstract", "note", "keyword", *ATTACHED}
    return {key: _plain(value) for key, value in item.items() if key not in unwanted and value not in (None, "", [])}


def _plain(value: JSON) -> JSON:
    """Dates as people write them: `{"date-parts": [[2021, 3, 1]]}` is 2021-03-01."""
    if isinstance(value, dict) and set(value) == {"date-parts"} and len(value["date-parts"]) == 1:
        parts = [str(part) for part in value["date-parts"][0]]
        return "-".join(part.zfill(2) for part in parts)
    return value


def _csl_attachments(item: Mapping[str, Any]) -> Iterator[str]:
    """Paths, however a program writes them beside CSL: a line as in BibTeX, a list of paths or of objects."""
    for name in ATTACHED:
        given = item.get(name)
        for entry in given if isinstance(given, list) else [given]:
            if isinstance(entry, str):
                yield from parse_files(entry)
            elif isinstance(entry, dict):
                yield from (str(entry[key]) for key in ("localPath", "path", "filename") if entry.get(key))


def _with_ris(items: Sequence[dict[str, JSON]], text: str) -> list[Item]:
    """The key of a record may stand in ID; attachments stand in L1 (and L2, L4). Records and items are in one order."""
    records = re.split(r"(?m)^ER\s*-.*$", text)
    records = [record for record in records if re.search(r"(?m)^TY\s*-", record)]
    found = [tuple(m[1].strip() for m in re.finditer(r"(?m)^L[124]\s*-\s*(.+)$", record)) for record in records]
    keys = [
        _key({"id": m[1].strip() if (m := re.search(r"(?m)^ID\s*-\s*(.+)$", record)) else ""}) for record in records
    ]
    if len(found) != len(items):
        found, keys = [()] * len(items), [""] * len(items)
    return [Item(key, _described(item), paths) for key, item, paths in zip(keys, items, found, strict=True)]


def bib_attachments(text: str) -> dict[str, tuple[str, ...]]:
    """The attachments of each entry of a .bib file, which pandoc does not tell."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in _ENTRY.finditer(text):
        if entry[1].lower() not in _IGNORED:
            value = next((value for name, value in _fields(text, entry.end()) if name.lower() == "file"), "")
            found |= {entry[2]: paths} if (paths := tuple(parse_files(value))) else {}
    return found


def _fields(text: str, position: int) -> Iterator[tuple[str, str]]:
    """Name and value of each field of an entry, from the first on."""
    while name := _NAME.match(text, position):
        value, position = _value(text, name.end())
        while more := _JOINT.match(text, position):
            rest, position = _value(text, more.end())
            value += rest
        yield name[1], value
        if (comma := _COMMA.match(text, position)) is None:
            return
        position = comma.end()


def _value(text: str, start: int) -> tuple[str, int]:
    """A value and where it ends: what stands between braces that match, between quotation marks, or a bare word."""
    if bare := _BARE.match(text, start):
        return bare[0], bare.end()
    depth = 0
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0 and (text[start] == "{" or (place > start and text[place] == '"')):
            return text[start + 1 : place], place + 1
    return "", len(text)


def parse_files(value: str) -> Iterator[str]:
    """The paths of a `file` field: `Label:path:mime;Label:path:mime`, or paths alone; `\\:` and `\\;` are escaped."""
    for entry in re.split(r"(?<!\\);", value):
        parts = [re.sub(r"\\([:;\\])", r"\1", part) for part in re.split(r"(?<!\\):", entry)]
        if len(parts) > 3 and len(parts[1]) == 1:  # a drive of Windows whose colon is not escaped
            parts[1:3] = [f"{parts[1]}:{parts[2]}"]
        path = parts[1] if len(parts) >= 3 else parts[0]
        if path.strip():
            yield path.strip()


def _import(project: Project, item: Item, base: Path) -> Imported:
    shelf = project.shelf()
    path, note = _best(item.attachments, base)
    suffix = path.suffix.lower() if path else ""
    private = is_private(item.metadata, suffix)
    stem = path.stem if path else "source"
    identity = item.key or make_identity(item.metadata, stem, shelf, private=private)
    folder = project.folder("sources")
    sidecar = folder / f"{identity}.yaml"
    if identity in shelf or sidecar.exists():
        return Imported(identity, "", "is there already; left as it is")
    metadata = dict(item.metadata)
    target = ""
    if path:
        data = read(path, base, MOST_BYTES)
        digest = hashlib.sha256(data).hexdigest()
        if twin := shelf.with_digest(len(data), digest):
            note = f"added, but its file is that of “{twin}”: cite one of the two, and remove the other"
        target = project.name(folder / f"{identity}{suffix}")
        write(folder / f"{identity}{suffix}", data, project.root)
        metadata["sha256"] = digest
    write(sidecar, dump(metadata), project.root)
    return Imported(identity, target, note)


def _best(attachments: Sequence[str], base: Path) -> tuple[Path | None, str]:
    """The attachment that serves best as a source, and why there is none."""
    rank: Callable[[Path], int] = lambda p: PREFERRED.index(s) if (s := p.suffix.lower()) in PREFERRED else 99  # noqa: E731
    paths = [base / written.removeprefix("file://") for written in attachments]
    usable = sorted((path for path in paths if path.suffix.lower() in FORMATS), key=rank)
    if not attachments:
        return None, "has no attachment: put its file into sources/ under this ID"
    if not usable:
        return None, "has no attachment of a kind that can be read"
    for path in usable:
        real = Path(os.path.realpath(path))
        if real.is_relative_to(base) and real.is_file():
            return path, ""
    outside = any(not Path(os.path.realpath(path)).is_relative_to(base) for path in usable)
    if outside:
        return None, "its attachment lies outside the library's folder: name that with --files FOLDER"
    return None, f"its attachment is not there: {usable[0].name}"
