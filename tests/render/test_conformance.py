"""Documents keep to the standards that they claim, as other programs examine them: PDF/A, PDF/UA, Office Open XML.

`BRIEFKIT_VERAPDF` is the class path of veraPDF's library (`.ci/verapdf` brings it and prints it), `BRIEFKIT_OOXML` a
program around the Open XML SDK (`.ci/ooxml`).
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.render.conftest import ACCEPTED, ALTERED, SVG, judgement

from briefkit.model import CheckedReport, Verdict, Waiver
from briefkit.render import RenderOptions, render
from briefkit.render.scripts import SCRIPTS
from briefkit.settings import DesignSettings

Make = Callable[..., CheckedReport]
RunPandoc = Callable[[list[str], bytes], bytes]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def png(height: int) -> bytes:
    """A picture of two columns."""
    head = struct.pack(">LLBBBBB", 2, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0\xff\0\0\0\xff\0" * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PNG = png(2)
OPTIONS = RenderOptions(images={"figures/late.svg": SVG}, date="2025-09-12", evidence=b'{"quotations": []}')
ARABIC = (
    "---\ntitle: التقرير\nlang: ar\n---\n\n# مقدمة\n\n"
    "يقول [“يولد جميع الناس أحرارا”]{.bk-quotation number=1} [@audit, p. 4] words.\n"
)
CHINESE = "---\ntitle: 报告\n---\n\n[“人人生而自由”]{.bk-quotation number=1} [@audit, p. 4]\n"
WAIVED = "\n\n".join(f"[“waived {number}”]{{.bk-quotation number={number}}} [@audit]." for number in range(1, 13))
EXTREME = f"""\
# One

## Two

### Three

#### Four

##### Five

###### Six

A ![small](small.png) picture in a line.[^n]

![A tall picture](tall.png)

$${" + ".join(f"a_{{{number}}}" for number in range(60))}$$

***

| {" | ".join("ABCDEFGHIJKL")} |
|{"---|" * 12}
| {" | ".join(["hundreds and hundreds"] * 12)} |

{WAIVED}

[^n]: A note.

    > With a quote that is none.
"""
RICH = """\
---
title: "Much in one"
lang: de
---

# One

1. a list

   - in a list, with [“Zitat”]{.bk-quotation number=1} [@audit] and ~~struck~~, H~2~O, ^2^, `code`

2. ![](figures/late.svg){alt="Bars"}

### A level left out

Term

