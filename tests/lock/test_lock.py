"""briefkit.lock: what a report was accepted with, for people to review and for git to merge."""

from __future__ import annotations

import os
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from briefkit.lock import Lock, LockedQuotation, LockedSource, Section, dump, parse

Run = Callable[..., "subprocess.CompletedProcess[str]"]
TALK = "The river rose by 26 centimetres in one night. Nobody had warned the mill, and the bridge was closed.\n"


@pytest.fixture
def locked(project: Path, run: Run) -> Path:
    """A project with two reports, locked."""
    (project / "sources" / "talk.txt").write_text(TALK, "utf-8")
    (project / "reports" / "a.md").write_text("It “rose by 26 centimetres” [@talk].\n", "utf-8")
    (project / "reports" / "b.md").write_text("“Nobody had warned the mill” [@talk].\n", "utf-8")
    done = run("lock")
    assert (done.returncode, done.stdout) == (0, "briefkit.lock: written\n"), done.stderr
    return project


def content(project: Path) -> str:
    return (project / "briefkit.lock").read_text("utf-8")


def test_a_line_a_source_and_a_line_a_quotation(locked: Path) -> None:
    document = tomllib.loads(content(locked))
    assert document["version"] == 1
    section = document["reports/a.md"]
    assert set(section["sources"]) == {"talk"}
    assert len(section["sources"]["talk"]["sha256"]) == 64
    assert section["sources"]["talk"]["reader"] == "plain"
    assert section["sources"]["talk"]["version"].startswith("briefkit ")
    ((place, words),) = section["quotations"].items()
    start, end = map(int, place.split(" ")[1].split("-"))
    assert place.startswith("talk ")
    assert TALK[start:end] == words["exact"] == "rose by 26 centimetres"
    assert TALK[:start].endswith(words["prefix"])
    assert TALK[end:].startswith(words["suffix"])
    lines = [line for line in content(locked).splitlines() if line and line[0] not in "#["]
    assert len(lines) == 1 + 2 + 2


def test_the_same_project_gives_the_same_lock(run: Run, locked: Path) -> None:
    first = content(locked)
    done = run("lock")
    assert (done.returncode, done.stdout) == (0, "briefkit.lock: is up to date\n")
    (locked / "briefkit.lock").unlink()
    run("lock")
    assert content(locked) == first


def test_a_changed_source_is_an_error_that_names_its_quotations(run: Run, locked: Path) -> None:
    (locked / "sources" / "talk.txt").write_text(TALK.replace("26", "36"), "utf-8")
    done = run("check")
    assert done.returncode == 1
    told = [line for line in done.stdout.splitlines() if "BK721" in line]
    assert len(told) == 2
    assert "line 1 “rose by 26 centimetres” (altered)" in told[0]
    assert "line 1 “Nobody had warned the mill” (exact)" in told[1]
    assert "briefkit source accept talk" in told[1]


def test_a_source_that_only_grew_is_an_error_too_and_stops_the_build(run: Run, locked: Path) -> None:
    (locked / "sources" / "talk.txt").write_text(TALK + "More.\n", "utf-8")
    assert run("check").returncode == 1
    done = run("build", "--to", "html")
    assert done.returncode == 1
    assert not (locked / "build").exists()


def test_only_accept_lets_a_change_in(run: Run, locked: Path) -> None:
    before = content(locked)
    (locked / "sources" / "talk.txt").write_text("Once. " + TALK, "utf-8")
    done = run("lock")
    assert done.returncode == 1
    assert "reports/a.md: talk keeps its old line" in done.stderr
    assert content(locked) == before
    done = run("source", "accept", "talk")
    assert done.returncode == 0
    assert "accepted talk as it is now\n    reports/a.md: line 1 “rose by 26 centimetres” (exact)\n" in done.stdout
    assert content(locked) != before
    assert run("check").returncode == 0
    assert run("lock", "--check").returncode == 0


def test_accepting_a_source_that_breaks_a_quotation_says_so(run: Run, locked: Path) -> None:
    (locked / "sources" / "talk.txt").write_text(TALK.replace("26", "36"), "utf-8")
    done = run("source", "accept", "talk")
    assert done.returncode == 1
    assert "“rose by 26 centimetres” (altered)" in done.stdout
    document = tomllib.loads(content(locked))
    assert document["reports/a.md"]["quotations"] == {}
    assert len(document["reports/b.md"]["quotations"]) == 1
    assert "BK721" not in run("check").stdout


def test_nothing_but_lock_and_accept_writes_it(run: Run, project: Path) -> None:
    (project / "reports" / "a.md").write_text("It “rose by 26 centimetres” [@talk].\n", "utf-8")
    for command in (["check"], ["build", "--to", "html"], ["fix"], ["lock", "--check"]):
        run(*command)
    assert not (project / "briefkit.lock").exists()
    assert run("lock", "--check").returncode == 1


def test_check_mode_tells_a_stale_lock(run: Run, locked: Path) -> None:
    before = content(locked)
    (locked / "reports" / "a.md").write_text("It “rose by 26 centimetres in one night” [@talk].\n", "utf-8")
    assert run("check").returncode == 0
    done = run("lock", "--check")
    assert (done.returncode, done.stdout) == (1, "briefkit.lock: is out of date: run briefkit lock\n")
    assert content(locked) == before


