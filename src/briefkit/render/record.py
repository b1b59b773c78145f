"""What a document says of the check: its summary and one entry for each quotation, as plain text without any format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefkit.model import CheckedReport, Difference, Judgement, Match, Severity, Source, Verdict
from briefkit.patterns import regex
from briefkit.remarks import Remark
from briefkit.render.labels import Labels
from briefkit.render.links import link_to
from briefkit.render.naming import fold_space, opening, short_name, source_name
from briefkit.render.segments import Segment, marked, segments

if TYPE_CHECKING:
    from briefkit.render.document import Document
    from briefkit.render.options import RenderOptions

Appendix = Literal["full", "short", "off"]
Shown = Literal["card", "line", "number", ""]
Group = Literal["problem", "noted", "plain", "exempt"]
Tone = Literal["red", "amber", "blue", "green", "soft"]

_CONTEXT_LIMIT = 120
_DIFFERENCES_LIMIT = 8
SAID_BY_ROWS = frozenset("says adds leaves_out misattributed mislocated missing uncited unknown".split())
"""Remarks that repeat what a card says in its other rows."""
_NUMBERED = regex(r"(?<=\S\.) (?=\d)")
"""No line begins with a number alone."""
_PARAGRAPH_END = regex(r"\n[ \t]*\n|\f")


@dataclass(frozen=True, slots=True)
class Entry:
    """One quotation in the verification appendix.

    `source` is the source's title, `short` its author and year, `where` the place in it, `anchor` its entry in the
    bibliography, `link` the passage on the web; both may be "". `tone` is its colour, `shown` how the appendix has
    it, "" where it does not.
    """

    number: int
    verdict: str
    word: str
    meaning: str
    accepted: bool
    group: Group
    tone: Tone
    shown: Shown
    symbol: str
    opening: str
    source: str
    short: str
    where: str
    anchor: str
    link: str
    quote: tuple[Segment, ...]
    passage: tuple[Segment, ...]
    passage_label: str
    differences: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """The check of one report, in words.

    `headline` counts what was checked, `warning` what failed ("" when nothing did). `digest` is the SHA-256 of the
    report's file. `summary_note` and `intro` say what the appendix has.
    """

    labels: Labels
    passed: bool
    draft: bool
    headline: str
    warning: str
    waivers: tuple[str, ...]
    findings: tuple[str, ...]
    entries: tuple[Entry, ...]
    checked_on: str
    digest: str
    summary_note: str
    intro: str
    appendix: Appendix = "full"

    @property
    def appended(self) -> bool:
        """Whether there is an appendix: what was not verified is never left out, whatever the settings say."""
        return bool(self.findings) or any(entry.shown for entry in self.entries)

    def listed(self, group: Group, shown: Shown) -> tuple[Entry, ...]:
        """Those of a group that the appendix shows in this way."""
        return tuple(entry for entry in self.of(group) if entry.shown == shown)

    def of(self, group: Group) -> tuple[Entry, ...]:
        """The entries of one group, in the order of the report."""
        return tuple(entry for entry in self.entries if entry.group == group)


def record_for(checked: CheckedReport, document: Document, options: RenderOptions) -> Record:
    """What a document of a checked report says of its check."""
    appendix: Appendix = options.design.appendix  # type: ignore[assignment]
    anchors, draft = document.anchors, options.draft
    return make_record(checked, document.labels, anchors, draft=draft, date=options.date, appendix=appendix)


def make_record(
    checked: CheckedReport,
    labels: Labels,
    anchors: Mapping[str, str],
    *,
    draft: bool,
    date: str,
    appendix: Appendix = "full",
) -> Record:
    """`anchors` are the bibliography's anchors by source ID; `date` is that of the check, ISO or ""."""
    judgements = sorted(checked.judgements, key=lambda judgement: judgement.quotation.number)
    entries = tuple(_entry(judgement, checked.sources, labels, anchors, appendix) for judgement in judgements)
    return Record(
        labels=labels,
        passed=checked.passed,
        draft=draft,
        headline=_headline(checked, labels),
        warning=_warning(checked, labels),
        waivers=tuple(_waiver(judgement, labels) for judgement in judgements if judgement.waiver),
        findings=tuple(
            f"{labels['line'].format(n=finding.line)}: {finding.message}"
            for finding in checked.findings
            if finding.severity == Severity.ERROR
        ),
        entries=entries,
        checked_on=labels["checked_on"].format(date=labels.date(date)) if date else "",
        digest=checked.report.sha256,
        summary_note=labels["summary_note" if appendix == "full" else f"summary_{appendix}"] if entries else "",
        intro=labels["appendix_intro" if appendix == "full" else "appendix_short"],
        appendix=appendix,
    )


