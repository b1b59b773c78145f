"""One sentence for a person: what is wrong, or how the quotation is accepted."""

from __future__ import annotations

from briefkit.judging.places import place_name
from briefkit.model import Difference, Match, Verdict
from briefkit.verdicts.reading import Reading
from briefkit.verdicts.slips import mixes_scripts

_MAX = 70
_FEW_WORDS = 2


def clip(text: str, limit: int = _MAX) -> str:
    """The text on one line, cut in the middle where it is longer than `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    half = (limit - 3) // 2
    return f"{line[:half]} … {line[-half:]}"


def shown(text: str) -> str:
    """Words between marks, hidden characters by their code points."""
    return f"“{' '.join(_visible(word) for word in clip(text).split())}”"


def _visible(word: str) -> str:
    mixed = mixes_scripts(word)
    return "".join(f"<U+{ord(c):04X}>" if not c.isprintable() or (mixed and not c.isascii()) else c for c in word)


def accepted_message(reading: Reading, match: Match, times: int) -> str:
    """How an accepted quotation is accepted."""
    where = place_name(match)
    at = f" at {where}" if where.startswith(("p. ", "pp. ")) else f" {where}" if where else ""
    more = f", one of {times} places" if times > 1 else ""
    if times > 1 and match.text and len(match.text.split()) <= _FEW_WORDS:
        more += ", so few words that they may stand there by chance"
    if reading.verdict == Verdict.EXACT:
        return f"word for word in {match.source}{at}{more}"
    kinds = list(dict.fromkeys(d.kind for d in reading.differences if d.rule))
    return f"in {match.source}{at}{more}; differs in {', '.join(kinds)}"


def altered_message(reading: Reading, source: str, *, private: bool = False) -> str:
    """What departs from the source first, and how much more; of a private source only in how many places."""
    broken = [d for d in reading.differences if d.rule is None]
    if private:
        places = "one place" if len(broken) == 1 else f"{len(broken)} places"
        return f"the words differ from the private source {source} in {places}"
    if not broken:
        return f"differs from {source}"
    more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
    return f"{_departure(broken[0], source)}{more}"


def _departure(difference: Difference, source: str) -> str:
    kind, quote, words = difference.kind, difference.quote, difference.source
    if kind.startswith("omission: hides"):
        return f"the ellipsis {kind.removeprefix('omission: ')}, which turns what is kept"
    if kind == "omission: out of order":
        return f"{shown(quote)} stands elsewhere in {source}, not after the words before the ellipsis"
    if kind.startswith("omission: these"):
        return f"{shown(quote)} does not follow there in {source}"
    if kind.startswith("omission: lost"):
        return f"the ellipsis is one of {source}'s own, and does not declare that {kind[15:]} is left out beside it"
    if kind.startswith("omission: unmarked"):
        return f"leaves out {shown(words)} without an ellipsis"
    if kind.startswith("omission"):
        return f"the ellipsis spans too far: {kind.removeprefix('omission: ')}"
    if kind.startswith("bracket"):
        of = f"; {source} says {shown(words)}" if words else ""
        return f"the bracket {shown(quote)} changes what is said{of}"
    if difference.op == "replace":
        return f"says {shown(quote)} where {source} says {shown(words)} ({kind})"
    if difference.op == "delete":
        return f"adds {shown(quote)}, which is not in {source} ({kind})"
    return f"leaves out {shown(words)}, which is in {source} ({kind})"
