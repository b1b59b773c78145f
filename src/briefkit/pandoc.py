"""The pandoc process: found once, always sandboxed, limited in memory and in time."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from briefkit import background
from briefkit.errors import PandocError
from briefkit.values import dataclass

MINIMUM = (3, 2)
"""The oldest pandoc whose `commonmark_x` reader, Typst writer and figures are what briefkit needs."""

_SMALL = 25_000
"""Bytes of input, some seven pages, from which pandoc makes more than `_HEAP_OF_SMALL` holds."""
_HEAP_OF_SMALL = ("-A64m", "-O128m")
"""How pandoc keeps its heap: nothing at all is collected, which saves 10 to 15 ms and 30 MB."""
_HEAP = ("-H24m", "-O128m")
"""The wheel's own suggestion of 64 MB costs 40 MB of memory and saves no time; what lives is left alone until it takes
128 MB, which saves an eighth of the time of ten pages, a quarter of forty."""
MEMORY = "1g"
"""Heap limit of one run; 2 MB of report take under 0.7 GB."""

_INSTALL = "Install it with `pip install pypandoc_binary`, or from https://pandoc.org/installing.html."
_HEAP_EXHAUSTED = 251
_EXE = "pandoc.exe" if os.name == "nt" else "pandoc"


def find() -> Path:
    """The pandoc binary: that of pypandoc_binary, else pypandoc's own choice, else the one on PATH.

    Raises:
        PandocError: there is none.
    """
    spec = find_spec("pypandoc")
    if spec is not None and spec.origin is not None:
        bundled = Path(spec.origin).parent / "files" / _EXE
        if bundled.is_file():
            return bundled
    import shutil

    found = shutil.which("pandoc")
    if found is None:
        raise PandocError("pandoc was not found", advice=_INSTALL)
    return Path(found)


@dataclass(slots=True)
class Pandoc:
    """Runs pandoc. The binary is looked for at the first run.

    Attributes:
        binary: where it is; None looks for it.
        memory: heap limit, as GHC's run-time system takes it ("512m").
    """

    binary: Path | None = None
    memory: str = MEMORY
    _version: tuple[int, ...] | None = None

    def run(self, args: list[str], data: bytes, timeout: float = 60.0) -> bytes:
        """Standard output of `pandoc --sandbox *args` on `data`.

        Args:
            timeout: seconds of wall time.

        Raises:
            PandocError: missing, over time or memory, or it failed; `problem` then holds pandoc's own words.
        """
        return self._finish(self._start(args, len(data)), data, timeout)

    def begin(self, args: list[str], data: bytes, timeout: float = 60.0) -> Callable[[], bytes]:
        """As `run`, but what is returned waits for the output: pandoc works while the caller does something else.

        Raises:
            PandocError: it could not be started; what `run` raises beside that, where the output is asked for.
        """
        return background.begin(partial(self._finish, self._start(args, len(data)), data, timeout))

    def _start(self, args: list[str], size: int) -> subprocess.Popen[bytes]:
        heap = _HEAP_OF_SMALL if size <= _SMALL else _HEAP
        command = [str(self._find()), "--sandbox", *args, "+RTS", f"-M{self.memory}", *heap, "-RTS"]
        pipe = subprocess.PIPE
        try:
            return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)
        except OSError as error:
            raise PandocError(f"pandoc could not be started ({error.strerror})", advice=_INSTALL) from error

    def _finish(self, process: subprocess.Popen[bytes], data: bytes, timeout: float) -> bytes:
        with process:
            try:
                output, words = process.communicate(data, timeout)
            except subprocess.TimeoutExpired as error:
                process.kill()
                raise PandocError(
                    f"pandoc did not finish within {timeout:.0f} seconds",
                    advice="Look for very deep nesting or very long paragraphs full of markup, or split the report.",
                ) from error
            except BaseException:
                process.kill()
                raise
        if process.returncode != 0:
            raise self._failure(process.returncode, words.decode("utf-8", "replace").strip())
        return output

    def version(self) -> tuple[int, ...]:
        """The version as numbers, (3, 9).

        Raises:
            PandocError: missing, or what is there is not pandoc.
        """
        if self._version is None:
            try:
                done = subprocess.run([str(self._find()), "--version"], capture_output=True, timeout=20, check=False)
            except (OSError, subprocess.TimeoutExpired) as error:
                raise PandocError("pandoc could not be started", advice=_INSTALL) from error
            found = re.match(r"pandoc(?:\.exe)?\s+(\d+(?:\.\d+)*)", done.stdout.decode("utf-8", "replace"))
            if found is None:
                raise PandocError("the program called pandoc does not answer as pandoc does", advice=_INSTALL)
            self._version = tuple(int(part) for part in found[1].split("."))
        return self._version

    def require(self) -> None:
        """Raises PandocError when the version is below `MINIMUM`."""
        if self.version() < MINIMUM:
            have, need = (".".join(map(str, numbers)) for numbers in (self.version(), MINIMUM))
            raise PandocError(f"pandoc {have} is too old: {need} or later is needed", advice=_INSTALL)

    def _find(self) -> Path:
        if self.binary is None:
            self.binary = find()
        return self.binary

    def _failure(self, status: int, words: str) -> PandocError:
        """The error for a failed run. An old pandoc is named as the cause: it fails on what it does not know."""
        if status == _HEAP_EXHAUSTED or "heap" in words.lower():
            return PandocError(
                f"pandoc needed more than its {self.memory} of memory",
                advice="Look for footnotes or links that are used very often, or split the report.",
            )
        self.require()
        return PandocError(f"pandoc failed (status {status}): {words or 'it gave no reason'}")
