"""Bytes of a report to a Report: one parse, which serves the checker and the writers."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from briefkit.errors import PandocError, ReportError
from briefkit.model import JSON, Citation, Finding, Quotation, Report
from briefkit.pandoc import Pandoc
from briefkit.patterns import regex
from briefkit.report import attach, citations, frontmatter, metadata, quotations
from briefkit.report.assemble import quotation
from briefkit.report.attach import Paragraph
from briefkit.report.decoding import decode, place
from briefkit.report.frontmatter import FrontMatter
from briefkit.report.guard import refuse_bombs
from briefkit.report.leaf import Group
from briefkit.report.positions import Places
from briefkit.report.quotations import Found
from briefkit.report.rules import RULES
from briefkit.report.walk import Walk
from briefkit.report.weave import weave

READER = "commonmark_x-smart-emoji+implicit_figures+sourcepos"
_TOKEN = regex(
    rb'\{"t":"Span","c":\[\["",\[\],\[\["wrapper","1"\],\["data-pos","([^"\\]*)"\]\]\],'
    rb'\[(\{"t":"(?:Str","c":"(?:[^"\\]|\\.)*"|Space"|SoftBreak"|LineBreak"))\}\]\]\}'
)
"""A token in its position span. Moving the position into the token (as "p") before the JSON is read saves two thirds of
the objects. A report cannot forge it: within a JSON string a quotation mark is always escaped."""
_SECONDS, _SECONDS_A_MEGABYTE = 10.0, 15.0


def read(path: str, data: bytes, *, pandoc: Pandoc | None = None) -> Report:
    """Read a report.

    Args:
        path: relative to the project, with forward slashes; for messages and `Report.path` only.
        data: the file's bytes.
        pandoc: the wrapper to use; None makes one.

    Returns:
        The report. Quotations are numbered in the order in which they stand in the file.

    Raises:
        ReportError: the report cannot be read: not UTF-8, empty, over 2 MB, front matter that is no YAML or has
            aliases, a footnote in a footnote, nesting beyond any use.
        PandocError: pandoc is missing, too old, or went over its limits.
    """
    return begin(path, data, pandoc=pandoc)()


def begin(path: str, data: bytes, *, pandoc: Pandoc | None = None) -> Callable[[], Report]:
    """Begin to read a report: pandoc works while the caller does something else. What is returned waits for it and
    reads the rest. Arguments, result and errors are those of `read`."""
    raw = decode(path, data)
    refuse_bombs(path, raw)
    places = Places(raw)
    findings = _Findings(places)
    front = frontmatter.locate(path, places.text, findings.add)
    parsed = _begin(path, places.text, front, pandoc or Pandoc())

    def finish() -> Report:
        try:
            with _no_collection():
                document = json.loads(_lighter(parsed()))
                return _Reading(path, data, places, findings, front).read(document)
        except RecursionError as error:
            raise ReportError(
                "the report's blocks or emphasis are nested too deeply",
                path=path,
                advice="Take away needless levels of lists, block quotes, brackets or emphasis.",
            ) from error

    return finish


class _Findings:
    """Collects what is to be told; each thing once, though a note may be used twice."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._found: dict[tuple[int, str, str], Finding] = {}

    def add(self, code: str, offset: int, message: str) -> None:
        line, column = self._places.place(offset)
        key = (offset, code, message)
        self._found.setdefault(key, Finding(code, RULES[code].severity, line, column, message))

    def all(self) -> tuple[Finding, ...]:
        return tuple(self._found[key] for key in sorted(self._found))


