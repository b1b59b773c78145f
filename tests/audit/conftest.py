"""A built project, and hands to tamper with what it built."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from briefkit.audit import audit_file
from briefkit.audit.telling import as_text
from briefkit.checking import check_project
from briefkit.documents import options_of, with_evidence
from briefkit.formats.pen import Pen
from briefkit.model import Policy
from briefkit.pandoc import Pandoc
from briefkit.project import open_project
from briefkit.render import render
from briefkit.render.options import Target

TALK = """\
Thank you for having me. The river rose by 26 centimetres in one night, and nobody had warned the lower town.

The commission did not recommend closing the mill. It asked for a second gauge upstream, and for a bell.
"""
LETTER = "We shall pay what we owe; we shall not pay twice. The bell was rung at four in the morning.\n"
REPORT = """\
---
title: The flood
date: 2026-01-05
---

# What happened

That night the river “rose by 26 centimetres” [@talk]. The commission “did not recommend closing the mill” [@talk].

> We shall pay what we owe; we shall not pay twice.
>
> [@letter]

The bell rang.[^bell] A guest says [“there was no bell”]{.waived
reason="told to the desk" by="Ada" until=2099-12-31} [@talk].

[^bell]: It “was rung at four in the morning” [@letter].
"""
OPEN, CLOSE = '<script type="application/json" id="briefkit-evidence">', "</script>"


@dataclass
class Built:
    """A project whose report was built, and its documents."""

    root: Path

    def path(self, kind: str) -> Path:
        return self.root / "build" / f"flood.{kind}"

    def audit(self, kind: str, *more: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return run_audit(str(self.path(kind)), *more, cwd=cwd or self.root)

    # --- HTML ---

    def page(self, change: Callable[[str], str]) -> None:
        """Change the page outside its record."""
        head, rest = self.path("html").read_text("utf-8").split(OPEN)
        record, tail = rest.split(CLOSE)
        changed = change(head)
        assert changed != head, "the hand slipped"
        self.path("html").write_text(f"{changed}{OPEN}{record}{CLOSE}{tail}", "utf-8")

    def record(self, change: Callable[[Any], None]) -> None:
        """Change the record of the page."""
        head, rest = self.path("html").read_text("utf-8").split(OPEN)
        record, tail = rest.split(CLOSE)
        told = json.loads(record)
        change(told["predicate"])
        written = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
        assert written.strip() != record.strip(), "the hand slipped"
        self.path("html").write_text(f"{head}{OPEN}{written}{CLOSE}{tail}", "utf-8")

    # --- DOCX ---

    def word(self, change: Callable[[str], str], part: str = "word/document.xml") -> None:
        """Change a part of the DOCX."""
        path = self.path("docx")
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        changed = change(parts[part].decode())
        assert changed.encode() != parts[part], "the hand slipped"
        parts[part] = changed.encode()
        self._zip(parts)

    def without(self, part: str) -> None:
        path = self.path("docx")
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist() if name != part}
        self._zip(parts)

    def _zip(self, parts: dict[str, bytes]) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        self.path("docx").write_bytes(out.getvalue())

    # --- PDF, and the others ---

    def typeset(self, change: Callable[[str], str], kind: Target = "pdf", *, record: bytes | None = None) -> None:
        """Set a document anew from a changed report, with the record of the first."""
        project = open_project(self.root)
        policy = Policy(date="2026-02-03")
        first = check_project(project, policy=policy).reports[0]
        kept = with_evidence(first, options_of(project, first, True), Pandoc().run).evidence
        report = self.root / "reports" / "flood.md"
        before = report.read_text("utf-8")
        assert change(before) != before, "the hand slipped"
        report.write_text(change(before), "utf-8")
        checked = check_project(project, policy=policy).reports[0]
        checked = replace(checked, report=replace(checked.report, sha256=first.report.sha256))
        options = replace(options_of(project, checked, True), evidence=kept if record is None else record)
        # What tampering leaves as it was: the words of the check.
        report.write_text(before, "utf-8")
        self.path(kind).write_bytes(render(checked, kind, options, Pandoc().run))


def run_audit(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return run_briefkit("audit", *arguments, cwd=cwd)


def run_briefkit(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefkit", *arguments],
        cwd=cwd,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def audited(path: Path, cwd: Path, *, anew: bool = False) -> tuple[int, str]:
    """The same without a process of its own, for the many: status and text. Only with `anew` is the document held
    against one that is made now, which says of an untouched one that it is, however little of it was read."""
    with contextlib.chdir(cwd), contextlib.ExitStack() as stack:
        if not anew:
            stack.enter_context(patch("briefkit.audit.remade.remade", lambda *_: None))
        found = audit_file(path)
    return found.status, as_text(found, Pen(False))


def lay(root: Path, report: str = REPORT) -> Path:
    """The folders of the project."""
    for name in ("sources", "reports"):
        (root / name).mkdir(parents=True)
    (root / "sources" / "talk.txt").write_text(TALK, "utf-8")
    (root / "sources" / "letter.txt").write_text(LETTER, "utf-8")
    metadata = "talk:\n  type: speech\n  title: A Talk\nletter:\n  type: personal_communication\n  title: A Letter\n"
    (root / "sources" / "sources.yaml").write_text(metadata, "utf-8")
    (root / "reports" / "flood.md").write_text(report, "utf-8")
    return root


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once; the tests work on copies."""
    root = lay(tmp_path_factory.mktemp("first") / "flood")
    command = [sys.executable, "-m", "briefkit", "build", "-q"]
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1770076800"}  # 3 February 2026
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture
def built(first_build: Path, tmp_path: Path) -> Built:
    import shutil

    return Built(Path(shutil.copytree(first_build, tmp_path / "copy")))
