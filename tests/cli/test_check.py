"""`briefkit check` as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefkit import contract

Run = Callable[..., "subprocess.CompletedProcess[str]"]
GOOD = "The speaker said it “rose by 26 centimetres” [@talk].\n"
BAD = "The speaker said it “rose by 36 centimetres” [@talk].\n"


@pytest.fixture
def write(project: Path) -> Callable[..., str]:
    def call(text: str | bytes, name: str = "reports/x.md") -> str:
        data = text.encode() if isinstance(text, str) else text
        (project / name).write_bytes(data)
        return name

    return call


def stopped(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Exit status 2, nothing on standard output, one clear message without a traceback or an absolute path."""
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "fault in briefkit" not in done.stderr
    assert "/tmp/" not in done.stderr
    for word in words:
        assert word in done.stderr


def test_all_accepted(run: Run, write: Callable[..., str]) -> None:
    write(GOOD)
    done = run("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 quotation in 1 report: 1 accepted (1 exact), 0 rejected\n"


def test_a_quotation_rejected(run: Run, write: Callable[..., str]) -> None:
    write(BAD)
    done = run("check", "reports/x.md")
    assert done.returncode == 1
    assert done.stdout.startswith("reports/x.md:1:21: BK")
    assert "altered" in done.stdout
    quoted, marks = done.stdout.splitlines()[1:3]
    assert quoted[marks.index("^") : marks.rindex("^") + 1] == "36"
    assert done.stdout.endswith("1 quotation in 1 report: 0 accepted, 1 rejected (1 altered)\n")


def test_json(run: Run, write: Callable[..., str]) -> None:
    write(BAD)
    done = run("check", "--format", "json")
    assert done.returncode == 1
    checked = contract.CheckModel.model_validate_json(done.stdout)
    assert checked.reports[0].path == "reports/x.md"
    assert checked.reports[0].quotes[0].verdict == "altered"


def test_several_reports_in_the_order_given(run: Run, write: Callable[..., str]) -> None:
    names = [write(GOOD, "reports/b.md"), write(BAD, "reports/a.md")]
    done = run("check", *names, "--format", "json")
    assert [report["path"] for report in json.loads(done.stdout)["reports"]] == names


def test_from_another_folder(run: Run, write: Callable[..., str], project: Path) -> None:
    write(GOOD)
    assert run("check", "x.md", cwd=project / "reports").returncode == 0
    assert run("check", str(project / "reports" / "x.md"), cwd=Path("/")).returncode == 0


def test_strict_rejects_what_is_close(run: Run, write: Callable[..., str]) -> None:
    write("The speaker said it “rose by 26 centimeters in one nigth” [@talk].\n")
    lenient, strict = run("check"), run("check", "--strict")
    assert (lenient.returncode, strict.returncode) == (0, 1), lenient.stdout
    assert "close" in lenient.stdout


def test_strict_in_the_settings(run: Run, write: Callable[..., str]) -> None:
    write("The speaker said it “rose by 26 centimeters in one nigth” [@talk].\n")
    write("[check]\nstrict = true\n", "briefkit.toml")
    assert run("check").returncode == 1


def test_output_to_a_file(run: Run, write: Callable[..., str], project: Path) -> None:
    write(GOOD)
    done = run("check", "--format", "json", "--output", "out.json")
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads((project / "out.json").read_text("utf-8"))["summary"]["accepted"] == 1


def test_colour(run: Run, write: Callable[..., str]) -> None:
    write(BAD)
    assert "\x1b[" not in run("check").stdout
    assert "\x1b[" in run("check", "--color", "always").stdout


def test_quiet(run: Run, write: Callable[..., str]) -> None:
    write(GOOD)
    assert run("check", "-q").stdout == ""


def test_the_same_input_gives_the_same_output(run: Run, write: Callable[..., str]) -> None:
    write(GOOD + "\n" + BAD)
    first = run("check", "--format", "json", env={"PYTHONHASHSEED": "1"})
    second = run("check", "--format", "json", env={"PYTHONHASHSEED": "2"})
    assert first.stdout == second.stdout


# --- what stops a check ----------------------------------------------------------------------------------------------


def test_no_such_report(run: Run, write: Callable[..., str]) -> None:
    write(GOOD, "reports/briefing.md")
    stopped(run("check", "reports/breifing.md"), "there is no such report", "did you mean reports/briefing.md?")
    stopped(run("check", "nowhere/x.md"), "there is no such report")


def test_a_folder(run: Run) -> None:
    stopped(run("check", "reports"), "reports: is a folder")


def test_no_report_at_all(run: Run) -> None:
    stopped(run("check"), "no report found in reports/")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"a\xff\xfeb\n", "UTF-8"),
        (b"x" * 50_000_000, "2 MB"),
        (b"---\na: &x 1\nb: *x\n---\n\ntext\n", "alias"),
        (b"---\ntitle: [\n---\n\ntext\n", "front matter"),
        (b"one\rtwo\r", "line"),
    ],
    ids=["empty", "blank", "not UTF-8", "50 MB", "aliases", "front matter", "lone CR"],
)
def test_a_report_that_cannot_be_read(run: Run, write: Callable[..., str], data: bytes, words: str) -> None:
    name = write(data)
    done = run("check", name)
    stopped(done, words, name)


