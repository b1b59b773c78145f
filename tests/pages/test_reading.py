"""The HTML in a browser: cards by mouse and by keyboard, dark, printed, narrow, and nothing asked of the network."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pypdfium2
import pytest
from tests.pages.browser import Browser

PAGES = ("report", "draft")
CARD = ".bk-mark > a[href='#bk-entry-2']"
SHOWN = "[...document.querySelectorAll('.bk-card')].filter(card => card.offsetParent !== null).map(card => card.id)"


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, pages: Path) -> str:
    return (pages / f"{request.param}.html").as_uri()


def test_pointing_at_a_quotation_shows_its_card_and_the_card_can_be_pointed_at(browser: Browser, page: str) -> None:
    browser.open(page)
    assert browser.run(SHOWN) == []
    # In the middle of the window the card has room: nothing scrolls away from under the pointer later.
    browser.run("document.querySelector('#bk-quote-2').scrollIntoView({block: 'center', behavior: 'instant'})")
    time.sleep(0.2)
    browser.point_at("#bk-quote-2")
    assert browser.run(SHOWN) == ["bk-card-2"]
    time.sleep(0.2)
    passage = browser.run("document.querySelector('#bk-card-2 .bk-passage').innerText")
    assert len(passage) > 40
    # A browser may move the page between two moves of the mouse; a card that cannot be pointed at fails every time.
    assert any(stays(browser) for _ in range(4)), "a card that goes away cannot be read with a magnifier"
    browser.point_at("h1")
    assert browser.run(SHOWN) == []


def stays(browser: Browser) -> bool:
    browser.point_at("#bk-quote-2")
    time.sleep(0.2)
    browser.point_at("#bk-card-2 .bk-badge")
    time.sleep(0.2)
    return bool(browser.run(SHOWN) == ["bk-card-2"])


def test_tab_alone_leads_to_every_card_in_order(browser: Browser, page: str) -> None:
    browser.open(page)
    total = browser.run("document.querySelectorAll('.bk-card').length")
    seen: list[str] = []
    links = browser.run("document.querySelectorAll('a').length")
    for _ in range(links):
        browser.press_tab()
        shown = browser.run(SHOWN)
        assert len(shown) <= 1
        assert browser.run("getComputedStyle(document.activeElement).outlineStyle") != "none"
        seen += [name for name in shown if name not in seen]
    assert len(seen) == total > 5
    # Notes stand behind the text, so their numbers come last; otherwise the order is that of the report.
    body = [int(name.removeprefix("bk-card-")) for name in seen]
    notes = browser.run("[...document.querySelectorAll('[role=doc-endnotes] .bk-card')].map(card => card.id)")
    plain = [number for number in body if f"bk-card-{number}" not in notes]
    assert plain == sorted(plain)


def test_the_card_is_what_describes_the_number(browser: Browser, page: str) -> None:
    browser.open(page)
    lost = browser.run(
        "[...document.querySelectorAll('.bk-mark > a')].filter(link =>"
        " !document.getElementById(link.getAttribute('aria-describedby'))?.textContent.trim()).length"
    )
    assert lost == 0


@pytest.mark.parametrize("width", [380, 768, 1200])
def test_no_page_and_no_card_is_wider_than_the_window(browser: Browser, page: str, width: int) -> None:
    browser.look(width=width)
    browser.open(page)
    assert browser.run("document.documentElement.scrollWidth") <= width
    outside = browser.run(
        "[...document.querySelectorAll('.bk-mark > a')].filter(link => { link.focus();"
        " const box = link.nextElementSibling.getBoundingClientRect();"
        " return !box.width || box.left < 0 || box.right > innerWidth }).map(link => link.hash)"
    )
    assert outside == []


def test_dark_is_for_the_screen_and_paper_stays_white(browser: Browser, page: str) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    found = []
    for dark, media in ((False, ""), (True, ""), (True, "print")):
        browser.look(dark=dark, media=media)
        browser.open(page)
        found.append(browser.run(colour))
    assert found[0] == found[2] == "rgb(255, 255, 255)"
    assert found[1] != found[0]


def test_printed_it_has_every_entry_and_no_card(browser: Browser, page: str) -> None:
    browser.open(page)
    entries = browser.run("document.querySelectorAll('.bk-card').length")
    browser.look(media="print")
    browser.run(f"document.querySelector({CARD!r}).focus()")
    assert browser.run(SHOWN) == []
    pdf = pypdfium2.PdfDocument(browser.print_pdf())
    sizes = {tuple(round(side) for side in pdf.get_page_size(index)) for index in range(len(pdf))}
    text = "".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    pdf.close()
    assert sizes <= {(595, 842), (596, 842)}
    appendix = text.rpartition("Verification appendix")[2]
    missing = [n for n in range(1, entries + 1) if not re.search(rf"^\s*{n}\b", appendix, re.MULTILINE)]
    assert missing == []


def test_the_policy_lets_nothing_run_and_nothing_be_fetched(browser: Browser, pages: Path, tmp_path: Path) -> None:
    text = (pages / "report.html").read_text("utf-8")
    hostile = (
        "<script>document.title='ran'</script><img src='http://example.invalid/a.png' onerror=\"document.title='ran'\">"
        "<link rel=stylesheet href='http://example.invalid/a.css'><iframe src='http://example.invalid/'></iframe>"
    )
    file = tmp_path / "hostile.html"
    file.write_text(text.replace("</main>", f"{hostile}</main>"), "utf-8")
    browser.open(file.as_uri())
    assert browser.run("document.title") != "ran"
    browser.open((pages / "report.html").as_uri())
    assert [url for url in browser.requests if not url.startswith(("file:", "data:"))] == []
    assert browser.run("document.querySelectorAll('script:not([type=\"application/json\"])').length") == 0


ON_WORDS = """(() => {
  const words = block => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), found = [];
    for (let node; (node = walker.nextNode());) {
      if (node.parentElement.closest('.bk-mark')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      found.push(...range.getClientRects());
    }
    return found;
  };
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return [...document.querySelectorAll('.bk-qb')].filter(block => {
    const mark = block.querySelector('.bk-mark > a').getBoundingClientRect();
    return words(block).some(one => meet(one, mark));
  }).length;
})()"""


@pytest.mark.parametrize("width", [320, 380, 460, 620, 900])
def test_the_mark_of_a_block_quote_lies_on_none_of_its_words(browser: Browser, page: str, width: int) -> None:
    browser.open(page)
    browser.look(width=width, height=800)
    assert browser.run("document.querySelectorAll('.bk-qb').length") > 0
    assert browser.run(ON_WORDS) == 0
