"""Approved waivers: a file that a repository can protect, beside the reports that anybody may change.

Where the settings name such a file, a waiver counts only when its every word stands there too: the report, the
quotation, the reason, the name and the date. To change any of them is to ask for approval again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from briefkit.errors import ProjectError

FIELDS = ("report", "quotation", "reason", "by", "until")
Approval = tuple[str, ...]


def approval(report: str, quotation: str, reason: str, by: str, until: str) -> Approval:
    """What is compared: the fields in order, white space folded."""
    return tuple(" ".join(part.split()) for part in (report, quotation, reason, by, until))


def parse(text: str, path: str) -> frozenset[Approval]:
    """The approvals of a TOML file: `[[approved]]` with the fields of a waiver and `approved_by`.

    Raises:
        ProjectError: it does not parse, or an entry lacks a field.
    """
    import tomllib

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(f"is not valid TOML: {error}", path=path) from None
    entries = document.get("approved", [])
    if set(document) - {"approved"} or not isinstance(entries, list):
        raise ProjectError("holds something other than [[approved]]", path=path, advice=_ADVICE)
    return frozenset(_entry(entry, number, path) for number, entry in enumerate(entries, 1))


_ADVICE = "briefkit waivers --format approvals prints the entries to put there"


def _entry(entry: Any, number: int, path: str) -> Approval:
    wanted = (*FIELDS, "approved_by")
    given = {key: _text(value) for key, value in entry.items()} if isinstance(entry, dict) else {}
    missing = [key for key in wanted if not given.get(key)]
    if missing:
        raise ProjectError(f"entry {number} lacks {', '.join(missing)}", path=path, advice=_ADVICE)
    if unknown := [key for key in given if key not in wanted]:
        raise ProjectError(f"entry {number} has an unknown key “{unknown[0]}”", path=path, advice=_ADVICE)
    return approval(*(given[key] for key in FIELDS))


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else value.strip() if isinstance(value, str) else ""


def serialize(waivers: Iterable[Mapping[str, str]]) -> str:
    """Entries ready for the file; who approves writes their name into `approved_by`."""
    return "".join(
        "[[approved]]\n" + "".join(f"{key} = {_quoted(waiver[key])}\n" for key in FIELDS) + 'approved_by = ""\n\n'
        for waiver in waivers
    )


def _quoted(text: str) -> str:
    escaped = "".join(
        f"\\{c}" if c in '"\\' else c if c.isprintable() else f"\\U{ord(c):08X}" for c in " ".join(text.split())
    )
    return f'"{escaped}"'
