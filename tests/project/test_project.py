"""The project: its root, its reports, and what may not be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefkit.errors import BriefkitError, ProjectError, UsageError
from briefkit.project import open_project


def test_the_nearest_folder_upwards_is_the_root(project: Path) -> None:
    deep = project / "reports" / "old"
    deep.mkdir()
    assert open_project(deep / "x.md").root == project
    (deep / "briefkit.toml").write_text("", "utf-8")
    assert open_project(deep / "x.md").root == deep


def test_reports_are_found_in_order(project: Path) -> None:
    for name in ("b.md", "a.markdown", ".hidden.md", "notes.txt"):
        (project / "reports" / name).write_text("x", "utf-8")
    found = open_project(project)
    assert [found.name(path) for path in found.reports()] == ["reports/a.markdown", "reports/b.md"]


def test_no_report(project: Path) -> None:
    with pytest.raises(UsageError, match="no report found in reports/"):
        open_project(project).reports()


def test_folders_of_the_settings_stay_inside(project: Path) -> None:
    (project / "briefkit.toml").write_text('[folders]\noutput = "../out"\n', "utf-8")
    with pytest.raises(ProjectError, match="outside the project"):
        open_project(project).folder("output")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.md", b" \n", "is empty"),
        ("draft.docx", b"PK", "no Markdown file"),
        ("large.md", b"x" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_reports_that_cannot_be_read(project: Path, name: str, data: bytes, words: str) -> None:
    (project / "reports" / name).write_bytes(data)
    with pytest.raises(BriefkitError, match=words) as caught:
        open_project(project).read_report(project / "reports" / name)
    assert caught.value.path == f"reports/{name}"


def test_a_name_that_is_nearly_right(project: Path) -> None:
    (project / "reports" / "briefing.md").write_text("x", "utf-8")
    with pytest.raises(UsageError, match="no such report") as caught:
        open_project(project).read_report(project / "reports" / "breifing.md")
    assert "did you mean reports/briefing.md?" in str(caught.value)


def test_templates_and_style_are_read(project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates" / "my.csl").write_bytes(b"<style/>")
    (project / "briefkit.toml").write_text('[build]\ncsl = "templates/my.csl"\n', "utf-8")
    found = open_project(project)
    assert found.csl() == b"<style/>"
    assert found.templates() == {"my.csl": b"<style/>"}
