"""Settings in pyproject.toml, their JSON Schema, and the page that documents them."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from briefkit.configuration import schema
from briefkit.errors import SettingsError
from briefkit.project import open_project
from briefkit.settings import read_settings

DOCS = Path(__file__).parents[2] / "docs"
CLOSE = "She said it “rose by 26 centimeters in one night” [@talk].\n"


def test_a_table_in_pyproject(run: Callable[..., subprocess.CompletedProcess[str]], project: Path) -> None:
    (project / "reports" / "x.md").write_text(CLOSE, "utf-8")
    assert run("check").returncode == 0
    (project / "pyproject.toml").write_text('[project]\nname = "x"\n\n[tool.briefkit.check]\nstrict = true\n', "utf-8")
    assert run("check").returncode == 1
    (project / "pyproject.toml").write_text("[tool.other]\nstrict = true\n", "utf-8")
    assert run("check").returncode == 0


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("[project]\n[tool.briefkit.check]\nstrikt = true\n", 3, "did you mean “strict”?"),
        ("[tool.briefkit]\nchekc = 1\n", 2, "did you mean “check”?"),
        ("[tool.briefkit.build]\n\nto = ['pdg']\n", 3, "one of pdf, docx, html"),
    ],
)
def test_a_mistake_in_pyproject_is_told_with_its_line(tmp_path: Path, text: str, line: int, told: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsError) as caught:
        open_project(tmp_path)
    assert (caught.value.path, caught.value.line) == ("pyproject.toml", line)
    assert told in str(caught.value)


def test_settings_stand_in_one_place(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.briefkit]\n", "utf-8")
    (tmp_path / "briefkit.toml").write_text("", "utf-8")
    with pytest.raises(SettingsError, match=r"beside briefkit\.toml"):
        open_project(tmp_path)


def test_a_project_that_only_pyproject_marks(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.briefkit.folders]\nreports = "texts"\n', "utf-8")
    (tmp_path / "texts").mkdir()
    assert open_project(tmp_path / "texts").root == tmp_path.resolve()


def documented() -> dict[str, Any]:
    page = (DOCS / "settings.md").read_text("utf-8")
    block = re.search(r"```toml\n(\[check\].*?)```", page, re.DOTALL)
    assert block is not None
    return tomllib.loads(block[1])


def leaves(node: dict[str, Any], name: str = "") -> Iterator[tuple[str, Any]]:
    for key, below in node["properties"].items():
        if "properties" in below:
            yield from leaves(below, f"{name}{key}.")
        else:
            yield name + key, below


def test_every_key_is_documented_with_its_default() -> None:
    told = documented()
    for name, below in leaves(json.loads(schema())):
        section, key = name.split(".")
        assert key in told[section], f"{name} is not in docs/settings.md"
        if "default" in below:
            assert told[section][key] == below["default"], name


def test_the_schema_takes_what_briefkit_takes_and_no_more() -> None:
    document = json.loads(schema())
    jsonschema.Draft202012Validator.check_schema(document)
    validator = jsonschema.Draft202012Validator(document)
    validator.validate(documented())
    for text in (
        "[check]\nstrict = 1",
        "[check]\nstyle = 'mla'",
        "[chekc]",
        "[check.rules]\nBK330 = 'never'",
        "[build]\nto = ['txt']",
    ):
        assert list(validator.iter_errors(tomllib.loads(text))), text
        with pytest.raises(SettingsError):
            read_settings(text)
    for text in ("[check.rules]\nBK330 = 'off'", "[build]\nto = ['pdf']\ntoc = 'never'", ""):
        validator.validate(tomllib.loads(text))
        read_settings(text)


def test_the_published_schema_is_the_one_of_the_code() -> None:
    assert (DOCS / "settings.schema.json").read_text("utf-8") == schema(), "make docs"
