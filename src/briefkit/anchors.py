"""Where a passage stands in its source, as W3C Web Annotation selectors: https://www.w3.org/TR/annotation-model/"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from briefkit.model import Match, Source

CONTEXT = 32
"""Characters of the source's text that a quote selector has before and after the passage."""


def selectors(source: Source, match: Match, key: bytes | None = None) -> list[dict[str, Any]]:
    """The selectors of a passage.

    A TextQuoteSelector (`exact`, `prefix`, `suffix`, as they stand in `source.text`) and a TextPositionSelector
    (`start`, `end`, code points of it, from 0, the end exclusive).

    For a private source the words are left out: there is the position, and with `key` a KeyedDigestSelector, whose
    `hmac-sha256` tells who has the key and the source whether the passage is still the same. A plain digest of it, or
    one with a salt that stands beside it, would give the passage away: the words of an interview are so few and so
    likely that all can be hashed until one fits, and who holds a copy could prove whose it is.
    """
    position: dict[str, Any] = {"type": "TextPositionSelector", "start": match.start, "end": match.end}
    exact = source.text[match.start : match.end]
    if not source.private:
        quote = {
            "type": "TextQuoteSelector",
            "exact": exact,
            "prefix": source.text[max(0, match.start - CONTEXT) : match.start],
            "suffix": source.text[match.end : match.end + CONTEXT],
        }
        return [quote, position]
    if key is None or len(exact) < match.end - match.start:  # the source's description, which has no text
        return [position]
    return [{"type": "KeyedDigestSelector", "hmac-sha256": keyed_digest(key, source.id, exact)}, position]


def keyed_digest(key: bytes, *parts: str) -> str:
    """HMAC-SHA256 of texts in order, in hexadecimal digits."""
    if not key:
        raise ValueError("a digest without a key protects nothing")
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
