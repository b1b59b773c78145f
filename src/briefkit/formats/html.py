"""One page for a browser: what needs attention first, every quotation beside its source. No script, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape

from briefkit.formats.columns import printable
from briefkit.formats.problems import prefixed
from briefkit.formats.summary import Summary
from briefkit.formats.table import FormatOptions
from briefkit.formats.unread import reports_of
from briefkit.model import CheckedReport, CheckResult, Finding, Judgement, Match, Severity

_STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1b2430;
--bad:#b3261e;--warn:#7a5200;--good:#1b6e3c;--soft:#5b6675;--line:#8886}
@media screen and (prefers-color-scheme:dark){:root{--paper:#14181e;--ink:#e3e7ec;
--bad:#ff8a80;--warn:#ffcf70;--good:#7fd99a;--soft:#9aa6b4}}
body{background:var(--paper);color:var(--ink);overflow-wrap:anywhere;
font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2.5rem;border-bottom:1px solid var(--line)}
article{border-left:4px solid var(--line);padding:.1rem 0 .1rem 1rem;margin:1.2rem 0}
.bad{border-color:var(--bad)}.warn{border-color:var(--warn)}.good{border-color:var(--good)}
.bad>h3 b{color:var(--bad)}.warn>h3 b{color:var(--warn)}.good>h3 b{color:var(--good)}
h3{font-size:1rem;font-weight:400;margin:.3rem 0}code{font-size:.85rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.4rem 0}dt{color:var(--soft)}dd{margin:0}
mark{background:none;color:inherit;font-weight:700;text-decoration:underline 2px;text-underline-offset:3px}
.explained{font-weight:400;text-decoration:underline dotted 1px}
summary{cursor:pointer}@media print{article{break-inside:avoid}}
""".strip()
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
_CONTEXT = 60


def render(result: CheckResult, options: FormatOptions) -> str:
    """The result as one HTML document."""
    told = _text(Summary.of(result).sentence())
    state = "good" if result.clear else "bad"
    body = "".join(part for report in reports_of(result) for part in _report(report, options))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Quotations checked</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<main>\n<h1>Quotations checked</h1>\n<article class="{state}"><p>{told}.</p>{_day(result)}</article>\n'
        f"{body}</main>\n</body>\n</html>\n"
    )


def _day(result: CheckResult) -> str:
    return f"<p>Checked on {_text(result.policy.date)}, house style {_text(result.policy.style)}.</p>"


def _report(checked: CheckedReport, options: FormatOptions) -> Iterator[str]:
    yield f"<h2>{_text(prefixed(checked.report.path, options.base))}</h2>\n"
    loud: list[tuple[int, int, str]] = [(f.line, f.column, _finding(f)) for f in checked.findings]
    quiet = []
    for judgement in checked.judgements:
        span, shown = judgement.quotation.span, _judgement(judgement)
        if judgement.accepted and judgement.severity is None:
            quiet.append(shown)
        else:
            loud.append((span.line, span.column, shown))
    yield from (shown for _, _, shown in sorted(loud))
    if quiet:
        opened = "" if loud else ' open="open"'
        summary = f"<summary>{len(quiet)} accepted without a remark</summary>"
        yield f"<details{opened}>{summary}\n{''.join(quiet)}</details>\n"


def _finding(finding: Finding) -> str:
    tone = "bad" if finding.severity == Severity.ERROR else "warn"
    return _article(tone, finding.line, finding.column, finding.rule, finding.severity.value, finding.message, ())


def _judgement(judged: Judgement) -> str:
    quotation, match = judged.quotation, judged.match
    rows = [("quoted", _marked(quotation.text, ((d.start, d.end, d.rule) for d in judged.differences)))]
    if match and match.text:
        base = match.start
        ranges = ((d.source_start - base, d.source_end - base, d.rule) for d in judged.differences)
        before, after = _context(match)
        rows.append(("source", f"{_text(before)}{_marked(match.text, ranges)}{_text(after)}"))
    if judged.citation:
        locator = judged.citation.locator
        rows.append(("cited", _text(judged.citation.source + (f", {locator.text}" if locator else ""))))
    rows += [("warning", _text(warning)) for warning in judged.warnings]
    rows += [("note", _text(other)) for other in judged.others]
    if judged.baselined:
        rows.append(("note", "known from the baseline, so it does not stop the check"))
    if judged.waiver:
        waiver = judged.waiver
        rows.append(("waived", _text(f"{waiver.reason} ({waiver.by}, until {waiver.until})")))
    if judged.fix:
        rows.append(("write", _text(judged.fix.text)))
    tone = "bad" if not judged.accepted else "warn" if judged.severity else "good"
    span = quotation.span
    return _article(tone, span.line, span.column, judged.rule, judged.verdict.value, judged.message, rows)


def _article(
    tone: str, line: int, column: int, rule: str, word: str, message: str, rows: Iterable[tuple[str, str]]
) -> str:
    head = f"<code>{line}:{column}</code> <b>{_text(word)}</b> {_text(message)} <code>{_text(rule)}</code>"
    listed = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
    return f'<article class="{tone}"><h3>{head}</h3>{f"<dl>{listed}</dl>" if listed else ""}</article>\n'


def _context(match: Match) -> tuple[str, str]:
    """A few whole words before and after the passage, an ellipsis where more were cut off."""
    before, after = match.prefix, match.suffix
    if len(before) > _CONTEXT:
        before = "… " + before[-_CONTEXT:].partition(" ")[2]
    if len(after) > _CONTEXT:
        after = after[:_CONTEXT].rpartition(" ")[0] + " …"
    return before, after


def _marked(text: str, ranges: Iterable[tuple[int, int, str | None]]) -> str:
    """The text with the ranges marked, faintly where a rule explains them; what overlaps or lies outside is clipped."""
    parts, position = [], 0
    for start, end, rule in sorted(ranges, key=lambda each: each[:2]):
        start, end = max(start, position), min(end, len(text))
        if end > start:
            mark = '<mark class="explained">' if rule else "<mark>"
            parts += [_text(text[position:start]), f"{mark}{_text(text[start:end])}</mark>"]
            position = end
    return "".join([*parts, _text(text[position:])])


def _text(text: str) -> str:
    """Safe in HTML; characters that nobody sees are shown by their code points."""
    return escape(printable(text))
