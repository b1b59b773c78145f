"""Report -> document tree -> quotations and their citations. The only place that knows pandoc's tree.

Drafts of word processors are read by `briefkit.report.draft`, which is loaded for them alone.
"""

from __future__ import annotations

from briefkit.report.reader import begin, read

__all__ = ["begin", "read"]
