"""The sources of a project, by ID; each is read when it is first asked for."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from briefkit.errors import BriefkitError, ProjectError, SourceError
from briefkit.files import confine, read, relative
from briefkit.model import Source
from briefkit.sources.cache import Cache, entry_of
from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.magic import mismatch
from briefkit.sources.metadata import BibReader, Item, is_private, read_shared, read_sidecar
from briefkit.sources.readers import FORMATS, Reader, form_of, reader
from briefkit.values import replace

SHARED = ("sources.ris", "sources.bib", "sources.json", "sources.yml", "sources.yaml")
"""The files with the metadata of all sources; where several tell of one ID, the later here holds."""
ALIASES = {"url": "URL", "retrieved": "accessed"}
"""Other names of CSL's variables that may stand in metadata."""
SIDECARS = (".yaml", ".yml", ".json")
MOST_BYTES = 100_000_000
MOST_METADATA = 20_000_000
TEXTS = (".md", ".markdown", ".txt", ".text")
TRUE = {"true", "yes", "1"}


class Shelf(Mapping[str, Source]):
    """A read-only mapping from ID to source.

    Iterating gives every ID that has a file or metadata, in order. A source that cannot be read is there with its
    `problem`; so is one that has metadata but no file.

    Raises:
        ProjectError: from the constructor when two files have one ID, a link leaves the project or an entry is no
            regular file; from look-ups when the metadata do not parse.
    """

    def __init__(
        self,
        folder: Path,
        root: Path,
        read_bib: BibReader | None = None,
        reports: Path | None = None,
        *,
        cache: bool = True,
    ) -> None:
        self._folder = folder
        self._reports = reports
        self._cache = Cache(root if cache else None)
        self.on_read: Callable[[str], None] = lambda _: None
        """Is told of each file before it is read, by its path in the project."""
        self._root = root
        self._read_bib = read_bib
        self._files: dict[str, Path] = {}
        self._sidecars: dict[str, Path] = {}
        self._loaded: dict[str, Source] = {}
        self._shared: dict[str, Item] | None = None
        if folder.is_dir():
            self._scan()

    def __getitem__(self, key: str) -> Source:
        key = unicodedata.normalize("NFC", key)
        if key not in self._loaded:
            if key not in self._names:
                raise KeyError(key)
            self._loaded[key] = self._load(key)
        return self._loaded[key]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._names))

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and unicodedata.normalize("NFC", key) in self._names

    @cached_property
    def _names(self) -> set[str]:
        alone = (key for key, path in self._sidecars.items() if path.suffix.lower() != ".json")  # or it is just data
        return {*self._files, *self._metadata, *alone}

    @property
    def certain(self) -> bool:
        """Whether reading all that was read again gives the same for certain."""
        return all(source.certain for source in self._loaded.values())

    def _scan(self) -> None:
        confine(self._folder, self._root)
        entries = sorted(os.scandir(self._folder), key=lambda entry: entry.name)
        for entry in entries:
            path = self._folder / entry.name
            name = unicodedata.normalize("NFC", entry.name)
            if name.startswith((".", "~")) or name.endswith("~") or entry.is_dir() or name in SHARED:
                continue
            if entry.is_symlink():
                confine(path, self._root)
            if not entry.is_file():
                shown = relative(path, self._root)
                raise ProjectError("is not a regular file", path=shown, advice="sources are plain files; remove it")
            self._place(Path(name), path)

    def _place(self, name: Path, path: Path) -> None:
        if name.suffix.lower() in SIDECARS:
            self._sidecars[name.stem] = path
        elif other := self._files.get(name.stem):
            raise ProjectError(
                f"has the same ID, “{name.stem}”, as {relative(other, self._root)}",
                path=relative(path, self._root),
                advice="an ID is the name of one file without its ending; rename or remove one of the two",
            )
        else:
            self._files[name.stem] = path

    @property
    def _metadata(self) -> dict[str, Item]:
        if self._shared is None:
            items: dict[str, Item] = {}
            for file in SHARED:
                path = self._folder / file
                if path.exists() or path.is_symlink():
                    data, name = read(path, self._root, MOST_METADATA), relative(path, self._root)
                    items.update(read_shared(data, name, path.suffix, self._read_bib))
            self._shared = {unicodedata.normalize("NFC", key): item for key, item in items.items()}
        return self._shared

    def _item(self, key: str) -> Item:
        item = {"id": key, **self._metadata.get(key, {})}
        if sidecar := self._sidecars.get(key):
            name = relative(sidecar, self._root)
            item |= read_sidecar(read(sidecar, self._root, MOST_METADATA), name, sidecar.suffix.lower())
        item |= {csl: item[name] for name, csl in ALIASES.items() if name in item and csl not in item}
        return item if len(item) > 1 else {}

    def _load(self, key: str) -> Source:
        item = self._item(key)
        path = self._files.get(key)
        language = item.get("language") or item.get("lang")
        blank = Source(
            key,
            "",
            metadata=item,
            language=str(language) if language else None,
            scanned=str(item.get("ocr", "")).lower() in TRUE,
            private=is_private(item, path.suffix.lower() if path else ""),
        )
        if path is None:
            where = f"{key}.pdf, {key}.html or whatever it is into {self._folder.name}/"
            problem = f"the metadata name it, but there is no file; put {where}"
            return replace(blank, problem=problem)
        self.on_read(relative(path, self._root))
        source = _fill(blank, path, self._root, self._cache)
        report = self._report_like(source)
        return replace(source, text="", problem=f"it is the report {report}, no source") if report else source

    def item(self, key: str) -> Item:
        """The metadata of a source, without reading it; empty where there are none."""
        return self._item(key)

    def path_of(self, key: str) -> Path | None:
        """The file of a source, None where it has metadata only."""
        return self._files.get(key)

    def sidecar_of(self, key: str) -> Path | None:
        """The file with the metadata of a source alone."""
        return self._sidecars.get(key)

    def with_digest(self, size: int, sha256: str) -> str | None:
        """The source whose file has these bytes."""
        alike = (key for key, path in sorted(self._files.items()) if path.stat().st_size == size)
        digests = ((key, hashlib.sha256(read(self._files[key], self._root, MOST_BYTES)).hexdigest()) for key in alike)
        return next((key for key, digest in digests if digest == sha256), None)

    def _report_like(self, source: Source) -> str | None:
        path = self._files[source.id]
        if self._reports is None or not source.sha256 or path.suffix.lower() not in TEXTS:
            return None
        return report_like(self._reports, self._root, path.suffix, path.stat().st_size, source.sha256)


