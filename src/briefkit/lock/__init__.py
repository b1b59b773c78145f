"""briefkit.lock: which sources and passages the reports were accepted with. Pure: text in, text and findings out."""

from briefkit.lock.compare import RULES, findings, has_changed
from briefkit.lock.file import Lock, LockedQuotation, LockedSource, Section, dump, parse
from briefkit.lock.make import make_section

__all__ = [
    "RULES",
    "Lock",
    "LockedQuotation",
    "LockedSource",
    "Section",
    "dump",
    "findings",
    "has_changed",
    "make_section",
    "parse",
]
