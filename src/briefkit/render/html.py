"""HTML in one file: no script, no network, a card with the source's words at each quotation."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from briefkit.errors import RenderError
from briefkit.render.design import logo_name, style_sheet
from briefkit.render.document import Document
from briefkit.render.marks import mark
from briefkit.render.options import RenderOptions, RunPandoc
from briefkit.render.record import Entry, Record
from briefkit.render.segments import NAMED, Segment
from briefkit.render.tree import Node, div, raw_inline, span
from briefkit.render.within import within
from briefkit.render.writers import (
    alt_text,
    data_uri,
    image,
    image_kind,
    is_tight,
    numbered,
    shell,
    stand_in,
    write_parts,
)

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_ARGUMENTS = ["-t", "html5-smart", "--mathml", "--shift-heading-level-by=1"]

POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)


def write(document: Document, record: Record, options: RenderOptions, run_pandoc: RunPandoc) -> bytes:
    """The page. Raises RenderError."""
    marked = numbered(mark(document, record, _HtmlMarker(record))).changed(lambda node: _inlined(node, options))
    parts = write_parts(marked, record.digest, _ARGUMENTS, options, run_pandoc)
    parts["title"], parts["subtitle"] = (_unwrapped(parts[name]) for name in ("title", "subtitle"))
    page = _render(options, document=document, record=record, contents=_contents(document, options), parts=parts)
    return _with_evidence(page, options.evidence).encode()


def _with_evidence(page: str, evidence: bytes) -> str:
    """The record as a block of data: no browser runs it. Put in behind the shell, so that no template loses it."""
    if not evidence:
        return page
    # In JSON a "<" stands only in strings; escaped, nothing in them ends the block or begins a comment.
    data = evidence.decode().strip().replace("<", "\\u003c")
    block = f'<script type="application/json" id="briefkit-evidence">\n{data}\n</script>\n'
    head, end, tail = page.rpartition("</body>")
    return f"{head}{block}{end}{tail}" if end else f"{page}{block}"


class _HtmlMarker:
    """The quotation, then its number as a link, and the card that shows while either is pointed at or focused."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def inline(self, entry: Entry, inlines: list[Node], *, first: bool, last: bool) -> list[Node]:
        name = f"bk-quote-{entry.number}" if first else ""
        piece = span(inlines, name, ["bk-q", *_classes(entry)])
        return [piece, raw_inline("html", self._mark(entry))] if last else [piece]

    def block(self, entry: Entry, blocks: list[Node], *, first: bool, last: bool) -> list[Node]:
        name = f"bk-quote-{entry.number}" if first else ""
        tail = [{"t": "Plain", "c": [raw_inline("html", self._mark(entry))]}] if last else []
        return [div([*blocks, *tail], name, ["bk-qb", *_classes(entry)])]

    def _mark(self, entry: Entry) -> str:
        word = "" if entry.accepted else f'<b class="bk-word">[{html.escape(entry.word)}]</b>'
        where = f"{self._record.labels['comma']}{html.escape(entry.where)}" if entry.where else ""
        target = "entry" if entry.shown else "quote"
        passage = segments(entry.passage or entry.quote, self._record)
        notes = "".join(f'<span class="bk-told">{html.escape(told)}</span>' for told in entry.notes)
        return (
            f'<span class="{" ".join(["bk-mark", *_classes(entry)])}">{word}'
            f'<a href="#bk-{target}-{entry.number}" aria-label="{html.escape(entry.word)}, {entry.number}"'
            f' aria-describedby="bk-card-{entry.number}">{entry.symbol}{entry.number}</a>'
            f'<span class="bk-card" id="bk-card-{entry.number}" role="tooltip">'
            f'<span class="bk-badge">{entry.symbol} {html.escape(entry.word)}</span> '
            f"<b>{html.escape(entry.source)}</b>{where}"
            f'<span class="bk-passage">{passage}</span>{notes}</span></span>'
        )


def _classes(entry: Entry) -> list[str]:
    return [f"bk-{entry.group}", f"bk-v-{entry.verdict}"]


