"""The files inside a DOCX: read, written in a fixed order and of a fixed date, and added to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from briefkit.errors import RenderError

_NEEDED = {"word/styles.xml", "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
_FIXED = (1980, 1, 1, 0, 0, 0)


def read_parts(data: bytes) -> dict[str, bytes]:
    """The files of a DOCX by name. Raises RenderError when it is none."""
    refusal = RenderError("reference.docx is no DOCX file", advice="save it again with a word processor")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    except (zipfile.BadZipFile, OSError) as error:
        raise refusal from error
    if not parts.keys() >= _NEEDED:
        raise refusal
    return parts


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """A DOCX of these files: the same files give the same bytes."""
    out = io.BytesIO()
    first = ["[Content_Types].xml", "_rels/.rels"]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in [*(n for n in first if n in parts), *sorted(set(parts) - set(first))]:
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, parts[name])
    return out.getvalue()


def announce(parts: dict[str, bytes], types: str, relations: str) -> None:
    """Tell of what kinds files are that were added (`Override` elements), and what leads to them (`Relationship`)."""
    for name, xml, end in (
        ("[Content_Types].xml", types, "</Types>"),
        ("word/_rels/document.xml.rels", relations, "</Relationships>"),
    ):
        parts[name] = parts[name].decode().replace(end, xml + end).encode()
