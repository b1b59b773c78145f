"""One pandoc for all tests of the report reader, and short ways to ask."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefkit.model import Report
from briefkit.pandoc import Pandoc
from briefkit.report import read

Read = Callable[[str | bytes], Report]


@pytest.fixture(scope="session")
def pandoc() -> Pandoc:
    return Pandoc()


@pytest.fixture(scope="session")
def report(pandoc: Pandoc) -> Read:
    def of(text: str | bytes) -> Report:
        return read("reports/x.md", text.encode() if isinstance(text, str) else text, pandoc=pandoc)

    return of
