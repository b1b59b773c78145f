"""watch and serve: a round at once and one for each change; errors end nothing; strangers are not served."""

from __future__ import annotations

import http.client
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefkit.jobs.serving import HOST, Shown, start_server

GOOD = "She said it “rose by 26 centimetres” [@talk].\n"
BAD = "She said it “rose by 36 centimetres” [@talk].\n"
SECONDS = 60


class Live:
    """A command that stays, and what it prints."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "briefkit", *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line)

    def until(self, words: str) -> str:
        """What is printed up to the line with these words."""
        printed, end = "", time.monotonic() + SECONDS
        while words not in printed:
            printed += self._lines.get(timeout=max(0.1, end - time.monotonic()))
        return printed

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(SECONDS)


@pytest.fixture
def live(project: Path) -> Iterator[Callable[..., Live]]:
    started: list[Live] = []

    def call(*arguments: str) -> Live:
        started.append(Live(project, *arguments))
        return started[-1]

    yield call
    for one in started:
        one.process.kill()
        one.process.wait(SECONDS)


def write(project: Path, text: str) -> None:
    (project / "reports" / "x.md").write_text(text, "utf-8")


def test_watch_keeps_what_was_good_and_survives_every_error(live: Callable[..., Live], project: Path) -> None:
    write(project, GOOD)
    watch = live("watch", "--to", "html")
    assert "wrote build/x.html" in watch.until("waiting for changes")
    built = (project / "build" / "x.html").read_bytes()
    write(project, BAD)
    assert "says “36” where talk says “26”" in watch.until("waiting for changes")
    assert (project / "build" / "x.html").read_bytes() == built
    (project / "briefkit.toml").write_text("[chekc]\n", "utf-8")
    assert "did you mean “check”" in watch.until("waiting for changes")
    (project / "briefkit.toml").unlink()
    watch.until("waiting for changes")
    (project / "reports" / "x.md").write_bytes(b"\xff\xfe broken \x00")
    assert "briefkit: " in watch.until("waiting for changes")
    write(project, GOOD + "\nA word more.\n")
    assert "wrote build/x.html" in watch.until("waiting for changes")
    assert (project / "build" / "x.html").read_bytes() != built
    (project / "sources" / "talk.txt").write_text("The river sank.\n", "utf-8")
    assert "1 rejected" in watch.until("waiting for changes")
    assert watch.stop() == 0


def test_serve_shows_drafts_and_writes_nothing(live: Callable[..., Live], project: Path) -> None:
    write(project, GOOD)
    serve = live("serve", "--port", "0")
    found = re.search(rf"http://{HOST}:(\d+)/", serve.until("waiting for changes"))
    assert found is not None
    port = int(found[1])
    assert get(port, "/report/x")[0] == 200
    first = get(port, "/document/x")[1]
    events = http.client.HTTPConnection(HOST, port, timeout=SECONDS)
    events.request("GET", "/events")
    stream = events.getresponse()
    version = stream.readline()
    write(project, BAD)
    serve.until("waiting for changes")
    stream.readline()
    assert stream.readline() != version
    assert get(port, "/document/x")[1] != first
    assert b"<mark>36</mark>" in get(port, "/checked")[1]
    assert not (project / "build").exists()
    assert serve.stop() == 0


def get(port: int, path: str, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(HOST, port, timeout=SECONDS)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    shown = Shown()
    shown.show({"x": b"<p>a report</p>", "<b>": b"odd"}, b"<p>checked</p>")
    server = start_server(shown, 0)
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:PORT", "Origin": "http://localhost:PORT"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "evil.example:PORT"}, 403),
        ({"Host": f"{HOST}:1"}, 403),
        ({"Host": f"{HOST}:PORT", "Origin": "https://evil.example"}, 403),
        ({"Host": f"{HOST}:PORT", "Origin": "null"}, 403),
    ],
)
def test_only_this_machine_is_served(port: int, headers: dict[str, str], status: int) -> None:
    told = {name: value.replace("PORT", str(port)) for name, value in headers.items()}
    for path in ("/", "/document/x", "/checked", "/events" if status == 403 else "/"):
        answered, body = get(port, path, **told)
        assert answered == status
        assert status == 200 or b"report" not in body


@pytest.mark.parametrize("path", ["/../etc/passwd", "/document/../x", "/document/%2e%2e%2fx", "/report/y", "/x"])
def test_what_is_not_shown_does_not_exist(port: int, path: str) -> None:
    assert get(port, path)[0] == 404


def test_names_are_text(port: int) -> None:
    page = get(port, "/")[1]
    assert b"<b>" not in page
    assert b"&lt;b&gt;" in page


def test_only_loopback_listens() -> None:
    server = start_server(Shown(), 0)
    try:
        assert server.server_address[0] == HOST
    finally:
        server.shutdown()
        server.server_close()


def test_a_port_that_is_taken(port: int, run: Callable[..., subprocess.CompletedProcess[str]], project: Path) -> None:
    write(project, GOOD)
    done = run("serve", "--port", str(port))
    assert done.returncode == 2
    assert f"port {port}" in done.stderr
    assert "Traceback" not in done.stderr
