"""Every example of docs/contract.md is checked through the library, and must get the verdict that the page states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import briefkit

PAGE = Path(__file__).parents[2] / "docs" / "contract.md"
DAY = "2026-01-15"
"""The recorded date of the checks; the page's waivers stand before and after it."""
_LANGUAGE = re.compile(r"^##.*\(`([a-z]{2})`\)")
_CODE_POINT = re.compile(r"⟨([0-9A-F]{4,6})⟩")


@dataclass(frozen=True)
class Example:
    """A row of a table: its columns by their headings, and the language of its section."""

    line: int
    language: str
    cells: dict[str, str]


def examples() -> Iterator[Example]:
    language, headings = "en", None
    for line, text in enumerate(PAGE.read_text("utf-8").splitlines(), 1):
        if text.startswith("#"):
            found = _LANGUAGE.match(text)
            language, headings = found[1] if found else "en", None
        if not text.startswith("|"):
            continue
        cells = [cell.strip().strip("`") for cell in text.strip("|").split(" | ")]
        if headings is None:
            headings = [cell.strip() for cell in cells]
        elif "source" in headings and not set(text) <= set("|-"):
            yield Example(line, language, dict(zip(headings, cells, strict=True)))


EXAMPLES = list(examples())


def written(text: str) -> str:
    """A cell as the characters it stands for."""
    text = text.replace("␤", "\n").replace("␌", "\f")
    return _CODE_POINT.sub(lambda match: chr(int(match[1], 16)), text)


def source(text: str, language: str) -> briefkit.Source:
    """A source whose pages are parted by form feeds."""
    if "\f" not in text:
        return briefkit.Source("s", text, language=language)
    pages, breaks, start = [], [], 0
    for number, part in enumerate(text.split("\f"), 1):
        pages.append(briefkit.Page(number, start, start + len(part)))
        start += len(part) + 1
        breaks.append((start - 1, start))
    return briefkit.Source("s", text, pages=tuple(pages), furniture=tuple(breaks[:-1]), language=language)


def report(cells: dict[str, str]) -> str:
    """The Markdown of an example: as the page gives it, or the quotation in marks with its citation."""
    if "report" in cells:
        return written(cells["report"])
    quote, place = written(cells["quotation"]), cells.get("cited")
    first, last = "«»" if set(quote) & set("“”\"„'") else "“”"
    return f"{first}{quote}{last} [@s{f', {place}' if place else ''}]"


def judged(example: Example) -> briefkit.Judgement:
    """The one judgement of the example's one quotation."""
    policy = briefkit.Policy(date=DAY)
    shelf = {"s": source(written(example.cells["source"]), example.language)}
    result = briefkit.check(report(example.cells), shelf, policy)
    (judgement,) = result.reports[0].judgements
    return judgement


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"line{e.line}-{e.language}")
def test_the_example_gets_its_verdict(example: Example) -> None:
    judgement = judged(example)
    assert str(judgement.verdict) == example.cells["verdict"], judgement.message
    if "warns with" in example.cells:
        wanted = example.cells["warns with"]
        told = [warning for warning in judgement.warnings if wanted in warning]
        assert bool(wanted) == bool(told), judgement.warnings


def test_the_page_is_the_contract() -> None:
    """Enough examples, of every verdict that one source and one quotation can have, in every language promised."""
    assert len(EXAMPLES) >= 120
    shown = {example.cells["verdict"] for example in EXAMPLES}
    assert shown == {str(v) for v in briefkit.Verdict} - {"uncheckable", "misattributed"}
    promised = set("en fr de es it pt pl uk ru ar zh ja he ko".split())
    assert promised <= {example.language for example in EXAMPLES}
