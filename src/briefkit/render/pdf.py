"""PDF through Typst, made to standards for archives (PDF/A) and access (PDF/UA-1): same input, same bytes."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import groupby
from typing import Any

from briefkit.patterns import regex
from briefkit.render.design import logo_name
from briefkit.render.document import Document
from briefkit.render.marks import mark
from briefkit.render.options import RenderOptions, RunPandoc
from briefkit.render.record import Entry, Group, Record
from briefkit.render.tree import Node, nodes, plain_text, raw_block, raw_inline, string, transform
from briefkit.render.typefaces import choose
from briefkit.render.typesetter import typeset
from briefkit.render.writers import alt_text, image, image_kind, shell, stand_in, write_parts

_IMPORTED = """\
#import "briefkit.typ": *
#let (accent, sans, serif, scripts) = (math.accent, math.sans, math.serif, math.scripts)"""
"""Functions of formulas have the names that the shell has for its colours and fonts."""
_WITHOUT_ATTACHMENTS = ("a-2b",)
_MARKED = '#set document(keywords: ("briefkit.evidence/1",));'
"""By it a document is known as built where it carries no record."""
_KEPT_ROWS = 12
"""A table of so many rows is kept on one page."""
_LINES = ("Strikeout", "Underline")
"""Nodes that Typst draws as a line."""
GROUPS: tuple[Group, ...] = ("problem", "noted", "plain", "exempt")

_ENDLESS = regex(r"(?![^\W\d_]{76,100}\b)[\w.,:;@=&?#%+*~]{76,}")
"""No line holds it, and no break is found in it. Words of up to a hundred letters have syllables."""
_LONG = 5_500
"""Words that always fill the eight pages from which contents help; with fewer, the pages must be counted."""
_VAST = 12_000
"""Words from which lines are broken one by one: weighing a paragraph's lines together takes twice as long."""

EVIDENCE = "evidence.json"
_ATTACHED = f"""
#pdf.attach({EVIDENCE!r}, relationship: "data", mime-type: "application/json", description: "The record of the check")
""".replace("'", '"')
"""Behind the body and not in the shell, so that no template of an author loses the record."""

_ARGUMENTS = ["-t", "typst-citations-smart", "--syntax-highlighting=none"]


def write(document: Document, record: Record, options: RenderOptions, run_pandoc: RunPandoc) -> bytes:
    """The PDF. Raises RenderError."""
    images: dict[str, bytes] = {}
    marked = mark(_breakable(document), record, _TypstMarker())
    ready = marked.changed(lambda node: _accessible(node, options, images))
    parts = write_parts(ready, record.digest, _ARGUMENTS, options, run_pandoc)
    files = {f"{name}.typ": f"{_IMPORTED}\n{text}\n".encode() for name, text in parts.items()}
    if options.evidence and options.pdf_standard not in _WITHOUT_ATTACHMENTS:
        files["body.typ"] += _ATTACHED.encode()
        files[EVIDENCE] = options.evidence
    data = _data(document, record, options)
    faces = choose("".join(parts.values()), options, around=json.dumps(data, ensure_ascii=False))
    files |= {
        "main.typ": (_MARKED + shell("report.typ", options)).encode(),
        "briefkit.typ": shell("briefkit.typ", options).encode(),
        "report.json": json.dumps(data | faces.told(), ensure_ascii=False).encode(),
    }
    if name := logo_name(options):
        files[name] = options.logo
    files |= {name: picture for number in options.facsimiles for name, picture in _facsimiles(number, options)}
    timestamp = _timestamp(options.date or document.issued)
    standards = [options.pdf_standard, "ua-1"]
    given = files | images
    return typeset(given, faces, timeout=options.timeout, format="pdf", standards=standards, timestamp=timestamp)


def _breakable(document: Document) -> Document:
    """The document with words longer than any line broken wherever a line ends, without a hyphen: such are addresses,
    names in code and numbers, which Typst would set over the edge of the page."""
    parts = (document.abstract, document.body)
    if not any(_ENDLESS.search(plain_text(part)) for part in parts):
        return document
    abstract, body = (transform(part, _broken) for part in parts)
    return replace(document, abstract=abstract, body=body)


def _broken(node: Node) -> list[Node]:
    if node["t"] == "Str":
        return [string(_ENDLESS.sub(lambda found: "\u200b".join(found[0]), node["c"]))]
    if node["t"] == "Code":
        node["c"][1] = _ENDLESS.sub(lambda found: "\u200b".join(found[0]), node["c"][1])
    return [node]


