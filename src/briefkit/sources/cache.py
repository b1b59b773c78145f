"""Extracted text kept between runs, by the hash of the file, of what its metadata say, and of the readers themselves.

An entry is believed only if it bears the seal of this user's own key, which lies outside the project: neither what is
damaged nor what came with somebody's pull request ever counts. It is as if it were not there, and is written anew.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from briefkit import __version__
from briefkit.errors import ProjectError
from briefkit.files import confine
from briefkit.sources.extracted import Extracted
from briefkit.sources.isolated import pack, unpack

FOLDER = ".briefkit/cache"
MATTERS = ("encoding", "language", "lang", "pages")
"""The metadata that readers look at."""


class Cache:
    """A folder of entries. Without one (`None`), nothing is kept; what cannot be written is not an error."""

    def __init__(self, root: Path | None) -> None:
        self._folder = root / FOLDER if root else None
        self._secret = _user_key() if root else b""
        if root is None or not self._secret or _leaves(root / FOLDER, root):
            self._folder = None

    def key(self, sha256: str, suffix: str, metadata: Mapping[str, Any]) -> str:
        """The name of the entry for a file."""
        told = json.dumps([metadata.get(name) for name in MATTERS], default=str, sort_keys=True)
        return hashlib.sha256(f"{_readers()} {sha256} {suffix.lower()} {told}".encode()).hexdigest()

    def get(self, key: str) -> Extracted | None:
        """What was kept, None where nothing is or where it is not what was written."""
        if self._folder is None:
            return None
        path = self._folder / key[:2] / key
        try:
            if path.is_symlink():
                return None
            seal, _, body = path.read_bytes().partition(b"\n")
            if not hmac.compare_digest(seal, _seal(self._secret, key, body)):
                return None
            return unpack(json.loads(body))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, got: Extracted) -> None:
        """Keep it, whole or not at all."""
        if self._folder is None:
            return
        body = json.dumps(pack(got)).encode("ascii")
        folder = self._folder / key[:2]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            ignore = self._folder / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", "utf-8")
            handle, temporary = tempfile.mkstemp(dir=folder)
            with os.fdopen(handle, "wb") as file:
                file.write(_seal(self._secret, key, body) + b"\n" + body)
            Path(temporary).replace(folder / key)
        except OSError:
            return


def _seal(secret: bytes, key: str, body: bytes) -> bytes:
    return hmac.new(secret, key.encode("ascii") + body, hashlib.sha256).hexdigest().encode("ascii")


def _user_key() -> bytes:
    """This user's key, made when first needed; b"" where it can neither be read nor made."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        path = (Path(named) if named else Path.home() / ".cache") / "briefkit" / "key"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(32))
            Path(temporary).replace(path)
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
def _readers() -> str:
    """A digest of the readers and of the libraries they stand on: another version reads anew."""
    from importlib.metadata import PackageNotFoundError, version

    digest = hashlib.sha256(__version__.encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    for package in ("pypdfium2", "selectolax", "pypandoc_binary"):
        try:
            digest.update(f"{package}={version(package)}".encode())
        except PackageNotFoundError:
            continue
    return digest.hexdigest()
