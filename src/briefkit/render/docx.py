"""DOCX with real styles: what an editor changes in one style changes in the whole document."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from briefkit.render.citeproc import run_writer
from briefkit.render.design import logo_name
from briefkit.render.document import Document
from briefkit.render.docx_appendix import appendix, contents, styled, summary, toned
from briefkit.render.docx_comments import Comments
from briefkit.render.docx_reference import reference
from briefkit.render.docx_settling import NEW_PAGE, settled
from briefkit.render.marks import mark
from briefkit.render.options import RenderOptions, RunPandoc
from briefkit.render.record import Entry, Record
from briefkit.render.tree import Node, div, link, para, raw_block, span, string, words
from briefkit.render.writers import alt_text, data_uri, image, image_kind, numbered, set_widths, stand_in

_RULE = '<w:p><w:pPr><w:pStyle w:val="Rule" /></w:pPr></w:p>'
_PIXELS_PER_INCH = 220


def write(document: Document, record: Record, options: RenderOptions, run_pandoc: RunPandoc) -> bytes:
    """The DOCX. Raises RenderError."""
    comments = Comments(document, record, options)
    marked = numbered(mark(document, record, _WordMarker(comments))).changed(lambda node: _ready(node, options))
    broken = [raw_block("openxml", NEW_PAGE)] if options.design.title_page else []
    wanted = document.long if options.toc is None else options.toc
    toc = contents(document, record) if wanted else []
    told, last = (_own_way(blocks, document) for blocks in (summary(record), appendix(record)))
    blocks = [*_logo(options), *_front(marked), *told, *broken, *toc, *_spaced(marked.body), *last]
    own = options.templates.get("reference.docx")
    base = own if isinstance(own, bytes) else run_pandoc(["--print-default-data-file", "reference.docx"], b"")
    flag = document.labels["draft"].upper() if record.draft else ""
    styles = reference(
        base,
        own=own is not None,
        title=document.running_title,
        longest=document.longest,
        date=_date(document),
        draft=flag,
        design=options.design,
        rtl=document.right_to_left,
        own_rtl=document.labels.right_to_left,
    )
    with tempfile.TemporaryDirectory(prefix="briefkit-") as folder:
        path = Path(folder) / "reference.docx"
        path.write_bytes(styles)
        given = ["-t", "docx", "-o", "-", f"--reference-doc={path}"]
        return settled(run_writer(document, blocks, given, options, run_pandoc), document, options)


class _WordMarker:
    """A character style on the quotation, a comment about it, then its number, which leads to its entry."""

    def __init__(self, comments: Comments) -> None:
        self._comments = comments

    def inline(self, entry: Entry, inlines: list[Node], *, first: bool, last: bool) -> list[Node]:
        name = f"bk-quote-{entry.number}" if first else ""
        piece = span(inlines, name, custom_style=toned("Quoted", entry))
        start = self._comments.start(entry) if first else []
        return [*start, piece, *self._comments.end(entry), *_mark(entry)] if last else [*start, piece]

    def block(self, entry: Entry, blocks: list[Node], *, first: bool, last: bool) -> list[Node]:
        if first and blocks:
            name = span([], f"bk-quote-{entry.number}")
            _texts(blocks)[0][:0] = [name, *self._comments.start(entry)]
        if last and blocks:
            _texts(blocks)[-1].extend([*self._comments.end(entry), *_mark(entry)])
        return blocks


def _texts(blocks: list[Node]) -> list[list[Node]]:
    """The inlines of the first and the last paragraph; a paragraph is added where there is none."""
    found = [block["c"] for block in _paragraphs(blocks)]
    if not found:
        blocks.append(para([]))
        found = [blocks[-1]["c"]]
    return found


def _paragraphs(content: Any) -> list[Node]:
    if isinstance(content, dict):
        if content.get("t") in ("Para", "Plain"):
            return [content]
        return _paragraphs(content.get("c"))
    return [block for item in content for block in _paragraphs(item)] if isinstance(content, list) else []


def _mark(entry: Entry) -> list[Node]:
    shown = span([string(f"{entry.symbol}{entry.number}")], custom_style=toned("Check Mark", entry))
    number = link([shown], f"#bk-entry-{entry.number}") if entry.shown else shown
    word = [string("\u00a0"), span(words(f"[{entry.word}]"), custom_style="Verdict in Text")]
    return [*([] if entry.accepted else word), string("\u2060"), number]


def _ready(node: Node, options: RenderOptions) -> list[Node]:
    """Images as data: URIs, since a sandboxed pandoc reads no file; SVG as PNG, which every word processor shows."""
    if node["t"] == "Image":
        missing = stand_in(node, options)
        if missing is not None:
            return missing
        attributes, _, (target, title) = node["c"]
        data = image(target, options)
        kind = image_kind(data, target)
        if kind == "svg":
            data, kind = _rastered(data, options), "png"
            attributes[2] = attributes[2] or [["width", f"{_width(data) / _PIXELS_PER_INCH:.3f}in"]]
        pairs = [pair for pair in attributes[2] if pair[0] != "alt"]
        # Pandoc takes a DOCX image's alternative text from its description.
        node["c"] = [["", [], pairs], words(alt_text(node)), [data_uri(data, kind), title]]
    if node["t"] == "Table":
        set_widths(node)
    if node["t"] == "HorizontalRule":
        return [raw_block("openxml", _RULE)]
    return [node]


def _date(document: Document) -> str:
    """The date, in one piece where it runs against the report: a number at its beginning would go to its end."""
    against = document.labels.right_to_left != document.right_to_left
    return f"\u200e{document.date}" if against and document.date else document.date


def _own_way(blocks: list[Node], document: Document) -> list[Node]:
    """What briefkit says runs as its language does, which may be another than the report's."""
    own = document.labels.right_to_left
    return blocks if own == document.right_to_left else [div(blocks, dir="rtl" if own else "ltr")]


