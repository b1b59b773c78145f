"""The record made again, by the same version from the same report and sources, and held field by field."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from briefkit.audit.result import Difference
from briefkit.evidence.make import quotation_record, source_record, words_record
from briefkit.model import Judgement, Source
from briefkit.render.record import Record
from briefkit.render.rows import card_of

if TYPE_CHECKING:
    from briefkit.evidence.models import QuotationModel, SourceModel, WordsModel

_OF_THE_SOURCE = frozenset(("rule", "target"))
"""What a record says of a quotation that its sources alone bear out, without the report."""
_TOLD_APART = frozenset(("number", "text", "citations", "mark", "verdict", "accepted", "waiver"))
"""What is held and told in words of its own."""
_AROUND = "what stands around its passage in the record is not what its source has"
_WORDS = {
    "form": "form",
    "emphasis": "emphasis",
    "formulas": "formulas",
    "cited_at": "places of citations",
    "prefix": "words before it in the report",
    "suffix": "words after it in the report",
    "rule": "rule",
    "message": "message",
    "warnings": "warnings",
    "target": "passage",
    "differences": "differences from its source",
}


def sources_again(told: Mapping[str, SourceModel], library: Mapping[str, Source]) -> Iterator[Difference]:
    """Where the record describes a source otherwise than its metadata do. `told`: by the ID that `library` has. Mere
    files have no metadata, and nothing is said of those."""
    for identity, recorded in told.items():
        if not library[identity].metadata.keys() - {"id"}:
            continue
        kept, here = _fields(recorded), _fields(type(recorded)(**source_record(library[identity], recorded.id)))
        for name in sorted(kept):
            if name != "digest" and kept[name] != here[name]:
                message = f"the record says of {recorded.id}: {name} {_told(kept[name])}; its metadata: "
                yield Difference("sources", message + _told(here[name]))


def quotations_again(
    told: Sequence[QuotationModel],
    judged: Sequence[Judgement],
    library: Mapping[str, Source],
    names: Mapping[str, str],
    *,
    from_report: bool,
) -> Iterator[Difference]:
    """Where the record says otherwise of a quotation than the same check does now.

    Args:
        judged: the judgements of now, those of `told` in their order.
        names: what the record calls the sources whose IDs it does not tell.
        from_report: `judged` are of the report itself, not of what the record tells of it.
    """
    for recorded, judgement in zip(told, judged, strict=True):
        if recorded.verdict != judgement.verdict or recorded.accepted != judgement.accepted:
            continue  # which is told already
        kept = recorded.model_dump(by_alias=True, exclude_none=True)
        again = type(recorded).model_validate(quotation_record(judgement, library, names))
        here = again.model_dump(by_alias=True, exclude_none=True)
        for name in _WORDS:
            if name in _TOLD_APART or (not from_report and name not in _OF_THE_SOURCE):
                continue
            if not recorded.accepted and name in ("message", "warnings"):
                continue  # of what was rejected they tell of other sources too, which may be others by now
            if kept.get(name) != here.get(name):
                message = f"its {_WORDS[name]} in the record {_are(name)} not what the same check gives now"
                yield Difference(
                    "report" if name in ("form", "emphasis", "formulas", "cited_at", "prefix", "suffix") else "sources",
                    message,
                    recorded.number,
                )


def cards_again(told: WordsModel, record: Record, numbers: Container[int]) -> Iterator[Difference]:
    """Where the record gives other words around a passage than its source has.

    Args:
        record: what the same check says now.
        numbers: of the quotations that were judged again.
    """
    for entry, recorded in zip(record.entries, told.cards, strict=False):
        card = card_of(entry) | {"shown": "card" if recorded.around is None else "line"}
        here = type(recorded).model_validate(words_record({"cards": [card]})["cards"][0])
        if entry.number in numbers and (here.passage, here.around) != (recorded.passage, recorded.around):
            yield Difference("sources", _AROUND, entry.number)


def _are(name: str) -> str:
    return "are" if _WORDS[name].split()[0].endswith("s") else "is"


def _fields(model: Any) -> dict[str, Any]:
    return dict(model.model_dump(by_alias=True))


def _told(value: object) -> str:
    return "nothing" if value in (None, [], "") else f"“{', '.join(value) if isinstance(value, list) else value}”"