def test_one_bad_report_among_good_ones(run: Run, write: Callable[..., str], project: Path) -> None:
    """The others are checked and built all the same, and the exit status says that not all was."""
    write(GOOD)
    write("---\ntitle: a: b\n---\n", "reports/a.md")
    write("", "reports/y.md")
    done = run("check")
    assert done.returncode == 2
    assert done.stdout == ("1 quotation in 1 report: 1 accepted (1 exact), 0 rejected; 2 reports could not be read\n")
    assert "reports/a.md:2:9: the front matter is no YAML" in done.stderr
    assert "reports/y.md: is empty" in done.stderr
    again = run("check")
    assert (again.returncode, again.stdout, again.stderr) == (2, done.stdout, done.stderr), "not remembered as clean"
    built = run("build", "--to", "html")
    assert built.returncode == 2
    assert [path.name for path in (project / "build").iterdir()] == ["x.html"]
    assert "reports/y.md: is empty" in built.stderr


def test_unknown_settings(run: Run, write: Callable[..., str]) -> None:
    write(GOOD)
    write("[check]\nstrct = true\n", "briefkit.toml")
    stopped(run("check"), "briefkit.toml:2", "did you mean “strict”?")


def test_two_files_with_one_id(run: Run, write: Callable[..., str]) -> None:
    write(GOOD)
    write("x", "sources/talk.md")
    stopped(run("check"), "sources/talk.txt", "sources/talk.md")


def test_a_source_link_that_leaves_the_project(run: Run, write: Callable[..., str], project: Path) -> None:
    write(GOOD)
    (project / "sources" / "secret.txt").symlink_to("/etc/hostname")
    stopped(run("check"), "sources/secret.txt", "leaves the project")


