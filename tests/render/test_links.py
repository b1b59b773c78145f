"""Links to passages: the page of a PDF, the words of a web page; none for what has no address."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.render.conftest import SVG

from briefkit.model import CheckedReport, Match, Source
from briefkit.render import RenderOptions, render
from briefkit.render.links import link_to

MATCH = Match("a", "the river, un-dammed & free, rose", 0, 33, page=4)
LONG = Match("a", " ".join(f"w{n}" for n in range(30)), 0, 99)


def source(url: str, path: str = "sources/a.txt", **more: bool) -> Source:
    return Source("a", "text", path, metadata={"URL": url}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "match", "link"),
    [
        (source("https://x.org/a", "sources/a.pdf"), MATCH, "https://x.org/a#page=4"),
        (source("https://x.org/a.PDF#page=1"), MATCH, "https://x.org/a.PDF#page=4"),
        (source("https://x.org/a.pdf"), replace(MATCH, page=None), "https://x.org/a.pdf"),
        (
            source("https://x.org/a", "sources/a.html"),
            MATCH,
            "https://x.org/a#:~:text=the%20river%2C%20un%2Ddammed%20%26%20free%2C%20rose",
        ),
        (
            source("https://x.org/a#b", "a.html"),
            LONG,
            "https://x.org/a#b:~:text=w0%20w1%20w2%20w3%20w4,w25%20w26%20w27%20w28%20w29",
        ),
        (source("https://x.org/a"), MATCH, "https://x.org/a"),
        (source("https://x.org/a", "a.html"), replace(MATCH, text=""), "https://x.org/a"),
        (source('https://x.org/"><b>', "a.txt"), MATCH, "https://x.org/%22%3E%3Cb%3E"),
        (source("javascript:alert(1)"), MATCH, ""),
        (source("file:///etc/passwd"), MATCH, ""),
        (source(""), MATCH, ""),
        (source("https://x.org/a", private=True), MATCH, ""),
    ],
)
def test_link(given: Source, match: Match, link: str) -> None:
    assert link_to(given, match) == link


@pytest.mark.parametrize("to", ["html", "docx", "pdf"])
def test_the_appendix_leads_there(
    make: Callable[..., CheckedReport], run_pandoc: Callable[[list[str], bytes], bytes], to: str
) -> None:
    checked = make()
    audit = checked.sources["audit"]
    linked = replace(audit, path="sources/audit.pdf", metadata={**audit.metadata, "URL": "https://x.org/r"})
    options = RenderOptions(images={"figures/late.svg": SVG})
    data = render(replace(checked, sources={"audit": linked}), to, options, run_pandoc)  # type: ignore[arg-type]
    if to == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = archive.read("word/_rels/document.xml.rels")
    if to == "pdf":
        import pypdfium2.raw as pdfium

        data = b"".join(_targets(pdfium, data))
    assert re.search(rb"https://x\.org/r#page=4", data)


def _targets(pdfium: object, data: bytes) -> list[bytes]:
    """The addresses that the pages of a PDF link to."""
    import ctypes
    from typing import Any, cast

    import pypdfium2

    raw = cast(Any, pdfium)
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        place, annotation = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page.raw, ctypes.byref(place), ctypes.byref(annotation)):
            action = raw.FPDFLink_GetAction(annotation)
            size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0) if action else 0
            buffer = ctypes.create_string_buffer(size)
            if size:
                raw.FPDFAction_GetURIPath(document.raw, action, buffer, size)
            found.append(buffer.value)
    return found