def test_one_report_leaves_the_others_alone_and_all_drop_the_gone(run: Run, locked: Path) -> None:
    (locked / "reports" / "a.md").write_text("The “bridge was closed” [@talk].\n", "utf-8")
    before = parse(content(locked))
    assert run("lock", "reports/a.md").returncode == 0
    after = parse(content(locked))
    assert after["reports/b.md"] == before["reports/b.md"]
    assert after["reports/a.md"] != before["reports/a.md"]
    (locked / "reports" / "a.md").unlink()
    run("lock")
    assert set(parse(content(locked))) == {"reports/b.md"}


def test_a_report_from_elsewhere_stays_locked(run: Run, locked: Path) -> None:
    (locked / "notes").mkdir()
    (locked / "notes" / "c.md").write_text("“in one night” [@talk]\n", "utf-8")
    assert run("lock", "notes/c.md").returncode == 0
    assert run("lock").returncode == 0
    assert set(parse(content(locked))) == {"notes/c.md", "reports/a.md", "reports/b.md"}


def test_what_is_not_accepted_is_not_locked(run: Run, locked: Path) -> None:
    (locked / "reports" / "a.md").write_text("It “rose by 36 centimetres” and “was closed” [@talk].\n", "utf-8")
    done = run("lock")
    assert done.returncode == 0
    assert "1 quotation not accepted, so not locked" in done.stderr
    assert [q.words["exact"] for q in parse(content(locked))["reports/a.md"].quotations] == ["was closed"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["source", "accept", "tlak"], "did you mean talk?"),
        (["source", "accept"], "required: ID"),
        (["source", "acept", "talk"], "did you mean accept?"),
        (["source"], "ACTION"),
    ],
)
def test_mistakes(run: Run, locked: Path, arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_accept_without_a_lock(run: Run, project: Path) -> None:
    done = run("source", "accept", "talk")
    assert done.returncode == 2
    assert "briefkit lock writes one" in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("version = 2\n", "version"),
        ("version = 1\n<<<<<<< HEAD\n=======\n>>>>>>> x\n", "marks of a merge"),
        ('version = 1\n["a".sources]\nb = { reader = "x" }\n', "not what briefkit lock wrote"),
        ('version = 1\n["a".sources]\nb = { sha256 = "1" }\nb = { sha256 = "2" }\n', "two branches changed it"),
        ("version = [\n", "cannot be read"),
        ('version = 1\na = "b"\n', "not what briefkit lock wrote"),
    ],
)
def test_a_lock_that_is_none_stops_the_check(run: Run, locked: Path, text: str, words: str) -> None:
    (locked / "briefkit.lock").write_text(text, "utf-8")
    done = run("check")
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.startswith("briefkit: briefkit.lock")


def test_any_text_comes_back_as_it_was() -> None:
    odd = 'a "b" \\ \n\f\t\r \x00\x7f\u00a0\u202e\u2028 𝒩 ½'
    lock: Lock = {
        'reports/o"dd\n.md': Section(
            {
                "ä b": LockedSource("0" * 64, None, "plain", "1"),
                "tape": LockedSource("1" * 64, "abcd", "captions", "1"),
            },
            (LockedQuotation("ä b", 1, 20, {"exact": odd, "prefix": odd, "suffix": ""}),),
        )
    }
    text = dump(lock)
    assert parse(text) == lock
    assert "\u202e" not in text
    assert text.count("\n") == len(text.splitlines())


def test_a_long_passage_stands_by_its_ends(run: Run, project: Path) -> None:
    words = " ".join(f"word{n}" for n in range(300))
    (project / "sources" / "long.txt").write_text(f"{words}\n", "utf-8")
    (project / "reports" / "a.md").write_text(f"> {words} [@long]\n", "utf-8")
    assert run("lock").returncode == 0
    (quotation,) = parse(content(project))["reports/a.md"].quotations
    assert (quotation.start, quotation.end) == (0, len(words))
    assert words.startswith(quotation.words["first"])
    assert words.endswith(quotation.words["last"])
    assert "exact" not in quotation.words


# --- branches --------------------------------------------------------------------------------------------------------


