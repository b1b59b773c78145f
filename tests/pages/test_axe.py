"""axe-core on every kind of page that briefkit makes: documents, drafts, what the check says, what `serve` shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.pages.browser import Browser

from briefkit.jobs.serving import Shown, start_server

LOOKS = {"light": {}, "dark": {"dark": True}, "print": {"media": "print"}, "narrow": {"width": 380}}
RUN = """axe.run(document, {resultTypes: ['violations']}).then(found => ({
  passes: found.passes.length,
  violations: found.violations.flatMap(v =>
    v.nodes.map(n => `${v.id} ${n.target.join(' ')}: ${n.failureSummary}`))}))"""

pytestmark = pytest.mark.slow


def violations(browser: Browser, axe: str, url: str) -> list[str]:
    browser.open(url)
    browser.run(f"{axe};0")
    found = browser.run(RUN)
    assert found["passes"] > 10
    told: list[str] = found["violations"]
    return told


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", ["report", "draft", "check", "designed/draft"])
def test_pages_have_no_violation(browser: Browser, axe: str, pages: Path, name: str, look: str) -> None:
    browser.look(**LOOKS[look])
    assert violations(browser, axe, (pages / f"{name}.html").as_uri()) == []


def test_a_report_with_all_its_cards_open_has_none(browser: Browser, axe: str, pages: Path, tmp_path: Path) -> None:
    """Cards that are hidden are not examined, so here they stand open."""
    text = (pages / "draft.html").read_text("utf-8")
    file = tmp_path / "open.html"
    file.write_text(text.replace("</style>", ".bk-card { display: block; position: static }</style>"), "utf-8")
    for dark in (False, True):
        browser.look(dark=dark)
        assert violations(browser, axe, file.as_uri()) == []


@pytest.fixture
def served(pages: Path) -> Iterator[str]:
    shown = Shown()
    shown.show({"draft.md": (pages / "draft.html").read_bytes()}, (pages / "check.html").read_bytes())
    server = start_server(shown, 0)
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("look", ["light", "dark", "narrow"])
@pytest.mark.parametrize("path", ["/", "/check", "/report/draft.md"])
def test_served_pages_have_no_violation(browser: Browser, axe: str, served: str, path: str, look: str) -> None:
    browser.look(**LOOKS[look])
    browser.inject(axe)  # into the frames, too
    try:
        assert violations(browser, axe, served + path) == []
    finally:
        browser.forget()


def test_axe_would_tell(browser: Browser, axe: str, pages: Path, tmp_path: Path) -> None:
    file = tmp_path / "bad.html"
    text = (pages / "report.html").read_text("utf-8")
    file.write_text(text.replace("</main>", '<p style="color:#ccc">pale</p></main>'), "utf-8")
    assert any(told.startswith("color-contrast") for told in violations(browser, axe, file.as_uri()))
