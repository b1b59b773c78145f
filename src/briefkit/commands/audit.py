"""The command that audits documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefkit.commands.common import REJECTED, colored, put
from briefkit.errors import UsageError

if TYPE_CHECKING:
    import argparse


def audit(options: argparse.Namespace) -> int:
    from briefkit.audit import audit_file
    from briefkit.audit.result import INCOMPLETE
    from briefkit.audit.telling import as_json, as_text
    from briefkit.formats.pen import Pen

    if options.document_only and (options.sources or options.lock):
        raise UsageError("--document-only excludes --sources and --lock", advice="leave it out")
    given = {"sources": options.sources, "lock": options.lock, "document_only": options.document_only}
    audits = [audit_file(path, **given) for path in options.documents]
    if options.format == "json":
        put(as_json(audits), None)
    else:
        pen = Pen(colored(options.color))
        put("".join(as_text(found, pen, quiet=options.quiet) for found in audits), None)
    states = {found.status for found in audits}
    return next((state for state in (REJECTED, INCOMPLETE) if state in states), 0)
