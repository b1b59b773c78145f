"""Files of a project: bounded reads that never leave it, writes that replace a file whole or not at all."""

from __future__ import annotations

import os
import stat
from contextvars import ContextVar

from briefkit.errors import ProjectError

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    AnyPath: TypeAlias = str | os.PathLike[str]
    See = Callable[[AnyPath, bytes | None], None]

_see: ContextVar[See | None] = ContextVar("see", default=None)


class watched:  # noqa: N801 - used as a function is
    """Tell `see` of each file that is read inside: its path and its bytes, None where it could not be read."""

    def __init__(self, see: See) -> None:
        self._given = see

    def __enter__(self) -> None:
        self._token = _see.set(self._given)

    def __exit__(self, *_: object) -> None:
        _see.reset(self._token)


def relative(path: AnyPath, root: AnyPath) -> str:
    """`path` as messages show it: relative to the project, with forward slashes, never absolute inside it."""
    from pathlib import Path

    absolute = Path(os.path.abspath(path))  # links must not be followed here
    try:
        return absolute.relative_to(root).as_posix()
    except ValueError:
        path = Path(path)
        return path.name if path.is_absolute() else path.as_posix()


def confine(path: AnyPath, root: AnyPath) -> Path:
    """The real path of `path`, which must lie inside the real folder `root`.

    Raises:
        ProjectError: it leaves the project, by `..`, as an absolute path or through a symbolic link.
    """
    from pathlib import Path

    return Path(_confined(path, root))


def leaves(path: AnyPath, root: AnyPath) -> bool:
    """Whether a path, or a link on it, leads out of a folder."""
    return not _lies_in(os.path.realpath(path), os.path.realpath(root))


def _confined(path: AnyPath, root: AnyPath) -> str:
    real = os.path.realpath(path)
    if leaves(real, root):
        through = "is a symbolic link that leaves the project" if _linked(path, root) else "is outside the project"
        raise ProjectError(
            through,
            path=relative(path, root),
            advice="put a copy of the file into the project; nothing outside its folder is read or written",
        )
    return real


def _linked(path: AnyPath, root: AnyPath) -> bool:
    """Whether the path lies inside the project as written, so that only a link can have led out of it."""
    return _lies_in(os.path.abspath(path), os.path.abspath(root))


def _lies_in(path: str, folder: str) -> bool:
    """Whether an absolute path is a folder's own or lies below it."""
    path, folder = os.path.normcase(path), os.path.normcase(folder)
    return path == folder or path.startswith(os.path.join(folder, ""))


def read(path: AnyPath, root: AnyPath, limit: int) -> bytes:
    """The bytes of a regular file of the project.

    Raises:
        ProjectError: outside the project, absent, a folder, a pipe or device, unreadable, or over `limit` bytes.
    """
    see = _see.get()
    try:
        data = _read(path, root, limit)
    except ProjectError:
        if see:
            see(path, None)
        raise
    if see:
        see(path, data)
    return data


def _read(path: AnyPath, root: AnyPath, limit: int) -> bytes:
    real = _confined(path, root)
    try:
        # Without O_NONBLOCK, opening a pipe that nobody writes to never returns.
        handle = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise ProjectError(_reason(error), path=relative(path, root)) from error
    if problem := _unusable(os.fstat(handle), limit):
        os.close(handle)
        raise ProjectError(problem, path=relative(path, root))
    with os.fdopen(handle, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:  # it grew while it was read
        raise ProjectError(f"is larger than {size(limit)}", path=relative(path, root))
    return data


def _unusable(status: os.stat_result, limit: int) -> str | None:
    if stat.S_ISDIR(status.st_mode):
        return "is a folder, not a file"
    if not stat.S_ISREG(status.st_mode):
        return "is a pipe or a device, not a file"
    return f"is larger than {size(limit)}" if status.st_size > limit else None


def write(path: Path, data: bytes, root: Path) -> None:
    """Write `data` to a file of the project, whole or not at all: what stood there before is kept on any failure.

    Raises:
        ProjectError: the folder or file cannot be written, or lies outside the project.
    """
    import tempfile
    from pathlib import Path

    confine(path.parent, root)
    name = relative(path, root)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        folder = relative(path.parent, root)
        raise ProjectError(
            f"cannot write here: {_reason(error)}", path=folder, advice="choose another folder with --output-dir"
        ) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except OSError as error:
        raise ProjectError(f"cannot be written: {_reason(error)}", path=name) from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those a new file would get."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def size(number: int) -> str:
    """Bytes for a person: 2000000 is "2 MB"."""
    return f"{number / 1_000_000:.3g} MB" if number >= 1_000_000 else f"{number / 1000:.3g} kB"


def _reason(error: OSError) -> str:
    reasons = {
        FileNotFoundError: "there is no such file",
        IsADirectoryError: "is a folder, not a file",
        NotADirectoryError: "a part of its path is a file, not a folder",
        PermissionError: "permission denied",
    }
    return reasons.get(type(error), (error.strerror or "cannot be opened").lower())