def _headline(checked: CheckedReport, labels: Labels) -> str:
    counts = Counter(judgement.verdict for judgement in checked.judgements)
    told = labels["checked"].format(
        quotes=labels.count("quotes", len(checked.judgements)), sources=labels.count("sources", len(checked.sources))
    )
    parts = [labels.counted(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]]
    return _sentence(told + (labels["colon"] + labels["comma"].join(parts) if parts else ""), labels)


def _warning(checked: CheckedReport, labels: Labels) -> str:
    rejected = sum(not judgement.accepted for judgement in checked.judgements)
    errors = sum(finding.severity == Severity.ERROR for finding in checked.findings)
    told = [labels.count("rejected", rejected)] if rejected else []
    told += [labels.count("findings", errors)] if errors else []
    return _sentence(labels["semicolon"].join(told), labels) if told else ""


def _sentence(text: str, labels: Labels) -> str:
    return labels["sentence"].format(text=text)


def _waiver(judgement: Judgement, labels: Labels) -> str:
    told = _waived(judgement, labels)
    return f"{judgement.quotation.number}. {labels.quoted(opening(judgement.quotation.text))} — {told}"


def _waived(judgement: Judgement, labels: Labels) -> str:
    """By whom a waiver is, until when and why; "" without one."""
    waiver = judgement.waiver
    if waiver is None:
        return ""
    return labels["waived_by"].format(by=waiver.by, until=labels.date(waiver.until), reason=fold_space(waiver.reason))


def _entry(
    judgement: Judgement, sources: Mapping[str, Source], labels: Labels, anchors: Mapping[str, str], appendix: Appendix
) -> Entry:
    quotation, match = judgement.quotation, judgement.match
    told = _differences(judgement, labels)
    group = _group(judgement, told)
    source = match.source if match else (judgement.citation.source if judgement.citation else "")
    return Entry(
        number=quotation.number,
        verdict=judgement.verdict.value,
        word=labels.verdict(judgement.verdict),
        meaning=labels.meaning(judgement.verdict),
        accepted=judgement.accepted,
        group=group,
        tone=_tone(judgement.verdict, group),
        shown=_shown(judgement, group, appendix),
        symbol=_symbol(judgement, group),
        opening=opening(quotation.text),
        source=source_name(source, sources) or labels["no_source"],
        short=short_name(source, sources) or labels["no_source"],
        where=_NUMBERED.sub("\u00a0", _where(judgement, labels)),
        anchor=anchors.get(source, ""),
        link=link_to(sources[source], match) if match and source in sources else "",
        quote=segments(quotation.text, marked(judgement.differences, "quote"), 0),
        passage=_passage(judgement, labels),
        passage_label=labels["nearest" if judgement.verdict == Verdict.MISSING else "in_source"],
        differences=told if group in ("problem", "noted") else (),
        notes=_notes(judgement, group, told, labels),
    )


def _group(judgement: Judgement, differences: tuple[str, ...]) -> Group:
    if not judgement.accepted:
        return "problem"
    if judgement.verdict == Verdict.EXEMPT:
        return "exempt"
    words_stand = judgement.verdict in (Verdict.EXACT, Verdict.TYPOGRAPHIC) or (
        judgement.verdict == Verdict.EDITED and not differences
    )
    if words_stand and not judgement.warnings:
        return "plain"
    return "noted"


def _tone(verdict: Verdict, group: Group) -> Tone:
    if group == "problem":
        return "red"
    if verdict in (Verdict.CLOSE, Verdict.WAIVED):
        return "amber"
    return "soft" if group == "exempt" else "blue" if group == "noted" else "green"


def _shown(judgement: Judgement, group: Group, appendix: Appendix) -> Shown:
    if not judgement.accepted or judgement.verdict == Verdict.WAIVED:
        return "card"
    if appendix == "off":
        return ""
    if group in ("problem", "noted"):
        return "card"
    return "line" if appendix == "full" else "number"


def _symbol(judgement: Judgement, group: Group) -> str:
    if group == "problem":
        return "✗"
    if judgement.verdict in (Verdict.EXEMPT, Verdict.WAIVED):
        return "–"
    return "≈" if judgement.verdict == Verdict.CLOSE else "✓"


