"""The author's own fonts: which family, weight and style each file of templates/fonts/ has."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from briefkit.errors import RenderError

BUNDLED = ("Source Serif 4", "Source Sans 3", "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
FOLDER = "fonts/"
_SIGNATURES = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_FAMILIES = (16, 1)
"""Names in a font: the family as designers count it, and as old systems do."""
_ITALIC = 1


@dataclass(frozen=True, slots=True)
class Font:
    """One file: `weight` as CSS has it, "400", or "200 900" for a variable font."""

    family: str
    weight: str
    italic: bool
    data: bytes


def own_fonts(templates: Mapping[str, str | bytes], families: tuple[str, ...]) -> list[Font]:
    """The files of those of the families that are not briefkit's own.

    Raises RenderError when a family is nowhere, or a file is no font.
    """
    wanted = {family for family in families if family and family not in BUNDLED}
    if not wanted:
        return []
    found = [
        _font(name, data) for name, data in sorted(templates.items()) if _is_font(name) and isinstance(data, bytes)
    ]
    for family in sorted(wanted - {font.family for font in found}):
        known = ", ".join(sorted({*BUNDLED, *(font.family for font in found)}))
        raise RenderError(
            f"there is no font “{family}”", advice=f"put its .ttf or .otf into templates/fonts/; there are {known}"
        )
    return [font for font in found if font.family in wanted]


def _is_font(name: str) -> bool:
    return name.startswith(FOLDER) and name.lower().endswith((".ttf", ".otf"))


def _font(name: str, data: bytes) -> Font:
    try:
        tables = _tables(data)
        selection = struct.unpack_from(">H", data, tables[b"OS/2"] + 62)[0]
        return Font(_family(data, tables[b"name"]), _weight(data, tables), bool(selection & _ITALIC), data)
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


def _unnamed() -> str:
    raise KeyError("name")
