"""All parts of a document as one run of pandoc writes them for a format; shells and images."""

from __future__ import annotations

import base64
from collections import Counter
from importlib import resources
from urllib.parse import unquote

from briefkit.errors import RenderError
from briefkit.render.citeproc import run_writer
from briefkit.render.document import Document
from briefkit.render.options import RenderOptions, RunPandoc
from briefkit.render.tree import Node, para, plain_text, raw_block, words

SHELLS = ("report.typ", "briefkit.typ", "report.html", "report.css")
_LINE, _LEAST, _MOST, _WORD = 90, 10, 60, 30
"""Letters that a line of a table holds, that a cell is taken to need at least and at most, and a word at most."""
PARTS = ("title", "subtitle", "abstract", "body")


def write_parts(
    document: Document, record_digest: str, arguments: list[str], options: RenderOptions, run_pandoc: RunPandoc
) -> dict[str, str]:
    """The text of each part as pandoc's writer gives it.

    The parts are told apart by a line with the digest of the report's file, which that file cannot itself hold.
    """
    writer = arguments[arguments.index("-t") + 1].split("+")[0].split("-")[0]
    fence = f"briefkit-part-{record_digest[:32]}"
    blocks: list[Node] = []
    for part in (para(document.title), para(document.subtitle), *([document.abstract, document.body])):
        blocks += [raw_block(writer, fence), *(part if isinstance(part, list) else [part])]
    text = run_writer(document, blocks, arguments, options, run_pandoc).decode()
    texts = [piece.strip("\r\n") for piece in text.split(fence)[1:]]
    return dict(zip(PARTS, texts, strict=True))


def numbered(document: Document) -> Document:
    """The document with its figures and tables counted in their captions, for writers that do not count."""
    counts: Counter[str] = Counter()

    def change(node: Node) -> list[Node]:
        kind = {"Figure": "figure", "Table": "table"}.get(node["t"])
        caption = node["c"][1][1] if kind else []
        if kind and caption and caption[0]["t"] in ("Plain", "Para"):
            counts[kind] += 1
            told = words(f"{document.labels[kind]} {counts[kind]}.")
            caption[0]["c"] = [{"t": "Strong", "c": told}, {"t": "Space"}, *caption[0]["c"]]
        return [node]

    return document.changed(change)


def set_widths(table: Node) -> None:
    """Columns that hold their longest words, and beyond that as wide as their longest cells ask for.

    Word processors would make them all equal. What the author said of them stands.
    """
    columns = table["c"][2]
    if any(width["t"] == "ColWidth" for _, width in columns):
        return
    cells = _cells(table)
    least = [max(_LEAST, min(_longest_word(texts), _WORD) + 2) for texts in cells]
    wanted = [max(need, min(max(map(len, texts), default=0), _MOST)) for need, texts in zip(least, cells, strict=True)]
    room, asked = max(0, _LINE - sum(least)), max(1, sum(wanted) - sum(least))
    widths = [need + room * (want - need) / asked for need, want in zip(least, wanted, strict=True)]
    for column, width in zip(columns, widths, strict=True):
        column[1] = {"t": "ColWidth", "c": width / sum(widths)}


def is_tight(table: Node) -> bool:
    """Whether the longest words of its columns have no room beside each other."""
    return sum(_longest_word(texts) + 2 for texts in _cells(table)) > _LINE


def _cells(table: Node) -> list[list[str]]:
    """The texts of each column's cells."""
    columns, head, bodies = table["c"][2:5]
    rows = [row[1] for part in (head[1], *(body[3] for body in bodies)) for row in part]
    return [[plain_text(row[index][4]) for row in rows if index < len(row)] for index in range(len(columns))]


def _longest_word(texts: list[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)


def image(target: str, options: RenderOptions) -> bytes:
    """The bytes of an image of the report. Raises RenderError when the caller has none for it."""
    for name in (target, unquote(target)):
        if name in options.images:
            return options.images[name]
    raise RenderError(f"the image {target!r} is not there", advice="put it into the project, or take it out")


def stand_in(node: Node, options: RenderOptions) -> list[Node] | None:
    """In a draft, words in place of an image that is missing; None when the image is there."""
    target = node["c"][2][0]
    if not options.draft or {target, unquote(target)} & set(options.images):
        return None
    return words(f"[image missing: {target}]")


_SUBTYPES = {"jpg": "jpeg", "svg": "svg+xml"}
_SIGNATURES = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"))


def image_kind(data: bytes, target: str) -> str:
    """The format of an image by its first bytes: "png", "jpg", "gif", "webp" or "svg"."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if b"<svg" in data[:4096]:
        return "svg"
    raise RenderError(f"{target!r} is no image that can be shown", advice="use PNG, JPEG, GIF, WebP or SVG")


def data_uri(data: bytes, kind: str) -> str:
    """An image as an address that holds it."""
    return f"data:image/{_SUBTYPES.get(kind, kind)};base64,{base64.b64encode(data).decode()}"


def alt_text(node: Node) -> str:
    """What an image is for those who cannot see it: its `alt` attribute, else its description."""
    given = dict(node["c"][0][2]).get("alt")
    return given or plain_text(node["c"][1]).strip() or "image"


def shell(name: str, options: RenderOptions) -> str:
    """A template's text: the author's own, else that of this package. Raises RenderError when neither has it.

    Names come from templates too (`{% include %}`), so nothing but these is ever looked up on the disk.
    """
    own = options.templates.get(name)
    if own is None:
        if name not in SHELLS:
            raise RenderError(
                f"there is no template {name!r}", advice="templates stand in templates/, and nowhere else"
            )
        return resources.files(__package__).joinpath("shells", name).read_text("utf-8")
    return own.decode("utf-8-sig") if isinstance(own, bytes) else own
