"""A document held against the record it carries, and the record against the sources."""

from briefkit.audit.audit import audit_file
from briefkit.audit.result import Audit

__all__ = ["Audit", "audit_file"]
