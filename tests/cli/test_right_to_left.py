"""A report in Hebrew: built, and audited as far as a PDF from right to left can be read back."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., "subprocess.CompletedProcess[str]"]
WORDS = "כל בני האדם נולדו בני חורין"
REPORT = f'---\ntitle: דוח\nlang: he\n---\n\nההצהרה אומרת: "{WORDS}" [@he].\n'


def test_what_cannot_be_read_back_is_never_clean(run: Run, project: Path) -> None:
    (project / "sources" / "he.txt").write_text(f"{WORDS} ושווים בערכם.\n", "utf-8")
    (project / "reports" / "x.md").write_text(REPORT, "utf-8")
    assert run("build", "--to", "pdf,html").returncode == 0
    done = run("audit", "build/x.pdf")
    assert done.returncode == 2, done.stdout
    assert "the summary and the appendix: of a PDF from right to left" in done.stdout
    assert "digest" not in done.stdout
