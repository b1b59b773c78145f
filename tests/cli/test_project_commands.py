"""`init`, `waivers`, `doctor` and `completion`."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pypdfium2
import pytest

from briefkit.cli import SHELLS, STARTERS, make_parser

Run = Callable[..., "subprocess.CompletedProcess[str]"]


# --- init ------------------------------------------------------------------------------------------------------------


def test_from_red_to_green(run: Run, tmp_path: Path) -> None:
    done = run("init", "new", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    new = tmp_path / "new"
    red = run("check", cwd=new)
    assert red.returncode == 1
    assert "6 quotations in 1 report: 5 accepted (4 exact, 1 edited), 1 rejected (1 altered)" in red.stdout
    assert "write “43” instead of “34”" in red.stdout
    assert run("fix", "--unsafe-fixes", cwd=new).returncode == 0
    green = run("build", "--to", "html", cwd=new)
    assert green.returncode == 0
    assert "0 rejected\n" in green.stdout
    assert "warning" not in green.stdout
    assert (new / "build" / "ferry.html").stat().st_size > 1000


@pytest.mark.parametrize("name", STARTERS)
def test_every_template_leads_to_documents_that_agree_with_their_record(run: Run, tmp_path: Path, name: str) -> None:
    assert run("init", "new", "--template", name, cwd=tmp_path).returncode == 0
    new = tmp_path / "new"
    assert run("check", cwd=new).returncode == 1
    assert run("fix", "--unsafe-fixes", cwd=new).returncode == 0
    built = run("build", cwd=new)
    assert built.returncode == 0, built.stderr
    for kind in ("pdf", "docx", "html"):
        audited = run("audit", f"build/ferry.{kind}", cwd=new)
        assert audited.returncode == 0, audited.stdout
        assert "no summary" not in audited.stdout
    settings = (new / "briefkit.toml").read_text("utf-8")
    assert (name == "brief") == ("[design]" not in settings)


def test_every_template_is_listed(run: Run) -> None:
    told = " ".join(run("init", "--help").stdout.split())
    folders = {entry.name for entry in (files("briefkit") / "starters").iterdir() if entry.is_dir()}
    assert folders | {"brief"} == set(STARTERS)
    for name, look in STARTERS.items():
        assert f"{name}: {look}" in told
    wrong = run("init", "new", "--template", "nots")
    assert wrong.returncode == 2
    assert "did you mean note?" in wrong.stderr


def test_a_draft_says_so_in_every_template(run: Run, tmp_path: Path) -> None:
    for name in STARTERS:
        assert run("init", name, "--template", name, cwd=tmp_path).returncode == 0
        run("build", "--draft", "--to", "pdf,html", cwd=tmp_path / name)
        with pypdfium2.PdfDocument(tmp_path / name / "build" / "ferry.pdf") as pdf:
            texts = [page.get_textpage().get_text_range() for page in pdf]
        assert all("DRAFT" in text.upper() for text in texts), name
        assert any("not verified" in text for text in texts[:1]), name
        assert "bk-is-draft" in (tmp_path / name / "build" / "ferry.html").read_text("utf-8")


def test_what_init_says_can_be_done(run: Run, tmp_path: Path) -> None:
    steps = run("init", "new", cwd=tmp_path).stdout.partition("Now:\n")[2].splitlines()
    commands = [line.split("  ")[2].split() for line in steps if line.strip().startswith("briefkit")]
    assert [command[:2] for command in commands] == [
        ["briefkit", "check"], ["briefkit", "fix"], ["briefkit", "build"]
    ]  # fmt: skip
    for command in commands:
        make_parser().parse_args(command[1:])


def test_an_empty_folder_and_a_fresh_repository(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    (folder / ".git").mkdir(parents=True)
    assert run("init", cwd=folder).returncode == 0
    assert (folder / "reports" / "ferry.md").is_file()


def test_nothing_is_overwritten(run: Run, project: Path) -> None:
    before = sorted(str(path) for path in project.rglob("*"))
    done = run("init")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not empty: it holds reports, sources" in done.stderr
    assert "help: " in done.stderr
    assert sorted(str(path) for path in project.rglob("*")) == before


def test_a_file_is_no_folder(run: Run, project: Path) -> None:
    done = run("init", "sources/talk.txt")
    assert done.returncode == 2
    assert "sources/talk.txt: is a file, not a folder" in done.stderr
    assert run("init", "sources/talk.txt/deeper").returncode == 2


# --- waivers ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def waived(project: Path) -> None:
    (project / "reports" / "x.md").write_text(
        "[“heard on the phone”]{.waived reason=minutes by=Ada until=2099-01-31},\n"
        "[“heard long ago”]{.waived reason=minutes by=Ada until=2020-01-31},\n"
        "[“heard by somebody”]{.waived reason=minutes until=soon},\n"
        "[“rose by 26 centimetres”]{.waived reason=minutes by=Ada until=2099-01-31} [@talk].\n",
        "utf-8",
    )


@pytest.mark.usefixtures("waived")
def test_waivers(run: Run) -> None:
    done = run("waivers")
    assert (done.returncode, done.stderr) == (1, "")
    heads = [line for line in done.stdout.splitlines() if line.startswith("reports/")]
    assert heads == [
        "reports/x.md:1:2: valid “heard on the phone”",
        "reports/x.md:2:2: expired “heard long ago”",
        "reports/x.md:3:1: incomplete",
        "reports/x.md:4:2: needless “rose by 26 centimetres”",
    ]
    assert "    minutes (Ada, until 2020-01-31)" in done.stdout
    assert "the waiver lacks by" in done.stdout
    assert done.stdout.endswith("4 waivers, 2 of which no longer or never counted\n")


@pytest.mark.usefixtures("waived")
def test_waivers_as_json(run: Run) -> None:
    document = json.loads(run("waivers", "--format", "json").stdout)
    assert [waiver["state"] for waiver in document["waivers"]] == ["valid", "expired", "incomplete", "needless"]


@pytest.mark.usefixtures("waived")
def test_expiry_is_judged_at_the_recorded_date(run: Run) -> None:
    done = run("waivers", env={"SOURCE_DATE_EPOCH": "1500000000"})
    assert "expired" not in done.stdout


def test_no_waivers(run: Run, project: Path) -> None:
    (project / "reports" / "x.md").write_text("Nothing.\n", "utf-8")
    done = run("waivers")
    assert (done.returncode, done.stdout) == (0, "0 waivers\n")


# --- doctor ----------------------------------------------------------------------------------------------------------


def test_doctor(run: Run, project: Path) -> None:
    (project / "reports" / "x.md").write_text("Nothing.\n", "utf-8")
    document = json.loads(run("doctor", "--format", "json").stdout)
    checks = {check["name"]: check for check in document["doctor"]}
    assert set(checks) >= {"briefkit", "pandoc", "typst", "fonts", "tesseract", "settings", "reports", "sources"}
    assert all(checks[name]["state"] == "ok" for name in ("pandoc", "typst", "fonts", "settings", "reports"))
    assert checks["sources"]["message"] == "1 of 1 can be read"
    assert run("doctor").returncode == 0


def test_doctor_tells_what_is_wrong(run: Run, project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (project / "sources" / "scan.txt").write_bytes(b"%PDF-1.7\n")
    (project / "sources" / "bare.txt").write_text("Words.\n", "utf-8")
    done = run("doctor", env={"PATH": str(tmp_path_factory.mktemp("nothing"))})
    assert done.returncode == 1
    assert "error   sources    sources/scan.txt: " in done.stdout
    assert "warning sources    without metadata: bare" in done.stdout
    assert "warning tesseract  not installed" in done.stdout
    assert "warning reports    no report found in reports/" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("briefkit.toml", "[chekc]\n", "did you mean “check”?"),
        ("sources/talk.md", "x", "has the same ID"),
        ("sources/sources.yaml", "a: [\n", "sources/sources.yaml"),
    ],
)
def test_doctor_survives_a_broken_project(run: Run, project: Path, name: str, text: str, words: str) -> None:
    (project / name).write_text(text, "utf-8")
    done = run("doctor")
    assert (done.returncode, done.stderr) == (1, "")
    assert words in done.stdout


# --- completion and what all commands share --------------------------------------------------------------------------


@pytest.mark.parametrize("shell", SHELLS)
def test_completion(run: Run, tmp_path: Path, shell: str) -> None:
    done = run("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    for word in ("check", "waivers", "unsafe-fixes", "sarif"):
        assert word in done.stdout
    if shutil.which(shell):
        path = tmp_path / "script"
        path.write_text(done.stdout, "utf-8")
        subprocess.run([shell, "-n", str(path)], check=True)


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "script"
    path.write_text(run("completion", "bash").stdout, "utf-8")
    asked = (
        f"source {path}; COMP_WORDS=(briefkit check --fo); COMP_CWORD=2; _shtab_briefkit; echo ${{COMPREPLY[@]}};"
        "COMP_WORDS=(briefkit wai); COMP_CWORD=1; _shtab_briefkit; echo ${COMPREPLY[@]}"
    )
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["--format", "waivers"]


def commands(parser: argparse.ArgumentParser | None = None) -> list[str]:
    """Every command, those of a group with its name before theirs: "source accept"."""
    groups = [a for a in (parser or make_parser())._actions if isinstance(a, argparse._SubParsersAction)]
    if not groups:
        return [""]
    return [f"{name} {rest}".strip() for name, inner in sorted(groups[0].choices.items()) for rest in commands(inner)]


@pytest.mark.parametrize("name", commands())
def test_every_command_has_its_help_and_the_common_options(run: Run, name: str) -> None:
    shown = run(*name.split(), "--help").stdout
    for option in ("--color", "--quiet", "--verbose"):
        assert option in shown


@pytest.mark.parametrize("name", commands())
def test_every_command_is_documented(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")
    assert f"    briefkit {name}" in page
    manual = (Path(__file__).parents[2] / "src" / "man" / "briefkit.1").read_text("utf-8")
    assert f"briefkit {name}\\fR" in manual, "make docs"


@pytest.mark.parametrize(
    "arguments", [["check"], ["find", "river"], ["waivers"], ["doctor"], ["fix", "--diff", "--unsafe-fixes"]]
)
def test_colour_when_it_is_asked_for(run: Run, project: Path, arguments: list[str]) -> None:
    (project / "reports" / "x.md").write_text(
        "“rose by 36 centimetres” [@talk] [“so”]{.waived reason=r by=b until=2099-01-01}\n", "utf-8"
    )
    assert "\x1b[" in run(*arguments, "--color", "always").stdout
    assert "\x1b[" not in run(*arguments).stdout


@pytest.mark.skipif(shutil.which("script") is None or os.name == "nt", reason="needs a terminal")
def test_no_color(project: Path) -> None:
    (project / "reports" / "x.md").write_text("“rose by 36 centimetres” [@talk].\n", "utf-8")
    import sys

    def shown(**more: str) -> str:
        environment = {**os.environ, "TERM": "xterm", **more}
        command = ["script", "-qec", f"{sys.executable} -m briefkit check", "/dev/null"]
        done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
        return done.stdout

    environment_has_it = "NO_COLOR" in os.environ
    assert environment_has_it or "\x1b[" in shown()
    assert "\x1b[" not in shown(NO_COLOR="1")


def test_verbose_tells_what_was_read(run: Run, project: Path) -> None:
    (project / "reports" / "x.md").write_text("“rose by 26 centimetres” [@talk].\n", "utf-8")
    done = run("check", "-v", "--format", "json")
    assert json.loads(done.stdout)["summary"]["accepted"] == 1
    assert "reports/x.md: 1 quotations; sources read: talk" in done.stderr
