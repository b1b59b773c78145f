"""The fonts of scripts beyond Latin, Greek and Cyrillic: packages that an author installs as extras of this one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from briefkit.errors import RenderError


@dataclass(frozen=True, slots=True)
class Script:
    """Letters that the fonts of some packages have.

    Attributes:
        extra: the extra of this package that installs them.
        family: the name of the fonts.
        modules: the packages, and the folder in each.
        required: what everybody has sets it in a typewriter's letters, or not at all.
        letters: the ranges of its letters, as they stand between the brackets of a pattern.
    """

    extra: str
    family: str
    modules: tuple[tuple[str, str], ...]
    letters: str
    required: bool = False

    def has(self, text: str) -> bool:
        """Whether a text has letters of it."""
        return re.search(f"[{self.letters}]", text) is not None

    @property
    def folders(self) -> list[str]:
        """The folders of its fonts, none where one is not installed."""
        specs = [(find_spec(module), folder) for module, folder in self.modules]
        found = [
            (spec.submodule_search_locations[0], folder)
            for spec, folder in specs
            if spec and spec.submodule_search_locations
        ]
        return [str(Path(place) / folder) for place, folder in found] if len(found) == len(specs) else []


SCRIPTS = (
    Script(
        "arabic",
        "Amiri",
        (("fontpkg_amiri", "files"),),
        "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
        required=True,
    ),
    Script("hebrew", "Frank Ruhl Libre", (("fontpkg_frank_ruhl_libre", "files"),), "\u0590-\u05ff\ufb1d-\ufb4f"),
    Script(
        "devanagari", "Noto Sans Devanagari", (("fontpkg_noto_sans_devanagari", "files"),), "\u0900-\u097f\ua8e0-\ua8ff"
    ),
    Script(
        "cjk",
        "Noto Sans CJK JP",  # it has the forms of all five languages, and takes those of the text's
        (("noto_cjk_sans_otc", ""), ("noto_cjk_sans_jp_bold", "")),
        "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff",
        required=True,
    ),
)


class GlyphError(RenderError):
    """No font has some characters, `missing`; they stand in the report, or in a passage or a reference."""

    missing = ""

    def look_for_in(self, text: str) -> None:
        """Tell the place of the first of them in the report, if one stands there."""
        at = min((place for char in self.missing if (place := text.find(char)) >= 0), default=-1)
        if at >= 0:
            self.line, self.column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def no_glyphs(missing: str) -> GlyphError:
    """Of characters that no font has, and what to do about them."""
    chars = list(dict.fromkeys(missing))
    named = ", ".join(map(_named, chars[:8]))
    more = f" and {len(chars) - 8} more" if len(chars) > 8 else ""
    error = GlyphError(f"the document’s fonts have no glyph for {named}{more}", advice=_advice(missing))
    error.missing = missing
    return error


def _named(char: str) -> str:
    if _is_private(char):
        return f"U+{ord(char):04X} (private use: a bullet or sign of some other font)"
    return f"{char if char.isprintable() else ''} (U+{ord(char):04X} {unicodedata.name(char, 'unnamed')})".lstrip()


def _is_private(char: str) -> bool:
    return unicodedata.category(char) == "Co"


def _advice(missing: str) -> str:
    """What to do about characters that no font has."""
    if all(map(_is_private, missing)):
        return "it came along when something was copied: take it out, or write the sign that was meant"
    extras = [script.extra for script in SCRIPTS if script.has(missing) and not script.folders]
    own = "put a font that has them into templates/fonts/"
    if extras:
        return f'pip install "briefkit[{",".join(extras)}]", which brings fonts for them, or {own}'
    return f"{own}, or build the HTML or DOCX instead, for which the reader’s fonts are used"
