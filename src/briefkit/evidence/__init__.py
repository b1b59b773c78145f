"""The record of a check that a document carries, so that a reader who has only the document can hold it against the
sources. `make` writes it, `models` is its published schema, `read` takes it back from bytes that nobody vouches for."""

from briefkit.evidence.make import MEDIA_TYPE, NAME, SCHEMA, make_evidence

__all__ = ["MEDIA_TYPE", "NAME", "SCHEMA", "make_evidence"]
