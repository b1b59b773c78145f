"""What the settings say of a document's look, as each format has it."""

from __future__ import annotations

import base64
import json

from briefkit.colors import readable
from briefkit.errors import RenderError
from briefkit.render.fonts import fonts_of, named
from briefkit.render.options import RenderOptions
from briefkit.render.writers import image_kind
from briefkit.settings import DesignSettings

_USUAL = DesignSettings()
_DARK = ("#14181e", "#1d232b", "#2c1b1d")
"""The grounds of the page in dark colours, those of `report.css`."""
_STACKS = {
    "serif": '"Source Serif Pro", "Source Serif 4", Charter, "Iowan Old Style", Cambria, Georgia, serif',
    "sans": '"Source Sans 3", system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
}


def style_sheet(options: RenderOptions) -> str:
    """What stands behind `report.css`: only what the settings change, so that an author's own style holds."""
    design, css = options.design, []
    if design.accent != _USUAL.accent:
        dark = readable(design.accent, _DARK, "#ffffff")
        css.append(f":root {{ --accent: {design.accent}; }}")
        css.append(f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}")
        css.append(f"@media print {{ :root {{ --accent: {design.accent}; }} }}")
    for font in named(fonts_of(options.templates), (design.font, design.heading_font)):
        source = f"url(data:font/sfnt;base64,{base64.b64encode(font.data).decode()})"
        slope = "italic" if font.italic else "normal"
        name = json.dumps(font.family, ensure_ascii=False)
        css.append(
            f"@font-face {{ font-family: {name}; font-weight: {font.weight}; font-style: {slope}; src: {source}; }}"
        )
    for variable, family in (("serif", design.font), ("sans", design.heading_font)):
        if family:
            css.append(f":root {{ --{variable}: {json.dumps(family, ensure_ascii=False)}, {_STACKS[variable]}; }}")
    if design.paper != _USUAL.paper:
        css.append(f"@page {{ size: {design.paper}; }}")
    return "".join(f"{line}\n" for line in css)


def logo_name(options: RenderOptions) -> str:
    """The logo's name among the files of a document, "" where there is none.

    Raises RenderError when it is no image of a kind that all formats show.
    """
    if not options.logo:
        return ""
    kind = image_kind(options.logo, options.design.logo)
    if kind not in ("png", "jpg", "svg"):
        raise RenderError(f"the logo {options.design.logo} is {kind.upper()}", advice="use PNG, JPEG or SVG")
    return f"logo.{kind}"
