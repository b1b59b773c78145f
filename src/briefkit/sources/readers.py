"""The table of readers: a new format is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from briefkit.sources.extracted import Context, Extracted

Reader = Callable[[bytes, Context], Extracted]

READERS = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
}
"""Suffix, in small letters -> the module of this package whose `read` reads it. Loaded when first needed."""


def reader(suffix: str) -> Reader | None:
    """The reader of a suffix, None where there is none."""
    name = READERS.get(suffix.lower())
    if name is None:
        return None
    read: Reader = import_module(f"briefkit.sources.{name}").read
    return read
