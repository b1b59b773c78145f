"""Work of an author's template, ended when it takes too long."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable

_GRACE = 2.0


def within(seconds: float, work: Callable[[], str]) -> str:
    """What `work` gives.

    It runs in a thread of its own: Python's own loops are the only thing that can go on in it, and those can be told to
    end.

    Raises:
        TimeoutError: it took longer.
        Exception: what `work` raised.
    """
    got: list[str] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            got.append(work())
        except BaseException as error:  # noqa: BLE001 - it is raised below, where somebody waits for it
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(SystemExit))
        thread.join(_GRACE)
        raise TimeoutError
    if failed:
        raise failed[0]
    return got[0]