def report_like(reports: Path, root: Path, suffix: str, size: int, sha256: str) -> str | None:
    """The report of the folder that a file is a copy of or a link to."""
    if suffix.lower() not in TEXTS or not reports.is_dir():
        return None
    alike = (r for r in sorted(reports.iterdir()) if r.suffix.lower() in TEXTS and r.is_file())
    same = (r for r in alike if r.stat().st_size == size)
    found = (r for r in same if hashlib.sha256(read(r, root, MOST_BYTES)).hexdigest() == sha256)
    return next((relative(report, root) for report in found), None)


def _kept(data: bytes, blank: Source, suffix: str, read_as: Reader, cache: Cache) -> Extracted:
    """What the reader gets, from the cache where it was read before."""
    context = Context(blank.metadata)
    key = entry_of("text", blank.sha256, suffix, blank.metadata)
    got = cache.get(key)
    if got is None:
        got = read_as(data, context)
        if not got.unread:  # once tesseract is there, it can be read
            cache.put(key, got)
    return got


def _fill(blank: Source, path: Path, root: Path, cache: Cache) -> Source:
    """The source with the text of its file; what is wrong with the file becomes its `problem`."""
    blank = replace(blank, path=relative(path, root))
    try:
        data = read(path, root, MOST_BYTES)
        blank = replace(blank, sha256=hashlib.sha256(data).hexdigest())
        read_as, form = reader(path.suffix), form_of(path.suffix)
        if read_as is None or form is None:
            known = ", ".join(sorted(FORMATS))
            raise SourceError(f"files of the kind “{path.suffix}” cannot be read (only {known}); save it as text")
        if kind := mismatch(data, form.signature):
            raise SourceError(f"the file is {kind}, whatever its name says", advice="give it the ending of what it is")
        if form.quick or blank.private:  # of what is private there shall be no second copy
            got = read_as(data, Context(blank.metadata))
        else:
            got = _kept(data, blank, path.suffix, read_as, cache)
        if not got.text.strip():
            raise SourceError("the file is empty")
    except BriefkitError as error:
        return replace(blank, problem=error.problem + (f"; {error.advice}" if error.advice else ""))
    return replace(
        blank,
        text=got.text,
        pages=got.pages,
        furniture=got.furniture,
        headings=got.headings,
        times=got.times,
        scanned=blank.scanned or got.scanned,
        hidden=got.hidden,
        unread=got.unread,
        recognised=got.recognised,
    )
