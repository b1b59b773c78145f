"""Text as a terminal shows it: how wide it is, and nothing in it that could steer the terminal."""

from __future__ import annotations

import unicodedata

INVISIBLE = frozenset(
    (0x200B, 0x2060, 0xFEFF, 0x00AD, 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)


def shown(character: str) -> str:
    """One character as it may be printed: white space as a blank, control and invisible characters by name."""
    if character in "\n\r\t\f\v\u2028\u2029":
        return " "
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code in INVISIBLE or code == 0x7F or 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000:
        return f"⟨U+{code:04X}⟩"
    return character


def printable(text: str) -> str:
    """The text with nothing in it that a terminal would obey."""
    return text if text.isascii() and text.isprintable() else "".join(map(shown, text))


def width(text: str) -> int:
    """Columns that the text takes: two for a wide character, none for a combining one."""
    return len(text) if text.isascii() else sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def right_to_left(text: str) -> bool:
    """Whether the terminal may reorder it, so that marks below would point at the wrong words."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
