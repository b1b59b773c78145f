"""What a check said the last time, for the case that nothing of what it read has changed since.

Kept are the texts that were printed or written, the exit status, and a digest of every file that was read and of every
folder that was listed. They are told again only when all of these, the installation, what was asked and the day are
the same: the answer is then the one that a check without memory would give.
"""

from __future__ import annotations

import marshal  # needs nothing else: `json` would load `re`, which takes longer than all that is done here
import os
import sys

from briefkit import files
from briefkit.clock import today
from briefkit.errors import ProjectError
from briefkit.root import find_root
from briefkit.store import Store, installation

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefkit.files import AnyPath

_MOST = 200_000_000
"""Bytes of a file that is read to compare it; no check reads larger ones."""
ALWAYS = ("briefkit.toml", "pyproject.toml", "briefkit.lock", "briefkit-baseline.json", ".briefkit/key")
"""Files that a check looks for: that one is not there is remembered too."""


MATTERS = "SOURCE_DATE_EPOCH GITHUB_WORKSPACE CI_PROJECT_DIR BRIEFKIT_KEY PATH NO_COLOR TERM".split()
"""What of the environment a check looks at: where a program is found, too."""


def memory_of(given: Sequence[str], report: AnyPath | None) -> Memory:
    """What is remembered of a check by its arguments, as they were given. `report` is the first that they name."""
    asked = [*given, os.getcwd(), sys.stdout.isatty(), today(), *(f"{name}={os.environ.get(name)}" for name in MATTERS)]
    return Memory(find_root(report or os.getcwd()), asked)


class Memory:
    """The memory of one way to ask for a check.

    Args:
        root: the project.
        asked: everything that the answer depends on beside the files.
    """

    def __init__(self, root: AnyPath, asked: Sequence[object]) -> None:
        self._root = os.path.realpath(root)
        self._store = Store(self._root)
        self._key = self._store.digest(ascii([installation(), *map(str, asked)]).encode())
        self._files: dict[str, str | None] = {}
        self.certain = True
        """False once something was met that can be different without a file having changed."""

    def recall(self) -> tuple[list[str], int] | None:
        """The texts and the exit status, None where they are not known or no longer sure."""
        body = self._store.get(self._key)
        if body is None:
            return None
        kept = marshal.loads(body)  # noqa: S302 - it bears our seal, and the name of this Python
        if any(self._listed(name) != digest for name, digest in kept["folders"].items()):
            return None
        if any(self._digest(name) != digest for name, digest in kept["files"].items()):
            return None
        return kept["texts"], kept["status"]

    def watching(self) -> files.watched:
        """Note every file of the project that is read inside."""
        for name in ALWAYS:
            self._files[name] = self._digest(name)
        return files.watched(self._see)

    def remember(self, texts: Sequence[str], status: int, folders: Sequence[AnyPath]) -> None:
        """Keep the answer, if it is sure. `folders` are those whose entries the check has looked at."""
        if self.certain:
            names = [files.relative(folder, self._root) for folder in folders]
            listed = {name: self._listed(name) for name in (".", *names)}
            kept = {"texts": list(texts), "status": status, "files": self._files, "folders": listed}
            self._store.put(self._key, marshal.dumps(kept))

    def _see(self, path: AnyPath, data: bytes | None) -> None:
        name = files.relative(path, self._root)
        digest = None if data is None else self._store.digest(data)
        if data is None or self._files.setdefault(name, digest) != digest:  # unreadable, or changed while we looked
            self.certain = False

    def _digest(self, name: str) -> str | None:
        path = os.path.join(self._root, name)
        if not os.path.lexists(path):
            return None
        try:
            return self._store.digest(files.read(path, self._root, _MOST))
        except ProjectError:
            return None

    def _listed(self, name: str) -> str:
        """A digest of the names and sizes in a folder; of the project's own, of its files' names alone."""
        try:
            found = list(os.scandir(os.path.join(self._root, name)))
            if name == ".":
                entries = sorted(
                    (e.name, e.is_dir(), e.is_symlink(), 0) for e in found if e.name.startswith("briefkit")
                )
            else:
                entries = sorted(
                    (e.name, e.is_dir(), e.is_symlink(), e.stat(follow_symlinks=False).st_size) for e in found
                )
        except OSError:
            entries = []
        return self._store.digest(ascii(entries).encode())
