"""Work in the background."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from threading import Event

import pytest

from briefkit.background import begin
from briefkit.errors import PandocError, ReportError
from briefkit.pandoc import Pandoc
from briefkit.report import begin as begin_report
from briefkit.report import read

REPORT = "# Rivers\n\nHe said “rose” [@talk].\n".encode()


def test_the_caller_goes_on_while_it_works() -> None:
    said, heard = Event(), Event()

    def work() -> str:
        said.set()
        return "heard" if heard.wait(10) else "not heard"

    result = begin(work)
    assert said.wait(10)
    heard.set()
    assert result() == "heard"
    assert result() == "heard"


def test_what_it_raises_is_raised_where_the_result_is_asked_for() -> None:
    def work() -> None:
        raise ReportError("is empty", path="x.md")

    result = begin(work)
    with pytest.raises(ReportError, match="is empty"):
        result()


def test_two_reports_at_once_are_read_as_one_by_one() -> None:
    other = REPORT.replace(b"rose", b"fell")
    both = [begin_report("a.md", REPORT), begin_report("b.md", other)]
    assert [reading() for reading in both] == [read("a.md", REPORT), read("b.md", other)]


def test_what_stops_pandoc_is_told_of_the_report(tmp_path: Path) -> None:
    with pytest.raises(PandocError, match="could not be started") as stopped:
        begin_report("a.md", REPORT, pandoc=Pandoc(binary=tmp_path / "none"))
    assert stopped.value.path == "a.md"
    reading = begin_report("b.md", b"---\ntitle: [\n---\n\nText.\n")
    with pytest.raises(ReportError) as refused:
        reading()
    assert refused.value.path == "b.md"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell script")
def test_pandoc_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    slow = tmp_path / "pandoc"
    slow.write_text("#!/bin/sh\nexec sleep 20\n", "utf-8")
    slow.chmod(0o755)
    began = time.monotonic()
    output = Pandoc(binary=slow).begin([], b"", timeout=0.3)
    with pytest.raises(PandocError, match="did not finish"):
        output()
    assert time.monotonic() - began < 15
