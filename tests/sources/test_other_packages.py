"""Readers that other packages add: one file, one line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefkit.model import Source
from briefkit.sources import Shelf
from briefkit.sources.readers import FORMATS, extractor, form_of, reader

MODULE = """
from briefkit.errors import SourceError
from briefkit.model import Page
from briefkit.sources import Context, Extracted

def read(data: bytes, context: Context) -> Extracted:
    text = data.decode("ascii")
    if text.startswith("refuse"):
        raise SourceError("it is refused", advice="write another")
    if text.startswith("crash"):
        import os
        os.abort()
    if text.startswith("nothing"):
        return None
    return Extracted(text.upper(), (Page(1, 0, len(text), context.metadata.get("label")),))
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package on the path, as pip would have installed it."""
    site = tmp_path / "site"
    info = site / "briefkit_loud-2.1.dist-info"
    info.mkdir(parents=True)
    (site / "briefkit_loud.py").write_text(MODULE, "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: briefkit-loud\nVersion: 2.1\n", "utf-8")
    entries = "loud = briefkit_loud:read\nbroken = briefkit_loud:nowhere\ntxt = briefkit_loud:read\n"
    (info / "entry_points.txt").write_text(f"[briefkit.readers]\n{entries}", "utf-8")
    monkeypatch.syspath_prepend(str(site))
    forget()
    yield site
    forget()


def forget() -> None:
    from briefkit.sources import readers

    readers._added.cache_clear()


def load(tmp_path: Path, name: str, text: str) -> Source:
    folder = tmp_path / "project" / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    (folder / f"{Path(name).stem}.yaml").write_text("label: iv\n", "utf-8")
    return Shelf(folder, tmp_path / "project")[Path(name).stem]


def test_its_reader_reads(package: Path, tmp_path: Path) -> None:
    source = load(tmp_path, "a.LOUD", "the river rose")
    assert source.problem is None
    assert source.text == "THE RIVER ROSE"
    assert source.pages[0].label == "iv"
    assert extractor(source)[0] == "briefkit_loud:read"
    assert extractor(source)[1].endswith("briefkit-loud 2.1")
    assert "briefkit_loud" not in sys.modules


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.loud", "refuse me", "it is refused; write another"),
        ("a.loud", "crash", "its reader crashed"),
        ("a.loud", "nothing", "gives no Extracted"),
        ("a.broken", "words", "briefkit_loud:nowhere, cannot be loaded"),
    ],
)
def test_what_goes_wrong_in_it_is_told(package: Path, tmp_path: Path, name: str, text: str, problem: str) -> None:
    assert problem in (load(tmp_path, name, text).problem or "")


def test_our_own_readers_go_first(package: Path, tmp_path: Path) -> None:
    assert load(tmp_path, "a.txt", "the river rose").text == "the river rose"
    assert form_of(".txt") is FORMATS[".txt"]


def test_without_it_the_suffix_is_unknown(tmp_path: Path) -> None:
    assert reader(".loud") is None
    assert "cannot be read" in (load(tmp_path, "a.loud", "words").problem or "")
