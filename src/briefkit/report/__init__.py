"""Report -> document tree -> quotations and their citations. The only place that knows pandoc's tree."""

from __future__ import annotations

from briefkit.report.draft import placed, read_draft
from briefkit.report.reader import begin, read

__all__ = ["begin", "placed", "read", "read_draft"]
