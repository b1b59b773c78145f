"""What is typed or drawn in place of quotation marks: ``so'', ,,so'', <<so>>, ″so″, ´so´.

A reader takes them for quotation marks, so they must not pass unseen. They are not taken for such, as the same
characters are also inches, minutes, accents and signs; what stands between them is to be marked as a quotation is.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefkit.patterns import regex

_KINDS = {
    **dict.fromkeys(("``", "´´", ",,", "''"), "typed"),
    **dict.fromkeys(("<<", ">>"), "angles"),
    **dict.fromkeys("″ʺ˝〃ˮ", "primes"),
    **dict.fromkeys("´`", "accents"),
}
_MARK = regex("``|´´|,,|''|<<|>>|[″ʺ˝〃ˮ´`]")
_ONLY_CLOSE = ("''", ">>")


def imitations(text: str, kinds: str) -> Iterator[tuple[int, int]]:
    """The offsets of the first and the last mark of each pair in a paragraph; `kinds` as in `pairing.pair`."""
    opened: dict[str, int] = {}
    for found in _MARK.finditer(text):
        start, end, kind = found.start(), found.end(), _KINDS[found[0]]
        if kinds[start] in "cm":
            continue
        left, right = text[start - 1 : start], text[end : end + 1]
        if right.isalnum() and not left.isalnum() and found[0] not in _ONLY_CLOSE:
            opened.setdefault(kind, start)
        elif left.strip() and not right.isalnum() and kind in opened:
            yield opened.pop(kind), start