def test_a_report_link_that_leaves_the_project(
    run: Run, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.md"
    outside.write_text(GOOD, "utf-8")
    (project / "reports" / "x.md").symlink_to(outside)
    done = run("check", "reports/x.md")
    assert done.returncode == 2
    assert "leaves the project" in done.stderr


@pytest.mark.parametrize("folder", ["sources", "reports"])
def test_a_folder_link_that_leaves_the_project(
    run: Run, write: Callable[..., str], project: Path, folder: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write(GOOD)
    (project / "briefkit.toml").write_text("", "utf-8")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (project / folder).rename(elsewhere / folder)
    (project / folder).symlink_to(elsewhere / folder)
    done = run("check")
    assert done.returncode == 2
    assert "leaves the project" in done.stderr


def fake_pandoc(folder: Path, script: str | None) -> dict[str, str]:
    """An environment whose pypandoc holds this program as pandoc, or none at all."""
    (folder / "pypandoc" / "files").mkdir(parents=True)
    (folder / "pypandoc" / "__init__.py").write_text("", "utf-8")
    if script is not None:
        program = folder / "pypandoc" / "files" / "pandoc"
        program.write_text(script, "utf-8")
        program.chmod(0o755)
    return {"PYTHONPATH": str(folder), "PATH": str(folder)}


def test_pandoc_is_missing(run: Run, write: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> None:
    write(GOOD)
    stopped(run("check", env=fake_pandoc(tmp_path_factory.mktemp("none"), None)), "pandoc was not found", "help:")


def test_pandoc_is_too_old(run: Run, write: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> None:
    write(GOOD)
    script = '#!/bin/sh\ncase "$*" in *--version*) echo "pandoc 2.9.2";; *) echo "Unknown reader" >&2; exit 21;; esac\n'
    done = run("check", env=fake_pandoc(tmp_path_factory.mktemp("old"), script))
    stopped(done, "2.9.2 is too old", "help:")


# --- what is a finding -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("gone.png", "no such file"),
        ("../../../etc/hostname", "outside the project"),
        ("https://example.org/a.png", "not a file"),
    ],
)
def test_an_image_that_cannot_be_shown(run: Run, write: Callable[..., str], target: str, words: str) -> None:
    write(f"{GOOD}\n![A map]({target})\n")
    done = run("check")
    assert done.returncode == 1
    assert "reports/x.md:3:10: BK70" in done.stdout
    assert words in done.stdout


def test_a_source_without_metadata_is_a_warning(run: Run, write: Callable[..., str]) -> None:
    write("water is life", "sources/plain.txt")
    write("They said “water is life” [@plain].\n")
    done = run("check")
    assert done.returncode == 0
    assert "BK711 warning: the source “plain” has no metadata" in done.stdout


def test_an_id_without_a_file(run: Run, write: Callable[..., str]) -> None:
    write("gone:\n  title: T\n", "sources/sources.yaml")
    write("They said “water is life” [@gone] and “water is death” [@nobody].\n")
    done = run("check", "--format", "json")
    quotes = json.loads(done.stdout)["reports"][0]["quotes"]
    assert [quote["verdict"] for quote in quotes] == ["uncheckable", "unknown-source"]
    assert "no file" in quotes[0]["message"]
    assert done.returncode == 1


def test_an_id_that_is_nothings_is_told_and_not_printed_as_a_quotation(
    run: Run, write: Callable[..., str], project: Path
) -> None:
    write(f"{GOOD}\nSee [@nobody] and @nobody, and @gone.\n")
    write("gone:\n  title: T\n", "sources/sources.yaml")
    done = run("build", "--to", "html")
    assert done.returncode == 0
    assert done.stdout.count("BK712 warning: there is no source “nobody”") == 1
    assert "there is no source “gone”" not in done.stdout
    page = (project / "build" / "x.html").read_text("utf-8")
    printed = page.casefold().partition("<script")[0]
    assert "nobody?" in printed
    assert "“nobody" not in printed


def test_metadata_in_biblatex(run: Run, write: Callable[..., str], project: Path) -> None:
    (project / "sources" / "sources.yaml").unlink()
    write("@report{talk, title = {A Talk}, author = {Okafor, Ada}, date = {2021-06-01}}\n", "sources/sources.bib")
    write(GOOD)
    done = run("build", "--to", "html")
    assert (done.returncode, done.stderr) == (0, "")
    assert "BK711" not in done.stdout
    assert "Okafor" in (project / "build" / "x.html").read_text("utf-8")


def test_biblatex_that_does_not_parse(run: Run, write: Callable[..., str]) -> None:
    write("@report{talk, title = {A Talk\n", "sources/sources.bib")
    write(GOOD)
    stopped(run("check"), "sources/sources.bib:3:1: is not valid BibLaTeX")


def test_a_source_that_is_something_else(run: Run, write: Callable[..., str]) -> None:
    write(b"%PDF-1.7\n", "sources/scan.txt")
    write("They said “water is life” [@scan].\n")
    done = run("check")
    assert done.returncode == 1
    assert "uncheckable" in done.stdout
    assert "PDF" in done.stdout


# --- the other commands ----------------------------------------------------------------------------------------------


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout.startswith("briefkit 0.")
    assert "check" in run("--help").stdout
    assert run().returncode == 2


def test_usage(run: Run) -> None:
    assert run("chekc").returncode == 2
    assert run("check", "--format", "xml").returncode == 2


def test_help_loads_nothing_heavy(run: Run, project: Path) -> None:
    code = (
        "import sys\ntry:\n import briefkit.cli; briefkit.cli.main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted(set(sys.modules) & {'yaml', 'pydantic', 'rapidfuzz', 'numpy', 'typst', 'jinja2', 'dataclasses'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_check_loads_only_what_it_needs(project: Path, write: Callable[..., str]) -> None:
    write(GOOD)
    code = (
        "import sys, briefkit.cli; briefkit.cli.main(['check'])\n"
        "print(sorted(set(sys.modules) & {'pydantic', 'numpy', 'typst', 'jinja2', 'pypandoc', 'difflib', 'asyncio'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_explain(run: Run) -> None:
    listing = run("explain").stdout.splitlines()
    codes = [line.split()[0] for line in listing]
    assert codes == sorted(set(codes))
    assert {"BK101", "BK701", "BK711"} <= set(codes)
    assert run("explain", codes[0].lower()).stdout.startswith(f"{codes[0]}: ")
    stopped(run("explain", "BK999"), "there is no rule BK999")


def test_schema(run: Run) -> None:
    assert run("schema").stdout == contract.schema()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_reader_that_leaves_early(project: Path, write: Callable[..., str]) -> None:
    write(BAD * 3)
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [sys.executable, "-m", "briefkit", "check"], cwd=project, stdout=write_end, stderr=subprocess.PIPE, check=False
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_output_is_utf8_whatever_the_terminal_says(project: Path, write: Callable[..., str], encoding: str) -> None:
    write("Він сказав “води 36” [@talk].\n")
    done = subprocess.run(
        [sys.executable, "-m", "briefkit", "check"],
        cwd=project,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert "води 36" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("command", "said"), [("fix", "1 quotation mended"), ("lock", "briefkit.lock: written"), ("waivers", "1 waiver")]
)
def test_an_unreadable_report_does_not_keep_the_others_from_their_work(
    command: str, said: str, run: Run, write: Callable[..., str]
) -> None:
    waived = f"{BAD[:-1]} and [“so it is”]{{.waived reason=old by=me until=2099-01-01}} [@talk].\n"
    write({"fix": BAD, "lock": GOOD, "waivers": waived}[command])
    write(b"\xff\xfe\x00", "reports/a.md")
    done = run(command, *(["--unsafe-fixes"] if command == "fix" else []))
    assert done.returncode == 2
    assert said in done.stdout
    assert "reports/a.md:1:1: the file is UTF-16" in done.stderr