def _where(judgement: Judgement, labels: Labels) -> str:
    match, citation = judgement.match, judgement.citation
    place = _place(match, labels) if match else ""
    locator = citation.locator.text if citation and citation.locator else ""
    if judgement.verdict in (Verdict.MISLOCATED, Verdict.MISATTRIBUTED) and citation:
        cited = f"{citation.source}, {locator}" if judgement.verdict == Verdict.MISATTRIBUTED and locator else locator
        cited = cited or citation.source
        return ", ".join(filter(None, (place, labels["cited"].format(locator=cited))))
    # Authors cite a section by its number; its whole title would be a line of its own.
    return locator or place if match and match.section and not (match.page or match.page_label) else place or locator


def _place(match: Match, labels: Labels) -> str:
    if match.page_label or match.page:
        first = match.page_label or str(match.page)
        last = ""
        if match.page and match.page_end and match.page_end > match.page:
            last = str(int(first) + match.page_end - match.page) if first.isdigit() else ""
        return labels["quoted_on_several"].format(n=f"{first}–{last}") if last else labels["quoted_on"].format(n=first)
    if match.time:
        return match.time
    return labels.quoted(opening(match.section)) if match.section else ""


def _passage(judgement: Judgement, labels: Labels) -> tuple[Segment, ...]:
    match = judgement.match
    if match is None:
        return ()
    if not match.text:
        return (Segment(labels["withheld"], "context"),)
    pieces = list(segments(match.text, marked(judgement.differences, "source"), match.start))
    before, after = _context(match)
    if before:
        pieces.insert(0, Segment(before, "context"))
    if after:
        pieces.append(Segment(after, "context"))
    return tuple(pieces)


def _context(match: Match) -> tuple[str, str]:
    """What stands before and after the passage in its paragraph; an ellipsis where more does."""
    pieces = _PARAGRAPH_END.split(match.prefix)
    before = fold_space(pieces[-1])
    if before and (len(pieces) == 1 or len(before) > _CONTEXT_LIMIT):
        before = f"… {before[-_CONTEXT_LIMIT:].split(' ', 1)[-1] if len(before) > _CONTEXT_LIMIT else before}"
    pieces = _PARAGRAPH_END.split(match.suffix)
    after = fold_space(pieces[0])
    if after and (len(pieces) == 1 or len(after) > _CONTEXT_LIMIT):
        after = f"{after[:_CONTEXT_LIMIT].rsplit(' ', 1)[0] if len(after) > _CONTEXT_LIMIT else after} …"
    glue = (" " if match.prefix[-1:].isspace() else "", " " if match.suffix[:1].isspace() else "")
    return before and before + glue[0], after and glue[1] + after


def _differences(judgement: Judgement, labels: Labels) -> tuple[str, ...]:
    """The differences in words (private: none): for what failed those no rule explains, else those of words."""
    if judgement.match and not judgement.match.text:
        return ()
    rejected = not judgement.accepted
    steps = [step for step in judgement.differences if (step.rule is None if rejected else _words_differ(step))]
    told = [_told(step, labels) for step in steps if fold_space(step.quote) or fold_space(step.source)]
    more = len(told) - _DIFFERENCES_LIMIT
    return tuple(told[:_DIFFERENCES_LIMIT] + ([f"+ {more}"] if more > 0 else []))


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).casefold()


def _words_differ(step: Difference) -> bool:
    return _letters(step.quote) != _letters(step.source)


def _told(step: Difference, labels: Labels) -> str:
    quote, source = labels.quoted(_clip(step.quote)), labels.quoted(_clip(step.source))
    if step.op == "insert" or (_letters(step.source) and not _letters(step.quote)):
        return f"{labels['left_out']}: {source}"
    if step.op == "delete":
        return f"{labels['added']}: {quote}"
    return f"{labels['changed']}: {labels['instead_of'].format(source=source, quote=quote)}"


def _clip(text: str) -> str:
    text = fold_space(text)
    return text if len(text) <= 160 else f"{text[:75].rstrip()} […] {text[-75:].lstrip()}"


def _notes(judgement: Judgement, group: Group, differences: tuple[str, ...], labels: Labels) -> tuple[str, ...]:
    message = judgement.message
    shown = differences or judgement.verdict != Verdict.ALTERED
    said = shown and isinstance(message, Remark) and message.key in SAID_BY_ROWS
    notes = [labels.say(message)] if group == "problem" and message and not said else []
    mark = judgement.quotation.mark
    if judgement.verdict == Verdict.TRANSLATED and mark:
        by = mark.attributes.get("by")
        original = fold_space(mark.attributes.get("original", ""))
        notes.append(f"{labels['original']}: {labels.quoted(original)}" + (f" ({by})" if by else ""))
    if judgement.waiver:
        notes.append(f"{labels['waiver']}: {_waived(judgement, labels)}")
    return (*notes, *map(labels.say, judgement.warnings), *judgement.others)
