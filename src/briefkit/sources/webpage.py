"""Web pages: the text that a browser shows, block by block."""

from __future__ import annotations

import re
from typing import Any

from briefkit.errors import SourceError
from briefkit.patterns import regex
from briefkit.sources.blocks import Blocks
from briefkit.sources.decoding import decode
from briefkit.sources.extracted import BUILT, Context, Extracted
from briefkit.sources.page_metadata import page_metadata

EVIDENCE = "briefkit-evidence"
"""The element of a page that briefkit built which holds the record of its check."""
SCRIPTS = {"msup": "^", "msub": "_", "msubsup": "_^", "mover": "^", "munder": "_", "munderover": "_^"}
"""Elements of formulas whose second child, and third, is raised or lowered."""
SPOILED = 1_000
"""Of so many characters one may be damaged."""
DEEPEST = 2_000
"""Open elements at once; the parser's time grows with their square."""
NESTING = regex(
    rb"<(/?)(?:div|span|section|article|main|aside|b|i|u|em|strong|font|a|table|blockquote|ul|ol|center|small|big|"
    rb"details|figure|q|sub|sup|svg|g|object|label|form|fieldset|button|nav|header|footer|code|pre|ruby)\b[^>]{0,2000}>",
    re.IGNORECASE,
)
CHARSET = regex(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
COMMENTS = frozenset(("-comment", "_comment"))
UNSEEN = COMMENTS | frozenset(
    "script style template noscript head title svg iframe object embed canvas audio video select option textarea "
    "datalist input map area annotation annotation-xml".split()
)
UNSAID = frozenset("style svg canvas audio video map area embed object iframe".split())
"""Elements whose content is no text at all."""
LINES = frozenset("br tr dt dd li option caption".split())
BLOCKS = frozenset(
    "address article aside blockquote body center details dialog dir div dl fieldset figcaption figure footer form "
    "header hr html legend main menu nav ol p pre section summary table tbody tfoot thead ul".split()
)
CELLS = frozenset(("td", "th"))
RUBY = frozenset(("rt", "rp"))
"""How the word before is read, in small type above it."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
HIDING = regex(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:opacity|font-size)\s*:\s*0(?![.\d]))", re.IGNORECASE
)
STYLE_RULE = regex(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
SELECTOR = regex(r"(?:[a-z][a-z0-9]*)?((?:[.#][\w-]+){1,5})")
"""Classes and IDs that one element has: `.tab`, `div.tab.on`."""
NAMES = regex(r"[.#][\w-]+")
PAGE_ID = regex(r"(?:page|pg|p)[_-]?(\d{1,4}|[ivxlcdm]{1,9})", re.IGNORECASE)
PAGE_CLASS = frozenset(("pagenum", "pagebreak", "page-number", "page-break", "pageno"))
PAGE_WORDS = regex(r"[\[({]?\s*(?:(?:pg|page|p|s)\.?\s*)?(\d{1,4}|[ivxlcdm]{1,9})\s*[\])}]?", re.IGNORECASE)


def read(data: bytes, context: Context) -> Extracted:
    """An `.html` file.

    Raises:
        SourceError: it cannot be decoded or is nested too deeply.
    """
    blocks = Blocks(built=context.built)
    tree = walk(data, context, blocks)
    blocks.metadata = page_metadata(tree, data)
    return blocks.extracted()


def walk(data: bytes, context: Context, blocks: Blocks) -> Any:
    """Add the visible text of a page, and give its tree.

    Raises:
        SourceError: as `read`.
    """
    from selectolax.lexbor import LexborHTMLParser

    _refuse_depth(data)
    named = CHARSET.search(data[:4096])
    declared = context.encoding or (named[1].decode("ascii", "replace") if named else None)
    tree = LexborHTMLParser(_decoded(data, declared).replace("\0", "\ufffd"))
    if not context.built and tree.css_first(f"script#{EVIDENCE}") is not None:
        raise SourceError(BUILT)
    if tree.body is None:
        return tree
    blocks.hidden += (node.text() or "" for node in tree.css("head script"))
    hidden = _hidden_names("".join(node.text() or "" for node in tree.css("style")))
    _Walker(blocks, hidden).run(tree.body)
    blocks.part()
    return tree


def _decoded(data: bytes, declared: str | None) -> str:
    """The text; where all but a few bytes of UTF-8 are right, those few stand as U+FFFD, which matches nothing."""
    try:
        return decode(data, declared)
    except SourceError:
        if declared and declared.lower() not in ("utf-8", "utf8"):
            raise
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") * SPOILED > len(text):
            raise
        return text


def _refuse_depth(data: bytes) -> None:
    depth = 0
    for tag in NESTING.finditer(data):
        depth += -1 if tag[1] else 1
        if depth > DEEPEST:
            raise SourceError("it is nested too deeply", advice="save its text as .txt")
        depth = max(depth, 0)


Hiding = dict[frozenset[str], bool]
"""Whether a page's own style rules hide, or show, what has all of these classes and IDs (".x", "#y")."""


def _hidden_names(css: str) -> Hiding:
    """What is hidden or shown whatever the screen; a rule that shows wins over one that hides the same."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@[a-z-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
    found: Hiding = {}
    for selectors, body in STYLE_RULE.findall(css):
        hides = bool(HIDING.search(body))
        if hides or re.search(r"display\s*:|visibility\s*:\s*visible", body):
            for part in selectors.split(","):
                if matched := SELECTOR.fullmatch(part.strip()):
                    names = frozenset(NAMES.findall(matched[1]))
                    found[names] = hides and found.get(names, True)
    return found if any(found.values()) else {}


def _sign(node: Any) -> str:
    """`^` or `_` for what a formula has raised or lowered, else ""."""
    signs = SCRIPTS.get(node.parent.tag, "") if node.parent is not None else ""
    if not signs:
        return ""
    place = [child.mem_id for child in node.parent.iter()].index(node.mem_id)
    return signs[place - 1 : place] if place else ""


class _Walker:
    """Goes through a tree without recursion: what is nested deeply must not overrun the stack."""

    def __init__(self, blocks: Blocks, hidden: Hiding) -> None:
        self.blocks, self.hidden = blocks, hidden
        self.known = frozenset(name for names in hidden for name in names)

    def run(self, root: Any) -> None:
        stack: list[tuple[Any, bool]] = [(root, False)]
        verbatim = 0
        while stack:
            node, leaving = stack.pop()
            tag = node.tag
            if tag == "-text":
                self.blocks.add(node.text_content or "", keep_space=verbatim > 0)
            elif leaving:
                verbatim -= tag == "pre"
                self._leave(tag)
            elif self._skipped(node, tag):
                self._hide(node, tag)
            elif not self._special(node, tag):
                verbatim += tag == "pre"
                self._enter(tag)
                if self.blocks.built and (sign := _sign(node)):
                    self.blocks.add(sign)
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))

    def _skipped(self, node: Any, tag: str) -> bool:
        if tag in UNSEEN or not tag[:1].isalpha():
            return True
        attributes = node.attributes
        if attributes.get("role") == "doc-backlink":
            return True
        if "hidden" in attributes and attributes["hidden"] != "until-found":
            return True
        style = attributes.get("style")
        if style and HIDING.search(style):
            return True
        if not self.hidden:
            return False
        names = {f".{name}" for name in (attributes.get("class") or "").split()}
        if identity := attributes.get("id"):
            names.add(f"#{identity}")
        return self._hidden(names & self.known)

    def _hidden(self, names: set[str]) -> bool:
        """What the rule says that asks for most of an element's names; the one that hides where two ask for as many."""
        rules = [(len(asked), hides) for asked, hides in self.hidden.items() if asked <= names] if names else []
        return max(rules, default=(0, False))[1]

    def _hide(self, node: Any, tag: str) -> None:
        """Keep what nobody sees apart: a quotation must not be called missing because it is hidden."""
        if tag not in UNSAID:
            words = node.html or "" if tag in COMMENTS or tag == "template" else node.text(separator=" ") or ""
            self.blocks.hidden.append(words)

    def _special(self, node: Any, tag: str) -> bool:
        """Raised figures and page numbers are taken whole."""
        if label := page_label(node, tag):
            self.blocks.page(label)
            words = node.text() or ""
            if PAGE_WORDS.fullmatch(words.strip()):
                self.blocks.aside(words)
                return True
        if tag in RUBY:
            self.blocks.aside(node.text() or "")
            return True
        if tag == "sup":
            words = node.text() or ""
            if len(words) <= 12 or self.blocks.built:
                self.blocks.raised(words)
                return True
        return False

    def _enter(self, tag: str) -> None:
        if tag in HEADINGS:
            self.blocks.heading(HEADINGS[tag])
        elif tag in BLOCKS:
            self.blocks.part()
        elif tag in LINES:
            self.blocks.part("\n")
        elif tag in CELLS:
            self.blocks.part("\t")
        elif tag == "q":
            self.blocks.add("“", keep_space=True)

    def _leave(self, tag: str) -> None:
        if tag in HEADINGS:
            self.blocks.end_heading()
        elif tag in BLOCKS:
            self.blocks.part()
        elif tag in LINES and tag != "br":
            self.blocks.part("\n")
        elif tag in CELLS:
            self.blocks.part("\t")
        elif tag == "q":
            self.blocks.add("”", keep_space=True)


def page_label(node: Any, tag: str) -> str | None:
    """The printed page that begins at an element, None where none does."""
    if tag not in ("a", "span", "div", "hr", "p"):
        return None
    attributes = node.attributes
    kind = f"{attributes.get('epub:type') or ''} {attributes.get('role') or ''}"
    classes = set((attributes.get("class") or "").lower().split())
    if "pagebreak" in kind or classes & PAGE_CLASS:
        for words in (attributes.get("title"), attributes.get("aria-label"), node.text()):
            if words and (found := PAGE_WORDS.fullmatch(words.strip())):
                return found[1]
    elif tag == "p":
        return None
    for name in ("id", "name"):
        value = attributes.get(name)
        if value and (found := PAGE_ID.fullmatch(value)) and ("pagebreak" in kind or not (node.text() or "").strip()):
            return found[1]
    return None
