"""What is kept between runs, in the project's `.briefkit/cache`: bytes by key, each whole or not at all.

An entry is believed only if it bears the seal of this user's own key, which lies outside the project: neither what is
damaged nor what came with somebody's pull request ever counts. It is as if it were not there, and is written anew.
Several runs may keep and find at once: an entry is put in place by one renaming.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from briefkit.errors import ProjectError
from briefkit.files import confine

try:
    from _blake2 import blake2b  # hashlib's own; hashlib would load OpenSSL, which takes longer than all we do here
except ImportError:
    from hashlib import blake2b

FOLDER = ".briefkit/cache"
MOST_BYTES = 500_000_000
"""What all entries may have together; beyond it those longest unused go."""


class Store:
    """A folder of entries. Without one (`None`), nothing is kept; what cannot be written is not an error."""

    def __init__(self, root: Path | None) -> None:
        self._secret = _user_key() if root else b""
        self._folder = root / FOLDER if root and self._secret and not _leaves(root / FOLDER, root) else None
        self._tidy = False

    def digest(self, data: bytes) -> str:
        """What tells these bytes from others, but only to who has the user's key."""
        return blake2b(data, digest_size=32, key=self._secret).hexdigest()

    def get(self, key: str) -> bytes | None:
        """What was kept, None where nothing is or where it is not what was written."""
        if self._folder is None:
            return None
        path = self._folder / key[:2] / key
        try:
            if path.is_symlink():
                return None
            seal, _, body = path.read_bytes().partition(b"\n")
            if self.digest(seal) != self.digest(self._seal(key, body)):  # digests: how long it takes tells nothing
                return None
            os.utime(path)
        except OSError:
            return None
        return body

    def put(self, key: str, body: bytes) -> None:
        """Keep it, whole or not at all."""
        if self._folder is None:
            return
        try:
            (self._folder / key[:2]).mkdir(parents=True, exist_ok=True)
            if not (self._folder / ".gitignore").exists():
                (self._folder / ".gitignore").write_text("*\n", "utf-8")
            _put(self._folder / key[:2] / key, self._seal(key, body) + b"\n" + body)
            if not self._tidy:
                self._tidy = True
                _tidy(self._folder, MOST_BYTES)
        except OSError:
            return

    def _seal(self, key: str, body: bytes) -> bytes:
        return self.digest(key.encode("ascii") + b" " + body).encode("ascii")


def _put(path: Path, data: bytes) -> None:
    """Write a file for this user's eyes only, and put it in place by one renaming. `tempfile` takes 4 ms to load."""
    temporary = path.with_name(f".{os.urandom(8).hex()}")
    with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(data)
    temporary.replace(path)


def _tidy(folder: Path, most: int) -> None:
    """Take away the entries longest unused, down to half of what they may have together."""
    entries = [(entry.stat(), entry.path) for entry in _entries(folder)]
    total = sum(status.st_size for status, _ in entries)
    if total <= most:
        return
    for status, path in sorted(entries, key=lambda entry: entry[0].st_mtime_ns):
        Path(path).unlink(missing_ok=True)
        total -= status.st_size
        if total <= most // 2:
            return


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    for below in os.scandir(folder):
        if below.is_dir(follow_symlinks=False):
            yield from (entry for entry in os.scandir(below) if entry.is_file(follow_symlinks=False))


def _user_key() -> bytes:
    """This user's key, made when first needed; b"" where it can neither be read nor made."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        path = (Path(named) if named else Path.home() / ".cache") / "briefkit" / "key"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _put(path, os.urandom(32))
        key = path.read_bytes()
    except (OSError, RuntimeError):
        return b""
    return key if len(key) == 32 else b""


def _leaves(folder: Path, root: Path) -> bool:
    """Whether a link leads the folder out of the project."""
    try:
        confine(folder, root)
    except ProjectError:
        return True
    return False


@cache
def installation() -> str:
    """What tells this installation from any other: Python, briefkit's own files, the versions of all packages."""
    digest = blake2b(f"{sys.version} {sys.platform}".encode(), digest_size=32)
    for path, status in sorted(_files(str(Path(__file__).parent))):
        digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    for folder in sys.path:
        try:
            names = sorted(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208
        except OSError:
            continue
        digest.update("\n".join(names).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _files(entry.path)
        else:
            yield entry.path, entry.stat()
