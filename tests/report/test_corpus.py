"""The corpus of labelled quotations, where it is at hand: every one is seen once, word for word, with its citation."""

from __future__ import annotations

import os
from pathlib import Path

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
