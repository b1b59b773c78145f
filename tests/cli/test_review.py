"""What a team's pull request needs: a baseline, approved waivers, reports that tighten their own check."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., "CompletedProcess[str]"]
Write = Callable[[str], None]


@pytest.fixture
def write(project: Path) -> Write:
    def call(text: str) -> None:
        (project / "reports" / "x.md").write_text(text, "utf-8")

    return call


BAD = "She said “rose by 36 centimetres” [@talk] once.\n"
WORSE = BAD + "\nShe said “sank by 26 centimetres in one night” [@talk] too.\n"
WAIVED = 'She said [“the river sank”]{.waived reason="by phone" by="A. Okafor" until=2099-01-31} [@talk].\n'


def test_a_baseline_lets_known_rejections_pass_and_new_ones_not(run: Run, write: Write, project: Path) -> None:
    write(BAD)
    assert run("check").returncode == 1
    done = run("baseline")
    assert (done.returncode, "1 rejected quotation known (1 new, 0 taken out)" in done.stdout) == (0, True)
    known = run("check")
    assert known.returncode == 0
    assert "1 rejected (1 altered); 1 of them known from the baseline" in known.stdout
    assert "36" not in known.stdout
    write("A line more.\n\n" + WORSE)
    new = run("check")
    assert new.returncode == 1
    assert "sank" in new.stdout
    assert "36 centimetres" not in new.stdout
    assert "known from the baseline" in run("check", "--all").stdout


def test_a_baseline_makes_no_document_final(run: Run, write: Write, project: Path) -> None:
    write(BAD)
    run("baseline")
    done = run("build", "--to", "html")
    assert done.returncode == 1
    assert not (project / "build" / "x.html").exists()


def test_what_is_mended_is_told_and_pruned(run: Run, write: Write, project: Path) -> None:
    write(WORSE)
    run("baseline")
    write(BAD)
    done = run("check")
    assert done.returncode == 0
    assert "BK713" in done.stdout
    assert "“sank by 26 centimetres in one night”" in done.stdout
    pruned = run("baseline", "--prune")
    assert "1 rejected quotation known (0 new, 1 taken out)" in pruned.stdout
    assert "BK713" not in run("check").stdout
    write(WORSE)
    assert "(0 new, 0 taken out)" in run("baseline", "--prune").stdout
    assert run("check").returncode == 1


def test_two_alike_need_two_entries(run: Run, write: Write) -> None:
    write(BAD)
    run("baseline")
    write(BAD + "\n" + BAD)
    quotes = json.loads(run("check", "--format", "json").stdout)["reports"][0]["quotes"]
    assert [quote["baselined"] for quote in quotes] == [True, False]


def test_other_programs_are_told_of_the_baseline(run: Run, write: Write) -> None:
    write(BAD)
    run("baseline")
    sarif = json.loads(run("check", "--format", "sarif").stdout)["runs"][0]["results"][0]
    assert (sarif["baselineState"], sarif["level"]) == ("unchanged", "warning")
    assert "<skipped" in run("check", "--format", "junit").stdout
    assert "::error" not in run("check", "--format", "github").stdout


def test_a_baseline_that_was_spoilt(run: Run, write: Write, project: Path) -> None:
    write(BAD)
    ours = "briefkit.baseline/1"
    for text in ("{", '{"schema": "other/1", "known": []}', f'{{"schema": "{ours}", "known": [{{"report": 1}}]}}'):
        (project / "briefkit-baseline.json").write_text(text, "utf-8")
        done = run("check")
        assert done.returncode == 2
        assert "briefkit-baseline.json" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_needless_waiver_is_told(run: Run, write: Write, project: Path) -> None:
    needless = WAIVED.replace("the river sank", "rose by 26 centimetres")
    write(WAIVED)
    assert "BK506" not in run("check").stdout
    write(needless)
    done = run("check")
    assert done.returncode == 0
    told = "BK506 warning: the waiver of A. Okafor is needless, the quotation is exact without it: take it out"
    assert told in done.stdout
    (project / "briefkit.toml").write_text('[check.rules]\nBK506 = "error"\n', "utf-8")
    assert run("check").returncode == 1
    (project / "briefkit.toml").write_text('[check.rules]\nBK506 = "off"\n', "utf-8")
    assert "BK506" not in run("check").stdout


def test_a_waiver_counts_only_when_approved(run: Run, write: Write, project: Path) -> None:
    write(WAIVED)
    assert run("check").returncode == 0
    (project / "briefkit.toml").write_text('[check]\napprovals = "approvals.toml"\n', "utf-8")
    missing = run("check")
    assert (missing.returncode, "approvals.toml" in missing.stderr) == (2, True)
    (project / "approvals.toml").write_text("", "utf-8")
    done = run("check")
    assert done.returncode == 1
    assert "the waiver of A. Okafor is not approved (BK505)" in done.stdout
    assert "unapproved" in run("waivers").stdout
    entry = run("waivers", "--format", "approvals").stdout
    (project / "approvals.toml").write_text(entry, "utf-8")
    unsigned = run("check")
    assert (unsigned.returncode, "entry 1 lacks approved_by" in unsigned.stderr) == (2, True)
    (project / "approvals.toml").write_text(entry.replace('approved_by = ""', 'approved_by = "E. Lindqvist"'), "utf-8")
    assert run("check").returncode == 0
    assert run("waivers").returncode == 0
    for change in (("2099-01-31", "2100-01-31"), ("by phone", "by mail"), ("river sank", "river froze")):
        write(WAIVED.replace(*change))
        assert run("check").returncode == 1, change


def test_a_report_may_tighten(run: Run, write: Write) -> None:
    close = "She said it “rose by 26 centimeters in one night” [@talk].\n"
    write(close)
    assert run("check").returncode == 0
    for own in ("strict: true", "rules: {BK330: reject}", "rules: {BK330: error}"):
        write(f"---\ntitle: T\nbriefkit:\n  {own}\n---\n\n{close}")
        assert run("check").returncode == 1, own


def test_a_report_may_not_loosen(run: Run, write: Write, project: Path) -> None:
    (project / "briefkit.toml").write_text('[check]\nstrict = true\nrules = { BK321 = "warn" }\n', "utf-8")
    for own, told in (
        ("strict: false", "cannot make a strict project lenient"),
        ("rules: {BK321: accept}", "a report cannot loosen it"),
        ("rules: {BK999: reject}", "there is no rule BK999"),
        ("rules: {BK321: never}", "not “never”"),
        ("style: news", "“style” counts for nothing"),
    ):
        write(f"---\ntitle: T\nbriefkit:\n  {own}\n---\n\nShe said it “rose by 26 centimetres” [@talk].\n")
        done = run("check")
        assert (done.returncode, "x.md:3:1: BK124" in done.stdout, told in done.stdout) == (1, True, True), done.stdout


def test_a_finding_has_a_level_too(run: Run, write: Write, project: Path) -> None:
    (project / "sources" / "bare.txt").write_text("The river rose by 26 centimetres in one night.\n", "utf-8")
    write("She said it “rose by 26 centimetres” [@bare].\n")
    assert "BK711" in run("check").stdout
    for level, status, told in (("off", 0, False), ("warn", 0, True), ("error", 1, True)):
        (project / "briefkit.toml").write_text(f'[check.rules]\nBK711 = "{level}"\n', "utf-8")
        done = run("check")
        assert (done.returncode, "BK711" in done.stdout) == (status, told), level


def test_an_error_cannot_be_turned_off(run: Run, write: Write, project: Path) -> None:
    write("She said “it rose [@talk].\n")
    (project / "briefkit.toml").write_text('[check.rules]\nBK101 = "off"\n', "utf-8")
    assert run("check").returncode == 1
