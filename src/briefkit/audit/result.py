"""What an audit found."""

from __future__ import annotations

from dataclasses import dataclass

AGREE, DIFFER, INCOMPLETE = 0, 1, 2


INSTEAD = "has “{}” where the record has “{}”"
"""Words of a document, and those that the record has in their place."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which document, record, sources or report do not agree.

    Attributes:
        between: "document", "sources", "lock" or "report": what the record was held against; "record" when it
            contradicts itself; "check" for what its own check rejected.
        message: one sentence for a person.
        quotation: the number that the document shows, None where it is about no quotation.
        page: of the document, from 1, where it has pages and the place is known.
    """

    between: str
    message: str
    quotation: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """The outcome for one document.

    Attributes:
        path: as the user named it.
        recorded: the document carries a record that could be read.
        quotations: how many were looked at: those of the record, else those found in the document.
        held: what was held against what, a sentence each.
        missing: what could not be held and why, a sentence each; while there is one, nothing is clean.
        differences: what does not agree, or was not verified in the first place.
        notes: what a reader should know besides.
    """

    path: str
    recorded: bool
    quotations: int
    held: tuple[str, ...]
    missing: tuple[str, ...]
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """0 all was held and agrees; 1 something does not; 2 nothing does not, but not all could be held."""
        if self.differences:
            return DIFFER
        return INCOMPLETE if self.missing else AGREE
