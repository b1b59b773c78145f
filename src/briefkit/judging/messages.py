"""One sentence for a person: what is wrong, or how the quotation is accepted."""

from __future__ import annotations

from briefkit.judging.places import place_name
from briefkit.model import Difference, Match, Verdict
from briefkit.patterns import regex
from briefkit.remarks import Remark, remark
from briefkit.verdicts.reading import Reading
from briefkit.verdicts.slips import mixes_scripts

_MAX = 70
_FEW_WORDS = 2
_HIDES = regex(r"hides “(.*)” \((.*)\)")


def clip(text: str, limit: int = _MAX) -> str:
    """The text on one line, cut in the middle where it is longer than `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    half = (limit - 3) // 2
    return f"{line[:half]} … {line[-half:]}"


def shown(text: str) -> str:
    """Words between marks, hidden characters by their code points."""
    return f"“{visible(text)}”"


def visible(text: str) -> str:
    """The same without marks."""
    return " ".join(map(_visible, clip(text).split()))


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
        return remark("private", source=source, places=places, n=str(len(broken)))
    if not broken:
        return f"differs from {source}"
    return _departure(broken[0], source, f" (and {len(broken) - 1} more)" if len(broken) > 1 else "")


def _departure(difference: Difference, source: str, more: str) -> Remark:
    kind, words, said = difference.kind, visible(difference.quote), visible(difference.source)
    if kind.startswith("omission"):
        return _omission(kind.removeprefix("omission: "), words, said, source, more)
    if kind.startswith("bracket"):
        return remark("bracket_for" if said else "bracket", words=words, said=said, source=source, more=more)
    key = {"replace": "says", "delete": "adds", "insert": "leaves_out"}[difference.op]
    return remark(key, words=words, said=said, source=source, kind=kind, more=more)


def _omission(kind: str, words: str, said: str, source: str, more: str) -> Remark:
    if kind.startswith("hides"):
        _, word, kind = _HIDES.split(kind)[:3]
        return remark("hides", word=word, kind=kind, more=more)
    if kind.startswith("lost"):
        return remark("undeclared", source=source, word=kind[6:-1], more=more)
    if kind == "unmarked":
        return remark("unmarked", said=said, more=more)
    if kind == "out of order":
        return remark("out_of_order", words=words, source=source, more=more)
    if kind.startswith("these"):
        return remark("not_there", words=words, source=source, more=more)
    return remark("too_far", letters=kind.partition(" ")[0], more=more)
