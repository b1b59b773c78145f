"""Words whose letters no PDF names for sure, set anew as a build sets them: what they look like tells them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from briefkit.errors import BriefkitError
from briefkit.render.fonts import TEXT, WIDE, fonts_of
from briefkit.render.options import RenderOptions
from briefkit.render.typefaces import choose
from briefkit.render.typesetter import typeset
from briefkit.sources.extracted import Context
from briefkit.sources.isolated import isolated
from briefkit.sources.pdf_drawn import Words, unsure
from briefkit.sources.pdf_specimen import HIGH, ROWS

if TYPE_CHECKING:
    from briefkit.evidence.models import EvidenceModel, QuotationModel

MOST = 4_000
"""Words that are set anew, at most."""
_SECONDS = 30.0
_JOINERS = "\u200c\u200d"
_CUTS = (("normal", 400), ("italic", 400), ("normal", 700), ("italic", 700), ("normal", 600))
"""In what a document may have words: running text, what is emphasised in it, headings, the summary and the appendix."""
_FAMILIES = (TEXT, WIDE, "Source Sans 3")
_SPECIMEN = f"""\
#let given = json("words.json")
#let scripts = given.scripts.map(it => (name: it.name, covers: regex(it.covers)))
#set document(title: "Words")
#set page(width: 100cm, height: {(ROWS + 1) * HIGH}pt, margin: 0pt)
#set block(spacing: 0pt)
#for (family, style, weight) in given.faces {{
  set text(font: scripts + (family, "Source Serif 4", "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"))
  // Fonts with sizes of design look otherwise at another: these are those of running text.
  set text(style: style, weight: weight, lang: given.language)
  set text(size: if family == "{TEXT}" {{ 11pt }} else {{ 10.8pt }})
  for rows in given.words.chunks({ROWS}) {{
    page(for word in rows {{ block(height: {HIGH}pt, width: 100%, inset: 20pt, word) }})
  }}
}}
"""


def looked_for(
    quotations: Sequence[QuotationModel], evidence: EvidenceModel, labels: Mapping[str, Any]
) -> Iterator[str]:
    """All that is looked for in the document, quotations first."""
    yield from (quotation.text for quotation in quotations)
    told = evidence.predicate.model_dump(include={"sources", "findings", "document"}, mode="json")
    yield from strings([quotation.waiver and quotation.waiver.model_dump() for quotation in quotations])
    yield from strings([labels, told])


def strings(content: Any) -> Iterator[str]:
    """All strings in nested lists and mappings."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        yield from strings(list(content.values()))
    elif isinstance(content, Sequence):
        for item in content:
            yield from strings(item)


def known_words(texts: Iterable[str], renamed: str, language: str, options: RenderOptions) -> Words:
    """How the words of some texts are drawn of which a PDF may give no letters, the first of them where they are very
    many; none where they cannot be set.

    Args:
        renamed: letters that the PDF gives a reader otherwise than they are named.
        options: the author's own fonts, as far as they are at hand.
    """
    words = dict.fromkeys(word for text in texts for word in words_in(text))
    found = (part for word in words for part in _parts(word) if unsure(part, renamed))
    wanted = list(islice(dict.fromkeys(found), MOST))
    if not wanted:
        return []
    try:
        faces = choose(" ".join(wanted), options)
        own = "".join(f"[{letters[1:-1]}]|" for _, letters in faces.scripts)
        apart = all(re.fullmatch(f"(?:{own}[{_JOINERS}])+", word) for word in wanted)
        families = dict.fromkeys((*(font.family for font in fonts_of(options.templates)), *_FAMILIES))
        cuts = [(family, *cut) for family in (_FAMILIES[:1] if apart else families) for cut in _CUTS]
        scripts = faces.told()["scripts"]
        given = {"words": wanted, "faces": cuts, "scripts": scripts, "language": language.split("-")[0].lower()}
        files = {"main.typ": _SPECIMEN.encode(), "words.json": json.dumps(given).encode()}
        made = typeset(files, faces, timeout=_SECONDS, format="pdf", standards=["a-3a", "ua-1"])
        drawn = isolated("pdf_specimen")(made, Context()).metadata["rows"]
    except BriefkitError:
        return []
    rows = [*wanted, *[""] * (-len(wanted) % ROWS)] * len(cuts)
    return [(word, *one) for word, one in zip(rows, drawn, strict=True) if one and word]


def _parts(word: str) -> Iterator[str]:
    """The word, and what of one with marks may stand before or behind a line's end: letters of two cases are broken."""
    yield word
    kinds = {unicodedata.category(char) for char in unicodedata.normalize("NFC", word)}
    for at in range(2, len(word) - 1) if "Mn" in kinds and "Ll" in kinds else ():
        if unicodedata.category(word[at])[0] != "M":
            yield from (word[:at], word[at:])


def words_in(text: str) -> Iterator[str]:
    """The runs of letters and their marks."""
    for letters, run in groupby(text, key=lambda char: unicodedata.category(char)[0] in "LM" or char in _JOINERS):
        if letters:
            yield "".join(run)
