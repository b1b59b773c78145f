"""Reports and templates of strangers: they read nothing outside the project, reach no network, run nothing, and end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SECRET = "the-secret-that-nobody-may-read"
GOOD = "It “rose by 26 centimetres” [@talk].\n"


@pytest.fixture
def home(project: Path) -> Path:
    """A project in a folder that also holds what is none of its business."""
    inner = project / "inner"
    inner.mkdir()
    for name in ("sources", "reports"):
        (project / name).rename(inner / name)
    (project / "secret.txt").write_text(SECRET, "utf-8")
    (project / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n" + SECRET.encode())
    (project / "secret.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text>{SECRET}</text></svg>', "utf-8")
    (project / "secret.json").write_text(f'[{{"id": "x", "title": "{SECRET}"}}]', "utf-8")
    (inner / "templates").mkdir()
    return inner


def build(home: Path, report: str = GOOD, *more: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """What the build says, and all that it wrote, as one text."""
    (home / "reports" / "r.md").write_text(report, "utf-8")
    command = [sys.executable, "-m", "briefkit", "build", "--draft", *more]
    env = {**os.environ, "SECRET": SECRET}
    done = subprocess.run(
        command, cwd=home, env=env, capture_output=True, text=True, encoding="utf-8", timeout=150, check=False
    )
    written = [done.stdout, done.stderr]
    for path in sorted((home / "build").glob("*")) if (home / "build").is_dir() else ():
        data = path.read_bytes()
        written.append(data.decode("utf-8", "replace"))
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as archive:
                written += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
        if path.suffix == ".pdf":
            import pypdfium2

            document = pypdfium2.PdfDocument(data)
            written += [page.get_textpage().get_text_range() for page in document]
    return done, "\n".join(written)


def meta(line: str) -> str:
    return f"---\ntitle: x\n{line}\n---\n\n{GOOD}"


REPORTS = {
    "a bibliography elsewhere": meta("bibliography: ../secret.json\nnocite: '@x'"),
    "a style elsewhere": meta("csl: ../secret.txt"),
    "a style in the network": meta("csl: http://127.0.0.1:9/style.csl"),
    "a header file": meta("header-includes: '`#read(\"../secret.txt\")`{=typst}'"),
    "files to include": meta(
        "include-before: ../secret.txt\ninclude-in-header: ../secret.txt\ntemplate: ../secret.txt"
    ),
    "an abstract that is Typst": meta('abstract: `#read("/../secret.txt")`{=typst}'),
    "raw Typst": GOOD + '\n`#read("../secret.txt")`{=typst}\n\n```{=typst}\n#read("../secret.txt")\n```\n',
    "raw HTML": GOOD + '\n<iframe src="../secret.txt"></iframe><script>alert(1)</script>\n',
    "raw XML of Word": GOOD + "\n`<w:altChunk r:id='x'/>`{=openxml}\n",
    "Typst in attributes": GOOD
    + '\n[x]{typst:text:fill="read(\\"../secret.txt\\")"}\n\n::: {typst:inset="read(\\"../secret.txt\\")"}\ny\n:::\n',
    "Typst in a table": GOOD + '\n| a |\n|---|\n| b |\n\n: c {typst:fill="read(\\"../secret.txt\\")"}\n',
    "Typst in words": GOOD + '\n#read("../secret.txt") #include "../secret.txt" \\#read("../secret.txt")\n',
    "Typst in math": GOOD + '\n$#read("../secret.txt")$ $\\input{../secret.txt}$\n',
    "Typst in code": GOOD + '\n`#read("../secret.txt")`\n\n```typst\n#read("../secret.txt")\n```\n',
    "Typst in a heading": GOOD + '\n# x #read("../secret.txt") {#id"]#read("../secret.txt")}\n',
    "Typst in a link": GOOD + '\n[x](https://example.org/"\\)#read("../secret.txt"\\))\n',
    "Jinja": GOOD + "\n{{ ''.__class__.__mro__ }} {% include '../secret.txt' %}\n",
    "an image elsewhere": GOOD + "\n![x](../secret.png) ![y](../secret.svg)\n",
    "an absolute image": GOOD + "\n![x](/etc/hostname)\n",
    "an image by its address": GOOD + "\n![x](http://127.0.0.1:9/x.png) ![y](file:../secret.svg)\n",
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_reads_nothing_outside(home: Path, name: str) -> None:
    done, written = build(home, REPORTS[name])
    assert SECRET not in written
    assert "Traceback" not in done.stderr
    assert "<script>alert" not in written


def test_a_link_that_leads_out_is_no_image(home: Path) -> None:
    os.symlink(home.parent / "secret.svg", home / "reports" / "in.svg")
    done, written = build(home, GOOD + "\n![x](in.svg)\n")
    assert SECRET not in written
    assert "in.svg" in done.stdout + done.stderr


def test_an_svg_of_the_project_reads_nothing(home: Path) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
        '<image xlink:href="../secret.png" width="9" height="9"/><image href="file:../secret.svg"/>'
        '<script>fetch("http://127.0.0.1:9/")</script></svg>'
    )
    (home / "reports" / "in.svg").write_text(svg, "utf-8")
    _, written = build(home, GOOD + "\n![x](in.svg)\n")
    assert SECRET not in written


TYPST = '#import "briefkit.typ": *\n#show: document-style\n'
TEMPLATES = {
    "report.typ": [
        '#read("/etc/hostname")',
        '#read("../secret.txt")',
        '#read("/../../secret.txt")',
        '#image("../secret.svg")',
        '#include "../secret.typ"',
        '#import "@preview/cetz:0.3.0"',
        '#plugin("../secret.txt")',
        '#json("http://127.0.0.1:9/x.json")',
        "#sys.inputs",
    ],
    "report.html": [
        "{% include '../secret.txt' %}",
        "{% include '/etc/hostname' %}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.environ }}",
        "{{ self._TemplateReference__context }}",
        "{{ labels.__init__.__globals__ }}",
        "{{ document.changed.__globals__ }}",
        "{% for i in range(10**10) %}x{% endfor %}",
        "{% include '../../../../../../../../../../../../etc/hostname' %}",
        "{% include 'labels.toml' %}{% include '../labels.toml' %}",
        "{{ 1 / 0 }}",
        "{{ 'x' * 10**12 }}",
    ],
}
CASES = [(name, text) for name, texts in TEMPLATES.items() for text in texts]


@pytest.mark.parametrize(("name", "text"), CASES)
def test_a_template_reads_nothing_outside(home: Path, name: str, text: str) -> None:
    (home / "templates" / name).write_text((TYPST if name.endswith("typ") else "") + text, "utf-8")
    done, written = build(home, GOOD, "--to", "pdf" if name.endswith("typ") else "html")
    assert SECRET not in written
    assert "Traceback" not in done.stderr
    assert "PATH" not in written
    if "include" in text:
        assert done.returncode == 2
        assert "there is no template" in done.stderr or "Typst refused" in done.stderr


@pytest.mark.slow
def test_a_page_that_never_ends_is_ended(home: Path) -> None:
    import time

    from briefkit.render.within import within

    def forever() -> str:
        while True:
            time.sleep(0)

    with pytest.raises(TimeoutError):
        within(0.3, forever)
    assert within(5, lambda: "x") == "x"
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: str(1 / 0))


def test_a_style_of_the_author_that_is_hostile(home: Path) -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "../secret.txt">]>'
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>&a;</title>'
        "<id>x</id><updated>2025-01-01T00:00:00+00:00</updated></info>"
        '<citation><layout><text value="&a;"/></layout></citation></style>'
    )
    (home / "bad.csl").write_text(bomb, "utf-8")
    (home / "briefkit.toml").write_text('[build]\ncsl = "bad.csl"\n', "utf-8")
    done, written = build(home)
    assert SECRET not in written
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_template_that_never_ends_is_ended() -> None:
    from briefkit.errors import RenderError
    from briefkit.render.typesetter import typeset

    with pytest.raises(RenderError, match=r"took over 2 seconds|too many iterations|infinite"):
        typeset({"main.typ": b"#let i = 1\n#while i > 0 { i += 1 }"}, timeout=2, format="pdf")


@pytest.mark.slow
def test_everything_works_where_there_is_no_network(home: Path) -> None:
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("unshare cannot take the network away here")
    (home / "reports" / "r.md").write_text(GOOD, "utf-8")
    for command in (["build"], ["audit", "build/r.pdf", "build/r.docx", "build/r.html"]):
        done = subprocess.run(
            [unshare, "-rn", sys.executable, "-m", "briefkit", *command],
            cwd=home,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=150,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_no_connection_is_tried(home: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    (home / "reports" / "r.md").write_text(REPORTS["an image by its address"], "utf-8")
    log = home / "strace.log"
    command = [
        strace,
        "-f",
        "-e",
        "trace=connect",
        "-o",
        str(log),
        sys.executable,
        "-m",
        "briefkit",
        "build",
        "--draft",
    ]
    subprocess.run(command, cwd=home, capture_output=True, timeout=240, check=False)
    assert "AF_INET" not in log.read_text("utf-8", "replace")
