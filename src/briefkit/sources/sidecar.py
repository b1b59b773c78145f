"""The metadata of one source as YAML beside it: CSL, and what briefkit knows of where the file came from."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from briefkit.model import JSON

HEADER = """\
# What is known of this source, as CSL has it. What `unconfirmed` names was guessed from the file: look at it, mend it,
# and take its name out of the list.
"""
ORDER = (
    "unconfirmed", "private", "type", "title", "author", "editor", "issued", "container-title", "publisher", "volume",
    "issue", "page", "URL", "DOI", "ISBN", "language", "encoding", "retrieved", "sha256",
)  # fmt: skip
UNCONFIRMED = "unconfirmed"


def dump(metadata: Mapping[str, JSON], unconfirmed: Collection[str] = ()) -> bytes:
    """The sidecar's text, UTF-8. What stands in `unconfirmed` comes first."""
    guessed = [name for name in metadata if name in unconfirmed]
    items = {**({UNCONFIRMED: guessed} if guessed else {}), **metadata}
    ranks = {name: rank for rank, name in enumerate(ORDER)}
    ordered = dict(sorted(items.items(), key=lambda item: ranks.get(item[0], len(ORDER))))
    lines = [_line(name, value) for name, value in ordered.items()]
    return ((HEADER if guessed else "") + "".join(lines)).encode("utf-8")


def _line(name: str, value: JSON) -> str:
    """One entry; a list or a mapping stands on its line whole: `author: [{family: Okafor, given: Ada}]`."""
    import yaml

    whole = isinstance(value, (list, tuple, dict))
    text: str = yaml.safe_dump(
        value if whole else {name: value}, allow_unicode=True, default_flow_style=whole, width=9999
    )
    return f"{name}: {text}" if whole else text


def with_sha256(data: bytes, sha256: str) -> bytes:
    """The sidecar with another digest in its line `sha256:`, all else as a person left it."""
    import re

    return re.sub(rb"(?m)^(sha256:[ \t]*).*$", rb"\g<1>" + sha256.encode("ascii"), data, count=1)
