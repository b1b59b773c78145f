"""What quotations and sources are called where there is little room."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefkit.model import Source

_OPENING_LIMIT = 44


def opening(text: str) -> str:
    """The first words of a quotation."""
    text = fold_space(text)
    if len(text) <= _OPENING_LIMIT:
        return text
    return text[:_OPENING_LIMIT].rsplit(" ", 1)[0].rstrip(" ,;:") + "\u00a0…"


def fold_space(text: str) -> str:
    """White space folded to single spaces; a page break is white space, the end of a line behind a hyphen none."""
    return single_spaced(text).strip()


def single_spaced(text: str) -> str:
    """The same with the space at both ends."""
    return re.sub(r"\s+", " ", re.sub(r"(?<=\w[-\u00ad\u2010])\s*\n\s*(?=[^\W\d_])", "", text))


def source_name(source: str, sources: Mapping[str, Source]) -> str:
    """A source's title and where it appeared; its ID where nothing is known of it."""
    if source not in sources:
        return source
    metadata = sources[source].metadata
    title = str(metadata.get("title") or source)
    container = metadata.get("container-title") or metadata.get("publisher")
    return f"{title}, {container}" if container else title


def short_name(source: str, sources: Mapping[str, Source]) -> str:
    """Author and year, as most readers know a source from the text; its title where it has no author."""
    metadata = sources[source].metadata if source in sources else {}
    names = [str(name.get("family") or name.get("literal") or "") for name in metadata.get("author") or ()]
    year = re.search(r"\d{4}", str(metadata.get("issued", "")))
    if not any(names):
        return opening(source_name(source, sources))
    told = names[0] if len(names) == 1 else f"{names[0]} & {names[1]}" if len(names) == 2 else f"{names[0]} et al."
    return f"{told} {year[0]}" if year else told
