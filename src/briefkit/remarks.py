"""Whole sentences about a quotation: in English wherever a check is read, and in a document in its own language.

A check words them by a key and values; its English is here, the other languages are beside the rest of a document's
words. What is put together from several of them is English everywhere.
"""

from __future__ import annotations

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

REMARKS = {
    "unknown": "the project has no source “{source}”{hint}",
    "uncited": "no citation says whose words these are{hint}",
    "missing": "not in {source}, nor in any other source of the project{hint}",
    "misattributed": "not in {source} but in {found}",
    "mislocated": "not at {cited} of {source} but at {right}",
    "says": "says “{words}” where {source} says “{said}” ({kind}){more}",
    "adds": "adds “{words}”, which is not in {source} ({kind}){more}",
    "leaves_out": "leaves out “{said}”, which is in {source} ({kind}){more}",
    "hides": "the ellipsis hides “{word}” ({kind}), which turns what is kept{more}",
    "out_of_order": "“{words}” stands elsewhere in {source}, not after the words before the ellipsis{more}",
    "not_there": "“{words}” does not follow there in {source}{more}",
    "undeclared": "the ellipsis is one of {source}'s own, and does not declare that “{word}” is left out beside it"
    "{more}",
    "unmarked": "leaves out “{said}” without an ellipsis{more}",
    "too_far": "the ellipsis spans too far: {letters} letters are left out{more}",
    "bracket": "the bracket “{words}” changes what is said{more}",
    "bracket_for": "the bracket “{words}” changes what is said; {source} says “{said}”{more}",
    "private": "the words differ from the private source {source} in {places}",
    "governs": "left outside the marks, “{words}” governs these words in the source",
    "governs_private": "words left outside the marks govern these words in the private source: read them there",
    "speaker": "in the source these are the words of {speaker}, not of {named}",
    "speaker_private": "in the private source these are the words of another speaker than the one named",
    "speakers_private": "these are words of {n} speakers: quote each alone",
    "speakers": "these are words of {speakers}: quote each alone",
    "emphasis": "the emphasis is the author's: say (emphasis added), or leave it out",
    "expired": "the waiver of {by} expired on {until} (BK504)",
    "unapproved": "the waiver of {by} is not approved (BK505)",
}


class Remark(str):
    """A sentence in English that knows its key and its values."""

    __slots__ = ("key", "values")
    key: str
    values: Mapping[str, str]

    def __new__(cls, text: str, key: str, values: Mapping[str, str]) -> Self:
        remark = super().__new__(cls, text)
        remark.key, remark.values = key, values
        return remark

    def __getnewargs__(self) -> tuple[str, str, Mapping[str, str]]:  # type: ignore[override]
        return str(self), self.key, self.values


def remark(key: str, **values: str) -> Remark:
    """The sentence of that key."""
    return Remark(REMARKS[key].format(**values), key, values)
