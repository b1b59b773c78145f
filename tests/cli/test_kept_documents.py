"""A build renders a document anew where something that it is made from has changed, and only there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefkit import render
from briefkit.cli import main
from briefkit.pandoc import Pandoc
from briefkit.render.citeproc import APART
from briefkit.store import FOLDER

REPORT = "---\ntitle: The flood\n---\n\nIt “rose by 26 centimetres” [@talk].\n"
Build = Callable[..., list[str]]


@pytest.fixture
def build(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build HTML in this process; which formats were really rendered."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("user-cache")))
    (project / "reports" / "x.md").write_text(REPORT, "utf-8")
    rendered: list[str] = []
    really = render.render

    def counted(checked: object, to: str, *others: object) -> object:
        rendered.append(to)
        return really(checked, to, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(render, "render", counted)

    def call(*arguments: str, to: str = "html") -> list[str]:
        rendered.clear()
        assert main(["build", "-q", "--to", to, *arguments]) == 0
        return list(rendered)

    return call


def test_nothing_changed(build: Build, project: Path) -> None:
    assert build() == ["html"]
    page = (project / "build" / "x.html").read_bytes()
    (project / "build" / "x.html").unlink()
    assert build() == []
    assert (project / "build" / "x.html").read_bytes() == page


def test_each_format_for_itself(build: Build) -> None:
    assert build() == ["html"]
    assert build(to="docx") == ["docx"]
    assert build() == []


def change_report(project: Path) -> None:
    (project / "reports" / "x.md").write_text(REPORT.replace("It ", "The river "), "utf-8")


def change_source(project: Path) -> None:
    path = project / "sources" / "talk.txt"
    path.write_text(path.read_text("utf-8") + "\nAnd the mill stood.\n", "utf-8")


def change_metadata(project: Path) -> None:
    path = project / "sources" / "sources.yaml"
    before = path.read_text("utf-8")
    path.write_text(before.replace("title: ", "title: New ", 1), "utf-8")
    assert path.read_text("utf-8") != before


def change_template(project: Path) -> None:
    (project / "templates").mkdir(exist_ok=True)
    (project / "templates" / "report.css").write_text("body { color: black; }", "utf-8")


def change_setting(project: Path) -> None:
    with (project / "briefkit.toml").open("a", encoding="utf-8") as file:
        file.write('\n[design]\naccent = "#7a2e0e"\n')


@pytest.mark.parametrize("change", [change_report, change_source, change_metadata, change_template, change_setting])
def test_something_changed(build: Build, project: Path, change: Callable[[Path], None]) -> None:
    assert build() == ["html"]
    change(project)
    assert build() == ["html"]
    assert build() == []


def test_without_a_cache(build: Build) -> None:
    assert build("--no-cache") == ["html"]
    assert build("--no-cache") == ["html"]


def test_what_was_altered_in_the_cache_is_not_taken(build: Build, project: Path) -> None:
    assert build() == ["html"]
    page = (project / "build" / "x.html").read_bytes()
    for folder, _, names in os.walk(project / FOLDER):
        for name in names:
            path = Path(folder) / name
            path.write_bytes(path.read_bytes().replace(b"26 centimetres", b"96 centimetres"))
    assert build() == ["html"]
    assert (project / "build" / "x.html").read_bytes() == page


def test_citations_resolved_before_are_not_resolved_again(
    build: Build, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[list[str]] = []
    really = Pandoc.run

    def counted(self: Pandoc, arguments: list[str], data: bytes) -> bytes:
        runs.append(arguments)
        return really(self, arguments, data)

    monkeypatch.setattr(Pandoc, "run", counted)
    assert build() == ["html"]
    assert runs.count(APART) == 1
    change_report(project)
    assert build() == ["html"]
    kept = (project / "build" / "x.html").read_bytes()
    assert runs.count(APART) == 1
    assert build("--no-cache") == ["html"]
    assert runs.count(APART) == 2
    assert (project / "build" / "x.html").read_bytes() == kept
    change_metadata(project)
    assert build() == ["html"]
    assert runs.count(APART) == 3
    assert b"New " in (project / "build" / "x.html").read_bytes()
