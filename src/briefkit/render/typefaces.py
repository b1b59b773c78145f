"""Which typefaces set a PDF: those of this package, of its extras for other scripts, and the author's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from briefkit.errors import RenderError
from briefkit.patterns import regex
from briefkit.render.fonts import TEXT, WIDE, Font, fonts_of, named
from briefkit.render.options import RenderOptions
from briefkit.render.scripts import SCRIPTS, no_glyphs

_TEXT = ("font_source_serif_pro", "font-source-serif-pro")
_CUTS = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
"""Of that package, which has every cut in two formats."""
_FAMILIES = (("fontpkg_source_sans_3", "fontpkg-source-sans-3"), ("fontpkg_source_serif_4", "fontpkg-source-serif-4"))
_BEYOND = regex(
    "[\u0108-\u010b\u0114\u0115\u011c\u011d\u0124-\u0129\u0134\u0135\u014e\u014f\u015c\u015d\u0168\u0169\u016c\u016d"
    "\u0174-\u0177\u018f\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc\u01e6\u01e7\u01f8\u01f9\u0259\u0370-\u052f\u1e00-\u1eff]"
)
"""Letters that the italics of `TEXT` lack."""
_SHARE = 50
"""Where more than one character in so many is beyond, all is set in `WIDE`, so that slopes and accents fit together."""


@dataclass(frozen=True, slots=True)
class Typefaces:
    """Attributes:
    serif: the family of running text, where the author has chosen none.
    scripts: families, each with the letters that it alone sets, as a pattern.
    spare: the author's families that no setting names; they have what the others lack.
    fonts, folders: where fonts are on this machine.
    files: the author's own, by name.
    """

    serif: str = TEXT
    scripts: tuple[tuple[str, str], ...] = ()
    spare: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """What the shell of a PDF is told."""
        scripts = [{"name": name, "covers": covers} for name, covers in self.scripts]
        return {"serif": self.serif, "scripts": scripts, "spare": list(self.spare)}


def bundled() -> tuple[list[str], list[str]]:
    """The fonts that every document may use: single files, and folders. System fonts are never used: they differ by
    machine.

    Raises RenderError where a package is not installed.
    """
    text = _files_of(*_TEXT)
    return [str(text / f"SourceSerifPro-{cut}.ttf") for cut in _CUTS], [str(_files_of(*one)) for one in _FAMILIES]


def _files_of(module: str, package: str) -> Path:
    spec = find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise RenderError(f"the fonts of {package} are not installed", advice=f"pip install {package}")
    return Path(spec.submodule_search_locations[0]) / "files"


def choose(text: str, options: RenderOptions, *, around: str = "") -> Typefaces:
    """The typefaces of a document with this text, and with other words around it.

    Raises RenderError where nothing here has the letters of a script, a file in templates/fonts/ is no font, or a
    setting names a family that is nowhere.
    """
    own = fonts_of(options.templates)
    chosen = {font.family for font in named(own, (options.design.font, options.design.heading_font))}
    scripts, more = _scripts(text + around, own)
    fonts, folders = bundled()
    return Typefaces(
        serif=WIDE if len(_BEYOND.findall(text)) > len(text) / _SHARE else TEXT,
        scripts=tuple(scripts),
        spare=tuple(sorted({font.family for font in own} - chosen)),
        fonts=tuple(fonts),
        folders=(*folders, *more),
        files={f"{index}.ttf": font.data for index, font in enumerate(own)},
    )


def _scripts(text: str, own: Sequence[Font]) -> tuple[list[tuple[str, str]], list[str]]:
    """Families with their letters, and folders: the author's own font where it has all of a script that the text has,
    else that of an extra. The fonts of other scripts are not looked at, which takes time."""
    families, folders = [], []
    for script in (script for script in SCRIPTS if script.has(text)):
        letters = "".join(sorted(set(re.findall(f"[{script.letters}]", text))))
        standing_in = next((font.family for font in own if font.has(letters)), None)
        if standing_in is None and not script.folders:
            if script.required:
                raise no_glyphs(letters)
            continue
        families.append((standing_in or script.family, f"[{script.letters}]"))
        folders += [] if standing_in else script.folders
    return families, folders
