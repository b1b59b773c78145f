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
    import yaml

    guessed = [name for name in metadata if name in unconfirmed]
    items = {**({UNCONFIRMED: guessed} if guessed else {}), **metadata}
    ranks = {name: rank for rank, name in enumerate(ORDER)}
    ordered = dict(sorted(items.items(), key=lambda item: ranks.get(item[0], len(ORDER))))
    text = yaml.safe_dump(ordered, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120)
    return ((HEADER if guessed else "") + text).encode("utf-8")


def with_sha256(data: bytes, sha256: str) -> bytes:
    """The sidecar with another digest in its line `sha256:`, all else as a person left it."""
    import re

    return re.sub(rb"(?m)^(sha256:[ \t]*).*$", rb"\g<1>" + sha256.encode("ascii"), data, count=1)
