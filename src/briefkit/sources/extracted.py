"""What a reader gets out of the bytes of a source."""

from __future__ import annotations

from collections.abc import Mapping

from briefkit.model import JSON, Heading, Page
from briefkit.values import dataclass, field

MOST_PAGES = 5_000
MOST_TEXT = 100_000_000
"""Characters of extracted text that are taken from one source."""
MOST_HIDDEN = 5_000_000
"""Characters of hidden text that are kept of one source."""
BUILT = "it is a document that briefkit built, not a source; cite the sources that it cites"


@dataclass(frozen=True, slots=True)
class Extracted:
    """The fields of `Source` that come from the file; their meaning is given there.

    Attributes:
        metadata: what the file says of itself, as CSL has it. It is often wrong: a person must confirm it.
    """

    text: str
    pages: tuple[Page, ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()
    headings: tuple[Heading, ...] = ()
    times: tuple[tuple[int, float, str | None], ...] = ()
    scanned: bool = False
    hidden: str = ""
    metadata: Mapping[str, JSON] = field(default_factory=dict)
    unread: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a source before it is read: its metadata say how to decode and page it.

    `built`: what briefkit built is taken too. It is no source, but it can be audited.
    `only`: the physical pages that are wanted; all where it is empty.
    """

    metadata: Mapping[str, JSON] = field(default_factory=dict)
    built: bool = False
    only: tuple[int, ...] = ()

    @property
    def encoding(self) -> str | None:
        """The encoding that the metadata declare."""
        declared = self.metadata.get("encoding")
        return str(declared) if declared else None

    @property
    def language(self) -> str | None:
        """The language that the metadata name, BCP 47."""
        named = self.metadata.get("language") or self.metadata.get("lang")
        return str(named) if named else None
