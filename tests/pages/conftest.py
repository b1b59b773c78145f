"""Pages as users get them: a report that passes, a draft with misquotations, what the check says of both."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.pages.browser import Browser, chromium

ROOT = Path(__file__).parents[2]
MORE = """
# More

She said “a misquotation that stands nowhere” [@talks-chronology, p. 1], “nobody is cited for this”, and
“there is no such source” [@nobody]. It is [“no quotation”]{.title} but
[“taken on trust”]{.waived reason="heard by phone" by="A. Okafor" until=2099-01-31}
[@talks-chronology].
"""


DESIGN = """
[design]
accent = "#6f5a00"
logo = "logo.svg"
title_page = true
appendix = "short"
"""
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="60" height="30" fill="#6f5a00"/></svg>'
)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with report.html, draft.html, check.html about both, and designed/draft.html."""
    folder = tmp_path_factory.mktemp("pages")
    shutil.copytree(ROOT / "sources", folder / "sources")
    shutil.copytree(ROOT / "reports", folder / "reports")
    (sample,) = (folder / "reports").glob("*.md")
    text = sample.read_text("utf-8")
    sample.rename(sample.with_name("report.md"))
    (folder / "reports" / "draft.md").write_text(text.replace("; ", ", ") + MORE, "utf-8")
    (folder / "logo.svg").write_text(LOGO, "utf-8")
    for arguments in (
        "build --draft --to html --output-dir .",
        "check --format html --output check.html",
        "build --draft --to html --output-dir designed reports/draft.md",
    ):
        if "designed" in arguments:
            (folder / "briefkit.toml").write_text(DESIGN, "utf-8")
        command = [sys.executable, "-m", "briefkit", *arguments.split()]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr.decode()
    return folder


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    program = chromium()
    if program is None or os.name == "nt":
        pytest.skip("there is no Chromium here")
    with Browser(program) as browser:
        yield browser


@pytest.fixture
def browser(chrome: Browser) -> Browser:
    chrome.look()
    return chrome


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core: BRIEFKIT_AXE is its axe.min.js, which `.ci/axe` gets from npm."""
    path = os.environ.get("BRIEFKIT_AXE", "")
    if not path or not Path(path).is_file():
        pytest.skip("BRIEFKIT_AXE names no axe.min.js")
    return Path(path).read_text("utf-8")
