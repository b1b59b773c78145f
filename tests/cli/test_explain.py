"""Every rule that can be told has an explanation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import briefkit
from briefkit.explain import explain, listing, rules

SOURCE = Path(briefkit.__file__).parent


def codes_in_use() -> set[str]:
    """Every code that the code names."""
    return {code for path in SOURCE.rglob("*.py") for code in re.findall(r"\bBK\d{3}\b", path.read_text("utf-8"))}


def test_every_code_is_explained() -> None:
    assert codes_in_use() - set(rules()) == set()


@pytest.mark.parametrize("code", sorted(rules()))
def test_an_explanation_is_a_line_and_more(code: str) -> None:
    text = explain(code)
    assert text.startswith(f"{code}: ")
    assert len(text.splitlines()[0]) > 12


def test_the_listing_has_a_line_each() -> None:
    assert [line.split()[0] for line in listing().splitlines()] == sorted(rules())
