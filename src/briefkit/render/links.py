"""The address of a passage on the web: the page of a PDF, the words of a web page."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from briefkit.model import Match, Source

_PAGES = (".html", ".htm", ".xhtml", ".mhtml", ".mht")
_WHOLE, _END = 12, 5
"""Words of a passage that are written whole, and of each end of a longer one."""


def link_to(source: Source, match: Match) -> str:
    """Where the source's own address leads to the passage; "" without an address, or for a private source.

    A PDF opens at its physical page (`#page=4`), a web page at the words (`#:~:text=`); browsers that know neither open
    the beginning.
    """
    address = str(source.metadata.get("URL") or "").strip()
    if source.private or not re.match(r"https?://[^\s/]", address):
        return ""
    address = quote(address, safe=":/?#[]@!$&'()*+,;=%~-._")
    suffix = PurePosixPath(source.path or "").suffix.lower()
    if suffix == ".pdf" or urlsplit(address).path.lower().endswith(".pdf"):
        return f"{address.partition('#')[0]}#page={match.page}" if match.page else address
    if suffix in _PAGES and match.text.strip():
        return f"{address}{'' if '#' in address else '#'}:~:text={_fragment(match.text)}"
    return address


def _fragment(text: str) -> str:
    """The words as a text directive has them; a dash, too, has a meaning there."""
    words = text.split()
    ends = [words] if len(words) <= _WHOLE else [words[:_END], words[-_END:]]
    return ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in ends)
