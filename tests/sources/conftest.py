"""A source read as a project reads it: through the shelf, in a worker where its format asks for one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from briefkit.model import Source
from briefkit.sources import Shelf

ReadSource = Callable[..., Source]


@pytest.fixture(autouse=True)
def _own_key(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("user-cache")))


@pytest.fixture
def read_source(tmp_path: Path) -> ReadSource:
    """`read_source("a.html", data)`, or with the text of its metadata as a third argument."""

    def read(name: str, data: bytes | str, metadata: str = "") -> Source:
        folder = tmp_path / "sources"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
        if metadata:
            (folder / f"{Path(name).stem}.yaml").write_text(metadata, "utf-8")
        return Shelf(folder, tmp_path)[Path(name).stem]

    return read


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()
