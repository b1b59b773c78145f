"""Judge the ellipses and brackets of a quotation by the source's words that stand where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefkit.judging.index import IndexedSource
from briefkit.judging.standing import Stand
from briefkit.match.fold import skeleton
from briefkit.model import Difference, Verdict
from briefkit.patterns import regex
from briefkit.verdicts import brackets, gaps
from briefkit.verdicts.clauses import LETTER_OR_DIGIT, words_of
from briefkit.verdicts.editorial import Bracket, Literal, Omission, Part
from briefkit.verdicts.lexicon import UNSPACED

_SPACE = regex(r"\s+")
_WORD = rf"{LETTER_OR_DIGIT}+(?:[-'’]{LETTER_OR_DIGIT}+)*"
_ARTICLES = "[Tt]he|[Aa]n?|[LlUu][ea]s?|[Uu]n[ae]?|[Ee]l|[Ll]os|[Ii]l|[Ll]o|[Gg]li|[Dd](?:er|ie|as)|[Oo]s?|[Dd]e|[Hh]et"
_NAME = r"[A-ZÀ-ÞА-ЯЇІЄҐ][\w'’-]*"
_AFTER = regex(rf"\s*({_WORD})")
_BEFORE = regex(rf"((?:{_WORD}\s+of\s+|\b(?:{_ARTICLES})\s+)?{_WORD})\s*$")
_NAMES_AFTER = regex(rf"\s*({_NAME}(?:\s+{_NAME})*)")
_NAMES_BEFORE = regex(rf"((?:(?:{_NAME}|[A-Z]\w{{0,2}}\.)\s+)*{_NAME})\s*$")
_OWN_AFTER = regex(r"\s*\[(?!\d{1,3}\])([^\[\]]{1,60})\]")
_OWN_BEFORE = regex(r"\[(?!\d{1,3}\])([^\[\]]{1,60})\]\s*$")
_DOTS = regex(r"\.(?:\s?\.){2}")
_OWN_DOTS = regex(r"^\s*…|…\s*$")
_FORGOTTEN = 2
"""Words that an ellipsis of the source's own does not cover: nobody sets one there to leave out so few."""
_BESIDE = 60
"""Characters beyond a passage in which the word beside a bracket is looked for."""


def judge_devices(
    text: str, parts: tuple[Part, ...], by_part: Mapping[int, Stand | None], index: IndexedSource
) -> Iterator[tuple[Difference, Verdict]]:
    """Judge each run of ellipses and brackets between two literal parts, with the source's words that stand there."""
    number = 0
    while number < len(parts):
        if number in by_part:
            number += 1
            continue
        first = number
        while number < len(parts) and number not in by_part:
            number += 1
        run = parts[first:number]
        before = by_part.get(first - 1) if first else None
        after = by_part.get(number) if number < len(parts) else None
        if (first and before is None) or (number < len(parts) and after is None):
            continue
        yield from _run(text, run, before, after, index)


def _run(
    text: str, run: tuple[Part, ...], before: Stand | None, after: Stand | None, index: IndexedSource
) -> Iterator[tuple[Difference, Verdict]]:
    devices = [part for part in run if not isinstance(part, Literal)]
    notes = [part for part in devices if isinstance(part, Bracket) and part.note]
    authors = [part for part in devices if isinstance(part, Bracket) and not part.note]
    ellipses = [part for part in devices if isinstance(part, Omission)]
    for note in notes:
        yield Difference("delete", note.text, "", "editorial note", "BK329", note.start, note.end), Verdict.EDITED
    start, end = _hole(before, after, index, bool(authors))
    hole = index.plain(start, end)
    if len(authors) == 1 and not ellipses:
        yield _bracket(text, authors[0], hole, start, end, before, after, index)
        return
    if authors and not ellipses and skeleton(hole):
        first, last = authors[0], authors[-1]
        both = Bracket(text[first.start : last.end], " ".join(b.content for b in authors), False, first.start, last.end)
        yield _bracket(text, both, hole, start, end, before, after, index)
        return
    for bracket in authors:
        yield _bracket(text, bracket, "", start, start, None, None, index)
    if ellipses:
        yield _ellipsis(ellipses[0], hole, start, end, before, after, index)
    elif not authors and skeleton(hole):
        yield _silent(notes[-1], hole, start, end)


def _hole(before: Stand | None, after: Stand | None, index: IndexedSource, bracket: bool) -> tuple[int, int]:
    """The source's range between two parts; at an end of the quotation the one word that a bracket may stand for."""
    if before and after:
        return before.comparison.end, after.comparison.start
    if after:
        end = after.comparison.start
        return (_pointer_before(index, end), end) if bracket else (end, end)
    start = before.comparison.end if before else 0
    return start, start


def _pointer_before(index: IndexedSource, end: int) -> int:
    """Where the letters or the word before `end` start that a bracket at the head of the quotation stands for."""
    text = index.source.text
    if end and end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        start = end
        while start and text[start - 1].isalnum():
            start -= 1
        return start
    return end


