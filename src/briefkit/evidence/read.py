"""A record taken out of a document. It is untrusted: whoever changed the document could change the record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefkit.errors import BriefkitError
from briefkit.evidence.make import SCHEMA

if TYPE_CHECKING:
    from briefkit.evidence.models import EvidenceModel


class EvidenceError(BriefkitError):
    """A record is there and does not hold together."""


def read_evidence(text: str) -> EvidenceModel:
    """The record that `text` holds.

    Raises:
        EvidenceError: it is cut off, no JSON, of another schema, or says what a record cannot say.
    """
    from pydantic import ValidationError

    from briefkit.evidence.models import EvidenceModel

    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        cut = not text.rstrip().endswith(("}", "]"))
        raise EvidenceError(
            "the record is cut off" if cut and text.lstrip()[:1] == "{" else "the record is no JSON; it was damaged"
        ) from error
    kind = document.get("schema") if isinstance(document, dict) else None
    if kind != SCHEMA:
        told = f"of the kind “{str(kind)[:60]}”" if kind else "of no known kind"
        raise EvidenceError(f"the record is {told}, not {SCHEMA}", advice="a later briefkit may know it")
    try:
        return EvidenceModel.model_validate(document)
    except (ValidationError, RecursionError) as error:
        raise EvidenceError(f"the record does not follow its schema: {_first(error)}") from error


def _first(error: Exception) -> str:
    from pydantic import ValidationError

    if not isinstance(error, ValidationError):
        return "it is nested too deeply"
    told = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in told["loc"])
    return f"{place}: {told['msg'].lower()}"[:200]
