"""A line on the terminal that says where long work stands; nothing in pipes, and nothing for work under a second.

There is one line, as there is one terminal: whoever works says so here, and it shows while a command is `shown`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    from typing import TextIO, TypeVar

    Thing = TypeVar("Thing")

_PATIENCE = 1.0
"""Seconds of work before the line is shown."""
_BEAT = 0.2
_WIDTH = 80
"""Columns of a terminal that does not say."""
_BAR = 24
"""Characters of the bar."""


class Line:
    """The line. Without a terminal it stays empty; saying where the work stands costs next to nothing either way."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._said = ""
        self._part = ""
        self._width = 0
        self._lock = threading.Lock()
        self._ended = threading.Event()

    def say(self, step: str) -> None:
        """What is being done."""
        self._said, self._part = step, ""

    def count(self, done: int, total: int, of: str) -> None:
        """Of how many things so many are done."""
        self._said, self._part = f"{_bar(done, total)} {done} of {total} {of}", ""

    def detail(self, part: str) -> None:
        """What is being done just now for what was said or counted last."""
        self._part = part

    def erase(self) -> None:
        """Take the line away until something is said again, so that something else can be printed."""
        with self._lock:
            self._said = self._part = ""
            self._draw("")

    @contextmanager
    def running(self) -> Iterator[None]:
        """Show the line until the end, however that comes."""
        if self._stream is None:
            yield
            return
        beat = threading.Thread(target=self._beat, daemon=True)
        beat.start()
        try:
            yield
        finally:
            self._ended.set()
            beat.join()
            self.erase()

    def _beat(self) -> None:
        wait = _PATIENCE
        while not self._ended.wait(wait):
            wait = _BEAT
            with self._lock:
                self._draw("; ".join(part for part in (self._said, self._part) if part))

    def _draw(self, text: str) -> None:
        stream = self._stream
        if stream is None or not (text or self._width):
            return
        try:
            text = text[: (os.get_terminal_size(stream.fileno()).columns or _WIDTH) - 1]
            stream.write(f"\r{text.ljust(self._width)}\r" + text)
            stream.flush()
        except (OSError, ValueError):  # the terminal has gone
            self._stream = None
        self._width = len(text)


_line = Line(None)


@contextmanager
def shown(stream: TextIO | None) -> Iterator[None]:
    """Show the line on a stream while something runs, where that is a terminal that can."""
    global _line
    before = _line
    _line = Line(stream if stream and stream.isatty() and os.environ.get("TERM") != "dumb" else None)
    try:
        with _line.running():
            yield
    finally:
        _line = before


def say(step: str) -> None:
    """What is being done."""
    _line.say(step)


def count(done: int, total: int, of: str) -> None:
    """Of how many things so many are done."""
    _line.count(done, total, of)


def each(things: Collection[Thing], of: str) -> Iterator[Thing]:
    """The things one by one, counted."""
    for done, thing in enumerate(things):
        count(done, len(things), of)
        yield thing


def detail(part: str) -> None:
    """What is being done just now for what was said or counted last."""
    _line.detail(part)


def erase() -> None:
    """Take the line away until something is said again, so that something else can be printed."""
    _line.erase()


def _bar(done: int, total: int) -> str:
    """ASCII, for a terminal may not know more."""
    full = _BAR * done // max(total, 1)
    return f"[{'#' * full}{'-' * (_BAR - full)}] {100 * done // max(total, 1):3}%"
