"""The summary and the verification appendix of a DOCX, as pandoc's blocks in our paragraph styles."""

from __future__ import annotations

from briefkit.render.document import Document
from briefkit.render.docx_settling import NEW_PAGE
from briefkit.render.record import Entry, Record
from briefkit.render.segments import NAMED, Segment
from briefkit.render.tree import Node, attributes, div, header, link, para, raw_block, raw_inline, span, string, words

_DIFFERENCES = {
    "left_out": "Left Out",
    "changed": "Changed",
    "added": "Added",
    "declared": "Declared",
    "context": "Soft",
}
_CARDS = {"red": "Check Problem", "amber": "Check Caution"}
_TONES = {"red": "Rejected", "amber": "Caution", "blue": "Noted", "green": "", "soft": "Exempt"}
_LINE_BREAK: Node = {"t": "LineBreak"}
_FIELD_START = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_SPACE: Node = {"t": "Space"}
_LETTER = 0.0155
"""The share of the width of a page that a letter of a verdict takes in a table."""


def styled(style: str, inlines: list[Node], identifier: str = "") -> Node:
    """A paragraph in a style of the reference document."""
    return div([para(inlines)], identifier, custom_style=style)


def summary(record: Record) -> list[Node]:
    """The box that says what was checked and what came of it."""
    labels = record.labels
    blocks = []
    style = "Check Warning" if record.warning else "Check Summary"
    if record.warning:
        warning = words(f"{labels['draft'].upper()}: {record.warning}")
        blocks.append(styled(style, [span(warning, custom_style="Verdict Rejected")]))
    told = [span(words(record.headline), custom_style="Strong"), _SPACE, *words(record.summary_note)]
    if record.appended:
        told += [_SPACE, link(words(labels["appendix"]), "#bk-appendix")]
    blocks.append(styled(style, told))
    if record.waivers:
        lines = [span(words(f"{labels['waivers']}:"), custom_style="Verdict Caution")]
        for waiver in record.waivers:
            lines += [_LINE_BREAK, *words(waiver)]
        blocks.append(styled(style, lines))
    return blocks


def appendix(record: Record) -> list[Node]:
    """Problems first, a card each; then what needs a word; then a line each."""
    labels = record.labels
    if not record.appended:
        return _limits(record)
    blocks = [raw_block("openxml", NEW_PAGE), header(1, labels["appendix"], "bk-appendix")]
    blocks += [styled("Small Print", words(record.intro))]
    blocks += _cards(record, record.listed("problem", "card"), "problems")
    if record.findings:
        blocks.append(header(2, labels["findings"], ""))
        blocks.append({"t": "BulletList", "c": [[{"t": "Plain", "c": words(told)}] for told in record.findings]})
    blocks += _cards(record, record.listed("noted", "card"), "noted")
    blocks += _lines(record, record.listed("plain", "line"), "plain")
    blocks += _numbers(record, record.listed("plain", "number"), "plain")
    blocks += _lines(record, record.listed("exempt", "line"), "exempt")
    blocks += _numbers(record, record.listed("exempt", "number"), "exempt")
    return blocks + _limits(record)


def contents(document: Document, record: Record) -> list[Node]:
    """A contents field, filled with links, so that it shows before a word processor has counted its pages."""
    entries = document.contents()
    if record.appended:
        entries.append((1, record.labels["appendix"], "bk-appendix"))
    blocks = []
    for index, (level, text, name) in enumerate(entries):
        start = [raw_inline("openxml", _FIELD_START)] if index == 0 else []
        end = [raw_inline("openxml", _FIELD_END)] if index == len(entries) - 1 else []
        blocks.append(styled(f"toc {level}", [*start, link(words(text), f"#{name}"), *end]))
    return [styled("TOC Heading", words(record.labels["contents"])), *blocks] if blocks else []


def _limits(record: Record) -> list[Node]:
    labels = record.labels
    limits = words(f"{labels['limits_text']} {record.checked_on}".strip())
    return [
        header(2, labels["limits"], ""),
        # One paragraph, kept whole: no page holds the digest alone.
        styled("Last Words", [*limits, _LINE_BREAK, *words(f"{labels['digest']} (SHA-256): {record.digest}")]),
    ]


def _cards(record: Record, entries: tuple[Entry, ...], name: str) -> list[Node]:
    if not entries:
        return []
    title = header(2, f"{record.labels[name]} ({len(entries)})", "")
    return [title, *(block for entry in entries for block in _card(record, entry))]


