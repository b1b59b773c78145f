"""Work that goes on in a thread while the caller does something else."""

from __future__ import annotations

from threading import Thread

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Result = TypeVar("Result")


def begin(work: Callable[[], Result]) -> Callable[[], Result]:
    """Begin the work. What is returned waits for its end, and gives or raises what the work did.

    Nobody has to wait: at the end of the program, what is not done is dropped.
    """
    done: list[Result] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 - is raised where the result is asked for
            failed.append(error)

    def result() -> Result:
        thread.join()
        if failed:
            raise failed[0]
        return done[0]

    thread = Thread(target=run, daemon=True)
    thread.start()
    return result
