"""A project on disk: its root, its settings, its folders and the files in them. All reads of the check begin here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from briefkit import progress
from briefkit.errors import ProjectError, ReportError, SettingsError, UsageError
from briefkit.files import confine, read, relative
from briefkit.root import FILE, PYPROJECT, find_root
from briefkit.settings import LOCK, Settings, check_rules, has_settings, read_settings
from briefkit.values import dataclass

if TYPE_CHECKING:
    from briefkit.approvals import Approval
    from briefkit.baseline import Baseline
    from briefkit.lock import Lock
    from briefkit.sources import Shelf

MOST_SETTINGS = 1_000_000
MOST_REPORT = 2_000_000
MOST_TEMPLATE = 20_000_000
MOST_LOCK = 50_000_000
KEY = ".briefkit/key"
"""The file with the key that seals what the lock says of private sources; never under version control."""
KEY_VARIABLE = "BRIEFKIT_KEY"
MOST_DRAFT = 50_000_000
DRAFTS = (".docx", ".odt")
SUFFIXES = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with `sources/` and `reports/`.

    Attributes:
        root: a real path: no part of it is a link.
        cache: whether the text of sources is kept between runs.
    """

    root: Path
    settings: Settings
    cache: bool = True

    def folder(self, name: str) -> Path:
        """A folder of the settings: "sources", "reports", "templates" or "output".

        Raises:
            ProjectError: it lies outside the project.
        """
        path = self.root / str(getattr(self.settings.folders, name))
        confine(path, self.root)
        return path

    def name(self, path: Path) -> str:
        """A path as messages and results show it."""
        return relative(path, self.root)

    def shelf(self) -> Shelf:
        """The sources, read when first asked for."""
        from briefkit.sources import Shelf

        shelf = Shelf(self.folder("sources"), self.root, _read_bib, self.folder("reports"), cache=self.cache)
        shelf.on_read = _say_reading
        return shelf

    def shelf_of(self, folder: Path) -> Shelf:
        """The sources of another folder, which the user named; nothing outside it is read."""
        from briefkit.sources import Shelf

        real = Path(os.path.realpath(folder))
        shelf = Shelf(real, real, _read_bib)
        shelf.on_read = _say_reading
        return shelf

    def reports(self) -> list[Path]:
        """All reports of the project, in order.

        Raises:
            UsageError: there is none.
        """
        folder = self.folder("reports")
        found = sorted(p for p in folder.glob("*") if p.suffix.lower() in SUFFIXES and not p.name.startswith("."))
        if not found:
            shown = self.name(folder)
            advice = f"put a Markdown file into {shown}/, or name one: briefkit check FILE"
            raise UsageError(f"no report found in {shown}/", advice=advice)
        return found

    def read_report(self, path: Path, *, drafts: bool = False) -> bytes:
        """The bytes of a report; with `drafts` of one of a word processor, too.

        Raises:
            BriefkitError: no such file, a folder, outside the project, empty, too large, no Markdown.
        """
        name = self.name(path)
        if path.is_dir():
            raise UsageError("is a folder, not a report", path=name, advice="name the Markdown files in it")
        if not path.exists() and not path.is_symlink():
            raise UsageError("there is no such report", path=name, advice=self._nearest(path))
        if path.suffix.lower() not in (*SUFFIXES, *(DRAFTS if drafts else ())):
            told = "a report ends in .md; a draft of a word processor (.docx, .odt) can be checked, and no more"
            raise UsageError("is no Markdown file", path=name, advice=told)
        data = read(path, self.root, MOST_REPORT if path.suffix.lower() in SUFFIXES else MOST_DRAFT)
        if not data.strip():
            raise ReportError("is empty", path=name, advice="there is nothing to check in it")
        return data

    def _nearest(self, path: Path) -> str | None:
        import difflib

        folder = path.parent if path.parent.is_dir() else self.folder("reports")
        names = {p.name: p for p in folder.glob("*.m*d*")} if folder.is_dir() else {}
        close = difflib.get_close_matches(path.name, list(names), 1)
        return f"did you mean {self.name(names[close[0]])}?" if close else None

    def templates(self) -> dict[str, bytes]:
        """The author's own templates, by name relative to their folder."""
        folder = self.folder("templates")
        if not folder.is_dir():
            return {}
        paths = (p for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith("."))
        return {p.relative_to(folder).as_posix(): read(p, self.root, MOST_TEMPLATE) for p in paths}

    def lock(self) -> Lock | None:
        """What briefkit.lock holds, None where there is none.

        Raises:
            ProjectError: it cannot be read, or is not what briefkit wrote.
        """
        path = self.root / LOCK
        return read_lock(path, self.root) if path.exists() or path.is_symlink() else None

    def key(self) -> bytes | None:
        """The key that seals what the lock says of private sources: the environment's, else the project's own.

        Raises:
            ProjectError: it is too short to protect anything.
        """
        path = self.root / KEY
        text = os.environ.get(KEY_VARIABLE, "").strip()
        if not text and path.exists():
            text = read(path, self.root, MOST_SETTINGS).decode("utf-8", "replace").strip()
        if text and len(text) < 32:
            advice = f"take the text of the {KEY} that the lock was written with"
            raise ProjectError("the key of the lock has under 32 characters", path=KEY, advice=advice)
        return text.encode() or None

    def baseline(self) -> Baseline | None:
        """What the baseline holds, None where there is none.

        Raises:
            ProjectError: it cannot be read, or is not what briefkit wrote.
        """
        from briefkit import baseline

        path = self.root / baseline.FILE
        if not path.exists() and not path.is_symlink():
            return None
        return baseline.parse(read(path, self.root, MOST_LOCK).decode("utf-8", "replace"))

    def approvals(self) -> frozenset[Approval] | None:
        """The approved waivers, None where the settings do not ask for approval.

        Raises:
            ProjectError: the file is not there, cannot be read, or is not as it should be.
        """
        from briefkit.approvals import parse

        name = self.settings.check.approvals
        if not name:
            return None
        return parse(read(self.root / name, self.root, MOST_SETTINGS).decode("utf-8", "replace"), name)

    def csl(self) -> bytes | None:
        """The citation style that the settings name, None for the usual one."""
        name = self.settings.build.csl
        return read(self.root / name, self.root, MOST_TEMPLATE) if name else None

    def logo(self) -> bytes:
        """The logo that the settings name, empty for none."""
        name = self.settings.design.logo
        return read(self.root / name, self.root, MOST_TEMPLATE) if name else b""