def _spaced(blocks: list[Node]) -> list[Node]:
    """The body, a paragraph that follows a list or a table in a style that stands off from it."""
    lists = ("BulletList", "OrderedList", "Table")
    return [
        styled("Body Text After", block["c"]) if block["t"] == "Para" and before["t"] in lists else block
        for before, block in pairwise([{"t": ""}, *blocks])
    ]


def _width(png: bytes) -> int:
    return int.from_bytes(png[16:20], "big")


def _rastered(svg: bytes, options: RenderOptions) -> bytes:
    from briefkit.render.typefaces import choose
    from briefkit.render.typesetter import typeset

    page = b'#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("image.svg")'
    faces = choose(svg.decode("utf-8", "replace"), options)
    files = {"main.typ": page, "image.svg": svg}
    return typeset(files, faces, timeout=options.timeout, format="png", ppi=_PIXELS_PER_INCH)


def _logo(options: RenderOptions) -> list[Node]:
    kind = logo_name(options).rpartition(".")[2]
    if not kind:
        return []
    data, kind = (_rastered(options.logo, options), "png") if kind == "svg" else (options.logo, kind)
    size = ["", [], [["height", "14mm"]]]
    return [styled("Logo", [{"t": "Image", "c": [size, words(options.design.logo_alt), [data_uri(data, kind), ""]]}])]


def _front(document: Document) -> list[Node]:
    byline = [*words(document.labels["comma"].join(document.authors)), string("\t"), *words(_date(document))]
    front = [styled("Kicker", words(document.kicker))] if document.kicker else []
    front += [styled("Title", document.title)]
    front += [styled("Subtitle", document.subtitle)] if document.subtitle else []
    front += [styled("Byline", byline)]
    abstract = [{"t": "Div", "c": [["", [], [["custom-style", "Abstract"]]], document.abstract]}]
    return front + (abstract if document.abstract else [])
