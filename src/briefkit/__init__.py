"""briefkit: reports in which every quotation was verified against its source."""

from __future__ import annotations

__version__ = "0.1.0.dev0"