def read_lock(path: Path, root: Path) -> Lock:
    """The lock that a file in the folder `root` holds.

    Raises:
        ProjectError: it cannot be read, or is not what briefkit wrote.
    """
    from briefkit.lock import parse

    return parse(read(path, root, MOST_LOCK).decode("utf-8", "replace"))


def open_project(start: Path) -> Project:
    """The project that `start`, a file or folder, lies in.

    The nearest folder upwards that holds briefkit.toml, `sources/` or `reports/`; `start`'s own folder where there is
    none, so that a report alone can be checked.

    Raises:
        SettingsError: briefkit.toml is not as it should be.
    """
    root = Path(find_root(start))
    return Project(Path(os.path.realpath(root)), _settings(root))


def _settings(root: Path) -> Settings:
    """Of briefkit.toml, or of pyproject.toml where that has a table for briefkit.

    Raises:
        SettingsError: they are not as they should be, or stand in both.
    """
    own, shared = _text(root / FILE, root), _text(root / PYPROJECT, root)
    if shared is not None and not has_settings(shared):
        shared = None
    if own is not None and shared is not None:
        advice = "keep them in one place: take the table out, or the file away"
        raise SettingsError(f"has a table for briefkit beside {FILE}", path=PYPROJECT, advice=advice)
    text, path = (own, FILE) if shared is None else (shared, PYPROJECT)
    if text is None:
        return Settings()
    settings = read_settings(text, path)
    if settings.check.rules:
        from briefkit.explain import rules

        check_rules(settings, rules(), text)
    return settings


def _text(path: Path, root: Path) -> str | None:
    if not path.exists() and not path.is_symlink():
        return None
    try:
        return read(path, root, MOST_SETTINGS).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProjectError("is not UTF-8", path=path.name, advice="save it as UTF-8") from None


def _say_reading(path: str) -> None:
    progress.detail(f"reading {path}")


def _read_bib(data: bytes, reader: str) -> bytes:
    from briefkit.pandoc import Pandoc

    return Pandoc().run(["-f", reader, "-t", "csljson"], data)
