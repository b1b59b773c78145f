"""Colours as "#rrggbb", and how well one is read upon another (contrast as WCAG 2 measures it, from 1 to 21)."""

from __future__ import annotations

from briefkit.patterns import regex

ENOUGH = 4.5
_HEX = regex(r"#[0-9a-fA-F]{6}")


def is_color(text: str) -> bool:
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(color: str, grounds: tuple[str, ...], towards: str) -> str:
    """The colour itself, or mixed with as little of `towards` as lets it be read upon all the grounds."""
    for step in range(101):
        mixed = _mixed(color, towards, step / 100)
        if all(contrast(mixed, ground) >= ENOUGH for ground in grounds):
            return mixed
    return towards


def _mixed(color: str, other: str, share: float) -> str:
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(255 * (one + (two - one) * share)):02x}" for one, two in pairs)


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _luminance(color: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
