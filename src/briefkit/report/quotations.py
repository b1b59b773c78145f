"""The quotations of the leaves: which words, under which mark. What they cite comes after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefkit.model import Mark
from briefkit.report import citations
from briefkit.report.imitations import imitations, swallowed
from briefkit.report.leaf import BlockQuote, Bracketed, Group, Leaf
from briefkit.report.marks import CLOSERS, SINGLE
from briefkit.report.pairing import Pairing, pair
from briefkit.report.stream import Notify, short
from briefkit.values import dataclass, field

_SEPARATORS = ":,—"
_MAX_PARAGRAPHS = 50


@dataclass(slots=True, eq=False, repr=False)
class Found:
    """A quotation before it has a number.

    Attributes:
        segments: (leaf, start, end) of its parts, marks included: one for each paragraph.
        inner: the same without the marks.
    """

    form: str
    segments: list[tuple[Leaf, int, int]]
    inner: list[tuple[Leaf, int, int]]
    bracketed: Bracketed | None = None
    block: BlockQuote | None = None
    mark: Mark | None = None
    ending: Group | None = None
    notes: list[int] = field(default_factory=list)

    @property
    def first(self) -> tuple[Leaf, int, int]:
        return self.segments[0]

    @property
    def last(self) -> tuple[Leaf, int, int]:
        return self.segments[-1]


def in_run(run: list[Leaf], notify: Notify, language: str) -> list[Found]:
    """The quotations of consecutive paragraphs, in order."""
    pairings = [pair(leaf.text, leaf.kinds, language) for leaf in run]
    joined = _joined(run, pairings)
    found = [quote for leaf, pairing in zip(run, pairings, strict=True) for quote in _of_leaf(leaf, pairing, notify)]
    found += joined
    for leaf, pairing in zip(run, pairings, strict=True):
        _report_unpaired(leaf, pairing, notify)
    found += [quote for leaf in run for quote in _spans(leaf, found)]
    _mark(run, found, notify)
    return found


def _of_leaf(leaf: Leaf, pairing: Pairing, notify: Notify) -> Iterator[Found]:
    for start, end in pairing.pairs:
        if _whole_span(leaf, start, end):
            continue
        if not leaf.text[start + 1 : end].strip():
            notify("BK103", leaf.offsets[start], "there are no words between these quotation marks: delete them")
            continue
        yield Found("inline", [(leaf, start, end + 1)], [(leaf, start + 1, end)])


def _report_unpaired(leaf: Leaf, pairing: Pairing, notify: Notify) -> None:
    lacking = [(at, "closing") for at in pairing.openers] + [(at, "opening") for at in pairing.closers]
    for at, lacks in lacking:
        mark = leaf.text[at]
        code = "BK102" if mark in SINGLE else "BK101"
        notify(code, leaf.offsets[at], f"the quotation mark {mark} has no {lacks} mark in its paragraph")
    for start, end in () if leaf.quoted else [*imitations(leaf.text, leaf.kinds), *swallowed(leaf.text, leaf.kinds)]:
        if not any(first < start < last for first, last in pairing.pairs):
            words = short(leaf.text[start : end + 1])
            notify("BK107", leaf.offsets[start], f"{words} looks like a quotation, but is not checked: write “…”")


def report_speaking(quote: Found, notify: Notify) -> None:
    """A finding for each citation in the midst of a quotation that prints words there."""
    for leaf, start, end in quote.inner:
        for cite in leaf.cites:
            if start <= cite.start < end and citations.speaks(leaf, cite):
                words = short(leaf.text[cite.start : cite.end])
                told = f"{words} would be printed inside the quotation: put it behind"
                notify("BK108", leaf.offsets[cite.start], told)


# --- quotations of several paragraphs ---


def _joined(run: list[Leaf], pairings: list[Pairing]) -> list[Found]:
    """Quotations that run on: the next paragraph repeats the opening mark, or holds the missing closing mark."""
    out: list[Found] = []
    index = 0
    while index + 1 < len(run):
        last = _run_on(run, pairings, index)
        if last is None:
            index += 1
            continue
        out.append(_join(run, pairings, index, last))
        index = last
    return out


def _run_on(run: list[Leaf], pairings: list[Pairing], index: int) -> int | None:
    """The paragraph that closes what this one leaves open."""
    pairing, leaf = pairings[index], run[index]
    if not pairing.openers or leaf.text[pairing.openers[-1]] in SINGLE:
        return None
    opener = pairing.openers[-1]
    if pairing.pairs and pairing.pairs[-1][1] > opener:
        return None
    mark = leaf.text[opener]
    introduced = not leaf.text[:opener].strip() or leaf.text[:opener].rstrip()[-1:] in _SEPARATORS
    for later in range(index + 1, min(len(run), index + _MAX_PARAGRAPHS)):
        here, text = pairings[later], run[later].text
        if here.closers and text[here.closers[0]] in CLOSERS[mark]:
            return later
        if text[:1] == mark and introduced:
            if here.pairs and here.pairs[0][0] == 0:
                return later
            if here.openers == [0]:
                continue
        if here.openers or here.closers or mark == '"':
            return None
    return None


def _join(run: list[Leaf], pairings: list[Pairing], first: int, last: int) -> Found:
    opener = pairings[first].openers.pop()
    mark = run[first].text[opener]
    segments = [(run[first], opener, len(run[first].text))]
    inner = [(run[first], opener + 1, len(run[first].text))]
    for index in range(first + 1, last + 1):
        leaf, here = run[index], pairings[index]
        end = len(leaf.text)
        if index == last:
            repeated = bool(here.pairs) and here.pairs[0][0] == 0 and not here.closers and leaf.text[0] == mark
            end = here.pairs.pop(0)[1] if repeated else here.closers.pop(0)
            here.pairs[:] = [later for later in here.pairs if later[0] > end]
        else:
            here.pairs.clear()
        here.openers[:] = [at for at in here.openers if at > end or (index == last and at > end)]
        segments.append((leaf, 0, end + 1 if index == last else end))
        inner.append((leaf, 1 if leaf.text[:1] == mark else 0, end))
    return Found("inline", segments, inner)


# --- spans and marks ---


def _whole_span(leaf: Leaf, start: int, end: int) -> bool:
    """Whether a pair stands in, or right around, a span of class quote, which then is the quotation."""
    return any(
        "quote" in span.classes
        and ((span.start <= start and end < span.end) or (span.start, span.end) == (start + 1, end))
        for span in leaf.bracketed
    )


def _spans(leaf: Leaf, found: list[Found]) -> Iterator[Found]:
    """`[words]{.quote}`, and a translation without quotation marks."""
    taken = [(s, e) for quote in found for other, s, e in quote.segments if other is leaf] if leaf.bracketed else []
    for span in leaf.bracketed:
        wanted = "quote" in span.classes or "translation" in span.classes
        if not wanted or not leaf.text[span.start : span.end].strip():
            continue
        if any(s < span.end and span.start < e for s, e in taken):
            continue
        start, end = _without_marks(leaf, span)
        yield Found("span", [(leaf, *_with_marks(leaf, span))], [(leaf, start, end)], bracketed=span)


def _with_marks(leaf: Leaf, span: Bracketed) -> tuple[int, int]:
    """The range with marks that stand directly around the brackets: “[words]{.quote …}”."""
    before, after = leaf.text[max(0, span.start - 1) : span.start], leaf.text[span.end : span.end + 1]
    if before in CLOSERS and after and after in CLOSERS[before]:
        return span.start - 1, span.end + 1
    return span.start, span.end


def _without_marks(leaf: Leaf, span: Bracketed) -> tuple[int, int]:
    pairs = pair(leaf.text[span.start : span.end], leaf.kinds[span.start : span.end]).pairs
    if pairs == [(0, span.end - span.start - 1)]:
        return span.start + 1, span.end - 1
    return span.start, span.end


def _mark(run: list[Leaf], found: list[Found], notify: Notify) -> None:
    """Give each quotation the mark of the span it stands in."""
    for leaf in run:
        here = [quote for quote in found if quote.first[0] is leaf] if leaf.bracketed else []
        for span in leaf.bracketed:
            held = [q for q in here if span.start <= q.first[1] and q.first[2] <= span.end and q.last[0] is leaf]
            mark = read_mark(span.classes, span.attributes, span.file_start, notify)
            if mark is not None and not held:
                told = f"“.{mark.kind}” stands on what holds no quotation: put the quotation marks inside the brackets"
                notify("BK104", span.file_start, told)
            for quote in held:
                quote.mark = mark or quote.mark
                quote.bracketed = quote.bracketed or (span if "source" in span.attributes else None)


def read_mark(classes: tuple[str, ...], attributes: object, at: int, notify: Notify) -> Mark | None:
    """The author's mark that classes and attributes make; a finding and None where something is missing."""
    values = dict(attributes)  # type: ignore[call-overload]
    if "waived" in classes:
        lacking = [name for name in ("reason", "by", "until") if not values.get(name, "").strip()]
        if lacking:
            notify("BK105", at, f"the waiver lacks {' and '.join(lacking)}; the quotation is checked like any other")
        elif not _is_date(values["until"]):
            notify("BK105", at, f"the waiver's date “{values['until']}” is no date like 2027-01-31; it does not count")
        else:
            return Mark("waived", {name: values[name] for name in ("reason", "by", "until")})
        return None
    if "translation" in classes:
        lacking = [name for name in ("original", "by") if not values.get(name, "").strip()]
        if not lacking:
            return Mark("translation", {name: values[name] for name in ("original", "by")})
        notify("BK106", at, f"the translation lacks {' and '.join(lacking)}; the quotation is checked like any other")
        return None
    if "scare" in classes:
        return Mark("scare", {})
    return Mark("title", {}) if "title" in classes else None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


