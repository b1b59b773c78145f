"""The HTML of a check: everything told, nothing executed or fetched, marks where the words differ."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from briefkit.formats import FormatOptions, formatter
from briefkit.model import CheckResult
from tests.formats import made


def page(result: CheckResult) -> str:
    return formatter("html")(result, FormatOptions())


class _Tags(HTMLParser):
    VOID = frozenset(("meta", "br"))

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        assert not any(name.startswith("on") or name in ("src", "href", "style") for name, _ in attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_words_that_differ_are_marked_on_both_sides() -> None:
    text = page(made.result(made.altered()))
    assert "rose by <mark>36</mark> centimetres" in text
    assert "The river rose by <mark>26</mark> centimetres in one night." in text


def test_what_a_stranger_wrote_is_text() -> None:
    words = '<script>alert(1)</script> <img src=x onerror="x"> &amp; \u202e'
    judgement = replace(made.altered(), message=words, quotation=made.quotation(words, 1, made.CITATION))
    text = page(made.result(judgement))
    assert "<script" not in text
    assert "<img" not in text
    assert "⟨U+202E⟩" in text


def test_it_is_well_formed_and_its_policy_lets_only_its_own_style_in() -> None:
    text = page(made.everything())
    tags = _Tags()
    tags.feed(text)
    assert tags.open == []
    assert "script" not in tags.seen
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src &#x27;none&#x27;; style-src &#x27;sha256-{digest}" in text or f"sha256-{digest}" in text


def test_every_quotation_and_finding_is_there() -> None:
    result = made.everything()
    text = page(result)
    for report in result.reports:
        assert text.count("<article") == 1 + sum(len(r.judgements) + len(r.findings) for r in result.reports)
        for judgement in report.judgements:
            assert f"<b>{judgement.verdict.value}</b>" in text
