"""The baseline: what was rejected on the day that a team took briefkit up. It stays told and does not stop a check.

Only quotations are in it, each by its report, its words and its source, never by a line: text may move, and the same
words stay known; other words are new. A report with known rejections is never rendered as final.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from briefkit.errors import ProjectError
from briefkit.model import CheckedReport, Finding, Judgement, Severity
from briefkit.values import replace

FILE = "briefkit-baseline.json"
SCHEMA = "briefkit.baseline/1"
RULES = {
    "BK713": "a baseline entry that nothing needs any more. The quotation that it stands for is verified now, or gone: "
    "`briefkit baseline --prune` takes such entries out, so that the list only shrinks."
}
Key = tuple[str, str, str]
"""Report, words with white space folded, source or ""."""
Baseline = Counter[Key]


def parse(text: str) -> Baseline:
    """The entries of a baseline file.

    Raises:
        ProjectError: it is not what `briefkit baseline` writes.
    """
    advice = "briefkit baseline writes it; take back what was changed by hand"
    try:
        document = json.loads(text)
        if document["schema"] != SCHEMA:
            raise ProjectError(f"is of the kind {document['schema']}, not {SCHEMA}", path=FILE, advice=advice)
        entries = [(entry["report"], entry["quotation"], entry["source"] or "") for entry in document["known"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ProjectError("is not a baseline", path=FILE, advice=advice) from None
    if not all(isinstance(part, str) for entry in entries for part in entry):
        raise ProjectError("is not a baseline", path=FILE, advice=advice)
    return Counter(entries)


def serialize(baseline: Baseline) -> str:
    """The file: an entry a line, sorted, so that branches merge and a review reads well."""
    lines = [
        json.dumps({"report": report, "quotation": words, "source": source or None}, ensure_ascii=False)
        for report, words, source in sorted(baseline.elements())
    ]
    known = "[\n" + ",\n".join(f"  {line}" for line in lines) + "\n ]" if lines else "[]"
    return f'{{\n "schema": "{SCHEMA}",\n "known": {known}\n}}\n'


def of(reports: Iterable[CheckedReport]) -> Baseline:
    """A baseline of all that is rejected in the reports."""
    return Counter(
        _key(checked.report.path, judgement)
        for checked in reports
        for judgement in checked.judgements
        if not judgement.accepted
    )


def marked(checked: CheckedReport, baseline: Baseline) -> CheckedReport:
    """The report with its known rejections marked, and a finding for the entries that are needed no more."""
    path = checked.report.path
    left = Counter({key: count for key, count in baseline.items() if key[0] == path})
    judgements = []
    for judgement in checked.judgements:
        key = _key(path, judgement)
        if not judgement.accepted and left[key] > 0:
            left[key] -= 1
            judgement = replace(judgement, baselined=True, severity=Severity.WARNING)
        judgements.append(judgement)
    stale = [key for key in sorted(left.elements()) if left[key] > 0]
    findings = checked.findings
    if stale:
        told = f"{FILE}: {len(stale)} of this report's entries are needed no more, such as “{_short(stale[0][1])}”"
        advice = "take them out: briefkit baseline --prune"
        findings = (Finding("BK713", Severity.WARNING, 1, 1, f"{told}; {advice}"), *findings)
    return replace(checked, judgements=tuple(judgements), findings=findings)


def _key(path: str, judgement: Judgement) -> Key:
    source = judgement.citation.source if judgement.citation else ""
    return path, " ".join(judgement.quotation.text.split()), source


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39].rstrip()}…"
