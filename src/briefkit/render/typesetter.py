"""Typst in a process of its own: its loops cannot be interrupted, so the process is what gets killed."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from briefkit.errors import RenderError
from briefkit.patterns import regex
from briefkit.render.scripts import no_glyphs
from briefkit.render.typefaces import Typefaces

_BARE = Typefaces()
_NO_GLYPH = regex(r"the text `?\"(.+?)\"`? could not be displayed")
_PRIVATE = regex(r"the PDF contains the codepoint `?\"(.)\"`?")
_ESCAPE = regex(r"\\u\{([0-9a-f]+)\}")
_FOLDER = regex(r"[^\s:]*briefkit-\w+[/\\](?:root[/\\])?")
_WORKER = Path(__file__).with_name("typst_worker.py")


def typeset(files: Mapping[str, bytes], faces: Typefaces = _BARE, *, timeout: float, **job: Any) -> bytes:
    """Compile `files["main.typ"]`, which sees the other files and nothing else.

    Args:
        faces: the fonts beside those that Typst itself brings.
        job: `format` ("pdf" or "png"), `standards` (PDF standards), `timestamp` (Unix seconds), `ppi`.

    Raises RenderError when Typst refuses or takes longer than `timeout` seconds.
    """
    with tempfile.TemporaryDirectory(prefix="briefkit-") as folder:
        given = _laid(Path(folder), files, faces) | {"seconds": timeout, "standards": [], "timestamp": 0, "ppi": None}
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-S", str(_WORKER)],
                input=marshal.dumps(given | job),
                capture_output=True,
                timeout=timeout,
                env=_environment(),
                check=False,
            )
        except subprocess.TimeoutExpired:
            told = "look for a very long table or an image of extreme size, or shorten the report"
            raise RenderError(f"typesetting took over {timeout:g} seconds", advice=told) from None
    status, _, payload = done.stdout.partition(b"\n")
    if status == b"ok":
        return payload
    raise _refusal(payload.decode("utf-8", "replace") if status == b"error" else "")


def _laid(folder: Path, files: Mapping[str, bytes], faces: Typefaces) -> dict[str, Any]:
    """The job of these files, laid into a folder that has nothing else: Typst follows whatever links it finds."""
    root, packages, fonts = (folder / name for name in ("root", "packages", "fonts"))
    single = {Path(path).name: Path(path).read_bytes() for path in faces.fonts}
    for place, laid in ((root, files), (packages, {}), (fonts, single | faces.files)):
        place.mkdir()
        for name, data in laid.items():
            (place / name).write_bytes(data)
    return {
        "main": str(root / "main.typ"),
        "root": str(root),
        "packages": str(packages),
        "fonts": [*faces.folders, str(fonts)],
        "modules": [str(Path(spec.origin).parents[1]) for spec in [find_spec("typst")] if spec and spec.origin],
    }


def _environment() -> dict[str, str]:
    """What the worker may know: nothing of the user's, and no way to the network for a template's package imports."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    nowhere = "http://127.0.0.1:9"
    return kept | {"HTTP_PROXY": nowhere, "HTTPS_PROXY": nowhere, "ALL_PROXY": nowhere, "http_proxy": nowhere}


def _refusal(diagnostic: str) -> RenderError:
    told = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), diagnostic)
    if missing := "".join([*_NO_GLYPH.findall(told), *_PRIVATE.findall(told)]):
        return no_glyphs(missing)
    diagnostic = _FOLDER.sub("", diagnostic)
    if not diagnostic:
        return RenderError("the typesetter died", advice="look for images of extreme size, or shorten the report")
    told = f"Typst refused the document: {diagnostic.strip()}"
    return RenderError(told, advice="if you changed a template, look there")
