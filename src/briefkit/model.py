"""The nouns of briefkit. Frozen, without behaviour beyond what follows from their own fields.

Conventions: lines and columns are 1-based and count characters of the file; ends are exclusive. Offsets are Unicode
code points. Names are the field's own: CSL for citations and locators, W3C Web Annotation for selectors.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal

from briefkit.errors import ReportError
from briefkit.values import dataclass, field

JSON = Any
"""A value as `json.loads` gives it."""


class Verdict(StrEnum):
    """What can be said of one quotation; the order is that of the JSON summary."""

    EXACT = "exact"
    TYPOGRAPHIC = "typographic"
    EDITED = "edited"
    CLOSE = "close"
    ALTERED = "altered"
    MISLOCATED = "mislocated"
    MISATTRIBUTED = "misattributed"
    MISSING = "missing"
    UNCHECKABLE = "uncheckable"
    UNKNOWN_SOURCE = "unknown-source"
    UNCITED = "uncited"
    EXEMPT = "exempt"
    TRANSLATED = "translated"
    WAIVED = "waived"


ACCEPTED = frozenset(
    {
        Verdict.EXACT,
        Verdict.TYPOGRAPHIC,
        Verdict.EDITED,
        Verdict.CLOSE,
        Verdict.EXEMPT,
        Verdict.TRANSLATED,
        Verdict.WAIVED,
    }
)
"""The verdicts accepted by default; `--strict` takes `close` away."""


class Severity(StrEnum):
    WARNING = "warning"
    ERROR = "error"


# --- the report ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text file."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Locator:
    """A pinpoint inside a source.

    Attributes:
        label: the CSL locator term: "page", "chapter", "section", "paragraph", "timestamp", "note", "line", ...
        ranges: first and last of each range, as written without the term: `pp. 3-5, 9` is (("3", "5"), ("9", "9")).
        text: as the author wrote it, "pp. 3-5, 9".
    """

    label: str
    ranges: tuple[tuple[str, str], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One item of a citation: `[see @a, pp. 3-5; @b]` holds two."""

    source: str
    locator: Locator | None
    span: Span
    mode: Literal["normal", "in-text", "suppress-author"] = "normal"


