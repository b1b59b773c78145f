"""Where report, sources and settings are at hand, a document is held against the one that a build makes of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.audit.conftest import Built, audited, lay, run_briefkit

SAME = "the document against what a build makes of the report now: the same, byte for byte"
READ = "the document against what a build makes of the report now, word for word"


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_what_nobody_touched_is_the_same(built: Built, kind: str) -> None:
    status, told = audited(built.path(kind), built.root, anew=True)
    assert status == 0, told
    assert SAME in told


@pytest.mark.parametrize("options", [["--pdf-standard", "a-2b"], ["--facsimile"], ["--draft"]], ids=str)
def test_as_the_command_line_asked(built: Built, options: list[str]) -> None:
    assert run_briefkit("build", "-q", "--to", "pdf", *options, cwd=built.root).returncode == 0
    status, told = audited(built.path("pdf"), built.root, anew=True)
    assert status == 0, told
    assert SAME in told


def test_a_draft_is_the_same(tmp_path: Path) -> None:
    built = Built(lay(tmp_path / "flood", "It “rose by 62 centimetres” [@talk].\n"))
    run_briefkit("build", "-q", "--draft", "--to", "html", cwd=built.root)
    status, told = audited(built.path("html"), built.root, anew=True)
    assert status == 1
    assert SAME in told
    assert "  differs" not in told


CHANGES = {
    "what stands around a passage": (r"(bk-context\">[^<]*?)(\w+)(?=[^<]*<)", r"\1flood"),
    "the name of a source on a card": (r"(id=\"bk-card-1\".*?<b>)A Talk", r"\1A Walk"),
    "the name of a source in the appendix": (r"(bk-entry-1\".*?<td[^>]*>.*?)A Talk", r"\1A Walk"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_the_evidence(built: Built, change: str) -> None:
    pattern, new = CHANGES[change]
    built.page(lambda page: re.sub(pattern, new, page, count=1, flags=re.DOTALL))
    status, told = audited(built.path("html"), built.root, anew=True)
    assert status == 1, told
    assert READ in told
    assert "where a build says" in told


def test_many_changes_are_counted(built: Built) -> None:
    built.page(lambda page: page.replace("the ", "thy "))
    status, told = audited(built.path("html"), built.root, anew=True)
    assert status == 1
    assert told.count(" where a build says ") <= 20


def test_a_change_that_no_reader_sees(built: Built) -> None:
    built.page(lambda page: page.replace("<main>", "<main >"))
    status, told = audited(built.path("html"), built.root, anew=True)
    assert status == 0, told
    assert READ in told


def test_with_other_settings_it_is_held_against_its_record(built: Built) -> None:
    (built.root / "briefkit.toml").write_text('[design]\nappendix = "short"\n', "utf-8")
    status, told = audited(built.path("html"), built.root, anew=True)
    assert status == 0, told
    assert READ not in told
    assert SAME not in told


def test_another_report_of_that_name_says_nothing(built: Built) -> None:
    report = built.root / "reports" / "flood.md"
    report.write_text(report.read_text("utf-8") + "\nMore.\n", "utf-8")
    status, told = audited(built.path("html"), built.root, anew=True)
    assert status == 0
    assert "is not at hand as it was checked" in told


def test_a_report_that_cannot_be_rendered(built: Built) -> None:
    templates = built.root / "templates"
    templates.mkdir()
    (templates / "report.html").write_text("{{ nothing.at.all }}", "utf-8")
    status, told = audited(built.path("html"), built.root, anew=True)
    assert status == 0, told
