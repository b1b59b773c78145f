"""The process that reads one source: a job on standard input, JSON on standard output.

It is run by its path, isolated from the user's environment, and knows nothing but its job.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any


def main() -> None:
    header = json.loads(sys.stdin.buffer.readline())
    _limit(header["memory"], header["seconds"])
    sys.path.insert(0, str(Path(__file__).parents[2]))
    answer = json.dumps(_answer(header, sys.stdin.buffer.read())).encode("ascii")
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def _limit(memory: int, seconds: float) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit alone
        return
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 5, int(seconds) + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _answer(header: dict[str, Any], data: bytes) -> dict[str, Any]:
    from briefkit.errors import SourceError
    from briefkit.sources.extracted import MOST_TEXT, Context, Extracted
    from briefkit.sources.isolated import pack

    try:
        got = _reader(header["module"], header["folder"])(
            data, Context(header["metadata"], header["built"], tuple(header["only"]))
        )
        if not isinstance(got, Extracted):
            raise SourceError(f"its reader, {header['module']}, gives no Extracted")
        if len(got.text) > MOST_TEXT:
            raise SourceError(f"it holds over {MOST_TEXT // 1_000_000} million characters of text")
        return pack(got)
    except SourceError as error:
        return {"error": error.problem, "advice": error.advice}
    except MemoryError:
        return {"error": "reading it takes too much memory", "advice": "save its text as .txt"}
    except RecursionError:
        return {"error": "it is nested too deeply", "advice": "save its text as .txt"}


def _reader(named: str, folder: str) -> Any:
    """The function of one of our modules, or of another package's: `module:function`."""
    module, _, function = named.partition(":")
    if not function:
        return import_module(f"briefkit.sources.{module}").read
    if folder and folder not in sys.path:
        sys.path.append(folder)
    try:
        return getattr(import_module(module), function)
    except (ImportError, AttributeError) as error:
        from briefkit.errors import SourceError

        raise SourceError(f"its reader, {named}, cannot be loaded: {error}") from error


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)