class _Reading:
    """The steps from pandoc's document to the Report, in their order."""

    def __init__(self, path: str, data: bytes, places: Places, findings: _Findings, front: FrontMatter) -> None:
        self.path, self.data, self.places, self.findings, self.front = path, data, places, findings, front
        self.walk = Walk(places, findings.add)
        self.paragraphs: dict[int, Paragraph] = {}

    def read(self, document: JSON) -> Report:
        meta = frontmatter.reduce(document["meta"], self.front, self.findings.add)
        language = metadata.language(meta)
        tree = {
            "pandoc-api-version": document["pandoc-api-version"],
            "meta": metadata.read(meta, self.front, self.walk, self.places),
            "blocks": self.walk.blocks(document["blocks"]),
        }
        self._find_citations()
        found = self._find_quotations(language or "")
        cited = self._attach(found)
        numbered = self._number(found, cited)
        for leaf in self.walk.leaves:
            weave(leaf)
        own = metadata.plain(document["meta"][frontmatter.OWN]) if frontmatter.OWN in document["meta"] else {}
        return Report(
            own=own if isinstance(own, dict) else {"briefkit": own},
            path=self.path,
            text=self.places.raw,
            sha256=hashlib.sha256(self.data).hexdigest(),
            tree=tree,
            quotations=numbered,
            citations=self._citations(cited),
            findings=self.findings.all(),
            language=language,
        )

    def _find_citations(self) -> None:
        for leaf in self.walk.leaves:
            citations.find(leaf, self.places)
        for leaf in self.walk.leaves:
            for at, inner in leaf.notes.items():
                cited = tuple(c for part in inner for group in part.groups for c in group.citations)
                if cited:
                    leaf.groups.append(Group(at, at + 1, "note", cited))
            if leaf.notes:
                leaf.groups.sort(key=lambda group: group.start)

    def _find_quotations(self, language: str) -> list[Found]:
        notify = self.findings.add
        found: list[Found] = []
        for run in self.walk.runs:
            if not run[0].quoted:
                found += quotations.in_run(run, notify, language)
        for block in self.walk.quotes:
            if (quote := quotations.of_block(block, notify, language)) is not None:
                found.append(quote)
        for quote in found:
            quotations.report_speaking(quote, notify)
        by_leaf: dict[int, list[Found]] = {}
        for quote in found:
            for leaf, _, _ in quote.segments:
                by_leaf.setdefault(id(leaf), []).append(quote)
        self.paragraphs = {id(leaf): Paragraph(leaf, by_leaf.get(id(leaf), [])) for leaf in self.walk.leaves}
        return found

    def _attach(self, found: list[Found]) -> list[tuple[Citation, ...]]:
        return [self._attached(quote) for quote in found]

    def _attached(self, quote: Found) -> tuple[Citation, ...]:
        if quote.block is None:
            first, last = self.paragraphs[id(quote.first[0])], self.paragraphs[id(quote.last[0])]
            return attach.inline(quote, first, last, self.places)
        around = (quote.block.previous, quote.block.following)
        previous, following = (self.paragraphs.get(id(leaf)) if leaf is not None else None for leaf in around)
        return attach.block(quote, self.places, previous, following)

    def _number(self, found: list[Found], cited: list[tuple[Citation, ...]]) -> tuple[Quotation, ...]:
        """Numbers in the order of the file; a note that is used twice is one place and keeps its number."""
        for leaf in self.walk.leaves:
            leaf.cites.sort(key=lambda cite: cite.start)
        made: dict[tuple[int, int], Quotation] = {}
        order = sorted(range(len(found)), key=lambda index: _start(found[index]))
        for index in order:
            quote = found[index]
            leaf, start, _ = quote.first
            last, _, end = quote.last
            key = (leaf.offsets[start], last.end_offset(end - 1))
            if key not in made:
                made[key] = quotation(quote, len(made) + 1, cited[index], self.places)
            self._stand_in_tree(quote, made[key].number)
        return tuple(made.values())

    def _stand_in_tree(self, quote: Found, number: int) -> None:
        if quote.block is not None:
            quote.block.node["c"][0][2] = [["number", str(number)]]
        else:
            for leaf, start, end in quote.segments:
                leaf.segments.append((start, end, number))

    def _citations(self, cited: list[tuple[Citation, ...]]) -> tuple[Citation, ...]:
        every = [
            c for leaf in self.walk.leaves for group in leaf.groups if group.form != "note" for c in group.citations
        ]
        every += [c for citations_ in cited for c in citations_]
        places = {(c.span.line, c.span.column, c.source): c for c in every}
        return tuple(places[key] for key in sorted(places))


def _start(quote: Found) -> tuple[int, int]:
    leaf, start, _ = quote.first
    return leaf.offsets[start], -quote.last[2]


def _begin(path: str, text: str, front: FrontMatter, pandoc: Pandoc) -> Callable[[], bytes]:
    """Begin to make pandoc's document, as JSON."""
    timeout = _SECONDS + _SECONDS_A_MEGABYTE * len(text) / 1_000_000
    with _told_of(path, text, front):
        output = pandoc.begin(["-f", READER, "-t", "json"], text.encode("utf-8"), timeout)

    def finish() -> bytes:
        with _told_of(path, text, front):
            return output()

    return finish


@contextmanager
def _told_of(path: str, text: str, front: FrontMatter) -> Iterator[None]:
    """What pandoc failed with, told of the report."""
    try:
        yield
    except PandocError as error:
        if "YAML" in error.problem:
            raise _front_matter_error(path, text, front, error) from error
        raise PandocError(error.problem, path=path, advice=error.advice) from error


def _lighter(output: bytes) -> bytes:
    """The document with each token's position in the token. `split` does in C what `sub` would expand in Python."""
    pieces = _TOKEN.split(output)
    out = [pieces[0]]
    for position, token, between in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        out += (token, b',"p":"', position, b'"}', between)
    return b"".join(out)


def _front_matter_error(path: str, text: str, front: FrontMatter, error: PandocError) -> ReportError:
    known = frontmatter.explain_failure(path, text, front)
    if known is not None:
        return known
    words = error.problem.rpartition("\n")[2]
    line, column = place(text, front.start)
    return ReportError(f"the front matter cannot be read: {words}", path=path, line=line, column=column)


@contextmanager
def _no_collection() -> Iterator[None]:
    """A tree of a hundred thousand nodes makes the garbage collector look again and again at what lives."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
