"""The library: checking in memory, and a public face that is what it says."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

import briefkit

SOURCES = {"talk": "And then she said: yes, the river rose by 26 centimetres in one night."}
DOCS = Path(__file__).parents[2] / "docs"


def test_a_check_in_memory() -> None:
    result = briefkit.check("She said it “rose by 26 centimetres” [@talk].", SOURCES)
    assert result.passed
    assert [j.verdict for j in result.reports[0].judgements] == [briefkit.Verdict.EXACT]


def test_a_rejected_quotation_is_data() -> None:
    result = briefkit.check("She said it “rose by 36 centimetres” [@talk].", SOURCES)
    assert not result.passed
    document = briefkit.as_json(result)
    assert document["reports"][0]["quotes"][0]["differences"][0]["source"] == "26"


def test_sources_with_pages() -> None:
    text = "First page.\fThe river rose."
    pages = (briefkit.Page(1, 0, 11), briefkit.Page(2, 12, len(text)))
    source = briefkit.Source("talk", text, pages=pages)
    result = briefkit.check("It says “The river rose” [@talk, p. 1].", {"talk": source})
    assert [j.verdict for j in result.reports[0].judgements] == ["mislocated"]


def test_a_check_in_memory_reads_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "briefkit.toml").write_text("nonsense", "utf-8")
    assert briefkit.check("She said “yes” [@talk].", SOURCES).passed


def test_errors_are_briefkits_own() -> None:
    with pytest.raises(briefkit.BriefkitError):
        briefkit.check("---\na: &x 1\nb: *x\n---\n", SOURCES)


def test_check_files(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "reports" / "x.md").write_text("It “rose by 26 centimetres” [@talk].\n", "utf-8")
    monkeypatch.chdir(project)
    assert briefkit.check_files().passed
    assert briefkit.check_files("reports/x.md").reports[0].report.path == "reports/x.md"


def test_every_public_name_is_there() -> None:
    for name in briefkit.__all__:
        assert getattr(briefkit, name) is not None
    assert set(briefkit.__all__) <= set(dir(briefkit))
    with pytest.raises(AttributeError, match="no attribute"):
        _ = briefkit.nothing


def test_the_import_is_light() -> None:
    code = "import sys, briefkit; print(sorted(m for m in sys.modules if m.startswith('briefkit')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['briefkit']"


def test_the_example_of_the_docs_runs(capsys: pytest.CaptureFixture[str]) -> None:
    example = re.search(r"```python\n(.*?)```", (DOCS / "api.md").read_text("utf-8"), re.DOTALL)
    assert example is not None
    exec(compile(example[1], "docs/api.md", "exec"), {})
    assert capsys.readouterr().out.startswith("exact ")


def test_the_settings_of_the_docs_are_the_defaults() -> None:
    from briefkit.settings import Settings, read_settings

    block = re.search(r"```toml\n(.*?)```", (DOCS / "settings.md").read_text("utf-8"), re.DOTALL)
    assert block is not None
    assert read_settings(block[1]) == Settings()


def test_docstrings_have_no_failing_examples() -> None:
    assert doctest.testmod(briefkit).failed == 0
