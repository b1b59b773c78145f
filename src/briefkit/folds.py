"""Folds of sources kept between runs, as their texts are: by the file's hash, its metadata and the installation."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from briefkit.match.fold import fold, packed, unpacked
from briefkit.sources.cache import entry_of
from briefkit.store import Store

if TYPE_CHECKING:
    from briefkit.files import AnyPath
    from briefkit.match import Folded
    from briefkit.model import Source

_LEAST = 50_000
"""Characters of a text from which finding its fold costs less than making it."""


class Folds:
    """Folds the sources of a project. Without one (`None`), nothing is kept."""

    def __init__(self, root: AnyPath | None) -> None:
        self._store = Store(root) if root else None

    def __call__(self, source: Source) -> Folded:
        """The fold of a source without its furniture, the same whether it was kept or is made."""
        if self._store is None or source.path is None or not _worth_keeping(source):
            return fold(source.text, source.furniture)
        key = entry_of("fold", source.sha256, PurePath(source.path).suffix, source.metadata)
        if (kept := self._store.get(key)) is not None:
            return unpacked(kept, source.text)
        folded = fold(source.text, source.furniture)
        self._store.put(key, packed(folded))
        return folded


def _worth_keeping(source: Source) -> bool:
    """Not what is folded as quickly, nor what is private, nor a text that the same file may not give again."""
    slow = len(source.text) >= _LEAST and not source.text.isascii()
    return slow and source.certain and not source.private
