"""The pages of the documentation: those made by the code are as it makes them, and links lead somewhere."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md")])
_LINK = re.compile(r"(?<!\\)\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)\s]*)?\)")


def test_the_page_of_rules_is_the_one_of_the_code() -> None:
    made = runpy.run_path(str(DOCS / "make_rules.py"))["page"]()
    assert (DOCS / "rules.md").read_text("utf-8") == made, "make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target, anchor in _LINK.findall(text):
        there = page.parent / target
        assert there.exists(), f"{page.name}: {target}"
        if page.parent == DOCS and there.suffix == ".md":
            assert there.resolve().parent == DOCS, f"{page.name}: {target} is no page of the site"
        if anchor and there.suffix == ".md":
            assert anchor[1:] in anchors(there.read_text("utf-8")), f"{page.name}: {target}{anchor}"


def anchors(text: str) -> set[str]:
    """The anchors of headings, as GitHub and the site make them."""
    headings = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_every_page_is_in_the_index() -> None:
    listed = set(re.findall(r"^([a-z-]+)$", (DOCS / "index.md").read_text("utf-8"), re.MULTILINE))
    assert {page.stem for page in DOCS.glob("*.md")} - {"index"} == listed


def test_every_module_is_in_the_picture_of_the_architecture() -> None:
    page = (DOCS / "architecture.md").read_text("utf-8")
    named = {name.rstrip("/") for name in re.findall(r"`([a-z]+/?)`", page)}
    package = ROOT / "src" / "briefkit"
    modules = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert {name for name in modules if not name.startswith("__")} <= named
