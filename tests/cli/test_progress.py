"""The line that shows long work, on a pseudo-terminal as a user has one."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefkit import progress
from briefkit.progress import Line

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.fixture
def long(project: Path) -> Path:
    """A project whose check takes some seconds: thousands of altered quotations."""
    text = " ".join(f"In year {n} the river rose by {n} centimetres and fell by {n + 1}." for n in range(300))
    (project / "sources" / "talk.txt").write_text(text, "utf-8")
    quotes = (f"“In year {n} the rivers had risen by {n + 7} metres or fell” [@talk]." for n in range(3_000))
    (project / "reports" / "x.md").write_text("\n\n".join(quotes) + "\n", "utf-8")
    return project


def on_terminal(project: Path, *arguments: str, until: str, interrupt: bool = False) -> tuple[int, str]:
    """Exit status, and what stood on the terminal; with `interrupt`, Ctrl-C is sent once `until` is seen."""
    parent, child = os.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    command = [sys.executable, "-m", "briefkit", *arguments]
    process = subprocess.Popen(
        command, cwd=project, stdin=child, stdout=child, stderr=child, env=environment, start_new_session=True
    )
    os.close(child)
    seen, deadline = b"", time.monotonic() + 60
    try:
        while time.monotonic() < deadline and (part := _read(parent)):
            seen += part
            if interrupt and until.encode() in seen:
                os.killpg(process.pid, signal.SIGINT)
                interrupt = False
    finally:
        os.close(parent)
        status = process.wait(timeout=60)
    return status, seen.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4_096)
    except OSError:  # the other end has closed
        return b""


def test_long_work_is_shown_and_ctrl_c_ends_it(long: Path) -> None:
    before = {path: path.read_bytes() for path in long.rglob("*") if path.is_file()}
    status, seen = on_terminal(long, "check", until=" of 3000 quotations of reports/x.md", interrupt=True)
    assert status == 130
    assert "[#" in seen or "[-" in seen
    assert seen.rstrip().endswith("briefkit: interrupted")
    assert "Traceback" not in seen
    after = {path: path.read_bytes() for path in long.rglob("*") if path.is_file() and ".briefkit" not in path.parts}
    assert after == before


def test_nothing_is_shown_in_a_pipe(long: Path) -> None:
    report = long / "reports" / "x.md"
    report.write_text("\n\n".join(report.read_text("utf-8").split("\n\n")[:150]), "utf-8")
    done = subprocess.run([sys.executable, "-m", "briefkit", "check"], cwd=long, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr == b""


def test_short_work_shows_nothing(project: Path) -> None:
    (project / "reports" / "x.md").write_text("“rose by 26 centimetres” [@talk]\n", "utf-8")
    status, seen = on_terminal(project, "check", until="")
    assert status == 0
    assert " of 1 " not in seen


def test_the_line_takes_itself_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.01)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((30, 24)))
    stream = io.StringIO()
    stream.fileno = lambda: 2  # type: ignore[method-assign]
    line = Line(stream)
    with line.running():
        line.count(1, 3, "quotations of a report")
        deadline = time.monotonic() + 10
        while "of 3" not in stream.getvalue() and time.monotonic() < deadline:
            time.sleep(0.01)
    shown = stream.getvalue()
    assert "[########----------------]" in shown
    assert "quotations" not in shown
    assert shown.endswith("\r" + " " * 29 + "\r")


def test_no_terminal_no_line() -> None:
    stream = io.StringIO()
    with progress.shown(stream):
        progress.count(1, 2, "sources")
        progress.detail("reading x.pdf")
        progress.erase()
    assert stream.getvalue() == ""
