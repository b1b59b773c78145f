"""What each hostile source of the tests costs: seconds, and the most memory that the check or its workers took.

python bench/hostile.py            # a line each, the worst last; status 1 where a limit is broken
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.sources.hostile import HOSTILE  # noqa: E402
from tests.sources.test_hostile import CHECK, KILOBYTES, SECONDS  # noqa: E402


def measured(kind: str) -> tuple[float, int, str]:
    """Seconds, kilobytes and the verdict on a quotation of the file."""
    name, made = HOSTILE[kind]
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder, "sources")
        sources.mkdir()
        (sources / name).write_bytes(made())
        (sources / "good.txt").write_text("The ferry came in late again.", "utf-8")
        begun = time.monotonic()
        done = subprocess.run([sys.executable, "-c", CHECK, folder], capture_output=True, timeout=120, check=False)
        spent = time.monotonic() - begun
    good, bad, _, peak = json.loads(done.stdout) if done.returncode == 0 else ("failed", "failed", 0, 0)
    return spent, peak, bad if good == "exact" else good


def main() -> int:
    found = sorted((*measured(kind), kind) for kind in HOSTILE)
    for spent, peak, verdict, kind in found:
        print(f"{spent:6.1f} s  {peak / 1000:7.0f} MB  {verdict:12} {kind}")
    held = [verdict != "failed" and spent < SECONDS and peak < KILOBYTES for spent, peak, verdict, _ in found]
    print(f"{sum(held)} of {len(held)} survived within {SECONDS} s and {KILOBYTES / 1_000_000} GB")
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
