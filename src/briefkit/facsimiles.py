"""Passages of PDF sources as they are printed, for the documents of an author who asks for them."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from briefkit.errors import BriefkitError
from briefkit.files import read
from briefkit.model import ACCEPTED, CheckedReport, Match, Source, Verdict

MOST_BYTES = 100_000_000
MOST_PAGES = 2
"""Pages that one passage is shown from."""
SHOWN = ACCEPTED | {Verdict.ALTERED, Verdict.MISLOCATED, Verdict.MISATTRIBUTED}
"""The verdicts for which a passage was found: what is missing has none."""
CONTEXT = 30
Passage = tuple[int, str, str, str]


def read_facsimiles(checked: CheckedReport, root: Path) -> dict[int, tuple[bytes, ...]]:
    """PNG pictures by the number of the quotation, one for each page that its passage stands on.

    None where the source is private, no PDF or not the file that was checked, or has no such words as text (a scan).
    """
    wanted: dict[str, list[tuple[int, Passage]]] = {}
    for judgement in checked.judgements:
        match = judgement.match if judgement.verdict in SHOWN else None
        if match and (source := checked.sources.get(match.source)) and _is_pdf(source):
            passages = [(judgement.quotation.number, passage) for passage in _passages(match, source)]
            wanted.setdefault(match.source, []).extend(passages)
    found: dict[int, tuple[bytes, ...]] = {}
    for key, passages in sorted(wanted.items()):
        pictures = _pictures(checked.sources[key], root, [passage for _, passage in passages])
        for (number, _), picture in zip(passages, pictures, strict=True):
            if picture:
                found[number] = (*found.get(number, ()), picture)
    return found


def _is_pdf(source: Source) -> bool:
    return not source.private and source.path is not None and source.path.lower().endswith(".pdf")


def _passages(match: Match, source: Source) -> list[Passage]:
    """The match cut where a page ends: page, words before, words, words after."""
    passages: list[Passage] = []
    for page in source.pages:
        start, end = max(match.start, page.start), min(match.end, page.end)
        if start < end and source.text[start:end].strip():
            before = source.text[max(page.start, start - CONTEXT) : start]
            after = source.text[end : min(page.end, end + CONTEXT)]
            passages.append((page.index, before, source.text[start:end], after))
    return passages[:MOST_PAGES]


def _pictures(source: Source, root: Path, passages: list[Passage]) -> list[bytes]:
    from briefkit.sources.extracted import Context
    from briefkit.sources.isolated import isolated

    nothing = [b""] * len(passages)
    if not passages or source.path is None:
        return nothing
    try:
        data = read(root / source.path, root, MOST_BYTES)
        if hashlib.sha256(data).hexdigest() != source.sha256:
            return nothing
        got = isolated("facsimile")(data, Context({"passages": passages}))
    except BriefkitError:  # the passage stands in the appendix in words; a picture is an addition
        return nothing
    return [base64.b64decode(picture) for picture in json.loads(got.text)]
