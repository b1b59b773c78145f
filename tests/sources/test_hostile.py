"""Each hostile source is survived within 30 seconds and 1.5 GB, and the others of its project are checked.

Links that leave the project, pipes, two files of one ID and aliases in metadata stop a check: see test_shelf.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.sources.hostile import HOSTILE

SECONDS = 30
"""Of processor time, so that a busy machine fails nobody; the clock's limit is a multiple."""
KILOBYTES = 1_500_000
CHECK = """
import json, resource, sys
from pathlib import Path
from briefkit import check
from briefkit.model import Policy
from briefkit.sources import Shelf
root = Path(sys.argv[1])
report = "“The ferry came in late” [@good]. “words that stand in no source at all” [@a].\\n"
checked = check(report, Shelf(root / "sources", root), Policy(date="2026-01-01"))
told = [judgement.verdict for judgement in checked.reports[0].judgements]
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
spent = sum(usage.ru_utime + usage.ru_stime for usage in used)
print(json.dumps([*told, spent, max(usage.ru_maxrss for usage in used)]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and measured on Linux only")
@pytest.mark.parametrize("kind", HOSTILE)
def test_it_is_survived(kind: str, tmp_path: Path) -> None:
    name, made = HOSTILE[kind]
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / name).write_bytes(made())
    (tmp_path / "sources" / "good.txt").write_text("The ferry came in late again.", "utf-8")
    done = subprocess.run([sys.executable, "-c", CHECK, str(tmp_path)], capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    good, bad, spent, peak = json.loads(done.stdout)
    assert good == "exact"
    assert bad in ("uncheckable", "missing")
    assert spent < SECONDS
    assert peak < KILOBYTES


def test_there_are_over_thirty_kinds() -> None:
    assert len(HOSTILE) > 33
