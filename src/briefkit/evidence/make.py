"""A checked report as an in-toto Statement (https://github.com/in-toto/attestation, version 1), modelled on SLSA's
summary of a verification. The same check gives the same bytes."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefkit import __version__
from briefkit.anchors import selectors
from briefkit.evidence.shown import shown_of
from briefkit.match.strict import loose
from briefkit.model import (
    CheckedReport,
    Citation,
    Difference,
    Finding,
    Judgement,
    Match,
    Policy,
    Quotation,
    Source,
    Verdict,
)
from briefkit.patterns import regex

SCHEMA = "briefkit.evidence/1"
STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "urn:briefkit:evidence:1"
NAME = "evidence.json"
MEDIA_TYPE = "application/vnd.in-toto+json"

Runs = Mapping[int, Sequence[tuple[str, str]]]
"""Of a quotation, by its number: its own words, and those that a document shows in their place, in order."""
CONTEXT = "context"
"""The kind of a run that stands around a passage."""
REPORT_CONTEXT = 240
"""Characters of the report on either side of a quotation: what its marks and its speaker are judged by."""
LONGEST_SENTENCE = 400
"""Characters of a source that may stand before and after a passage, at most."""
LONGEST_GAP = 600
"""Characters of a source that a passage may have beyond twice those that the quotation has."""
LONGEST_DIFFERENCE = 300
_SENTENCE_END = regex(r"[.!?…。！？][\"'”’»)\]]*\s+|\n[ \t]*\n|\f")
_PARAGRAPH = regex(r"\n[ \t]*\n\s*")


def make_evidence(
    checked: CheckedReport,
    policy: Policy,
    runs: Runs | None = None,
    words: Mapping[str, Sequence[Any]] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> bytes:
    """The record of one checked report, UTF-8 JSON. Of a private source it says that there is one, and no more.

    Args:
        runs: of quotations in which something is set that is none of their words.
        words: what the document says: the text of its `blocks` and `notes`, its `contents`, what is
            `drawn`, and the `cards` of its quotations.
        settings: what documents are made with besides the report and its sources.

    Where one of them is not given, the record does not tell it.
    """
    names = _names(checked.sources)
    report = checked.report
    statement = {
        "_type": STATEMENT,
        "schema": SCHEMA,
        "subject": [{"name": report.path, "digest": {"sha256": report.sha256}}],
        "predicateType": PREDICATE,
        "predicate": {
            "verifier": {"tool": "briefkit", "version": __version__},
            "date": policy.date if policy.dated else None,
            "validUntil": _valid_until(checked),
            "policy": {"strict": policy.strict, "style": policy.style, "rules": dict(sorted(policy.rules.items()))},
            "settings": None if settings is None else dict(settings),
            "verificationResult": "PASSED" if checked.passed else "FAILED",
            "language": report.language,
            "sources": [source_record(source, names[key]) for key, source in checked.sources.items()],
            "quotations": [quotation_record(judged, checked.sources, names, runs) for judged in checked.judgements],
            "document": None if words is None else words_record(words),
            "findings": [_finding(finding, names) for finding in checked.findings],
            "summary": _summary(checked.judgements),
        },
    }
    return (json.dumps(statement, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode(
        "utf-8", "replace"
    )


def words_record(words: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """What a document says, as the record tells it: what stands around a passage only where its appendix prints it,
    else a digest of that."""
    return {**words, "cards": [_card(card) for card in words["cards"]]}


def _card(card: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: told for name, told in card.items() if name != "shown"}
    runs = card["passage"]
    inner = [(text, kind) for text, kind in runs if kind != CONTEXT]
    if card["shown"] == "card" or not inner or len(inner) == len(runs):
        return {**kept, "around": None}
    before, after = (runs[at][0] if runs[at][1] == CONTEXT else "" for at in (0, -1))
    return {**kept, "passage": inner, "around": digest_around(before, after)}


def digest_around(before: str, after: str) -> str:
    """The SHA-256 of what stands around a passage, letters and signs alone, hyphens left out."""
    return hashlib.sha256(f"{loose(before)}\n{loose(after)}".encode()).hexdigest()


def _valid_until(checked: CheckedReport) -> str | None:
    """The last day on which the check says the same: the next, a waiver has expired."""
    days = [datetime.date.fromisoformat(judged.waiver.until) for judged in checked.judgements if judged.waiver]
    return min(days).isoformat() if days else None


def _names(sources: Mapping[str, Source]) -> dict[str, str]:
    """What the record calls each source: its ID, which tells of a private one who was spoken to."""
    private = [key for key, source in sources.items() if source.private]
    return {key: f"private-{private.index(key) + 1}" if key in private else key for key in sources}


def _summary(judgements: Iterable[Judgement]) -> dict[str, int]:
    counts = Counter(judged.verdict for judged in judgements)
    return {verdict.value: counts[verdict] for verdict in Verdict if counts[verdict]}


def source_record(source: Source, name: str) -> dict[str, Any]:
    """What the record says of a source that it calls `name`."""
    if source.private:
        # What outputs may show of it was sorted out before; the title that the bibliography gives is of that.
        title = source.metadata.get("title")
        return {"id": name, "private": True, **({"title": str(title)} if title else {})}
    known = source.metadata
    told = {key: str(known[key]) for key in ("type", "title", "container-title", "URL", "DOI") if known.get(key)}
    return {
        "id": name,
        "private": False,
        **told,
        "author": [_person(person) for person in known.get("author") or () if isinstance(person, Mapping)],
        "issued": _year(known.get("issued")),
        "digest": {"sha256": source.sha256} if source.sha256 else None,
    }


def _person(person: Mapping[str, Any]) -> str:
    return " ".join(str(person[part]) for part in ("given", "family", "literal") if person.get(part))


def _year(issued: Any) -> str | None:
    found = re.search(r"\d{4}", str(issued or ""))
    return found[0] if found else None


def quotation_record(
    judged: Judgement, sources: Mapping[str, Source], names: Mapping[str, str], runs: Runs | None = None
) -> dict[str, Any]:
    """What the record says of a quotation; `names` are what it calls each source."""
    quotation, match = judged.quotation, judged.match
    named = {citation.source for citation in quotation.citations} | ({match.source} if match else set())
    private = any(key in sources and sources[key].private for key in named)
    text, emphasis = folded(quotation.text, quotation.emphasis)
    _, formulas = folded(quotation.text, [(start, end) for start, end, _ in quotation.formulas])
    waiver = judged.waiver
    return {
        "number": quotation.number,
        "text": text,
        "form": quotation.form,
        "emphasis": emphasis,
        "formulas": [
            (start, end, displayed) for (start, end), (*_, displayed) in zip(formulas, quotation.formulas, strict=True)
        ],
        "prefix": _unnamed(quotation.before[-REPORT_CONTEXT:], names),
        "suffix": _unnamed(quotation.after[:REPORT_CONTEXT], names),
        "cited_at": [at for at, _ in folded(quotation.text, [(at, at) for at in quotation.cited_at])[1]],
        "shown": None if runs is None else shown_of(text, runs.get(quotation.number), quotation.form),
        "mark": _mark(quotation, private),
        "citations": [_citation(citation, names) for citation in quotation.citations],
        "verdict": judged.verdict.value,
        "accepted": judged.accepted,
        "rule": judged.rule,
        "message": "" if private else judged.message,
        "warnings": [] if private else [*judged.warnings, *judged.others],
        "target": _target(text, match, sources[match.source], names) if match and match.source in sources else None,
        "differences": [] if private else [_difference(step) for step in judged.differences],
        "waiver": {"reason": waiver.reason, "by": waiver.by, "until": waiver.until} if waiver else None,
    }


def folded(text: str, ranges: Iterable[tuple[int, int]] = ()) -> tuple[str, list[tuple[int, int]]]:
    """The text with its white space folded (a blank line still parts its paragraphs), and `ranges` of it likewise."""
    pieces: list[str] = []
    places: list[int] = []
    length = 0
    for found in re.finditer(r"\s+|\S", text.rstrip()):
        space = "\n\n" if _PARAGRAPH.match(found[0]) else " "
        piece = found[0] if not found[0].isspace() else (space if pieces else "")
        places += [length] * len(found[0])
        pieces.append(piece)
        length += len(piece)
    places += [length] * (len(text) + 1 - len(places))
    return "".join(pieces), [(places[start], places[end]) for start, end in ranges]


def _mark(quotation: Quotation, private: bool) -> dict[str, Any] | None:
    if quotation.mark is None:
        return None
    attributes = {k: v for k, v in quotation.mark.attributes.items() if not (private and k == "original")}
    return {"kind": quotation.mark.kind, "attributes": attributes}


def _citation(citation: Citation, names: Mapping[str, str]) -> dict[str, Any]:
    locator = citation.locator
    return {
        "source": names.get(citation.source, citation.source),
        "locator": {"label": locator.label, "text": locator.text, "ranges": locator.ranges} if locator else None,
    }


def _target(quoted: str, match: Match, source: Source, names: Mapping[str, str]) -> dict[str, Any]:
    """The passage as a W3C SpecificResource. Its words, and what its sentence has around them, no more."""
    shown = (
        {} if source.private else {"before": _sentence_before(source, match), "after": _sentence_after(source, match)}
    )
    return {
        "source": names[source.id],
        "selector": _selectors(source, match, len(quoted)),
        "page": match.page,
        "page_end": match.page_end,
        "page_label": match.page_label,
        "section": None if source.private else match.section,
        "time": match.time,
        **shown,
    }


def _selectors(source: Source, match: Match, quoted: int) -> list[dict[str, Any]]:
    """A quotation that leaves much out does not bring into the record what it left out: its passage has two ends."""
    given = selectors(source, match)
    length = match.end - match.start
    if source.private or length <= 2 * quoted + LONGEST_GAP:
        return given
    ends = (replace(match, end=match.start + quoted // 2), replace(match, start=match.end - quoted // 2))
    first, last = (selectors(source, end)[0] for end in ends)
    return [{"type": "RangeSelector", "startSelector": first, "endSelector": last}, *given[1:]]


def _sentence_before(source: Source, match: Match) -> str:
    around = source.text[max(0, match.start - LONGEST_SENTENCE) : match.start]
    ends = list(_SENTENCE_END.finditer(around))
    return " ".join(around[ends[-1].end() if ends else 0 :].split())


def _sentence_after(source: Source, match: Match) -> str:
    if source.text[: match.end].rstrip()[-1:] in (".", "!", "?"):
        return ""
    around = source.text[match.end : match.end + LONGEST_SENTENCE]
    end = _SENTENCE_END.search(around)
    return " ".join(around[: end.end() if end else len(around)].split())


def _difference(step: Difference) -> dict[str, Any]:
    told = step.source
    if len(told) > LONGEST_DIFFERENCE:
        told = f"{told[: LONGEST_DIFFERENCE // 2]} […] {told[-LONGEST_DIFFERENCE // 2 :]}"
    return {"op": step.op, "quote": step.quote, "source": told, "kind": step.kind, "rule": step.rule}


def _finding(finding: Finding, names: Mapping[str, str]) -> dict[str, Any]:
    place = {"line": finding.line, "column": finding.column}
    message = _unnamed(finding.message, names)
    return {"rule": finding.rule, "severity": finding.severity.value, **place, "message": message}


def _unnamed(text: str, names: Mapping[str, str]) -> str:
    """The text with no private source's ID in it: a citation beside a quotation has it."""
    for key, name in names.items():
        if key != name:
            text = text.replace(key, name)
    return text
