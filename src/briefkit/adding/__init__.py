"""Puts sources into a project: files, addresses, and whole libraries of references."""

from briefkit.adding.add import Added, Given, add_file, add_url

__all__ = ["Added", "Given", "add_file", "add_url"]
