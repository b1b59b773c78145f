"""What is typed or drawn in place of quotation marks: ``so'', `so', ,,so'', <<so>>, ≪so≫, ″so″, ´so´.

A reader takes them for quotation marks, so they must not pass unseen. They are not taken for such, as the same
characters are also inches, minutes, accents and signs; what stands between them is to be marked as a quotation is.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefkit.patterns import regex

_KINDS = {
    **dict.fromkeys(("``", "´´", ",,", "''"), "typed"),
    **dict.fromkeys(("<<", ">>", "≪", "≫"), "angles"),
    **dict.fromkeys("″ʺ˝〃ˮ", "primes"),
    **dict.fromkeys("´`'", "accents"),
    **dict.fromkeys("＇", "wide"),
    **dict.fromkeys("“”„«»", "code"),
}
_MARK = regex("``|´´|,,|''|<<|>>|[≪≫″ʺ˝〃ˮ´`＇'“”„«»]")
_ONLY_CLOSE = ("''", ">>", "≫", "'")
_CODE = regex("c+")
_CLOSING = regex(r"(?<=\S)'{1,2}(?![\w'])")
_DIRECTED = "≪≫"
"""Marks that scripts without spaces set between letters."""


def imitations(text: str, kinds: str) -> Iterator[tuple[int, int]]:
    """The offsets of the first and the last mark of each pair in a paragraph; `kinds` as in `pairing.pair`."""
    opened: dict[str, int] = {}
    for found in _MARK.finditer(text):
        start, end, kind = found.start(), found.end(), _KINDS[found[0]]
        if (not _alone(kinds, start)) if kind == "code" else kinds[start] in "cm":
            continue
        left, right = text[start - 1 : start], text[end : end + 1]
        beside = left.isalnum() and found[0] not in _DIRECTED
        if right.isalnum() and not beside and found[0] not in _ONLY_CLOSE:
            opened.setdefault(kind, start)
        elif left.strip() and (not right.isalnum() or found[0] in _DIRECTED) and kind in opened:
            yield opened.pop(kind), start


def swallowed(text: str, kinds: str) -> Iterator[tuple[int, int]]:
    """Where two quotations in backticks and apostrophes became code from the first to the second: ``a'' and ``b''.

    Such code ends with a space right before a letter, and in it an apostrophe closes.
    """
    for run in _CODE.finditer(kinds):
        start, end = run.span()
        if text[end - 1].isspace() and text[end : end + 1].isalnum() and (closing := _CLOSING.search(text, start, end)):
            yield start, closing.end() - 1


def _alone(kinds: str, at: int) -> bool:
    """Whether the character is all of a piece of code: `“`so`”`."""
    return kinds[at : at + 2] != "cc" and kinds[max(0, at - 1) : at + 1] != "cc" and kinds[at] == "c"
