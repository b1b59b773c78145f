"""A line on the terminal that says where long work stands; nothing in pipes, and nothing for work under a second."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    from typing import TextIO

_PATIENCE = 1.0
"""Seconds of work before the line is shown."""
_BEAT = 0.2


class Line:
    """The line. Without a terminal it stays empty; saying where the work stands costs next to nothing either way."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._said = ("", 0, 0)
        self._width = 0
        self._lock = threading.Lock()
        self._ended = threading.Event()

    def say(self, step: str, done: int = 0, total: int = 0) -> None:
        """What is being done, and of how many steps so many are done."""
        self._said = (step, done, total)

    def erase(self) -> None:
        """Take the line away until the next beat, so that something else can be printed."""
        with self._lock:
            self._draw("")

    @contextmanager
    def running(self) -> Iterator[Line]:
        """Show the line until the end, however that comes."""
        if self._stream is None:
            yield self
            return
        beat = threading.Thread(target=self._beat, daemon=True)
        beat.start()
        try:
            yield self
        finally:
            self._ended.set()
            beat.join()
            self.erase()

    def _beat(self) -> None:
        wait = _PATIENCE
        while not self._ended.wait(wait):
            wait = _BEAT
            with self._lock:
                self._draw(_worded(*self._said))

    def _draw(self, text: str) -> None:
        stream = self._stream
        if stream is None or not (text or self._width):
            return
        try:
            text = text[: os.get_terminal_size(stream.fileno()).columns - 1]
            stream.write(f"\r{text.ljust(self._width)}\r" + text)
            stream.flush()
        except (OSError, ValueError):  # the terminal has gone
            self._stream = None
        self._width = len(text)


def _worded(step: str, done: int, total: int) -> str:
    return f"{step}: {done} of {total} ({100 * done // total}%)" if total else step


def line_on(stream: TextIO) -> Line:
    """A line on a stream: shown where that is a terminal that can."""
    return Line(stream if stream.isatty() and os.environ.get("TERM") != "dumb" else None)
