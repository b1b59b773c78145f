"""What of pandoc's tree may pass to the writers: attributes, classes, identifiers, link targets."""

from __future__ import annotations

import re

from briefkit.model import JSON
from briefkit.patterns import regex

ATTRIBUTES = frozenset(
    "width height lang dir alt custom-style startFrom start number source locator original by reason until".split()
)
_RESERVED_CLASSES = frozenset(
    "comment-start comment-end insertion deletion paragraph-insertion paragraph-deletion wrapper".split()
)
_RESERVED = "bk-"
_SCHEME = regex(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.\-\x00-\x20]*):")
_SCHEMES = frozenset({"http", "https", "mailto", "ftp"})


def attributes(attr: JSON) -> tuple[JSON, str | None, list[str]]:
    """Pandoc's attribute triple made safe, its position, and what was taken out of it."""
    identifier, classes, pairs = attr
    position = next((value for key, value in pairs if key == "data-pos"), None)
    gone = [f".{name}" for name in classes if name in _RESERVED_CLASSES or name.startswith(_RESERVED)]
    gone += [key for key, _ in pairs if key not in ATTRIBUTES and key not in ("data-pos", "wrapper")]
    if identifier.startswith(_RESERVED):
        gone.append(f"#{identifier}")
        identifier = ""
    kept = [name for name in classes if f".{name}" not in gone]
    return [identifier, kept, [[key, value] for key, value in pairs if key in ATTRIBUTES]], position, gone


def link_scheme(target: str) -> str | None:
    """The scheme of a link that may not pass, None for one that may."""
    found = _SCHEME.match(target)
    if found is None:
        return None
    scheme = re.sub(r"[\x00-\x20]", "", found[1]).lower()
    return None if scheme in _SCHEMES else scheme
