"""An audit as text for a person, or as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict

from briefkit.audit.result import AGREE, DIFFER, Audit, Difference
from briefkit.formats.columns import printable
from briefkit.formats.pen import BOLD, CYAN, GREEN, RED, YELLOW, Pen

SCHEMA = "briefkit.audit/1"


def as_json(audits: list[Audit]) -> str:
    """`{"schema": "briefkit.audit/1", "audits": [{…, "status": 0}]}`."""
    told = [{**asdict(audit), "status": audit.status} for audit in audits]
    return json.dumps({"schema": SCHEMA, "audits": told}, ensure_ascii=False, indent=1) + "\n"


def as_text(audit: Audit, pen: Pen, *, quiet: bool = False) -> str:
    """What was held, what differs, and the conclusion in a line."""
    lines = [f"  {pen('held', CYAN)}      {printable(line)}" for line in audit.held if not quiet]
    lines += [f"  {pen(_kind(told), RED)}  {printable(_difference(told))}" for told in audit.differences]
    lines += [f"  {pen('open', YELLOW)}      {printable(line)}" for line in audit.missing]
    lines += [f"  {pen('note', CYAN)}      {printable(line)}" for line in audit.notes if not quiet]
    tone = {AGREE: GREEN, DIFFER: RED}.get(audit.status, YELLOW)
    head = f"{pen(printable(audit.path), BOLD)}: {pen(_conclusion(audit), tone)}"
    return "".join(f"{line}\n" for line in (head, *lines))


def _conclusion(audit: Audit) -> str:
    rejected = sum(difference.between == "check" for difference in audit.differences)
    count = len(audit.differences) - rejected
    if count:
        return f"does not agree ({count} difference{'' if count == 1 else 's'})"
    if rejected:
        return f"a draft: {rejected} not verified when it was made"
    if audit.status == AGREE:
        return "agrees"
    return "nothing differs, but not everything could be checked"


def _kind(told: Difference) -> str:
    return "rejected" if told.between == "check" else "differs "


def _difference(told: Difference) -> str:
    where = [f"quotation {told.quotation}"] if told.quotation else []
    where += [f"page {told.page}"] if told.page else []
    prefix = f"{', '.join(where)}: " if where else ""
    between = "" if told.between == "check" else f"{told.between}: "
    return f"{between}{prefix}{told.message}"
