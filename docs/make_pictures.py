"""Makes the pictures of docs/pictures anew, from documents as they are built now: `make pictures`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

from briefkit.render.typesetter import typeset

DOCS = Path(__file__).parent
PICTURES = DOCS / "pictures"
GOLD = DOCS.parent / "tests" / "gold" / "harbour.typ"
TEMPLATES = ("brief", "report", "note", "plain")
FACSIMILES = """\
---
title: What the water took
date: 2024-06-01
---

The account “was asked for by people who had stopped believing accounts” [@harbour], each of which “counted the stones
that were laid and left out those that the sea had carried off again” [@harbour].
"""

_SHEETS = """
#set page(width: auto, height: auto, margin: 1pt, fill: luma(170))
#let sheet(name, width, height) = {{
  let format = (encoding: "rgb8", width: width, height: height)
  image(name, format: format, width: width * 1pt)
}}
#stack(dir: ltr, spacing: 1pt, {})
"""


def picture(name: str, pdf: Path, pages: list[int], scale: float, below: float = 0) -> None:
    """A PNG of these pages beside each other, `scale` pixels to the point, without the `below` points at their foot."""
    document = pypdfium2.PdfDocument(pdf)
    files, sheets = {}, []
    for page in pages:
        drawn = document[page - 1].render(scale=scale, rev_byteorder=True, crop=(0, below, 0, 0))
        rows = bytes(drawn.buffer)
        files[f"{page}.rgb"] = b"".join(rows[y * drawn.stride :][: drawn.width * 3] for y in range(drawn.height))
        sheets.append(f'sheet("{page}.rgb", {drawn.width}, {drawn.height})')
    files["main.typ"] = _SHEETS.format(", ".join(sheets)).encode()
    (PICTURES / f"{name}.png").write_bytes(typeset(files, timeout=60, format="png", ppi=72))


def run(folder: Path, *arguments: str) -> None:
    """briefkit in a folder. Raises CalledProcessError."""
    told = subprocess.run([sys.executable, "-m", "briefkit", *arguments], cwd=folder, capture_output=True, check=False)
    if told.returncode:
        sys.exit(f"briefkit {' '.join(arguments)}: {told.stdout.decode()}{told.stderr.decode()}")


def sample(folder: Path) -> None:
    """The first page of the sample report, and the first of its appendix."""
    run(DOCS.parent, "build", "--to", "pdf", "--output-dir", str(folder))
    (pdf,) = folder.glob("*.pdf")
    picture("report", pdf, [1], 1.3)
    picture("appendix", pdf, [5], 1.3)


def facsimiles(folder: Path) -> None:
    """Entries with the lines of their source as they are printed."""
    (folder / "sources").mkdir()
    (folder / "reports").mkdir()
    (folder / "sources" / "harbour.pdf").write_bytes(typeset({"main.typ": GOLD.read_bytes()}, timeout=60, format="pdf"))
    (folder / "sources" / "sources.yaml").write_text(
        "- {id: harbour, type: book, title: The Harbour at Skerrow, issued: 1909, author: [{family: Halloran}]}\n",
        "utf-8",
    )
    (folder / "reports" / "water.md").write_text(FACSIMILES, "utf-8")
    run(folder, "build", "--to", "pdf", "--facsimile")
    picture("facsimile", folder / "build" / "water.pdf", [2], 1.3, below=440)


def template(folder: Path, name: str) -> None:
    """The first two pages of what `briefkit init --template` begins, its misquotation mended."""
    run(folder, "init", "--template", name, ".")
    report = folder / "reports" / "ferry.md"
    report.write_text(report.read_text("utf-8").replace("34 minutes", "43 minutes"), "utf-8")
    run(folder, "build", "--to", "pdf")
    picture(f"template-{name}", folder / "build" / "ferry.pdf", [1, 2], 0.93)


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in ("sample", "facsimile", *TEMPLATES):
            (folder / name).mkdir()
        sample(folder / "sample")
        facsimiles(folder / "facsimile")
        for name in TEMPLATES:
            template(folder / name, name)


if __name__ == "__main__":
    main()
