"""Words sought in the lines of a PDF as they stand there, which run in both directions.

From the order of reading to the order on a page there is one way, and back there are several. So a page is not turned
back: words are set in order as their paragraph was, and must then stand there. What two texts show alike is found by
either.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from briefkit.audit.setting import KEY, Line, Place, Setting, Sign, Spot, settings, signs, stands
from briefkit.match.strict import BREAK, TOP
from briefkit.patterns import regex

_PARAGRAPH = regex(r"\n[ \t]*\n\s*")

Candidate = tuple[Setting, Place]
"""Where words may stand as they are set."""


class Lines:
    """Lines from left to right, each with the number of its page. `base`: 1 where their paragraphs run from right to
    left, 0 where not."""

    def __init__(self, rows: Iterable[tuple[str, int]], base: int) -> None:
        self.base = base
        self.rows: list[list[Line]] = []
        self._known: dict[tuple[str, int], list[Place]] = {}
        self.pages: list[int] = []
        for text, page in rows:
            found = signs(text)
            if any(sign.code for sign in found):
                self.rows.append([_line(len(self.rows), kept) for kept in _broken(found)])
                self.pages.append(page)
        self._lines = [line for row in self.rows for line in row]
        self._longest = max((len(line.codes) for line in self._lines), default=0)
        self._hyphens = len(self._lines) > len(self.rows)
        self._whole = "\n".join(line.codes for line in self._lines)
        self._starts = list(accumulate((len(line.codes) + 1 for line in self._lines), initial=0))
        self._next = [self._following(row) for row in range(len(self.rows))]
        self._short: dict[int, dict[str, list[int]]] = {}
        self._edges: dict[tuple[bool, str], list[Line]] = {}
        for line in self._lines:
            if len(line.codes) < KEY:
                self._short.setdefault(len(line.codes), {}).setdefault(line.codes, []).append(line.row)
            for size in range(1, min(KEY, len(line.codes)) + 1):
                self._edges.setdefault((False, line.codes[:size]), []).append(line)
                self._edges.setdefault((True, line.codes[-size:]), []).append(line)

    def has(self, letters: str) -> bool:
        """Whether letters stand next to each other somewhere."""
        return any(next(self._on_one(setting), None) for setting in settings(signs(letters), self.base))

    def places(self, words: str, base: int | None = None) -> list[Place]:
        """Where words stand, no sign twice; all paragraphs of them one after the other."""
        base = self.base if base is None else base
        if (words, base) not in self._known:
            self._known[words, base] = self._places(words, base)
        return self._known[words, base]

    def _places(self, words: str, base: int) -> list[Place]:
        paragraphs = []
        for part in _PARAGRAPH.split(words):
            paragraphs.append([*self._candidates(signs(part), base)])
            if not paragraphs[-1]:
                return []
        found: list[Place] = []
        used: set[tuple[int, int]] = set()
        for setting, place in paragraphs[0]:
            if used.isdisjoint(spots_of(place)) and stands(place, setting):
                more = self._behind(paragraphs[1:], place[-1].line.row)
                if more is not None and used.isdisjoint(here := spots_of((*place, *more))):
                    used |= here
                    found.append((*place, *more))
        return found

    def _behind(self, paragraphs: Sequence[Sequence[Candidate]], last: int) -> Place | None:
        """Where paragraphs stand one after the other behind a line."""
        if not paragraphs:
            return ()
        for setting, place in paragraphs[0]:
            if place[0].line.row in self._next[last] and stands(place, setting):
                more = self._behind(paragraphs[1:], place[-1].line.row)
                if more is not None:
                    return (*place, *more)
        return None

    def _following(self, row: int) -> list[int]:
        """The lines on which words may go on: notes and heads stand between those of two pages."""
        found = [row + 1] if row + 1 < len(self.rows) else []
        first = bisect_right(self.pages, self.pages[row])
        size = 0
        while first < len(self.rows) and size < TOP and self.pages[first] == self.pages[row] + 1:
            found += [first] if first != row + 1 else []
            size += len(self.rows[first][0].codes)
            first += 1
        return found

    # --- where words may stand ------------------------------------------------------------------------------------

    def _candidates(self, words: tuple[Sign, ...], base: int) -> Iterator[Candidate]:
        if any(sign.code for sign in words):
            for setting in settings(words, base):
                yield from ((setting, place) for place in self._on_one(setting))
                yield from ((setting, place) for place in self._over_several(setting))

    def _on_one(self, setting: Setting) -> Iterator[Place]:
        total = len(setting.codes)
        if total <= self._longest:
            shown = setting.order(0, total)
            for line in self._with(setting, shown):
                for places in _fits(line.codes, setting, shown):
                    yield (Spot(line, 0, places),)

    def _over_several(self, setting: Setting) -> Iterator[Place]:
        for end in setting.breaks(self._longest, hyphens=self._hyphens):
            for line, shown, rows in self._ending(setting, end):
                for places in _fits(line.codes, setting, shown):
                    for rest in self._rest(setting, end, rows):
                        yield (Spot(line, 0, places), *rest)

    def _ending(self, setting: Setting, end: int) -> Iterator[tuple[Line, list[list[int]], list[int]]]:
        """The lines that may end before a code, what they then show, and the lines on which words may go on."""
        edge = setting.ends(end)
        shown = [] if edge else setting.order(0, end)
        lines = self._edges.get((setting.base == 0, edge), ()) if edge else self._with(setting, shown)
        following = self._beginning(setting, end) if lines else None
        for line in lines:
            if rows := [row for row in self._next[line.row] if following is None or row in following]:
                shown = shown or setting.order(0, end)
                yield line, shown, rows

    def _beginning(self, setting: Setting, start: int) -> set[int] | None:
        """The lines that may begin with a code; None where that is not known without setting it."""
        right, edge = setting.base == 1, setting.begins(start)
        if not edge:
            return None
        found = {line.row for line in self._edges.get((right, edge), ())}
        for size, lines in self._short.items():
            edge = setting.begins(start, size)
            alike = [edge] if len(edge) == size else [codes for codes in lines if _has_at(codes, edge, right=right)]
            found.update(*(lines.get(codes, ()) for codes in alike))
        return found

    def _rest(self, setting: Setting, start: int, rows: Iterable[int]) -> Iterator[Place]:
        """Where the words go on from a code: lines that hold nothing else, and the last. `rows`: where they may."""
        total = len(setting.codes)
        for line in (line for number in rows for line in self.rows[number]):
            if not _has_at(line.codes, setting.begins(start, len(line.codes)), right=setting.base == 1):
                continue
            end = min(start + len(line.codes), total)
            for places in _fits(line.codes, setting, setting.order(start, end)):
                spot = Spot(line, start, places)
                if end == total:
                    yield (spot,)
                else:
                    yield from ((spot, *rest) for rest in self._rest(setting, end, self._next[line.row]))

    def _with(self, setting: Setting, shown: list[list[int]]) -> Iterable[Line]:
        """The lines that may have what is shown."""
        pieces = [setting.piece(run) for run in shown]
        if pieces[0] is not None:
            return self._edges.get((False, pieces[0][:KEY]), ())
        if pieces[-1] is not None:
            return self._edges.get((True, pieces[-1][-KEY:]), ())
        return self._holding(max((piece for piece in pieces if piece), key=len))

    def _holding(self, codes: str) -> Iterator[Line]:
        start = self._whole.find(codes)
        while start >= 0:
            number = bisect_right(self._starts, start) - 1
            yield self._lines[number]
            start = self._whole.find(codes, self._starts[number + 1])


def spots_of(place: Place) -> set[tuple[int, int]]:
    """The numbers of lines, and the places of signs on them."""
    return {(spot.line.row, spot.line.places[at]) for spot in place for at in spot.places}


def _line(row: int, kept: tuple[Sign, ...]) -> Line:
    places = tuple(place for place, sign in enumerate(kept) if sign.code)
    return Line(row, kept, "".join(kept[place].code for place in places), places)


def _broken(line: tuple[Sign, ...]) -> list[tuple[Sign, ...]]:
    """The line as it may be meant: a hyphen at its end is of a word, or of the line."""
    if not any(sign.code == BREAK for sign in line):
        return [line]
    hyphen = Sign("-", "-")
    return [
        tuple(hyphen if sign.code == BREAK else sign for sign in line),
        tuple(sign if sign.code != BREAK else Sign(" ", "") for sign in line),
    ]


def _has_at(codes: str, edge: str, *, right: bool) -> bool:
    return codes.endswith(edge) if right else codes.startswith(edge)


def _fits(codes: str, setting: Setting, shown: list[list[int]]) -> Iterator[tuple[int, ...]]:
    """Each way in which a line has what is shown and nothing else: the places of its signs in the order of reading."""
    pieces = [setting.piece(run) for run in shown]
    runs = [run for run, piece in zip(shown, pieces, strict=True) if piece is not None]
    for starts in _pieces(codes, pieces, 0):
        found = {sign: start + at for run, start in zip(runs, starts, strict=True) for at, sign in enumerate(run)}
        yield tuple(found[sign] for sign in sorted(found))


def _pieces(codes: str, pieces: list[str | None], at: int) -> Iterator[tuple[int, ...]]:
    """Where each piece may begin from a place on, None being whatever stands between two."""
    if not pieces:
        if at == len(codes):
            yield ()
    elif pieces == [None]:
        yield ()
    elif pieces[0] is not None:
        if codes.startswith(pieces[0], at):
            yield from ((at, *rest) for rest in _pieces(codes, pieces[1:], at + len(pieces[0])))
    else:
        piece = pieces[1] or ""
        start = codes.find(piece, at)
        while start >= 0:
            yield from ((start, *rest) for rest in _pieces(codes, pieces[2:], start + len(piece)))
            start = codes.find(piece, start + 1)
