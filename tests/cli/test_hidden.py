"""Hidden text never passes, and is never called missing; what briefkit built is never a source."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PAGE = """<html><head><title>A page</title><script type="application/ld+json">{"articleBody": "The council was bribed."}
</script></head><body><p>The river rose by 26 centimetres in one night.</p>
<p style="display:none">The river rose by 99 centimetres, and the mayor was warned.</p><!-- Nobody was ever asked. -->
</body></html>"""


def judged(run: Run) -> list[dict[str, Any]]:
    quotes: list[dict[str, Any]] = json.loads(run("check", "--format", "json").stdout)["reports"][0]["quotes"]
    return quotes


@pytest.mark.parametrize(
    ("quotation", "verdict"),
    [
        ("The river rose by 26 centimetres", "exact"),
        ("the mayor was warned", "uncheckable"),
        ("The river rose by 99 centimetres", "uncheckable"),
        ("rose by 99 centimetres … mayor was warned", "uncheckable"),
        ("The council was bribed.", "uncheckable"),
        ("Nobody was ever asked", "uncheckable"),
        ("The river rose by 36 centimetres", "altered"),
        ("The ducks were never asked about anything", "missing"),
    ],
)
def test_words_that_nobody_sees(run: Run, project: Path, quotation: str, verdict: str) -> None:
    (project / "sources" / "page.html").write_text(PAGE, "utf-8")
    (project / "reports" / "x.md").write_text(f"They wrote “{quotation}” [@page].\n", "utf-8")
    (quote,) = judged(run)
    assert quote["verdict"] == verdict
    assert quote["accepted"] == (verdict == "exact")
    assert ("a reader of it does not see" in quote["message"]) == (verdict == "uncheckable")


def test_what_briefkit_built_is_no_source(run: Run, project: Path) -> None:
    (project / "reports" / "x.md").write_text("It “rose by 26 centimetres” [@talk].\n", "utf-8")
    assert run("build").returncode == 0
    for kind in ("pdf", "docx", "html"):
        shutil.copy(project / "build" / f"x.{kind}", project / "sources" / f"our-{kind}.{kind}")
        (project / "reports" / "x.md").write_text(f"It “rose by 26 centimetres” [@our-{kind}].\n", "utf-8")
        (quote,) = judged(run)
        assert quote["verdict"] == "uncheckable"
        assert "briefkit built" in quote["message"]


def test_a_report_is_no_source(run: Run, project: Path) -> None:
    report = project / "reports" / "x.md"
    report.write_text("It “rose by 26 centimetres” [@copy].\n", "utf-8")
    shutil.copy(report, project / "sources" / "copy.md")
    (quote,) = judged(run)
    assert quote["verdict"] == "uncheckable"
    assert "is the report reports/x.md" in quote["message"]


def test_a_page_about_briefkit_is_a_source(run: Run, project: Path) -> None:
    (project / "sources" / "page.html").write_text(
        "<p>It writes briefkit.evidence/1 and id=briefkit-evidence.", "utf-8"
    )
    (project / "reports" / "x.md").write_text("It “writes briefkit.evidence/1” [@page].\n", "utf-8")
    assert judged(run)[0]["verdict"] == "exact"
