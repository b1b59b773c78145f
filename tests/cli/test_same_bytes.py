"""The same input gives the same bytes: on another day, in another folder, time zone and process."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import briefkit
from briefkit import checking

REPORT = """\
---
title: The flood
date: 2026-01-05
---

It “rose by 26 centimetres” [@talk]. A guest says
[“there was no bell”]{.waived reason="told" by="Ada" until=2030-12-31} [@talk].
"""


@pytest.fixture
def flood(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (project / "reports" / "flood.md").write_text(REPORT, "utf-8")
    return project


def build(root: Path) -> dict[str, bytes]:
    _, paths = briefkit.build(root / "reports" / "flood.md")
    return {path.suffix: path.read_bytes() for path in paths}


def on(day: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    monkeypatch.setattr(checking, "today", lambda: day)
    return build(root)


def test_on_another_day(flood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert on("2026-02-03", flood, monkeypatch) == on("2030-12-31", flood, monkeypatch)


def test_a_waiver_that_has_expired_makes_another_document(flood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(on("2030-12-31", flood, monkeypatch)) == 3
    assert on("2031-01-01", flood, monkeypatch) == {}


def test_in_another_folder_time_zone_and_process(flood: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = build(flood)
    there = Path(shutil.copytree(flood, tmp_path / "another folder" / "ünïcode"))
    shutil.rmtree(there / "build")
    shutil.rmtree(there / ".briefkit", ignore_errors=True)  # or what was made here would be taken out of it
    env = {**os.environ, "TZ": "Pacific/Kiritimati", "LANG": "C", "PYTHONHASHSEED": "7", "USER": "somebody"}
    command = [sys.executable, "-m", "briefkit", "build", "-q"]
    done = subprocess.run(command, cwd=there, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert {path.suffix: path.read_bytes() for path in (there / "build").iterdir()} == here


def test_the_dates_of_the_files_are_those_of_the_report(flood: Path) -> None:
    made = build(flood)
    assert b"D:20260105" in made[".pdf"]
    with zipfile.ZipFile(flood / "build" / "flood.docx") as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert re.findall(r"\d{4}-\d\d-\d\dT", core) == ["2026-01-05T", "2026-01-05T"]


def test_a_date_that_is_given_is_shown(flood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Checked on" not in build(flood)[".html"].decode()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770076800")
    page = build(flood)[".html"].decode()
    assert "Checked on 3 February 2026" in page
    assert '"date":"2026-02-03","validUntil":"2030-12-31"' in page


def test_nothing_of_this_machine_is_in_them(flood: Path) -> None:
    secrets = [str(flood), os.environ.get("HOME") or "/nowhere/at/all", sys.prefix]
    build(flood)
    with zipfile.ZipFile(flood / "build" / "flood.docx") as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    texts = [*parts, *((flood / "build" / f"flood.{kind}").read_bytes() for kind in ("pdf", "html"))]
    for secret in secrets:
        assert all(secret.encode() not in text for text in texts)