# --- block quotes ---


def of_block(block: BlockQuote, notify: Notify, language: str) -> Found | None:
    """A block quote as one quotation, without the citation or the attribution that ends it."""
    parts = [(leaf, 0, len(leaf.text)) for leaf in block.leaves if leaf.text.strip()]
    if not parts:
        return None
    inner, ending = _without_ending(parts)
    if not inner:
        return None
    mark = read_mark(block.classes, block.attributes, block.file_start, notify)
    return Found("block", parts, _without_outer_marks(inner, language), block=block, mark=mark, ending=ending)


def _without_ending(parts: list[tuple[Leaf, int, int]]) -> tuple[list[tuple[Leaf, int, int]], Group | None]:
    """The text's parts, and the citation that ends the quote."""
    leaf, start, end = parts[-1]
    ending = next((group for group in reversed(leaf.groups) if _only_ends(leaf.text[group.end :])), None)
    if ending is not None and ending.form != "note":
        end = ending.start
    line = leaf.text.rfind("\n", 0, len(leaf.text[:end].rstrip())) + 1
    attributed = leaf.text[line:end].lstrip()[:1] in tuple("—–―") or leaf.text[line:end].startswith("--")
    if attributed and (ending is not None or len(parts) > 1) and (line or len(parts) > 1):
        end = line
    if leaf.text[start:end].strip(" \n\t([—–-"):
        return [*parts[:-1], (leaf, start, end)], ending
    return parts[:-1], ending


def _only_ends(rest: str) -> bool:
    return not rest.strip(" \t\n.,;:)”\"»’'\ufffc")


def _without_outer_marks(parts: list[tuple[Leaf, int, int]], language: str) -> list[tuple[Leaf, int, int]]:
    """Quotation marks that enclose the whole block quote are its outer marks."""
    mark = parts[0][0].text[parts[0][1] : parts[0][1] + 1]
    leaf, start, end = parts[-1]
    stop = start + len(leaf.text[start:end].rstrip()) - 1
    if mark not in CLOSERS or stop < start or leaf.text[stop] not in CLOSERS[mark]:
        return parts
    if len(parts) == 1 and pair(leaf.text[start : stop + 1], leaf.kinds[start : stop + 1], language).pairs != [
        (0, stop)
    ]:
        return parts
    if any(other.text[:1] != mark for other, _, _ in parts):
        return parts
    inner = [(other, begin + 1, end) for other, begin, end in parts]
    inner[-1] = (leaf, inner[-1][1], stop)
    return inner