def segments(parts: tuple[Segment, ...], record: Record) -> str:
    """Runs of text with what differs named in words. The result is HTML."""
    labels, told = record.labels, []
    for part in parts:
        text = html.escape(part.text)
        if part.kind in NAMED:
            element = "del" if part.kind == "added" else "ins"
            word = html.escape(labels[part.kind])
            told.append(f'<{element} class="bk-{part.kind}">{text}</{element}>\u00a0<sub>{word}</sub>')
        elif part.kind:
            told.append(f'<span class="bk-{part.kind}">{text}</span>')
        else:
            told.append(text)
    return "".join(told)


def facsimiles(entry: Entry, record: Record, options: RenderOptions) -> str:
    """The pictures of an entry's passage. The result is HTML, "" without any."""
    alt = html.escape(record.labels["facsimile"].format(where=f"{entry.short}, {entry.where}".strip(", ")))
    return "".join(
        f'<img class="bk-facsimile" alt="{alt}" width="{_css_width(picture)}" src="{data_uri(picture, "png")}">'
        for picture in options.facsimiles.get(entry.number, ())
    )


def _css_width(picture: bytes) -> int:
    """Pixels of CSS, 96 to the inch, for a PNG of 144: as large as it is printed."""
    return int.from_bytes(picture[16:20], "big") * 2 // 3


def _inlined(node: Node, options: RenderOptions) -> list[Node]:
    """Images as data: URIs, the only ones that the page's policy lets show."""
    if node["t"] == "Image":
        missing = stand_in(node, options)
        if missing is not None:
            return missing
        attributes, _, (target, title) = node["c"]
        data = image(target, options)
        pairs = [pair for pair in attributes[2] if pair[0] != "alt"]
        url = data_uri(data, image_kind(data, target))
        node["c"] = [["", [], [*pairs, ["alt", alt_text(node)]]], node["c"][1], [url, title]]
    if node["t"] == "Table" and is_tight(node):
        node["c"][0][1].append("bk-tight")
    return [node]


def _logo(options: RenderOptions) -> str:
    """The logo as a data: URI, "" where there is none."""
    kind = logo_name(options).rpartition(".")[2]
    return data_uri(options.logo, kind) if kind else ""


def _unwrapped(text: str) -> str:
    return text.strip().removeprefix("<p>").removesuffix("</p>")


def _contents(document: Document, options: RenderOptions) -> list[tuple[int, str, str]]:
    wanted = document.long if options.toc is None else options.toc
    return document.contents() if wanted else []


def _draft_style(record: Record) -> str:
    """The words of a draft in the margin of every printed page; what stands on the screen is printed once."""
    if not record.draft:
        return ""
    told = json.dumps(record.labels["draft_note"], ensure_ascii=False)  # a string of CSS: no label has a backslash
    return f"@page {{ @top-center {{ content: {told}; font: bold 8pt sans-serif; color: #a81e26; }} }}\n"


def _environment(options: RenderOptions) -> SandboxedEnvironment:
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    load: Callable[[str], str] = lambda name: shell(name, options)  # noqa: E731
    return SandboxedEnvironment(
        loader=FunctionLoader(load), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _render(options: RenderOptions, *, record: Record, parts: dict[str, str], **data: Any) -> str:
    """The shell filled in. Its text is the only template; everything else is a value."""
    from markupsafe import Markup

    # Markup is what pandoc wrote from a cleaned tree, or what `segments` escaped; all else is escaped by the shell.
    values = {name: Markup(text) for name, text in parts.items()} | data  # noqa: S704
    values |= {"design": options.design, "logo": _logo(options)}
    values |= {"record": record, "labels": record.labels, "policy": POLICY}
    style = shell("report.css", options) + style_sheet(options) + _draft_style(record)
    values |= {"style": Markup(style.replace("</", "<\\/"))}  # noqa: S704
    values |= {"segments": lambda run: Markup(segments(run, record))}  # noqa: S704
    values |= {"facsimiles": lambda entry: Markup(facsimiles(entry, record, options))}  # noqa: S704
    fill = lambda: _environment(options).get_template("report.html").render(values)  # noqa: E731
    try:
        return within(options.timeout, fill)
    except RenderError:
        raise
    except TimeoutError:
        problem = f"the template report.html took over {options.timeout:g} seconds"
        raise RenderError(problem, advice="look for loops within loops in templates/report.html") from None
    except Exception as error:  # the author's template can raise whatever Python can
        advice = "mend templates/report.html, or take it away"
        raise RenderError(f"the template report.html does not work: {error}", advice=advice) from error
