"""What a web page says of itself: title, authors, date, publisher, address. A guess, for a person to confirm."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from briefkit.model import JSON
from briefkit.patterns import regex

TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title")
AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "author", "parsely-author", "article:author")
DATES = (
    "citation_publication_date", "citation_date", "article:published_time", "dc.date", "dcterms.issued",
    "dcterms.created", "parsely-pub-date", "date", "pubdate",
)  # fmt: skip
SITES = ("og:site_name", "citation_publisher", "dc.publisher", "application-name")
SAVED_FROM = regex(rb"<!-- saved from url=\(\d{4}\)(https?://[^\s>]{1,2000})")
SINGLE_FILE = regex(rb"Page saved with SingleFile\s+url:\s*(https?://\S{1,2000})\s+saved date:\s*([^\n(]{1,60})")
DATE = regex(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
MONTHS = {name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
GROUP = regex(
    r"\b(?:news|staff|team|press|agency|editors?|redaktion|university|institute|office|ministry)\b", re.IGNORECASE
)
PARTICLES = frozenset("de da di van von der den la le del dos bin al".split())
LONGEST = 500
MOST_LINKED = 500_000
"""Characters of a script with linked data that are looked at."""


def page_metadata(tree: Any, data: bytes) -> dict[str, JSON]:
    """CSL variables of a parsed page; `data` is the file, whose comments tell where a browser saved it from."""
    named = _named(tree)
    linked = list(_linked(tree))
    journal = _first(named, ("citation_journal_title",))
    found: dict[str, JSON] = {
        "type": "article-journal" if journal else "webpage",
        "title": _first(named, TITLES) or _text(tree, "title") or _said(linked, "headline"),
        "author": [person for line in _authors(named, linked) for person in authors(line)],
        "issued": _date(_first(named, DATES) or _said(linked, "datePublished")),
        "container-title": journal or _first(named, SITES) or _said(linked, "publisher"),
        "DOI": _first(named, ("citation_doi",)),
        "URL": _address(tree, named),
        "language": (tree.css_first("html").attributes.get("lang") if tree.css_first("html") else "") or "",
        **saved_from(data),
    }
    return {key: value for key, value in found.items() if value}


def saved_from(data: bytes) -> dict[str, JSON]:
    """The address and the day that the browser or SingleFile wrote into a page when it saved it."""
    head = data[:10_000]
    if found := SINGLE_FILE.search(head):
        told = {"URL": found[1].decode("utf-8", "replace")}
        return told | ({"retrieved": day} if (day := _day(found[2].decode("ascii", "replace"))) else {})
    if found := SAVED_FROM.search(head):
        return {"URL": found[1].decode("utf-8", "replace")}
    return {}


def authors(text: str) -> list[JSON]:
    """The names in a line of them: "Ada Okafor and Ben Li", "Okafor, Ada; Li, Ben", "Ada Okafor, Ben Li"."""
    text = re.sub(r"\bet al\b\.?", "", " ".join(text.split())).strip(" ,;")
    pieces = re.split(r"\s*;\s*|\s+(?:and|und|et|y|&)\s+", text)
    if len(pieces) == 1 and all(" " in piece for piece in text.split(", ")):
        pieces = text.split(", ")
    return [_author(piece) for piece in pieces if piece]


def _author(name: str) -> dict[str, str]:
    """A name as CSL has it: "Okafor, Ada" and "Ada Okafor" have a family name, one word and a group have none."""
    if re.fullmatch(r"[^,]+, [^,]+", name):
        family, given = name.split(", ")
        return {"family": family, "given": given}
    words = name.split()
    if 2 <= len(words) <= 4 and not GROUP.search(name) and all(w[:1].isupper() or w in PARTICLES for w in words):
        return {"family": words[-1], "given": " ".join(words[:-1])}
    return {"literal": name}


def mail_day(date: str) -> str:
    """The day of a mail's Date header, ISO; "" where it has none."""
    try:
        return parsedate_to_datetime(date).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return ""


def _named(tree: Any) -> dict[str, list[str]]:
    """The page's meta elements: name or property in small letters -> contents."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        content = " ".join((attributes.get("content") or "").split())[:LONGEST]
        if name and content:
            found.setdefault(name, []).append(content)
    return found


def _linked(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's linked data (JSON-LD)."""
    for node in tree.css('script[type="application/ld+json"]'):
        text = node.text() or ""
        try:
            document = json.loads(text) if len(text) <= MOST_LINKED else None
        except (ValueError, RecursionError):
            continue
        entries = document if isinstance(document, list) else [document]
        for entry in entries:
            if isinstance(entry, dict):
                yield entry
                yield from (part for part in entry.get("@graph") or () if isinstance(part, dict))


def _first(named: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((named[name][0] for name in names if name in named), "")


def _said(linked: list[dict[str, Any]], key: str) -> str:
    for entry in linked:
        value = entry.get(key)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:LONGEST]
    return ""


def _authors(named: dict[str, list[str]], linked: list[dict[str, Any]]) -> list[str]:
    for name in AUTHORS:
        people = [value for value in named.get(name, ()) if not value.startswith("http")]
        if people:
            return people[:20]
    for entry in linked:
        given = entry.get("author")
        several = given if isinstance(given, list) else [given]
        names = [one.get("name") if isinstance(one, dict) else one for one in several]
        if people := [name[:LONGEST] for name in names if isinstance(name, str) and name.strip()]:
            return people[:20]
    return []


def _date(text: str) -> str:
    found = DATE.match(text.strip())
    if not found:
        return ""
    return "-".join(part.zfill(2) for part in found.groups() if part)


def _day(text: str) -> str:
    """`Mon Jan 01 2024 …`, as a browser writes a date, as ISO."""
    found = re.match(r"\w{3} (\w{3}) (\d{1,2}) (\d{4})", text.strip())
    month = MONTHS.get(found[1]) if found else None
    return f"{found[3]}-{month:02}-{int(found[2]):02}" if found and month else ""


def _text(tree: Any, selector: str) -> str:
    node = tree.css_first(selector)
    return " ".join((node.text() or "").split())[:LONGEST] if node else ""


def _address(tree: Any, named: dict[str, list[str]]) -> str:
    node = tree.css_first('link[rel="canonical"]')
    address = (node.attributes.get("href") if node else "") or _first(named, ("og:url",))
    return address if address.startswith(("http://", "https://")) else ""
