"""Checked reports -> text for a person or a program. One module a format, one table of them."""

from briefkit.formats.table import FORMATS, FormatOptions, formatter

__all__ = ["FORMATS", "FormatOptions", "formatter"]
