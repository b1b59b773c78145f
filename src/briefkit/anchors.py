"""Where a passage stands in its source, as W3C Web Annotation selectors: https://www.w3.org/TR/annotation-model/"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
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
            "prefix": _before(source.text, match.start),
            "suffix": _after(source.text, match.end),
        }
        return [quote, position]
    if key is None or len(exact) < match.end - match.start:  # the source's description, which has no text
        return [position]
    return [{"type": "KeyedDigestSelector", "hmac-sha256": keyed_digest(key, source.id, exact)}, position]


def _before(text: str, place: int) -> str:
    """The context before a place; an accent is not parted from its letter."""
    start = max(0, place - CONTEXT)
    while start < place and unicodedata.combining(text[start]):
        start += 1
    return text[start:place]


def _after(text: str, place: int) -> str:
    end = min(len(text), place + CONTEXT)
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return text[place:end]


def keyed_digest(key: bytes, *parts: str) -> str:
    """HMAC-SHA256 of texts in order, in hexadecimal digits."""
    if not key:
        raise ValueError("a digest without a key protects nothing")
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