:   Definition[^a] with a [link](https://example.org/a), **bold *and italic***

| A | B |
|---|---|
| x | $\\frac{a}{b}$ |

> A quote that is none.

``` python
print("x")
```

$$e = mc^2$$

[^a]: Note.
"""


@pytest.fixture(scope="module")
def verapdf() -> str:
    path = os.environ.get("BRIEFKIT_VERAPDF", "")
    if not path or shutil.which("javac") is None:
        pytest.skip("BRIEFKIT_VERAPDF names no class path, or there is no Java")
    return path


def examine(verapdf: str, *asked: str) -> subprocess.CompletedProcess[str]:
    program = Path(__file__).with_name("Conformance.java")
    command = ["java", "-cp", verapdf, str(program), *asked]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=280, check=False)


def documents(make: Make) -> dict[str, tuple[CheckedReport, RenderOptions]]:
    """A document for each way in which one can be made."""
    quoted = (judgement(1, "Zitat"),)
    arabic = (judgement(1, "يولد جميع الناس أحرارا"),)
    chinese = (judgement(1, "人人生而自由"),)
    waiver = Waiver("heard by phone", "A. Editor", "2099-12-31")
    waived = tuple(judgement(number, f"waived {number}", Verdict.WAIVED, waiver=waiver) for number in range(1, 13))
    linked = replace(judgement(2, "in 26 per cent of cases", Verdict.EDITED), warnings=("look again",))
    design = DesignSettings(logo="logo.png", logo_alt="A logo", title_page=True, paper="letter", appendix="short")
    found = {
        "usual": (make(), OPTIONS),
        "noted": (make(judgements=(ACCEPTED[0], linked, *ACCEPTED[2:])), OPTIONS),
        "draft": (make(judgements=(ACCEPTED[0], ALTERED, *ACCEPTED[2:])), replace(OPTIONS, draft=True)),
        "contents": (make(), replace(OPTIONS, toc=True)),
        "rich": (make(RICH, quoted, language="de"), OPTIONS),
        "design": (make(), replace(OPTIONS, design=design, logo=PNG)),
        "facsimile": (make(), replace(OPTIONS, facsimiles={2: (PNG,), 5: (PNG, PNG)})),
        "extreme": (make(EXTREME, waived), replace(OPTIONS, images={"small.png": PNG, "tall.png": png(2000)})),
        "bare": (make(), replace(OPTIONS, design=DesignSettings(appendix="off"))),
    }
    extras = {script.extra for script in SCRIPTS if script.folders}
    if "arabic" in extras:
        found["arabic"] = (make(ARABIC, arabic, language="ar"), OPTIONS)
    if "cjk" in extras:
        found["chinese"] = (make(CHINESE, chinese, language="zh"), OPTIONS)
    return found


@pytest.mark.slow
def test_every_pdf_keeps_to_its_standards(verapdf: str, make: Make, run_pandoc: RunPandoc, tmp_path: Path) -> None:
    asked: list[str] = []
    for name, (checked, options) in documents(make).items():
        for standard in ("a-3a", "a-2b"):
            path = tmp_path / f"{name}-{standard}.pdf"
            path.write_bytes(render(checked, "pdf", replace(options, pdf_standard=standard), run_pandoc))
            asked += [standard[2:], str(path), "ua1", str(path)]
    done = examine(verapdf, *asked)
    assert done.returncode == 0, done.stdout.replace(str(tmp_path), "") + done.stderr[-2000:]
    assert done.stdout.count("conforms") == len(asked) // 2


@pytest.mark.slow
def test_the_examination_finds_faults(verapdf: str, make: Make, run_pandoc: RunPandoc, tmp_path: Path) -> None:
    """Else it would say nothing about the others."""
    path = tmp_path / "r.pdf"
    path.write_bytes(render(make(), "pdf", OPTIONS, run_pandoc).replace(b"/MarkInfo", b"/MarkInfX"))
    done = examine(verapdf, "ua1", str(path), "2b", str(path))
    assert done.returncode == 1
    assert done.stdout.count("FAILS") == 2


@pytest.mark.slow
def test_every_docx_keeps_to_the_schemas(make: Make, run_pandoc: RunPandoc, tmp_path: Path) -> None:
    validator = os.environ.get("BRIEFKIT_OOXML", "")
    if not validator or shutil.which("node") is None:
        pytest.skip("BRIEFKIT_OOXML names no validator, or there is no Node.js")
    for name, (checked, options) in documents(make).items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(render(checked, "docx", replace(options, comments="always"), run_pandoc))
        done = subprocess.run(["node", validator, str(path)], capture_output=True, text=True, timeout=60, check=False)
        told = json.loads(done.stdout)
        assert told["ok"], (name, told["errors"][:5])


@pytest.mark.parametrize("name", ["usual", "noted", "draft", "contents", "rich", "design", "extreme", "bare"])
def test_a_docx_names_no_style_that_it_lacks(name: str, make: Make, run_pandoc: RunPandoc) -> None:
    checked, options = documents(make)[name]
    with zipfile.ZipFile(io.BytesIO(render(checked, "docx", options, run_pandoc))) as archive:
        parts = {part: archive.read(part).decode() for part in archive.namelist() if part.endswith(".xml")}
    styles = set(re.findall(r'w:styleId="([^"]+)"', parts["word/styles.xml"]))
    named = set(re.findall(r'<w:(?:[prt]|tbl)Style w:val="([^"]+)"', "".join(parts.values())))
    based = set(re.findall(r'<w:(?:basedOn|next|link) w:val="([^"]+)"', parts["word/styles.xml"]))
    assert named | based <= styles