@dataclass(frozen=True, slots=True)
class Mark:
    """What an author says of a quotation by a visible mark: `[“…”]{.waived reason="…" by="…" until=2027-01-31}`."""

    kind: Literal["scare", "title", "translation", "waived"]
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a report gives as another's.

    Attributes:
        number: 1-based, in the order of the report's text. The tree carries it (see Report).
        text: the words without the outer marks, as a reader sees them: Markdown taken off, note marks dropped, the
            author's own characters (not normalised). Paragraphs are parted by a blank line; a line break of the file
            is a line break here.
        offsets: for each character of `text` its offset in the report file, and one more for the end.
        span: the quotation in the file, its marks included.
        form: "inline" between quotation marks, "block" for a block quote, "span" for `[…]{.quote}`.
        citations: of which one must hold; empty when uncited.
        emphasis: ranges of `text` that the author emphasised (italic, bold).
        mark: the author's mark, if any.
        before, after: the text of the same block before and after the quotation, as a reader sees it.
        formulas: ranges of `text` that are formulas, written in TeX, and whether they stand on a line of their own.
        cited_at: places in `text` where a citation stands in its midst, which `text` leaves out.
    """

    number: int
    text: str
    offsets: tuple[int, ...]
    span: Span
    form: Literal["inline", "block", "span"]
    citations: tuple[Citation, ...] = ()
    emphasis: tuple[tuple[int, int], ...] = ()
    mark: Mark | None = None
    before: str = ""
    after: str = ""
    formulas: tuple[tuple[int, int, bool], ...] = ()
    cited_at: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """An edit of the report that mends what was found. Safe when it changes no word and no meaning."""

    span: Span
    text: str
    safe: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a report or a project is told that is not a verdict on a quotation."""

    rule: str
    severity: Severity
    line: int
    column: int
    message: str
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read by its one parse, which serves the checker and the writers alike.

    Attributes:
        path: relative to the project, with forward slashes.
        text: the file's text, a byte-order mark taken off, line ends as they stand.
        tree: pandoc's JSON document. Positions are taken out. Each quotation stands in it wrapped, marks included, in
            one or more Span (inline) or in a Div (block) of class `bk-quotation` with the attribute `number`; where
            formatting splits a quotation there are several Spans of the same number, in order.
        quotations, citations: in the order of the text; `citations` holds every one of the report.
        language: BCP 47, from the report's metadata, or None.
        own: what its front matter says under `briefkit:`, as plain values.
    """

    path: str
    text: str
    sha256: str
    tree: JSON
    quotations: tuple[Quotation, ...]
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    language: str | None = None
    own: Mapping[str, JSON] = field(default_factory=dict)


# --- the sources -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a source: `text[start:end]`. `index` is physical, from 1; `label` is the printed number, if known."""

    index: int
    start: int
    end: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading; the section runs to the next heading of its level or a higher one. Level 1 is highest."""

    start: int
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source document as the checker sees it.

    Attributes:
        id: the citation key, the file's stem.
        path: relative to the project, or None where the source is given in memory.
        text: the extracted text, never normalised: offsets of matches point into it.
        pages: in order, or empty where the format has none.
        furniture: ranges of `text` that stand on the page but not in the running text (running heads, folios, the
            form feed between pages), in order, not overlapping. A passage may run across them.
        headings: in order of `start`.
        times: (start, seconds, speaker or None) of each cue of a transcript, in order.
        metadata: the CSL item, an empty mapping where there is none.
        language: BCP 47, from the metadata, or None.
        scanned: the text comes from optical character recognition.
        problem: why the source could not be read well enough; its quotations are then `uncheckable`.
        hidden: what the file holds and a reader of it does not see; never part of `text`, and nothing is found in it.
        unread: the physical pages that show images and have no text; what stands there is not known.
        recognised: the physical pages, among others that have text, that were read by optical character recognition.
        private: nothing of it goes into an output: no passage, no name, no plain digest.
    """

    id: str
    text: str
    path: str | None = None
    sha256: str = ""
    pages: tuple[Page, ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()
    headings: tuple[Heading, ...] = ()
    times: tuple[tuple[int, float, str | None], ...] = ()
    metadata: Mapping[str, JSON] = field(default_factory=dict)
    language: str | None = None
    scanned: bool = False
    problem: str | None = None
    hidden: str = ""
    private: bool = False
    unread: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether reading its file again gives the same: not so of what could not be read, or was read by
        recognition, which another program does."""
        return not (self.problem or self.scanned or self.unread or self.recognised)


# --- the judgement ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Match:
    """A passage of a source, with a few words of context. `page_label` is the printed number of the first page."""

    source: str
    text: str
    start: int
    end: int
    page: int | None = None
    page_end: int | None = None
    page_label: str | None = None
    section: str | None = None
    time: str | None = None
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One step that turns the quotation into the source. `rule` is the code that explains it, None when none does.

    `start` and `end` are the range of `Quotation.text` that `quote` stands in; `source_start` and `source_end` the
    range of the source's text.
    """

    op: Literal["replace", "insert", "delete"]
    quote: str
    source: str
    kind: str
    rule: str | None = None
    start: int = 0
    end: int = 0
    source_start: int = 0
    source_end: int = 0


@dataclass(frozen=True, slots=True)
class Waiver:
    """A human took responsibility; `until` is an ISO date."""

    reason: str
    by: str
    until: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one quotation with all that explains it.

    Attributes:
        citation: the citation that the verdict speaks of.
        score: similarity of quotation and passage, 0 to 100. It never decides.
        rule: the code of the rule that decided.
        warnings: further sentences for a person (the words that govern the passage, ambiguity, a locator that the
            source cannot have). Their presence makes the severity of an accepted quotation "warning".
        others: for `[@a; @b]`, a line for each citation that does not hold.
        baselined: rejected, and known to the team from the day that it took briefkit up. It does not stop a check.
    """

    quotation: Quotation
    verdict: Verdict
    accepted: bool
    severity: Severity | None
    rule: str
    message: str
    score: float = 0.0
    citation: Citation | None = None
    match: Match | None = None
    occurrences: tuple[Match, ...] = ()
    differences: tuple[Difference, ...] = ()
    fix: Fix | None = None
    waiver: Waiver | None = None
    warnings: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    baselined: bool = False


LEVELS = ("accept", "warn", "reject")
"""What a house style or an author may say of a rule, the strictest last."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What decides `accepted` and severity. It never changes a verdict."""

    strict: bool = False
    style: str = "chicago"
    date: str = ""
    """The date of the check, ISO; waivers expire by it."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """The author's own word on a rule, before the house style's: code -> "accept", "warn" or "reject"."""
    dated: bool = True
    """The date was given, so that documents show it. Today's is not shown: it would make each day another document."""
    approved: frozenset[tuple[str, ...]] | None = None
    """The waivers that a second person approved, None where none need be: (report, quotation, reason, by, until)."""


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """A report and its judgements; nothing else is ever rendered. `sources` are those the report cites, by ID.

    `policy` is the project's, tightened by what the report says of itself.
    """

    report: Report
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    sources: Mapping[str, Source]
    policy: Policy = field(default_factory=Policy)

    @property
    def passed(self) -> bool:
        """True when every quotation is accepted and no finding is an error. Only such a report is rendered as final."""
        return self.clear and all(judgement.accepted for judgement in self.judgements)

    @property
    def clear(self) -> bool:
        """True when nothing new is wrong: what is rejected stands in the baseline, and no finding is an error."""
        known = all(judgement.accepted or judgement.baselined for judgement in self.judgements)
        return known and all(finding.severity != Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What `briefkit check` found; `unread` says why a report could not be read, where that did not stop the check."""

    policy: Policy
    reports: tuple[CheckedReport, ...]
    unread: tuple[ReportError, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.unread and all(report.passed for report in self.reports)

    @property
    def clear(self) -> bool:
        """True when nothing new is wrong in any report."""
        return not self.unread and all(report.clear for report in self.reports)