class _TypstMarker:
    """Calls of the functions in `briefkit.typ`. The semicolon ends a call, whatever character follows it."""

    def inline(self, entry: Entry, inlines: list[Node], *, first: bool, last: bool) -> list[Node]:
        start = f"#bk-origin({entry.number});" if first else ""
        stop = f"#bk-mark({entry.number});" if last else ""
        return [raw_inline("typst", start), *_runs(entry.number, inlines), raw_inline("typst", stop)]

    def block(self, entry: Entry, blocks: list[Node], *, first: bool, last: bool) -> list[Node]:
        call = f"#bk-quoted-block({entry.number}, first: {_typst(first)}, last: {_typst(last)})["
        return [raw_block("typst", call), *blocks, raw_block("typst", "]")]


def _runs(number: int, inlines: list[Node]) -> Iterator[Node]:
    """The words of a quotation with its line under them, but for those that the author gave a line of their own."""
    runs = [(own, list(nodes)) for own, nodes in groupby(inlines, _has_line)]
    for place, (own, run) in enumerate(runs, 1):
        whole = "" if place == len(runs) else ", whole: false"
        yield raw_inline("typst", f"#bk-{'lined' if own else 'quoted'}({number}{whole})[#[]")
        yield from run
        yield raw_inline("typst", "];")


def _has_line(node: Node) -> bool:
    return any(inner["t"] in _LINES for inner in nodes([node]))


def _accessible(node: Node, options: RenderOptions, images: dict[str, bytes]) -> list[Node]:
    """Images and formulas with words for those who cannot see them; pandoc's writer would drop them."""
    if node["t"] == "Math":
        return [raw_inline("typst", f"#bk-formula({_typst(node['c'][1])})["), node, raw_inline("typst", "]")]
    if node["t"] == "Table":
        rows = sum(len(body[3]) for body in node["c"][4])
        return [raw_block("typst", f"#bk-table({_typst(rows > _KEPT_ROWS)})["), node, raw_block("typst", "]")]
    if node["t"] != "Image":
        return [node]
    missing = stand_in(node, options)
    if missing is not None:
        return missing
    target = node["c"][2][0]
    data = image(target, options)
    name = next((name for name, known in images.items() if known == data), "")
    name = name or f"image-{len(images) + 1}.{image_kind(data, target)}"
    images[name] = data
    sizes = {key: value for key, value in node["c"][0][2] if key in ("width", "height")}
    given = "".join(f", {key}: {_length(value)}" for key, value in sizes.items())
    return [raw_inline("typst", f"#bk-image({_typst(name)}, alt: {_typst(alt_text(node))}{given});")]


def _length(value: str) -> str:
    number = value.rstrip("abcdefghijklmnopqrstuvwxyz%")
    unit = value[len(number) :] or "px"
    return f"{float(number) * 0.75:g}pt" if unit == "px" else f"{number}{unit}"


def _typst(value: str | bool) -> str:
    """A Typst literal. JSON's escapes for control characters are not Typst's, so those are left out."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "".join(char if char.isprintable() else " " for char in value)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _facsimiles(number: int, options: RenderOptions) -> list[tuple[str, bytes]]:
    """The pictures of a quotation's passage, with the names that the shell finds them by."""
    pictures = enumerate(options.facsimiles.get(number, ()), 1)
    return [(f"facsimile-{number}-{index}.png", picture) for index, picture in pictures]


def _timestamp(date: str) -> int:
    try:
        moment = datetime.datetime.fromisoformat(date)
    except ValueError:
        return 0
    return int(moment.replace(tzinfo=datetime.UTC).timestamp())


def _data(document: Document, record: Record, options: RenderOptions) -> dict[str, Any]:
    """All that the shell knows of the report besides its text."""
    labels, count = document.labels, document.word_count
    return {
        "vast": count > _VAST,
        "rtl": document.right_to_left,
        "label-language": labels.language,
        "label-rtl": labels.right_to_left,
        "marks": labels.marks,
        "language": document.language.replace("_", "-").split("-")[0].lower(),
        "title": document.title_text,
        "running-title": document.running_title,
        "kicker": document.kicker,
        "authors": list(document.authors),
        "date": document.date,
        "has-subtitle": bool(document.subtitle),
        "has-abstract": bool(document.abstract),
        "toc": True if options.toc is None and count > _LONG else options.toc,
        "contents": [{"level": level, "text": text, "id": name} for level, text, name in document.contents()],
        "labels": {key: value for key, value in labels.table.items() if isinstance(value, str)},
        "draft": record.draft,
        "headline": record.headline,
        "warning": record.warning,
        "waivers": list(record.waivers),
        "findings": list(record.findings),
        "checked-on": record.checked_on,
        "digest": record.digest,
        "design": asdict(options.design) | {"logo": logo_name(options)},
        "summary-note": record.summary_note,
        "intro": record.intro,
        "appended": record.appended,
        "entries": {str(entry.number): asdict(entry) for entry in record.entries},
        "facsimiles": {
            str(number): [name for name, _ in _facsimiles(number, options)] for number in options.facsimiles
        },
        "groups": {group: [e.number for e in record.of(group) if e.shown] for group in GROUPS},
    }
