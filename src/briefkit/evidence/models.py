"""The published schema of the evidence record, as pydantic models."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from briefkit.evidence.make import SCHEMA
from briefkit.model import Severity, Verdict

Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
IsoDate = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Text = Annotated[str, Field(max_length=2_000_000)]


class _Model(BaseModel):
    # Fields may be added, so a reader of an older version must not refuse them.
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class DigestSet(_Model):
    """Digests by algorithm, as in-toto has them."""

    sha256: Digest


class SubjectModel(_Model):
    """The report that was checked."""

    name: Text = Field(description="path of the report, relative to its project")
    digest: DigestSet


class VerifierModel(_Model):
    """What checked it."""

    tool: str
    version: str


class PolicyModel(_Model):
    """What decided `accepted`."""

    strict: bool
    style: Literal["chicago", "news", "legal", "eu"]
    rules: dict[str, Literal["accept", "warn", "reject"]] = Field(description="the author's own word on a rule")


class SettingsModel(DigestSet):
    """What a document is made with besides the report and its sources."""

    templates: list[Text] = Field([], description="names of the templates that are the author's own")
    words: list[Text] = Field([], description="the words in them, which a document may show besides")


class SourceModel(_Model):
    """A source of the report. Of a private one nothing is told but that there is one."""

    id: Text
    private: bool
    digest: DigestSet | None = Field(default=None, description="of the stored copy; null where there is no file")
    type: str | None = None
    title: Text | None = None
    container_title: Text | None = Field(default=None, alias="container-title")
    URL: Text | None = None
    DOI: Text | None = None
    author: list[str] = []
    issued: str | None = Field(default=None, description="the year")


class SelectorModel(_Model):
    """A selector of the W3C Web Annotation model; offsets are Unicode code points of the source's extracted text."""

    type: Literal["TextQuoteSelector", "TextPositionSelector", "KeyedDigestSelector"]
    exact: Text | None = None
    prefix: Text | None = None
    suffix: Text | None = None
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    hmac_sha256: Digest | None = Field(default=None, alias="hmac-sha256")


class RangeModel(_Model):
    """A passage by its two ends, where a quotation leaves out much of what stands between them."""

    type: Literal["RangeSelector"]
    startSelector: SelectorModel  # noqa: N815 - the names are W3C's
    endSelector: SelectorModel  # noqa: N815


class TargetModel(_Model):
    """The passage of a source. `before` and `after` are what its sentence has around it."""

    source: Text
    selector: list[SelectorModel | RangeModel]
    page: int | None = Field(description="physical page, from 1")
    page_end: int | None
    page_label: str | None = Field(description="the printed number")
    section: Text | None
    time: str | None
    before: Text | None = None
    after: Text | None = None


class LocatorModel(_Model):
    """A pinpoint as the author wrote it, and as it was read."""

    label: str
    text: Text
    ranges: list[tuple[str, str]]


class CitationModel(_Model):
    """One item of a citation; of several, one must hold."""

    source: Text
    locator: LocatorModel | None


class MarkModel(_Model):
    """What the author says of the quotation by a visible mark."""

    kind: Literal["scare", "title", "translation", "waived"]
    attributes: dict[str, Text]


class DifferenceModel(_Model):
    """A step that turns the quotation into the source."""

    op: Literal["replace", "insert", "delete"]
    quote: Text
    source: Text
    kind: str
    rule: str | None = Field(description="the rule that explains it; null when none does")


class WaiverModel(_Model):
    """A human took responsibility."""

    reason: Text
    by: Text
    until: str = Field(description="ISO date")


class QuotationModel(_Model):
    """A quotation of the report and what was found of it."""

    number: int = Field(ge=1, description="as the document shows it")
    text: Text = Field(description="without its outer marks, white space folded; a blank line parts paragraphs")
    form: Literal["inline", "block", "span"]
    emphasis: list[tuple[int, int]] = Field(description="ranges of `text` that the author emphasised")
    formulas: list[tuple[int, int, bool]] = Field(
        [], description="ranges of `text` that are TeX and shown as formulas; true: on a line of their own"
    )
    cited_at: list[int] = Field([], description="places in `text` where the document has a citation in its midst")
    shown: list[tuple[int, int, Text]] | None = Field(
        None,
        description="what the document shows in the place of ranges of `text`: a citation as it reads or the mark of a "
        "note (the range is empty), raised figures (as superscripts); null: not told",
    )
    prefix: Text = Field(description="the report's words before it, in the same block")
    suffix: Text
    mark: MarkModel | None
    citations: list[CitationModel]
    verdict: Verdict
    accepted: bool
    rule: str
    message: Text
    warnings: list[Text]
    target: TargetModel | None
    differences: list[DifferenceModel]
    waiver: WaiverModel | None


class FindingModel(_Model):
    """Something the report was told that is no verdict on a quotation."""

    rule: str
    severity: Severity
    line: int
    column: int
    message: Text


class CardModel(_Model):
    """What a document says of a quotation, in its appendix and beside its text: runs of text, and how they differ."""

    source: Text
    short: Text
    where: Text
    online: bool = Field(description="it leads to the passage on the web")
    quote: list[tuple[Text, str]]
    passage: list[tuple[Text, str]] = Field(description="with what stands around it, where the appendix prints it")
    around: Digest | None = Field(description="else of the letters around it, before, line feed, after")
    differences: list[Text]
    notes: list[Text]


class WordsModel(_Model):
    """What a document says, paragraph by paragraph: citations as they read, raised figures as superscripts, U+FFFC for
    a picture, U+FFFD for a formula."""

    blocks: list[Text] = Field(description="with headings, cells, captions and the list of works")
    notes: list[Text]
    heads: list[Text] = Field(description="what the head of a page has: the title, or its beginning, and the date")
    contents: list[Text] = Field(description="the headings that a list of contents has")
    drawn: list[Text] = Field(description="the runs of text in its drawings, which a PDF has as text")
    cards: list[CardModel] = Field(description="what it says of each quotation")


class PredicateModel(_Model):
    """What was verified, how, and what came of it."""

    verifier: VerifierModel
    date: IsoDate | None = Field(description="of the check, where it was given; waivers expire by it")
    validUntil: IsoDate | None = Field(  # noqa: N815
        description="the last day on which the check says the same, since a waiver expires; null where none does"
    )
    policy: PolicyModel
    settings: SettingsModel | None = Field(
        None, description="digest of the settings, templates, citation style and pictures that it was made with"
    )
    verificationResult: Literal["PASSED", "FAILED"]  # noqa: N815 - SLSA's name
    language: str | None = Field(description="of the report, BCP 47")
    sources: list[SourceModel]
    quotations: list[QuotationModel] = Field(max_length=100_000)
    document: WordsModel | None = Field(None, description="what the document says; null: not told")
    findings: list[FindingModel]
    summary: dict[Verdict, int]


class EvidenceModel(_Model):
    """The record: an in-toto Statement about one report."""

    type_: Literal["https://in-toto.io/Statement/v1"] = Field(alias="_type")
    schema_: Literal["briefkit.evidence/1"] = Field(alias="schema")
    subject: list[SubjectModel] = Field(min_length=1, max_length=1)
    predicateType: Literal["urn:briefkit:evidence:1"]  # noqa: N815 - in-toto's name
    predicate: PredicateModel


def schema() -> str:
    """The JSON Schema of the record, as JSON with a line end."""
    document: dict[str, Any] = EvidenceModel.model_json_schema(by_alias=True)
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **document, "title": SCHEMA}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
