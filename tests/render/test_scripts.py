"""Scripts beyond Latin, Greek and Cyrillic: the fonts that an extra brings are used, and the lack of one names it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from tests.render.conftest import judgement

from briefkit.errors import RenderError
from briefkit.model import CheckedReport
from briefkit.render import RenderOptions, render, scripts
from briefkit.render.scripts import SCRIPTS, Script
from briefkit.render.typefaces import TEXT, WIDE, choose

Make = Callable[..., CheckedReport]
RunPandoc = Callable[[list[str], bytes], bytes]
TEXTS = {
    "arabic": ("ar", "يولد جميع الناس أحرارا"),
    "hebrew": ("he", "כל בני האדם נולדו בני חורין"),
    "devanagari": ("hi", "सभी मनुष्यों को गौरव"),
    "cjk": ("zh", "人人生而自由,在尊严和权利上一律平等"),
}
IDS = [script.extra for script in SCRIPTS]


def report(make: Make, extra: str) -> CheckedReport:
    language, words = TEXTS[extra]
    markdown = f"---\ntitle: {words}\n---\n\n# {words}\n\n**{words}** *{words}* [“{words}”]{{.bk-quotation number=1}}\n"
    return make(markdown, (judgement(1, words),), language=language)


def fonts(data: bytes) -> set[str]:
    """The families of the type that a PDF shows."""
    import pypdfium2.raw as pdfium

    names = set()
    for page in pypdfium2.PdfDocument(data):
        for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,)):
            font = pdfium.FPDFTextObj_GetFont(item.raw)
            length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
            import ctypes

            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
            names.add(buffer.value.decode())
    return names


@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_the_fonts_of_an_extra_are_used(script: Script, make: Make, run_pandoc: RunPandoc) -> None:
    if not script.folders:
        pytest.skip(f"the fonts of the extra {script.extra} are not installed")
    data = render(report(make, script.extra), "pdf", RenderOptions(), run_pandoc)
    wanted = script.family.replace(" ", "")
    used = {name.partition("+")[2].replace("-", "").lower() for name in fonts(data)}
    assert any(name.startswith(wanted.lower()) for name in used), used
    assert data == render(report(make, script.extra), "pdf", RenderOptions(), run_pandoc)


@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_without_the_fonts_the_extra_is_named(
    script: Script, make: Make, run_pandoc: RunPandoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    modules = {module for module, _ in script.modules}
    monkeypatch.setattr(scripts, "find_spec", lambda name: None if name in modules else find_spec(name))
    if not script.required:
        assert render(report(make, script.extra), "pdf", RenderOptions(), run_pandoc).startswith(b"%PDF-")
        return
    with pytest.raises(RenderError) as raised:
        render(report(make, script.extra), "pdf", RenderOptions(), run_pandoc)
    assert "no glyph for" in raised.value.problem
    assert f'"briefkit[{script.extra}]"' in (raised.value.advice or "")


def test_a_script_that_no_extra_has_is_told(make: Make, run_pandoc: RunPandoc) -> None:
    with pytest.raises(RenderError) as raised:
        render(make("A word: ᚠᚢᚦ\U000130a7.\n", ()), "pdf", RenderOptions(), run_pandoc)
    assert "EGYPTIAN" in raised.value.problem
    assert "pip install" not in (raised.value.advice or "")


@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_letters_tell_their_script_alone(script: Script) -> None:
    assert [one.extra for one in SCRIPTS if one.has(TEXTS[script.extra][1])] == [script.extra]


def test_other_text_asks_for_no_fonts() -> None:
    assert choose("Plain words, “quoted” … ✓ ≈ – Ελληνικά, Українська, naïve, 1²", RenderOptions()).scripts == ()


def own(script: Script) -> dict[str, str | bytes]:
    """The fonts of an extra as if the author had put them into the project."""
    if not script.folders:
        pytest.skip(f"the fonts of the extra {script.extra} are not installed")
    paths = sorted(path for folder in script.folders for path in Path(folder).rglob("*.[to]tf"))
    if not paths:
        pytest.skip("a collection of fonts is no font")
    return {f"fonts/{path.name}": path.read_bytes() for path in paths}


@pytest.mark.parametrize("script", SCRIPTS, ids=IDS)
def test_a_font_of_the_project_stands_in_for_an_extra(
    script: Script, make: Make, run_pandoc: RunPandoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = own(script)
    modules = {module for module, _ in script.modules}
    monkeypatch.setattr(scripts, "find_spec", lambda name: None if name in modules else find_spec(name))
    data = render(report(make, script.extra), "pdf", RenderOptions(templates=templates), run_pandoc)
    used = {name.partition("+")[2].replace("-", "").lower() for name in fonts(data)}
    assert any(name.startswith(script.family.replace(" ", "").lower()) for name in used), used


def test_a_font_of_the_project_without_the_letters_stands_in_for_none(
    make: Make, run_pandoc: RunPandoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    arabic, hebrew = (next(script for script in SCRIPTS if script.extra == name) for name in ("arabic", "hebrew"))
    templates = own(hebrew)
    monkeypatch.setattr(scripts, "find_spec", lambda name: None if name == "fontpkg_amiri" else find_spec(name))
    with pytest.raises(RenderError, match="no glyph for") as raised:
        render(report(make, arabic.extra), "pdf", RenderOptions(templates=templates), run_pandoc)
    assert "templates/fonts/" in (raised.value.advice or "")


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("A report with one Greek word, λόγος, " + "and hundreds of letters more. " * 20, TEXT),
        ("Ужгород — місто на заході України.", WIDE),
        ("Tất cả mọi người sinh ra đều được tự do.", WIDE),
        ("Ĉiuj homoj estas denaske liberaj kaj egalaj laŭ digno.", WIDE),
    ],
)
def test_a_text_is_set_in_one_design(text: str, family: str) -> None:
    assert choose(text, RenderOptions()).serif == family


@pytest.mark.parametrize(
    ("language", "turned", "own"),
    [("ar", True, "ar"), ("he-IL", True, "he"), ("fa", True, "fa"), ("ur", True, "en"), ("zh", False, "zh")],
)
def test_pages_run_as_their_language_does(
    language: str, turned: bool, own: str, make: Make, run_pandoc: RunPandoc
) -> None:
    page = render(make("A text.\n", (), language=language), "html", RenderOptions(), run_pandoc).decode()
    head = page[page.index("<html") :].partition(">")[0]
    assert ('dir="rtl"' in head) is turned
    way = "rtl" if own in ("ar", "he", "fa") else "ltr"
    assert f'<section lang="{own}" dir="{way}" class="bk-appendix">' in page


def test_a_document_from_right_to_left_says_so(make: Make, run_pandoc: RunPandoc) -> None:
    data: Any = render(make("A text.\n", (), language="he"), "pdf", RenderOptions(), run_pandoc)
    assert b"/R2L" in data
