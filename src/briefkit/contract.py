"""The public models: what `briefkit check --format json` gives, as pydantic models, and the JSON Schema of it.

Inside, the check runs on the dataclasses of `briefkit.model`; these are for those who read its output.
"""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from briefkit.model import Severity, Verdict

Line = Annotated[int, Field(ge=1, description="1-based")]
Column = Annotated[int, Field(ge=1, description="1-based, in characters of the file")]


class _Model(BaseModel):
    # Fields may be added to the contract, so a reader of an older version must not refuse them.
    model_config = ConfigDict(frozen=True, extra="ignore")


class PlaceModel(_Model):
    """A stretch of the report's file; its end is exclusive."""

    line: Line
    column: Column
    end_line: Line
    end_column: Column


class CitationModel(PlaceModel):
    """The citation that a verdict speaks of."""

    source: str
    locator: str | None = Field(description="as the author wrote it, “p. 4”")
    label: str | None = Field(description="the CSL locator term, “page”")


class MatchModel(_Model):
    """A passage of a source. Offsets are Unicode code points of the source's extracted text."""

    source: str
    text: str = Field(description="the source's own words")
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    page: int | None = Field(description="physical page, from 1")
    page_end: int | None
    page_label: str | None = Field(description="the printed number, “xiv”")
    section: str | None
    time: str | None
    prefix: str
    suffix: str


class DifferenceModel(_Model):
    """A step that turns the quotation into the source."""

    op: Literal["replace", "insert", "delete"]
    quote: str = Field(description="“” where the source has words that the quotation has not")
    source: str = Field(description="“” where the quotation has words that the source has not")
    kind: str
    rule: str | None = Field(default=None, description="the rule that explains it; null when none does")


class FixModel(PlaceModel):
    """An edit of the report that mends what was found."""

    text: str
    safe: bool = Field(description="changes no word and no meaning")


class WaiverModel(_Model):
    """A human took responsibility."""

    reason: str
    by: str
    until: str = Field(description="ISO date")


class QuoteModel(PlaceModel):
    """A quotation and its verdict."""

    text: str = Field(description="as the author wrote it")
    source: str | None
    locator: str | None
    citation: CitationModel | None
    verdict: Verdict
    accepted: bool
    baselined: bool = Field(default=False, description="rejected, and known from the baseline: it stops no check")
    severity: Severity | None
    score: float = Field(ge=0, le=100, description="similarity; it never decides")
    rule: str
    match: MatchModel | None
    occurrences: list[MatchModel]
    differences: list[DifferenceModel]
    message: str
    warnings: list[str] = Field(default=[])
    others: list[str] = Field(default=[], description="a line for each citation of several that does not hold")
    fix: FixModel | None
    waiver: WaiverModel | None


class FindingModel(_Model):
    """Something a report is told that is no verdict on a quotation."""

    rule: str
    severity: Severity
    line: Line
    column: Column
    message: str
    fix: FixModel | None


class PolicyModel(_Model):
    """What decided `accepted` and `severity`."""

    strict: bool
    style: str
    date: str
    rules: dict[str, str]


class ReportModel(_Model):
    """A report, its quotations and its findings."""

    path: str = Field(description="relative to the project")
    sha256: str = ""
    policy: PolicyModel | None = Field(default=None, description="the project's, tightened by the report itself")
    quotes: list[QuoteModel]
    findings: list[FindingModel]


class SummaryModel(_Model):
    """Counts over all reports."""

    quotes: int
    accepted: int
    rejected: int
    baselined: int = Field(default=0, description="of the rejected, how many stand in the baseline")
    errors: int = Field(default=0, description="findings of severity error")
    warnings: int = 0
    by_verdict: dict[Verdict, int]


class CheckModel(_Model):
    """The whole output of a check."""

    schema_: Literal["briefkit.check/1"] = Field(alias="schema")
    policy: PolicyModel
    reports: list[ReportModel]
    summary: SummaryModel


def schema() -> str:
    """The JSON Schema of the output, as JSON with a line end."""
    document = CheckModel.model_json_schema(by_alias=True)
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **document, "title": "briefkit.check/1"}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