def git(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    names = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    return subprocess.run(
        ["git", *names, *arguments], cwd=project, env=env, capture_output=True, text=True, check=False
    )


def commit(project: Path, message: str) -> None:
    assert git(project, "add", "-A").returncode == 0
    assert git(project, "commit", "-qm", message).returncode == 0


@pytest.mark.parametrize("attributes", ["", "briefkit.lock merge=union\n"])
def test_branches_that_touch_different_reports_merge(run: Run, locked: Path, attributes: str) -> None:
    (locked / ".gitattributes").write_text(attributes, "utf-8")
    git(locked, "init", "-q", "-b", "main")
    commit(locked, "start")
    git(locked, "checkout", "-qb", "one")
    (locked / "reports" / "a.md").write_text("It “rose by 26 centimetres”; the “bridge was closed” [@talk].\n", "utf-8")
    run("lock")
    commit(locked, "one")
    git(locked, "checkout", "-q", "main")
    git(locked, "checkout", "-qb", "two")
    (locked / "reports" / "b.md").write_text("“Nobody had warned” “in one night” [@talk].\n", "utf-8")
    run("lock")
    commit(locked, "two")
    merged = git(locked, "merge", "-q", "one")
    assert merged.returncode == 0, merged.stdout + merged.stderr
    assert run("lock", "--check").returncode == 0
    assert run("check").returncode == 0


def test_branches_that_each_add_a_report_merge_by_union(run: Run, locked: Path) -> None:
    (locked / ".gitattributes").write_text("briefkit.lock merge=union\n", "utf-8")
    git(locked, "init", "-q", "-b", "main")
    commit(locked, "start")
    for name, words in (("c", "in one night"), ("d", "the bridge was closed")):
        git(locked, "checkout", "-q", "main")
        git(locked, "checkout", "-qb", name)
        (locked / "reports" / f"{name}.md").write_text(f"“{words}” [@talk].\n", "utf-8")
        run("lock")
        commit(locked, name)
    merged = git(locked, "merge", "-q", "c")
    assert merged.returncode == 0, merged.stdout + merged.stderr
    assert set(parse(content(locked))) == {f"reports/{name}.md" for name in "abcd"}
    assert run("check").returncode == 0


def test_branches_that_accept_two_versions_do_not_pass(run: Run, locked: Path) -> None:
    (locked / ".gitattributes").write_text("briefkit.lock merge=union\n", "utf-8")
    git(locked, "init", "-q", "-b", "main")
    commit(locked, "start")
    for name in ("c", "d"):
        git(locked, "checkout", "-q", "main")
        git(locked, "checkout", "-qb", name)
        (locked / "sources" / "talk.txt").write_text(f"{name} {TALK}", "utf-8")
        run("source", "accept", "talk")
        commit(locked, name)
    git(locked, "merge", "-q", "c")
    done = run("check")
    assert done.returncode == 2
    assert "two branches changed it" in done.stderr


# --- private sources -------------------------------------------------------------------------------------------------


@pytest.fixture
def private(project: Path, run: Run) -> Path:
    (project / "sources" / "tape.txt").write_text("Zelmira: The gauge was broken for nine Jubblewick years.\n", "utf-8")
    (project / "sources" / "tape.yaml").write_text("title: Tape\nprivate: true\nauthor: [{family: Quux}]\n", "utf-8")
    (project / "reports" / "a.md").write_text("“The gauge was broken” [@tape] “in one night” [@talk].\n", "utf-8")
    assert run("lock").returncode == 0
    return project


def test_a_private_source_leaves_no_word_in_the_lock(private: Path) -> None:
    import hashlib

    text = content(private)
    for secret in ("gauge", "broken", "nine", "Jubblewick", "Zelmira", "Quux"):
        assert secret not in text
    digests = [hashlib.sha256(data).hexdigest() for data in (b"The gauge was broken", b"The gauge")]
    digests.append(hashlib.sha256((private / "sources" / "tape.txt").read_bytes()).hexdigest())
    assert not any(digest in text for digest in digests)
    assert "in one night" in text


def test_a_change_of_a_private_source_is_seen_with_the_key(run: Run, private: Path) -> None:
    key = (private / ".briefkit" / "key").read_text("utf-8").strip()
    assert (private / ".briefkit" / ".gitignore").read_text("utf-8") == "*\n"
    (private / "sources" / "tape.txt").write_text("The gauge was broken.\n", "utf-8")
    done = run("check")
    assert done.returncode == 1
    assert "BK721" in done.stdout
    assert "sha256" not in done.stdout
    (private / ".briefkit" / "key").unlink()
    assert "BK721" in run("check", env={"BRIEFKIT_KEY": key}).stdout


def test_without_the_key_the_check_says_that_it_cannot_tell(run: Run, private: Path) -> None:
    before = content(private)
    (private / ".briefkit" / "key").unlink()
    (private / "sources" / "tape.txt").write_text("The gauge was broken.\n", "utf-8")
    done = run("check")
    assert done.returncode == 0
    assert "BK722 warning" in done.stdout
    assert run("lock", "--check").returncode == 1
    assert run("lock").returncode == 1
    assert content(private) == before
    assert run("check", env={"BRIEFKIT_KEY": "short"}).returncode == 2


def test_where_the_private_source_is_not_its_lines_stay(run: Run, private: Path) -> None:
    before = content(private)
    (private / "sources" / "tape.txt").unlink()
    done = run("lock")
    assert done.returncode == 1
    assert "tape keeps its old line" in done.stderr
    assert content(private) == before


def test_a_source_that_becomes_private_must_leave_the_lock(run: Run, locked: Path) -> None:
    (locked / "sources" / "talk.yaml").write_text("private: true\n", "utf-8")
    done = run("check")
    assert done.returncode == 1
    assert "BK723" in done.stdout
    assert run("lock").returncode == 0
    assert "centimetres" not in content(locked)
    assert run("check").returncode == 0
