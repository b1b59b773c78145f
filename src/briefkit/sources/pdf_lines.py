"""Characters with positions to lines: words joined, raised note marks told from exponents, line-end hyphens kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from briefkit.patterns import regex
from briefkit.sources.pdf_columns import in_columns
from briefkit.sources.pdf_ligature import SPELLED as LIGATURES
from briefkit.sources.pdf_page import Glyphs, Line
from briefkit.sources.raised import read_raised

HYPHENS = "\x02\ufffe"
"""What pdfium puts for a hyphen at a line's end; the line end itself is gone."""
SPELLED = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0: None, **LIGATURES}
"""A soft hyphen that a page shows is a hyphen."""
BLANK = " \0\t\xa0\u2002\u2003\u2009\u3000"
ROW = regex(r"[^\r\n]+")
AFAR = 3
"""How far back, in sizes of the type, a line begins that pdfium parts by a blank alone from the one before."""
WIDE = 2.0
"""How far off, in sizes of the type, smaller type on the same level belongs to something else: a note in the margin."""
OTHER = 0.06
"""The share of its size by which type differs that is not the same."""
EVEN = 0.1
"""Points by which type of one size, on one baseline, may differ."""


def lines(glyphs: Glyphs) -> Iterator[Line]:
    """The lines of a page, in the order of the file; raised marks that came as lines of their own are put back."""
    held: Line | None = None
    for start, end in in_columns(glyphs, list(_runs(glyphs))):
        line = _line(glyphs, start, end)
        if line is None:
            continue
        joined = _joined(held, line) if held else None
        if joined:
            held = joined
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _runs(glyphs: Glyphs) -> Iterator[tuple[int, int]]:
    """The index ranges of lines: parted by line ends, after line-end hyphens, where type begins anew at left, and where
    other type stands far off on the same level."""
    for row in ROW.finditer(glyphs.text):
        start, end = row.span()
        levels, sizes = glyphs.ys[start:end], glyphs.sizes[start:end]
        if max(levels) - min(levels) > 0.5 * min(sizes) or max(sizes) - min(sizes) > OTHER * max(sizes):
            yield from _anew(glyphs, start, end)
        else:
            yield start, end


def _anew(glyphs: Glyphs, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a row that pdfium took for one line."""
    text, xs, ys, sizes = glyphs.text, glyphs.xs, glyphs.ys, glyphs.sizes
    before = start
    for index in range(start + 1, end):
        if text[index] in BLANK:
            continue
        size, larger = sizes[index], sizes[before]
        if size != larger or ys[before] != ys[index]:
            size, larger = min(size, larger), max(size, larger)
            parted, back = before < index - 1, xs[before] - xs[index]
            parts = parted and larger - size > OTHER * larger and not -WIDE * larger < back < AFAR * size
            if abs(ys[before] - ys[index]) > 0.5 * size:
                parts |= back > (AFAR if parted else 1) * size or (text[before] in HYPHENS and not parted)
            if parts:
                yield start, index
                start = index
        before = index
    yield start, end


def _line(glyphs: Glyphs, start: int, end: int) -> Line | None:
    """One line, None where nothing of it shows."""
    inked = [i for i in range(start, end) if glyphs.kept[i] and glyphs.text[i] not in BLANK]
    if not inked:
        return None
    first, last = inked[0], inked[-1]
    sizes, levels = [glyphs.sizes[i] for i in inked], [glyphs.ys[i] for i in inked]
    size, level = sizes[0], levels[0]
    marks: tuple[tuple[int, int], ...] = ()
    if max(sizes) - min(sizes) < EVEN and max(levels) - min(levels) < EVEN:
        text = _plain(glyphs, first, last)
    else:
        size = Counter(round(s, 1) for s in sizes).most_common(1)[0][0]
        level = Counter(
            round(y, 1) for s, y in zip(sizes, levels, strict=True) if abs(s - size) < 2 * EVEN
        ).most_common(1)[0][0]
        kept = [i for i in range(first, last + 1) if glyphs.kept[i] and glyphs.text[i] != "\0"]
        text, marks = _spelled(glyphs, kept, size, level)
    x, far = glyphs.xs[first], glyphs.xs[last]
    upright = len(inked) < 3 or abs(far - x) >= abs(glyphs.ys[last] - glyphs.ys[first])
    return Line(text, x, far + 0.5 * size, level, size or 1.0, marks, upright)


def _plain(glyphs: Glyphs, first: int, last: int) -> str:
    """The text of a line in which nothing is raised."""
    text = glyphs.text[first : last + 1]
    if 0 in glyphs.kept[first : last + 1]:
        text = "".join(c for c, kept in zip(text, glyphs.kept[first : last + 1], strict=True) if kept)
    return text.translate(SPELLED)


def _spelled(glyphs: Glyphs, kept: list[int], size: float, level: float) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a line with its note marks; figures that are exponents become superscript characters."""
    parts: list[str] = []
    marks: list[tuple[int, int]] = []
    length = 0
    for high, group in _groups(glyphs, kept, size, level):
        words = "".join(glyphs.text[i] for i in group).translate(SPELLED)
        if high:
            before = parts[-1] if parts else ""
            words, is_mark = read_raised(words, before)
            if is_mark:
                marks.append((length, length + len(words)))
        parts.append(words)
        length += len(words)
    return "".join(parts), tuple(marks)


def _groups(glyphs: Glyphs, kept: list[int], size: float, level: float) -> Iterator[tuple[bool, list[int]]]:
    """Stretches of the line that are raised small type, and those between."""
    group: list[int] = []
    high = False
    for i in kept:
        rise = glyphs.ys[i] - level
        now = high and bool(group)
        if glyphs.text[i] != " ":
            now = glyphs.sizes[i] < 0.86 * size and 0.12 * size < rise < size
        if now != high and group:
            yield high, group
            group = []
        high = now
        group.append(i)
    if group:
        yield high, group


def _joined(one: Line, two: Line) -> Line | None:
    """Both as one line where they stand on one: a raised mark apart from its words, or words parted by such a mark."""
    big, small = (one, two) if one.size >= two.size else (two, one)
    gap = two.x - one.end
    if not (one.upright and two.upright) or not -0.8 * big.size < gap < 1.2 * big.size:
        return None
    rise = small.y - big.y
    if abs(one.y - two.y) < 0.1 * big.size:
        return _together(one, _after(two, one.text), gap, ())
    if small.size < 0.86 * big.size and 0.12 * big.size < rise < 0.9 * big.size and len(small.text) <= 8:
        if two is small:
            words, is_mark = read_raised(two.text, one.text)
            return _together(one, replace(two, text=words), gap, ((0, len(words)),) if is_mark else ())
        words, is_mark = read_raised(one.text, "")
        return _together(replace(one, text=words, marks=((0, len(words)),) if is_mark else ()), two, gap, two.marks)
    return None


def _after(line: Line, before: str) -> Line:
    """A line that begins raised, now that it is known what stands before it: a mark there may be an exponent."""
    if not line.marks or line.marks[0][0]:
        return line
    end = line.marks[0][1]
    words, is_mark = read_raised(line.text[:end], before)
    return line if is_mark else replace(line, text=words + line.text[end:], marks=line.marks[1:])


def _together(one: Line, two: Line, gap: float, marks: tuple[tuple[int, int], ...]) -> Line:
    big = one if one.size >= two.size else two
    space = " " if gap > 0.2 * big.size and not marks else ""
    shift = len(one.text) + len(space)
    moved = tuple((start + shift, end + shift) for start, end in (marks or two.marks))
    return Line(one.text + space + two.text, one.x, two.end, big.y, big.size, one.marks + moved)
