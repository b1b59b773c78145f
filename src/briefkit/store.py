"""What is kept between runs, in the project's `.briefkit/cache`: bytes by key, each whole or not at all.

An entry is believed only if it bears the seal of this user's own key, which lies outside the project: neither what is
damaged nor what came with somebody's pull request ever counts. It is as if it were not there, and is written anew.
Several runs may keep and find at once: an entry is put in place by one renaming.
"""

from __future__ import annotations

import os
import sys

from briefkit.files import leaves

try:
    from _blake2 import blake2b  # hashlib's own; hashlib would load OpenSSL, which takes longer than all we do here
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefkit.files import AnyPath

FOLDER = ".briefkit/cache"
MOST_BYTES = 500_000_000
"""What all entries may have together; beyond it those longest unused go."""


class Store:
    """A folder of entries. Without one (`None`), nothing is kept; what cannot be written is not an error."""

    def __init__(self, root: AnyPath | None) -> None:
        self._secret = _user_key() if root else b""
        folder = os.path.join(root, FOLDER) if root and self._secret else None
        self._folder = folder if root and folder and not leaves(folder, root) else None
        self._tidy = False

    def digest(self, data: bytes) -> str:
        """What tells these bytes from others, but only to who has the user's key."""
        return blake2b(data, digest_size=32, key=self._secret).hexdigest()

    def get(self, key: str) -> bytes | None:
        """What was kept, None where nothing is or where it is not what was written."""
        if self._folder is None:
            return None
        path = os.path.join(self._folder, key[:2], key)
        try:
            if os.path.islink(path):
                return None
            seal, _, body = _bytes_of(path).partition(b"\n")
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
            os.makedirs(os.path.join(self._folder, key[:2]), exist_ok=True)
            if not os.path.exists(ignore := os.path.join(self._folder, ".gitignore")):
                _put(ignore, b"*\n")
            _put(os.path.join(self._folder, key[:2], key), self._seal(key, body) + b"\n" + body)
            if not self._tidy:
                self._tidy = True
                _tidy(self._folder, MOST_BYTES)
        except OSError:
            return

    def _seal(self, key: str, body: bytes) -> bytes:
        return self.digest(key.encode("ascii") + b" " + body).encode("ascii")


def _bytes_of(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _put(path: str, data: bytes) -> None:
    """Write a file for this user's eyes only, and put it in place by one renaming. `tempfile` takes 4 ms to load."""
    temporary = os.path.join(os.path.dirname(path), f".{os.urandom(8).hex()}")
    with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(data)
    os.replace(temporary, path)


def _tidy(folder: str, most: int) -> None:
    """Take away the entries longest unused, down to half of what they may have together."""
    entries = [(entry.stat(), entry.path) for entry in _entries(folder)]
    total = sum(status.st_size for status, _ in entries)
    if total <= most:
        return
    for status, path in sorted(entries, key=lambda entry: entry[0].st_mtime_ns):
        try:
            os.unlink(path)
        except FileNotFoundError:  # another run was tidy, too
            continue
        total -= status.st_size
        if total <= most // 2:
            return


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    for below in os.scandir(folder):
        if below.is_dir(follow_symlinks=False):
            yield from (entry for entry in os.scandir(below) if entry.is_file(follow_symlinks=False))


def _user_key() -> bytes:
    """This user's key, made when first needed; b"" where it can neither be read nor made."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.cache")
    path = os.path.join(named, "briefkit", "key")
    if path.startswith("~"):  # nobody's home
        return b""
    try:
        if not os.path.exists(path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            _put(path, os.urandom(32))
        key = _bytes_of(path)
    except OSError:
        return b""
    return key if len(key) == 32 else b""


_installation = ""


def installation() -> str:
    """What tells this installation from any other: Python, briefkit's own files, the versions of all packages."""
    global _installation
    _installation = _installation or _tell_installation()
    return _installation


def _tell_installation() -> str:
    digest = blake2b(f"{sys.version} {sys.platform}".encode(), digest_size=32)
    for path, status in sorted(_files(os.path.dirname(__file__))):
        digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    for folder in sys.path:
        try:
            names = sorted(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
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
