"""What a check remembers is told again only where a check without memory would say the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefkit import checking, store
from briefkit.cli import main
from briefkit.store import Store

REPORT = "He said “rose by 26 centimetres” [@talk], then “rose by 36 centimetres” [@talk].\n"
Check = Callable[..., tuple[int, str]]


@pytest.fixture
def check(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Check:
    """Run a check in this process, in a project with a report of which it is the first; status and output."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("user-cache")))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    (project / "reports" / "x.md").write_text(REPORT, "utf-8")

    def call(*arguments: str) -> tuple[int, str]:
        capfd.readouterr()
        status = main(["check", *arguments])
        return status, capfd.readouterr().out

    return call


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with every check that is really done."""
    done: list[int] = []
    check_project = checking.check_project

    def counted(*arguments: object, **named: object) -> object:
        done.append(1)
        return check_project(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "check_project", counted)
    return done


def test_an_unchanged_check_is_remembered(check: Check, count: list[int]) -> None:
    first = check()
    assert check() == first
    assert first[0] == 1
    assert len(count) == 1
    assert check("--no-cache") == first
    assert len(count) == 2


def _append(path: str, text: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    def change(project: Path, _: pytest.MonkeyPatch) -> None:
        with (project / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def _same_size_and_time(project: Path, _: pytest.MonkeyPatch) -> None:
    path = project / "sources" / "talk.txt"
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("26", "36"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _image(project: Path, _: pytest.MonkeyPatch) -> None:
    (project / "reports" / "map.png").unlink()


def _lock(project: Path, _: pytest.MonkeyPatch) -> None:
    assert main(["lock"]) in (0, 1)
    _same_size_and_time(project, _)


CHANGES: dict[str, Callable[[Path, pytest.MonkeyPatch], None]] = {
    "report": _append("reports/x.md", "“and more” [@talk]\n"),
    "source": _append("sources/talk.txt", "It rose by 36 centimetres."),
    "source, same size and time": _same_size_and_time,
    "metadata": _append("sources/sources.yaml", "speech:\n  title: Another\n"),
    "sidecar": _append("sources/talk.yaml", "title: Another\n"),
    "settings": _append("briefkit.toml", "[check]\nstrict = true\n"),
    "another source": _append("sources/speech.txt", "It rose by 36 centimetres."),
    "another report": _append("reports/y.md", "“rose by 46 centimetres” [@talk]\n"),
    "source gone": lambda project, _: (project / "sources" / "talk.txt").unlink(),
    "image gone": _image,
    "lock": _lock,
    "baseline": _append("briefkit-baseline.json", "{}"),
    "date": lambda _, patch: patch.setenv("SOURCE_DATE_EPOCH", "1890000000"),
    "date is today's": lambda _, patch: patch.delenv("SOURCE_DATE_EPOCH"),
    "version": lambda _, patch: patch.setattr("briefkit.remembering.installation", lambda: "another"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_changed_is_checked_anew(
    what: str, project: Path, check: Check, count: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "reports" / "map.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    waived = "[“never said”]{.waived reason=r by=b until=2027-01-01}"
    (project / "reports" / "x.md").write_text(f"{REPORT}{waived} [@talk]\n\n![A map](map.png)\n", "utf-8")
    check()
    CHANGES[what](project, monkeypatch)
    done = len(count)
    remembered = check()
    assert len(count) == done + 1
    assert remembered == check("--no-cache")


@pytest.mark.parametrize("options", [(), ("reports/x.md",), ("--strict", "-q")])
def test_the_quick_way_says_the_same(options: tuple[str, ...], project: Path, check: Check) -> None:
    """The program's own beginning tells what is remembered before arguments are read."""

    def run() -> tuple[int, bytes]:
        command = [sys.executable, "-m", "briefkit", "check", *options]
        done = subprocess.run(command, cwd=project, capture_output=True, check=False)
        return done.returncode, done.stdout

    first = run()
    assert run() == first
    assert first[0] == 1
    talk = project / "sources" / "talk.txt"
    talk.write_text(talk.read_text("utf-8").replace("26", "36"), "utf-8")
    changed = run()
    assert changed != first
    assert run() == changed


@pytest.mark.parametrize("options", [("--all",), ("--strict",), ("--format", "json"), ("-q",), ("reports/x.md",)])
def test_another_question_has_another_answer(options: tuple[str, ...], check: Check) -> None:
    check()
    assert check(*options) == check(*options) == check(*options, "--no-cache")


def test_written_outputs_are_written_again(project: Path, check: Check, count: list[int]) -> None:
    check("--format", "json", "--output", "out.json")
    first = (project / "out.json").read_bytes()
    (project / "out.json").unlink()
    check("--format", "json", "--output", "out.json")
    assert (project / "out.json").read_bytes() == first
    assert json.loads(first)["summary"]["quotes"] == 2
    assert len(count) == 1


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_memory_is_not_believed(
    damage: bytes | None, project: Path, check: Check, count: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """None: the entry is whole but another user's."""
    first = check()
    entries = [path for path in (project / ".briefkit/cache").rglob("*") if len(path.name) == 64]
    assert entries
    for entry in entries:
        if damage is not None:
            entry.write_bytes(damage)
    if damage is None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(project / "other"))
    assert check() == first
    assert len(count) == 2
    assert check() == first
    assert len(count) == 2


def test_what_is_not_certain_is_not_remembered(project: Path, check: Check, count: list[int]) -> None:
    (project / "sources" / "talk.txt").unlink()
    (project / "sources" / "talk.pdf").write_bytes(b"%PDF-1.4 broken")
    assert check() == check()
    assert len(count) == 2


def test_many_at_once_agree(project: Path, check: Check) -> None:
    expected = check()[1]
    command = [sys.executable, "-m", "briefkit", "check"]
    runs = [subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert [run.communicate(timeout=60)[0] for run in runs] == [expected] * 4


def test_the_store_stays_within_bounds(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("user-cache")))
    monkeypatch.setattr(store, "MOST_BYTES", 10_000)
    for number in range(20):
        Store(tmp_path).put(f"{number:064x}", b"x" * 1_000)
    kept = [number for number in range(20) if Store(tmp_path).get(f"{number:064x}")]
    assert 5 <= len(kept) <= 10
    assert kept[-1] == 19
