"""The corpus of labelled quotations, where it is at hand: every one is seen once, word for word, with its citation."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any

import pytest

from .conftest import Read

CORPUS = os.environ.get("BRIEFKIT_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="BRIEFKIT_CORPUS does not name the corpus")


def test_the_acceptance_report(report: Read) -> None:
    made = report((Path(CORPUS or "") / "acceptance/reports/guarantees.md").read_bytes())
    assert len(made.quotations) == 20
    assert all(len(q.citations) == 1 for q in made.quotations)
    assert not made.findings


def test_the_tampered_report(report: Read) -> None:
    made = report((Path(CORPUS or "") / "acceptance/reports/tampered.md").read_bytes())
    assert len(made.quotations) == 20
    assert len({q.span.line for q in made.quotations}) == 20


def _cases() -> Any:
    spec = importlib.util.spec_from_file_location("score", Path(CORPUS or "") / "verdicts/score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_labelled_quotation_is_seen_once(report: Read) -> None:
    """Those without words are no quotations; they are findings."""
    score = _cases()
    wrong = []
    for case in (case for case in score.load("dev") if case["quote_markdown"] != '""'):
        lines = [*score.render(case), "", case.get("extra_md", "")]
        made = report("# Test\n\n" + "\n".join(lines) + "\n")
        wanted = " ".join(score.strip_md(case["quote_markdown"], case["form"]).split())
        got = [
            (" ".join(q.text.split()), [(c.source, c.locator and c.locator.text) for c in q.citations])
            for q in made.quotations
        ]
        if got != [(wanted, [(case["source"], case["locator"])])] or made.findings:
            wrong.append((case["id"], got))
    assert not wrong
