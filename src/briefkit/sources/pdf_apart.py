"""Footnotes, captions and floats: told from the running text by the size of their type and by where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from briefkit.patterns import regex
from briefkit.sources.pdf_bridge import CAPTION, ENDED, Parted, bridged, fills, prose
from briefkit.sources.pdf_page import Line

SMALL = 0.94
"""Type below this share of the body's size is not the body's."""
ENOUGH = 0.15
"""The share of a page that must be set in the document's body size for it to be the page's too."""
NOTE = regex(r"\s*(?:[*†‡§¶]|\[?\(?\d{1,4}[\]).]?(?=\s?[^\s\d.,)])|[a-z][.)]\s)")
Block = list[Line]


@dataclass(slots=True)
class _Group:
    """Lines of one kind that follow one another in the file."""

    lines: Block
    small: bool


def set_apart(pages: list[list[Line]]) -> list[Parted]:
    """For each page its running text, and what does not belong into it."""
    body = _main_size(line for page in pages for line in page)
    parted: list[Parted] = []
    tail: Line | None = None
    carried = False
    for page in pages:
        size = _page_size(page, body)
        part = Parted()
        for group in _groups(page, size):
            flow = part.flow
            if not group.small:
                flow += group.lines
            elif _is_note(group, page, size, carried):
                part.notes += group.lines
            elif _is_float(group, page, size, flow[-1] if flow else tail, flow):
                part.floats += group.lines
            else:
                flow += group.lines
        parted.append(part)
        tail = part.flow[-1] if part.flow else tail
        carried = bool(part.notes) and not ENDED.search(part.notes[-1].text)
    return bridged(parted, body)


def _main_size(lines: Iterable[Line]) -> float:
    """The size that most characters are set in."""
    count: Counter[float] = Counter()
    for line in lines:
        if line.upright:
            count[_rounded(line.size)] += len(line.text)
    return count.most_common(1)[0][0] if count else 0.0


def _page_size(page: list[Line], body: float) -> float:
    """The body size of a page: the document's where the page has enough of it, else that of most of its type."""
    total = sum(len(line.text) for line in page)
    ours = sum(len(line.text) for line in page if abs(line.size - body) <= 0.04 * body)
    return body if ours > ENOUGH * total else _main_size(page)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _groups(page: list[Line], size: float) -> list[_Group]:
    """Small type and the rest; captions and notes begin groups of their own."""
    groups: list[_Group] = []
    for line in page:
        small = line.size < SMALL * size or not line.upright
        anew = not groups or groups[-1].small != small
        if not anew and small:
            last = groups[-1].lines[-1]
            anew = _jumps(last, line) or (abs(last.size - line.size) > 0.06 * size and len(line.text) > 3)
        if anew:
            groups.append(_Group([], small))
        groups[-1].lines.append(line)
    return groups


def _jumps(one: Line, two: Line) -> bool:
    """The second line does not go on under the first: another column, or a wide gap."""
    fall = one.y - two.y
    return fall < -0.5 * one.size or fall > 3 * one.size


def _is_note(group: _Group, page: list[Line], size: float, carried: bool) -> bool:
    """Small type at the foot of its column that begins with a note's mark, or with the rest of one (`carried`)."""
    first = group.lines[0]
    if not _at_edge(group, page, size, bottom=True):
        return False
    return carried or bool(NOTE.match(first.text)) or any(NOTE.match(line.text) and line.marks for line in group.lines)


def _is_float(group: _Group, page: list[Line], size: float, before: Line | None, flow: list[Line]) -> bool:
    """A caption or figure at the edge of its column; not small type that goes on from the running text (`before`), be
    it on this page or on the last, or that stands under a heading."""
    first = group.lines[0]
    if not first.upright or any(CAPTION.match(line.text) for line in group.lines):
        return True
    if before and abs(before.size - first.size) < 0.04 * size:
        return False
    if _at_edge(group, page, size, bottom=False):
        return True
    return bool(before and flow and _breaks_off(before, flow)) and _at_edge(group, page, size, bottom=True)


def _breaks_off(line: Line, flow: list[Line]) -> bool:
    """A line of running text whose sentence goes on after it."""
    return line.text.rstrip()[-1:] not in '.?!:;”"’»)' and prose(line) and fills(line, flow)


def _at_edge(group: _Group, page: list[Line], size: float, *, bottom: bool) -> bool:
    """Whether no line of the body stands between the group and the foot (or head) of the page in its column."""
    left = min(line.x for line in group.lines)
    right = max(line.end for line in group.lines)
    low = min(line.y for line in group.lines)
    high = max(line.y for line in group.lines)
    for line in page:
        if line.size < SMALL * size or not line.upright or len(line.text) < 3:
            continue
        if line.x < right and left < line.end and (line.y < low if bottom else line.y > high):
            return False
    return True
