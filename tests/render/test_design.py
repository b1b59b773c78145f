"""The look that the settings ask for: colours, fonts, logo, paper, title page and the length of the appendix."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import pypdfium2
import pytest
from tests.render.conftest import ACCEPTED, ALTERED, SVG

from briefkit.colors import contrast, readable
from briefkit.errors import RenderError
from briefkit.model import CheckedReport
from briefkit.render import RenderOptions, render
from briefkit.settings import DesignSettings

Format = Literal["pdf", "docx", "html"]
FORMATS: tuple[Format, ...] = ("pdf", "docx", "html")
Make = Callable[..., CheckedReport]
RunPandoc = Callable[[list[str], bytes], bytes]


def options(
    draft: bool = False, logo: bytes = b"", templates: dict[str, Any] | None = None, **design: Any
) -> RenderOptions:
    plain = RenderOptions(images={"figures/late.svg": SVG}, date="2025-09-12", draft=draft, logo=logo)
    return replace(plain, design=DesignSettings(**design), templates=templates or {})


def text(data: bytes, to: Format) -> str:
    """What a reader sees, roughly, with single spaces."""
    if to == "pdf":
        with pypdfium2.PdfDocument(data) as pdf:
            shown = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    elif to == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            shown = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode().replace("</w:p>", "\n"))
    else:
        shown = re.sub(r"<(style|script).*?</\1>|<[^>]+>", "", data.decode(), flags=re.DOTALL)
    return " ".join(shown.split())


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def own_font() -> bytes:
    """A font of the package under another name of the same length."""
    spec = find_spec("fontpkg_source_sans_3")
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0]) / "files"
    data = next(path for path in sorted(folder.iterdir()) if "Italic" not in path.name).read_bytes()
    return data.replace("Source Sans".encode("utf-16-be"), "Sample Sans".encode("utf-16-be"))


# --- the appendix -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("appendix", ["full", "short", "off"])
def test_no_appendix_hides_what_was_rejected(make: Make, run_pandoc: RunPandoc, to: Format, appendix: str) -> None:
    checked = make(judgements=(ACCEPTED[0], ALTERED, *ACCEPTED[2:]))
    shown = text(render(checked, to, options(draft=True, appendix=appendix), run_pandoc), to)
    assert "quotation is not verified" in shown
    assert "Not verified (1)" in shown
    assert "The passage is there, but its words were changed." in shown
    for waived in [judgement.waiver for judgement in ACCEPTED if judgement.waiver]:
        assert shown.count(waived.reason) >= 2, "in the summary and on its card"


@pytest.mark.parametrize("to", FORMATS)
def test_a_short_appendix_has_numbers_where_nothing_is_to_be_said(
    make: Make, run_pandoc: RunPandoc, to: Format
) -> None:
    full, short, off = (
        text(render(make(), to, options(appendix=a), run_pandoc), to).rpartition("Verification appendix")[2]
        for a in ("full", "short", "off")
    )
    assert "In the source" in full
    assert "Word for word" in full
    assert "Word for word" in short
    assert "Only what needs a word" in short
    assert len(off) < len(short) < len(full)
    assert make().report.sha256 in full
    assert make().report.sha256 in short
    assert make().report.sha256 in off


@pytest.mark.parametrize("appendix", ["short", "off"])
def test_every_link_of_the_page_leads_somewhere(make: Make, run_pandoc: RunPandoc, appendix: str) -> None:
    page = render(make(), "html", options(appendix=appendix), run_pandoc).decode()
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets
    assert targets <= set(re.findall(r'id="([^"]+)"', page))


# --- colours, fonts, paper --------------------------------------------------------------------------------------------


def test_a_colour_is_told_dark_enough_and_light_enough() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    lighter = readable("#7a2e0e", ("#14181e",), "#ffffff")
    assert contrast(lighter, "#14181e") >= 4.5
    assert readable("#1d4673", ("#ffffff",), "#000000") == "#1d4673"


def test_the_accent_reaches_every_format(make: Make, run_pandoc: RunPandoc) -> None:
    chosen = options(accent="#7a2e0e")
    page = render(make(), "html", chosen, run_pandoc).decode()
    assert "--accent: #7a2e0e" in page.partition("</style>")[0]
    styles = part(render(make(), "docx", chosen, run_pandoc), "word/styles.xml")
    assert re.search(r'w:styleId="Heading1".*?<w:color w:val="7A2E0E" ?/>', styles, re.DOTALL)
    assert 'w:styleId="QuotedNoted"' in styles
    assert 'w:color="1D4673"' in styles, "the colour of a verdict is no matter of taste"
    with pypdfium2.PdfDocument(render(make(), "pdf", chosen, run_pandoc)) as pdf:
        pixels = bytes(pdf[0].render(scale=1).buffer)
    assert bytes((0x0E, 0x2E, 0x7A)) in pixels, "blue, green, red"


@pytest.mark.parametrize("to", FORMATS)
def test_an_own_font(make: Make, run_pandoc: RunPandoc, to: Format) -> None:
    font = own_font()
    data = render(make(), to, options(heading_font="Sample Sans 3", templates={"fonts/sample.ttf": font}), run_pandoc)
    if to == "docx":
        assert 'w:ascii="Sample Sans 3"' in part(data, "word/styles.xml")
    elif to == "html":
        assert '@font-face { font-family: "Sample Sans 3"; font-weight: 200 900; font-style: normal' in data.decode()
        assert "font-src data:" in data.decode()
    else:
        with pypdfium2.PdfDocument(data) as pdf:
            names = {obj.get_font().get_base_name() for obj in pdf[0].get_objects() if hasattr(obj, "get_font")}
        assert any("Source" in name or "Sample" in name for name in names)


@pytest.mark.parametrize("to", ["pdf", "html"])
def test_a_font_that_is_nowhere_is_told(make: Make, run_pandoc: RunPandoc, to: Format) -> None:
    with pytest.raises(RenderError, match="there is no font “Nowhere Grotesk”") as caught:
        render(make(), to, options(font="Nowhere Grotesk"), run_pandoc)
    assert "Source Serif 4" in str(caught.value.advice)


@pytest.mark.parametrize(
    "junk", [b"", b"no font", b"\x00\x01\x00\x00\xff\xff" + b"x" * 40, b"OTTO" + struct.pack(">H", 1)]
)
def test_a_file_that_is_no_font_is_told(make: Make, run_pandoc: RunPandoc, junk: bytes) -> None:
    with pytest.raises(RenderError, match=r"templates/fonts/a\.ttf is no font"):
        render(make(), "html", options(font="Sample Sans 3", templates={"fonts/a.ttf": junk}), run_pandoc)


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_paper(make: Make, run_pandoc: RunPandoc, paper: str, size: tuple[int, int]) -> None:
    chosen = options(paper=paper)
    with pypdfium2.PdfDocument(render(make(), "pdf", chosen, run_pandoc)) as pdf:
        assert tuple(round(side) for side in pdf[0].get_size()) == size
    document = part(render(make(), "docx", chosen, run_pandoc), "word/document.xml")
    high, wide = re.findall(r'<w:pgSz w:h="(\d+)" w:w="(\d+)"', document)[-1]
    assert (round(int(wide) / 20), round(int(high) / 20)) == size
    assert ("size: letter" in render(make(), "html", chosen, run_pandoc).decode()) == (paper == "letter")


# --- logo and title page ----------------------------------------------------------------------------------------------


def test_a_logo(make: Make, run_pandoc: RunPandoc) -> None:
    chosen = options(logo=SVG, logo_alt="Office of Samples")
    assert '<img src="data:image/svg+xml;base64,' in (page := render(make(), "html", chosen, run_pandoc).decode())
    assert 'alt="Office of Samples"' in page
    assert 'descr="Office of Samples"' in part(render(make(), "docx", chosen, run_pandoc), "word/document.xml")
    pdf = render(make(), "pdf", chosen, run_pandoc)
    assert pdf != render(make(), "pdf", options(), run_pandoc)
    assert render(make(), "pdf", options(logo=SVG), run_pandoc) != pdf, "without words it is an ornament"


def test_a_logo_that_no_word_processor_shows_is_told(make: Make, run_pandoc: RunPandoc) -> None:
    with pytest.raises(RenderError, match="WEBP"):
        render(make(), "html", options(logo=b"RIFF\0\0\0\0WEBP"), run_pandoc)


def test_a_title_page_bears_the_summary_and_nothing_of_the_text(make: Make, run_pandoc: RunPandoc) -> None:
    with pypdfium2.PdfDocument(render(make(), "pdf", options(title_page=True), run_pandoc)) as pdf:
        first, second = (pdf[index].get_textpage().get_text_range() for index in (0, 1))
    assert "checked against" in first
    assert "The audit says" not in first
    assert "The audit says" in second
    document = part(render(make(), "docx", options(title_page=True), run_pandoc), "word/document.xml")
    assert document.index("checked against") < document.index("w:pageBreakBefore") < document.index("The audit says")
