"""A page of a PDF as the steps of its reading hand it on: its characters, its lines, the sheet of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Glyphs:
    """The characters of a page: code points, baseline origins and type sizes in points; `kept` is 0 where hidden."""

    text: str
    xs: list[float]
    ys: list[float]
    sizes: list[float]
    kept: bytearray


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type.

    Attributes:
        x, end, y: where it begins and ends, and its baseline, in points from the lower left.
        size: of most of its type, in points.
        marks: ranges of `text` that are raised note marks.
        upright: it runs from left to right on the page as shown.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    marks: tuple[tuple[int, int], ...] = ()
    upright: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its lines in the order of the file, its label, whether its text stands for a scan's image, whether it has
    pictures, and the characters that do not show."""

    lines: tuple[Line, ...]
    label: str | None
    scanned: bool = False
    pictures: bool = False
    hidden: str = ""
