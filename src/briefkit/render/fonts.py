"""The author's own fonts: which family, weight, style and characters each file of templates/fonts/ has."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefkit.errors import RenderError

TEXT = "Source Serif Pro"
"""Running text. A font that does not vary is set twice as fast as one that does."""
WIDE = "Source Serif 4"
"""The same design in more scripts and with all accents, as a variable font."""
BUNDLED = (TEXT, WIDE, "Source Sans 3", "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
FOLDER = "fonts/"
_SIGNATURES = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_FAMILIES = (16, 1)
"""Names in a font: the family as designers count it, and as old systems do."""
_ITALIC = 1


@dataclass(frozen=True, slots=True)
class Font:
    """One file: `weight` as CSS has it, "400", or "200 900" for a variable font; `ranges` are of code points, both
    ends included."""

    family: str
    weight: str
    italic: bool
    ranges: tuple[tuple[int, int], ...]
    data: bytes

    def has(self, characters: str) -> bool:
        """Whether it has a glyph for each of them."""
        return all(any(first <= ord(char) <= last for first, last in self.ranges) for char in characters)


def fonts_of(templates: Mapping[str, str | bytes]) -> list[Font]:
    """All of the author's own. Raises RenderError when a file is no font."""
    return [_font(name, data) for name, data in sorted(templates.items()) if _is_font(name) and isinstance(data, bytes)]


def named(fonts: Sequence[Font], families: tuple[str, ...]) -> list[Font]:
    """Those of these families. Raises RenderError when a family is neither among them nor briefkit's own."""
    wanted = {family for family in families if family}
    for family in sorted(wanted - {font.family for font in fonts} - {*BUNDLED}):
        known = ", ".join(sorted({*BUNDLED, *(font.family for font in fonts)}))
        raise RenderError(
            f"there is no font “{family}”", advice=f"put its .ttf or .otf into templates/fonts/; there are {known}"
        )
    return [font for font in fonts if font.family in wanted]


def _is_font(name: str) -> bool:
    return name.startswith(FOLDER) and name.lower().endswith((".ttf", ".otf"))


def _font(name: str, data: bytes) -> Font:
    try:
        tables = _tables(data)
        selection = struct.unpack_from(">H", data, tables[b"OS/2"] + 62)[0]
        family, weight, ranges = _family(data, tables[b"name"]), _weight(data, tables), _ranges(data, tables[b"cmap"])
        return Font(family, weight, bool(selection & _ITALIC), ranges, data)
    except (struct.error, KeyError, IndexError, UnicodeDecodeError):
        advice = "take the font as a .ttf or .otf file"
        raise RenderError(f"templates/{name} is no font that can be used", advice=advice) from None


def _tables(data: bytes) -> dict[bytes, int]:
    """Where each table of the file begins."""
    if data[:4] not in _SIGNATURES:
        raise KeyError(data[:4])
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(count))
    return {tag: offset for tag, _, offset, _ in records}


def _weight(data: bytes, tables: Mapping[bytes, int]) -> str:
    if b"fvar" in tables:
        table = tables[b"fvar"]
        offset, _, count, size = struct.unpack_from(">4H", data, table + 4)
        axes = (struct.unpack_from(">4slll", data, table + offset + index * size) for index in range(count))
        for tag, least, _, most in axes:
            if tag == b"wght":
                return f"{least >> 16} {most >> 16}"
    return str(struct.unpack_from(">H", data, tables[b"OS/2"] + 4)[0])


def _family(data: bytes, table: int) -> str:
    _, count, storage = struct.unpack_from(">HHH", data, table)
    names: dict[int, str] = {}
    for index in range(count):
        platform, _, _, kind, length, offset = struct.unpack_from(">6H", data, table + 6 + 12 * index)
        if platform in (0, 3) and kind in _FAMILIES:
            start = table + storage + offset
            names.setdefault(kind, data[start : start + length].decode("utf-16-be"))
    return next(names[kind] for kind in _FAMILIES if kind in names) if names else _unnamed()


def _ranges(data: bytes, table: int) -> tuple[tuple[int, int], ...]:
    """The code points that the font's tables of characters name."""
    (count,) = struct.unpack_from(">H", data, table + 2)
    records = (struct.unpack_from(">HHL", data, table + 4 + 8 * index) for index in range(count))
    found: set[tuple[int, int]] = set()
    for platform, _, offset in records:
        if platform in (0, 3):
            found.update(_subtable(data, table + offset))
    return tuple(sorted(found))


def _subtable(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """The two kinds in use: up to 65,535 (4), and all of Unicode (12)."""
    (kind,) = struct.unpack_from(">H", data, at)
    if kind == 4:
        (double,) = struct.unpack_from(">H", data, at + 6)
        lasts = struct.unpack_from(f">{double // 2}H", data, at + 14)
        yield from zip(struct.unpack_from(f">{double // 2}H", data, at + 16 + double), lasts, strict=True)
    elif kind == 12:
        (groups,) = struct.unpack_from(">L", data, at + 12)
        yield from (struct.unpack_from(">LL", data, at + 16 + 12 * index) for index in range(groups))


def _unnamed() -> str:
    raise KeyError("name")
