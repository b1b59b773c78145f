"""Letters of quotations in a PDF, held against what its fonts call them: a font may draw “3” and call it “2”.

Each is set anew in the faces of a build, and must look the same there.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from briefkit.errors import BriefkitError
from briefkit.match.strict import plain
from briefkit.render.fonts import TEXT, WIDE, fonts_of
from briefkit.render.typefaces import choose
from briefkit.render.typesetter import typeset
from briefkit.sources.extracted import Context
from briefkit.sources.isolated import isolated
from briefkit.sources.pdf_shapes import CELL, CELLS, DOWN, LEFT, SIZE

if TYPE_CHECKING:
    from briefkit.render.options import RenderOptions

_SECONDS = 30.0
_LONG = 200.0
_CUTS = (("normal", 400), ("italic", 400), ("normal", 700), ("italic", 700))
_FAMILIES = (TEXT, WIDE, "Source Sans 3", "DejaVu Sans Mono", "Libertinus Serif", "New Computer Modern")
_FEATURES = ("sups", "subs", "smcp")
"""What sets raised and lowered letters, and small capitals."""
_JOINED = (re.compile("(?=([fFtTQc][a-z]))"), re.compile("(?=([fFtTQc][a-z][a-z]))"))
"""What fonts may set as one."""
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_Page = tuple[tuple[str, str, int, list[str]], list[str]]
"""Family, style, weight and features; and what stands on the page."""
_SIGNS = "-‐–—−…'\"“”‘’„‚«»‹›.,;:()[]/0123456789"
"""What typesetting may put in the place of what was written, and what stands beside."""
_SPECIMEN = f"""\
#let given = json("letters.json")
#let scripts = given.scripts.map(it => (name: it.name, covers: regex(it.covers)))
#let last-fonts = given.spare + ("Source Serif 4", "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
#set document(title: "Letters")
#set page(width: {CELL * CELLS}pt, height: {CELL * CELLS}pt, margin: 0pt)
#for (face, forms) in given.pages {{
  let (family, style, weight, features) = face
  set text(font: scripts + (family,) + last-fonts, style: style, weight: weight, features: features)
  set text(size: {SIZE}pt, number-type: "lining", top-edge: "baseline", bottom-edge: "baseline")
  set text(lang: given.language, dir: ltr)
  page(for (at, form) in forms.enumerate() {{
    let (row, column) = (calc.quo(at, {CELLS}), calc.rem(at, {CELLS}))
    place(top + left, dx: column * {CELL}pt + {LEFT}pt, dy: row * {CELL}pt + {DOWN}pt, form)
  }})
}}
"""


class Unlike(NamedTuple):
    """A letter that does not look like its name: the number of its range, its name, what it looks like, "" where that
    is not known, and its font."""

    range: int
    name: str
    drawn: str
    font: str


def unlike(
    data: bytes,
    ranges: Sequence[tuple[int, int, int]],
    texts: Sequence[str],
    language: str,
    options: RenderOptions,
    formulas: bytes,
) -> list[Unlike] | None:
    """The letters of a PDF that do not look like what it calls them; None where that could not be looked at.

    Args:
        ranges: of each its page, from 1, its start and its end in the text that PDFium gives of that page.
        texts: what the ranges may have, one a range; other letters in them do not matter.
        options: the author's own fonts, as far as they are at hand.
        formulas: those of the ranges as a build sets them, a PDF; empty where they have none.
    """
    left = [*ranges]
    own = {text: plain(text) for text in dict.fromkeys(texts)}
    forms = _forms(own)
    found: list[Unlike] = []
    try:
        for laid in (_usual, _rare):
            pages, specimen = _specimen(laid, forms, language, options)
            seen = map(Unlike._make, _held(data, left, pages, specimen, formulas))
            found = [one for one in seen if plain(one.name) in own[texts[one.range]] and _other(one)]
            failed = {one.range for one in found}
            left = [one if number in failed else (one[0], 0, 0) for number, one in enumerate(ranges)]
            if not failed:
                break
    except BriefkitError:
        return None
    return found


def _other(one: Unlike) -> bool:
    """Whether what it looks like is not the same by another name: a ligature that somebody typed is its letters."""
    return plain(one.drawn) != plain(one.name)


def _held(
    data: bytes, ranges: Sequence[tuple[int, int, int]], forms: list[list[str]], specimen: bytes, formulas: bytes
) -> list[Any]:
    told = {"lengths": [len(specimen), len(formulas)], "forms": forms, "ranges": [*ranges]}
    return list(isolated("pdf_held", _LONG)(specimen + formulas + data, Context(told)).metadata["unlike"])


def _forms(texts: Iterable[str]) -> list[str]:
    """The letters of some texts, and what of them a font may set as one."""
    found = {*_SIGNS}
    for text in texts:
        whole = _LIGATURE.sub(lambda typed: plain(typed[0]), unicodedata.normalize("NFC", text))
        found.update(char for char in whole if unicodedata.category(char)[0] not in "ZCM")
        found.update(match[1] for joined in _JOINED for match in joined.finditer(whole))
    return sorted(found)


def _specimen(
    laid: Callable[..., Iterator[_Page]], forms: Sequence[str], language: str, options: RenderOptions
) -> tuple[list[list[str]], bytes]:
    """What stands on its pages, and the PDF. Raises BriefkitError."""
    faces = choose("".join(forms), options)
    scripts = re.compile("|".join(letters for _, letters in faces.scripts) or "(?!)")
    apart, others = ([form for form in forms if bool(scripts.match(form)) is which] for which in (True, False))
    own = [font.family for font in fonts_of(options.templates)]
    pages = [*laid(apart, others, [*dict.fromkeys((*own, faces.serif))])]
    given = {"pages": pages, "language": language.split("-")[0].lower() or "en", **faces.told()}
    files = {"main.typ": _SPECIMEN.encode(), "letters.json": json.dumps(given).encode()}
    return [page for _, page in pages], typeset(files, faces, timeout=_SECONDS, format="pdf", standards=[])


def _usual(apart: Sequence[str], others: Sequence[str], families: Sequence[str]) -> Iterator[_Page]:
    yield from _laid(apart, families[-1:], _CUTS)
    yield from _laid(others, families, _CUTS)


def _rare(apart: Sequence[str], others: Sequence[str], families: Sequence[str]) -> Iterator[_Page]:
    """With headings, small capitals and raised letters."""
    every = dict.fromkeys((*families, *_FAMILIES))
    cuts = (*_CUTS, ("normal", 600))
    yield from _laid(apart, families[-1:], cuts)
    yield from _laid(others, every, cuts)
    for feature in _FEATURES:
        yield from _laid([form for form in others if len(form) == 1], every, cuts, [feature])


def _laid(
    forms: Sequence[str], families: Iterable[str], cuts: Iterable[tuple[str, int]], features: Sequence[str] = ()
) -> Iterator[_Page]:
    """The forms on pages, in every cut of some families."""
    parts = [[*forms[start : start + CELLS**2]] for start in range(0, len(forms), CELLS**2)]
    return (((family, *cut, [*features]), part) for family in families for cut in cuts for part in parts)