def _bracket(
    text: str,
    bracket: Bracket,
    hole: str,
    start: int,
    end: int,
    before: Stand | None,
    after: Stand | None,
    index: IndexedSource,
) -> tuple[Difference, Verdict]:
    left = re.search(rf"{LETTER_OR_DIGIT}+$", text[: bracket.start]) if before and before.edges.glued_right else None
    right = re.match(rf"{LETTER_OR_DIGIT}+", text[bracket.end :]) if after and after.edges.glued_left else None
    language = _language(before, after, start, index)
    if (language or "")[:2] in UNSPACED:  # letters that touch make no word there
        left = right = None
    own = _own_bracket(before, after, index) if (before is None) != (after is None) else ""
    if own:
        rule = brackets.licence(bracket.content, own, "", "", language)
    elif (before is None or after is None) and not left and not right and (before or after):
        beside, kept = _beyond(before, after, index), _kept(text, bracket, before)
        rule = brackets.licence_at_edge(bracket.content, beside, kept, language)
    else:
        glued = (left[0] if left else "", right[0] if right else "")
        rule = brackets.licence(bracket.content, hole.strip(), *glued, language)
    shown = _SPACE.sub(" ", hole).strip()
    kind = "bracket" if rule else "bracket: puts words for others that it may not"
    found = Difference(
        "replace" if shown else "delete", bracket.text, shown, kind, rule, bracket.start, bracket.end, start, end
    )
    return found, Verdict.EDITED if rule else Verdict.ALTERED


def _own_bracket(before: Stand | None, after: Stand | None, index: IndexedSource) -> str:
    """What the source's own bracket says that stands where the quotation ends, or begins, with one; "" without any."""
    text = index.source.text
    if before:
        found = _OWN_AFTER.match(text, before.comparison.end)
    else:
        start = after.comparison.start if after else 0
        found = _OWN_BEFORE.search(text[max(0, start - _BESIDE) : start])
    return found[1] if found else ""


def _beyond(before: Stand | None, after: Stand | None, index: IndexedSource) -> str:
    """The source's word beyond the passage on the side of the bracket, or run of capitalized words; "" at a mark."""
    text = index.source.text
    if before:
        tail = text[before.comparison.end : before.comparison.end + _BESIDE]
        found = _NAMES_AFTER.match(tail) or _AFTER.match(tail)
    else:
        start = after.comparison.start if after else 0
        head = text[max(0, start - _BESIDE) : start]
        found = _NAMES_BEFORE.search(head) or _BEFORE.search(head)
    return found[1].strip() if found else ""


def _kept(text: str, bracket: Bracket, before: Stand | None) -> str:
    """The quotation's word that touches a bracket at the end of it."""
    found = _BEFORE.search(text[: bracket.start]) if before else None
    return found[1].split()[-1] if found else ""


def _ellipsis(
    ellipsis: Omission, hole: str, start: int, end: int, before: Stand | None, after: Stand | None, index: IndexedSource
) -> tuple[Difference, Verdict]:
    problem = None
    hole = _DOTS.sub("…", hole)
    if before and after:
        kept, next_words = before.literal.text, after.literal.text
        if gaps.too_far(hole, kept, next_words):
            problem = f"omission: {gaps.letters(hole):,} letters are left out"
        elif hidden := _hidden(hole, before, after, index):
            problem = f"omission: hides “{hidden.word}” ({hidden.kind})"
        elif forgotten := _forgotten(ellipsis, hole):
            problem = f"omission: lost “{forgotten}”"
    shown = _SPACE.sub(" ", hole).strip()
    shown = shown if len(shown) <= 400 else f"{shown[:200]} … {shown[-200:]}"
    found = Difference(
        "replace" if shown else "delete",
        ellipsis.text,
        shown,
        problem or "ellipsis",
        None if problem else "BK323",
        ellipsis.start,
        ellipsis.end,
        start,
        end,
    )
    return found, Verdict.ALTERED if problem else Verdict.EDITED


def _forgotten(ellipsis: Omission, hole: str) -> str:
    """The word or two lost beside an ellipsis of the source's own, which the quotation merely repeats."""
    if ellipsis.text[:1] not in ".…" or not _OWN_DOTS.search(hole):
        return ""
    lost = words_of(hole)
    return " ".join(lost) if len(lost) <= _FORGOTTEN else ""


def _language(before: Stand | None, after: Stand | None, start: int, index: IndexedSource) -> str | None:
    """The language of the passage that the words stand in."""
    first, last = before or after, after or before
    if first is None or last is None:
        return index.language_at(start)
    return index.language_of(first.comparison.start, last.comparison.end)


def _hidden(hole: str, before: Stand, after: Stand, index: IndexedSource) -> gaps.Hidden | None:
    """What the words left out do to the kept ones, in whatever language they may be."""
    languages = index.languages(before.comparison.start, after.comparison.end)
    kept, following = before.literal.text, after.literal.text
    found = (gaps.hidden_word(hole, kept, following, language) for language in languages)
    return next(filter(None, found), None)


def _silent(note: Bracket, hole: str, start: int, end: int) -> tuple[Difference, Verdict]:
    """Words of the source that a note such as [sic] covers without saying so; (citation omitted) may cover a
    citation."""
    shown = _SPACE.sub(" ", hole).strip()
    cited = "omitted" in note.content.casefold() and bool(re.search(r"\d", shown))
    found = Difference(
        "insert",
        "",
        shown,
        "citation" if cited else "omission: unmarked",
        "BK329" if cited else None,
        note.end,
        note.end,
        start,
        end,
    )
    return found, Verdict.EDITED if cited else Verdict.ALTERED
