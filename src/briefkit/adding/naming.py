"""Readable IDs: author-year-word, of small letters, digits and hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping

from briefkit.model import JSON

_SMALL_WORDS = frozenset(
    "a an the of on in at to for and or with by from about is are was were how why what who that this its "
    "der die das ein eine und oder von im am zum zur des den dem für mit über "
    "la le les un une des du de et en au aux sur pour el los las una y del al para por".split()
)
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d"})


def make_identity(metadata: Mapping[str, JSON], fallback: str, taken: Container[str], *, private: bool = False) -> str:
    """An ID that no other source has. That of a private source names nobody: "interview-2021"."""
    year = re.search(r"\d{4}", str(metadata.get("issued", "")))
    if private:
        parts = [slug(str(metadata.get("type") or "interview")), year[0] if year else ""]
    else:
        parts = [_who(metadata), year[0] if year else "", _word(str(metadata.get("title", "")))]
    known = [part for part in parts if part]
    name = "-".join(known) if private or len(known) > 1 else slug(fallback, 48) or "-".join(known)
    if not re.search(r"[a-z]", name):
        name = f"source-{name}" if name else "source"
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def slug(text: str, longest: int = 24) -> str:
    """Small Latin letters, digits and hyphens; "" where the text has none."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-")


def _who(metadata: Mapping[str, JSON]) -> str:
    people = metadata.get("author") or metadata.get("editor") or ()
    first = people[0] if isinstance(people, list) and people and isinstance(people[0], Mapping) else {}
    name = str(first.get("family") or first.get("literal") or "")
    return slug(name) or slug(str(metadata.get("container-title") or metadata.get("publisher") or ""))


def _word(title: str) -> str:
    small = {slug(word) for word in _SMALL_WORDS}
    words = [slug(word) for word in re.findall(r"[^\W_]+", title.replace("’", "").replace("'", ""))]
    telling = [word for word in words if len(word) > 2 and word not in small and not word.isdigit()]
    return telling[0] if telling else ""
