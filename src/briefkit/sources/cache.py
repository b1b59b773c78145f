"""Extracted text kept between runs, by the hash of the file, of what its metadata say, and of the installation."""

from __future__ import annotations

import hashlib
import json
import marshal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefkit.sources.extracted import Extracted
from briefkit.sources.isolated import pack, unpack
from briefkit.store import Store, installation

MATTERS = ("encoding", "language", "lang", "pages")
"""The metadata that readers look at."""


class Cache:
    """The texts of a project's sources. Without a project (`None`), nothing is kept."""

    def __init__(self, root: Path | None) -> None:
        self._root = root
        self._store: Store | None = None

    def get(self, key: str) -> Extracted | None:
        """What was kept, None where nothing is or where it is not what was written."""
        body = self._opened().get(key)
        return None if body is None else unpack(marshal.loads(body))  # noqa: S302 - it bears our seal

    def put(self, key: str, got: Extracted) -> None:
        """Keep it, whole or not at all."""
        self._opened().put(key, marshal.dumps(pack(got)))

    def _opened(self) -> Store:
        if self._store is None:
            self._store = Store(self._root)
        return self._store


def entry_of(kind: str, sha256: str, suffix: str, metadata: Mapping[str, Any]) -> str:
    """The name of the entry with what this installation makes of a file: of `kind` "text", or anything made of that."""
    told = json.dumps([metadata.get(name) for name in MATTERS], default=str, sort_keys=True)
    return hashlib.sha256(f"{kind} {installation()} {sha256} {suffix.lower()} {told}".encode()).hexdigest()