def _card(record: Record, entry: Entry) -> list[Node]:
    labels = record.labels
    body = _CARDS.get(entry.tone, "Check Entry")
    verdict = span(words(f"{entry.symbol} {entry.word}"), custom_style=toned("Verdict", entry))
    meaning = span(words(entry.meaning), custom_style="Soft")
    number = span([string(str(entry.number))], f"bk-entry-{entry.number}", custom_style="Strong")
    title = [number, _SPACE, verdict, _SPACE, meaning, _SPACE, _back(record, entry)]
    rows: list[tuple[str, list[Node]]] = [(labels["source"], _place(record, entry, entry.source))]
    rows.append((labels["as_quoted"], _runs(record, entry.quote)))
    if entry.passage:
        rows.append((entry.passage_label, _runs(record, entry.passage)))
    if entry.differences:
        rows.append((labels["difference"], _on_lines(entry.differences)))
    rows += [(labels["note"], words(told)) for told in entry.notes]
    blocks = [styled("Check Entry Head", title)]
    for index, (name, inlines) in enumerate(rows, start=1):
        style = f"{body} Last" if index == len(rows) else body
        blocks.append(styled(style, [span(words(name), custom_style="Soft"), string("\t"), *inlines]))
    return blocks


def toned(style: str, entry: Entry) -> str:
    """The variant of a character style in the colour of an entry."""
    return f"{style} {_TONES[entry.tone]}".rstrip()


def _on_lines(told: tuple[str, ...]) -> list[Node]:
    inlines = [node for line in told for node in (_LINE_BREAK, *words(line))]
    return inlines[1:]


def _back(record: Record, entry: Entry) -> Node:
    told = f"({record.labels['back']})".replace(" ", "\u00a0")
    return link([string(told)], f"#bk-quote-{entry.number}")


def _place(record: Record, entry: Entry, told: str) -> list[Node]:
    name = words(told)
    source = [link(name, f"#{entry.anchor}")] if entry.anchor else name
    where = words(entry.where or (record.labels["online"] if entry.link else ""))
    shown = [link(where, entry.link)] if entry.link else where
    return [*source, *words(record.labels["comma"]), *shown] if where else source


def _runs(record: Record, segments: tuple[Segment, ...]) -> list[Node]:
    """Runs of text; what differs is named in words behind it, since colour is lost in print."""
    inlines: list[Node] = []
    for segment in segments:
        style = _DIFFERENCES.get(segment.kind)
        text = words(segment.text)
        inlines += [span(text, custom_style=style)] if style else text
        if segment.kind in NAMED:
            told = words(f"\u00a0[{record.labels[segment.kind]}]")
            inlines.append(span(told, custom_style="Difference Word"))
    return inlines


def _lines(record: Record, entries: tuple[Entry, ...], name: str) -> list[Node]:
    if not entries:
        return []
    labels = record.labels
    blocks = [header(2, f"{labels[name]} ({len(entries)})", ""), styled("Small Print", words(labels[f"{name}_note"]))]
    head = [words(labels["number"]), words(labels["verdict"]), words(labels["as_quoted"]), words(labels["source"])]
    rows = [
        [
            [link([string(str(entry.number))], f"#bk-quote-{entry.number}"), span([], f"bk-entry-{entry.number}")],
            [span(words(f"{entry.symbol}\u00a0{entry.word}"), custom_style=toned("Verdict", entry))],
            words(record.labels.quoted(entry.opening)),
            _place(record, entry, entry.short),
        ]
        for entry in entries
    ]
    longest = max(len(word) for entry in entries for word in f"{entry.symbol}\u00a0{entry.word}".split(" "))
    verdict = max(0.18, _LETTER * longest)
    return [*blocks, _table((0.08, verdict, 0.60 - verdict, 0.32), head, rows)]


def _numbers(record: Record, entries: tuple[Entry, ...], name: str) -> list[Node]:
    if not entries:
        return []
    inlines: list[Node] = []
    for entry in entries:
        inlines += [string(","), _SPACE] if inlines else []
        inlines += [
            link([string(str(entry.number))], f"#bk-quote-{entry.number}"),
            span([], f"bk-entry-{entry.number}"),
        ]
    labels = record.labels
    title = header(2, f"{labels[name]} ({len(entries)})", "")
    return [title, styled("Small Print", words(labels[f"{name}_note"])), styled("Check Cell", inlines)]


def _table(widths: tuple[float, ...], head: list[list[Node]], rows: list[list[list[Node]]]) -> Node:
    columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in widths]
    body = [[attributes(), 0, [], [_row(row) for row in rows]]]
    foot = [attributes(), []]
    return {"t": "Table", "c": [attributes(), [None, []], columns, [attributes(), [_row(head)]], body, foot]}


def _row(cells: list[list[Node]]) -> list[object]:
    return [
        attributes(),
        [[attributes(), {"t": "AlignDefault"}, 1, 1, [styled("Check Cell", cell)]] for cell in cells],
    ]
