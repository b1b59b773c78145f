"""What a reader gets out of the bytes of a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefkit.model import JSON, Heading, Page


@dataclass(frozen=True, slots=True)
class Extracted:
    """The fields of `Source` that come from the file; their meaning is given there."""

    text: str
    pages: tuple[Page, ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a source before it is read: its metadata say how to decode and page it."""

    metadata: Mapping[str, JSON] = field(default_factory=dict)

    @property
    def encoding(self) -> str | None:
        """The encoding that the metadata declare."""
        declared = self.metadata.get("encoding")
        return str(declared) if declared else None
