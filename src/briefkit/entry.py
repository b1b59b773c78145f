"""Where the program begins: what can be said without loading what reads arguments is said here."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

_PLAIN = frozenset(("-q", "--quiet", "--strict", "--all"))
"""Options of `check` that take no value and name no file."""


def run() -> NoReturn:
    """Run the command line and end the process at once: to take apart all that was loaded, as Python does when it ends,
    takes as long as to load it from disk. To profile a command, call `main`."""
    try:
        status = main()
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError as error:
        os.write(2, f"briefkit: the output cannot be written: {error.strerror}\n".encode())
        status = 2
    os._exit(status)


def main() -> int:
    """Run the command line and return its exit status."""
    gc.set_threshold(50_000)  # what a command makes lives to its end: there is little to collect
    given = sys.argv[1:]
    if given == ["--version"]:
        from briefkit import __version__

        sys.stdout.write(f"briefkit {__version__}\n")
        return 0
    if given[:1] == ["check"] and (status := _remembered(given)) is not None:
        return status
    from briefkit.cli import main

    return main(given)


def _remembered(given: Sequence[str]) -> int | None:
    """The exit status of a check that was remembered, its answer printed; None where one must be done."""
    if any(argument.startswith("-") and argument not in _PLAIN for argument in given[1:]):
        return None
    from briefkit.remembering import memory_of

    reports = [argument for argument in given[1:] if argument not in _PLAIN]
    known = memory_of(given, reports[0] if reports else None).recall()
    if known is None:
        return None
    texts, status = known
    sys.stdout.buffer.write(texts[0].encode("utf-8", "backslashreplace"))
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        from briefkit.cli import leave_pipe

        return leave_pipe()
    return status
