"""The process that runs Typst: a job on standard input, "ok" or "error" and the result on standard output.

It is run by its path, apart from the package, so that it starts fast and knows nothing but its job.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile

MEMORY = 3 << 30
FONT = ".font"
IMAGES = (".png", ".jpg", ".gif", ".webp")


def main() -> None:
    header = json.loads(sys.stdin.buffer.readline())
    _limit(header["seconds"])
    files = {name: sys.stdin.buffer.read(length) for name, length in header["files"]}
    out = sys.stdout.buffer
    try:
        result = _compile(files, header)
    except Exception as error:  # noqa: BLE001  whatever Typst raises is for the parent to tell
        out.write(b"error\n" + _diagnostic(error).encode())
    else:
        out.write(b"ok\n" + result)
    out.flush()


def _limit(seconds: float) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit alone
        return
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 5, int(seconds) + 5))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _compile(files: dict[str, bytes], header: dict[str, object]) -> bytes:
    import typst

    with tempfile.TemporaryDirectory(prefix="briefkit-") as folder:
        root, empty = os.path.join(folder, "root"), os.path.join(folder, "empty")  # noqa: PTH118 - pathlib loads slowly
        os.mkdir(root)  # noqa: PTH102
        os.mkdir(empty)  # noqa: PTH102
        _fonts(files, header["fonts"], os.path.join(folder, "fonts"))  # type: ignore[arg-type]  # noqa: PTH118
        paths = [*header["folders"], os.path.join(folder, "fonts")]  # type: ignore[misc]  # noqa: PTH118
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)
        result = typst.compile(  # type: ignore[call-overload]
            _given(files, root),
            root=root,
            font_paths=fonts,
            ignore_system_fonts=True,
            package_path=empty,
            package_cache_path=empty,
            format=header["format"],
            pdf_standards=header.get("standards", []),
            timestamp=header.get("timestamp", 0),
            ppi=header.get("ppi"),
        )
    # Several pages of PNG come as a list; the parent asks for PNG only of one-page documents.
    return bytes(result[0] if isinstance(result, list) else result)


def _fonts(files: dict[str, bytes], paths: list[str], folder: str) -> None:
    """Lay single fonts into a folder of their own, which is what Typst reads: those at the paths, and the author's
    own, which are taken out of the files."""
    os.mkdir(folder)  # noqa: PTH102
    for path in paths:
        shutil.copyfile(path, os.path.join(folder, os.path.basename(path)))  # noqa: PTH118, PTH119
    for name in [name for name in files if name.endswith(FONT)]:
        with open(os.path.join(folder, f"{name}.ttf"), "xb") as file:  # noqa: PTH118, PTH123
            file.write(files.pop(name))


def _given(files: dict[str, bytes], root: str) -> dict[str, bytes]:
    """The files as Typst takes them from memory. That must be text; images are laid into its root instead."""
    texts: dict[str, bytes] = {}
    for name, data in files.items():
        if name.endswith(IMAGES):
            with open(os.path.join(root, name), "xb") as file:  # noqa: PTH118, PTH123
                file.write(data)
        else:
            texts["main" if name == "main.typ" else name] = data
    return texts


def _diagnostic(error: Exception) -> str:
    return str(getattr(error, "diagnostic", "") or error)


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)
