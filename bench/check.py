"""What a whole check costs, beside its floor: `python -c pass` plus pandoc's parse of the same report.

    python bench/check.py [--runs N]

Makes a project of a ten-page report with 20 quotations and 5 small sources, runs everything several times in turn,
what is remembered of a check taken away before the next, and prints the medians of the CPU time (user and system,
children included), their ratio, and the highest resident memory of briefkit's own process and of pandoc's. The goal is
a ratio of at most 2 and at most 150 MB.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from briefkit.pandoc import find

VOCABULARY = (
    "water council river bridge engineer report ministry village winter grain market record measure protect assess "
    "decide follow increase decline public local national early severe modest careful recent formal broad distant "
    "before after within against toward because although while whether during across beneath beside without"
).split()
READER = "commonmark_x-smart-emoji+implicit_figures+sourcepos"
GOAL_RATIO, GOAL_MEGABYTES = 2.0, 150


def sentence(words: random.Random, length: int = 14) -> str:
    """A sentence of words drawn by chance."""
    return " ".join(words.choices(VOCABULARY, k=length)).capitalize() + "."


def make_project(folder: Path) -> None:
    """A report of some 4,500 words, 20 quotations, 5 sources of some 1,500 words each."""
    words = random.Random(20)
    (folder / "sources").mkdir()
    (folder / "reports").mkdir()
    sources = {f"source-{n}": [sentence(words) for _ in range(110)] for n in range(5)}
    for name, sentences in sources.items():
        (folder / "sources" / f"{name}.txt").write_text("\n".join(sentences), "utf-8")
    items = "".join(f"- id: {name}\n  type: report\n  title: Title of {name}\n  issued: 2024\n" for name in sources)
    (folder / "sources" / "sources.yaml").write_text(f"references:\n{items}", "utf-8")
    blocks = ["---\ntitle: A Measured Report\nlang: en\n---"]
    for number in range(40):
        if number % 4 == 0:
            blocks.append(f"## Section {number // 4 + 1}")
        text = " ".join(sentence(words) for _ in range(7))
        if number % 2 == 0:
            name = f"source-{number % 5}"
            text += f" The record says: “{words.choice(sources[name])[:-1]}” [@{name}]."
        blocks.append(text)
    (folder / "reports" / "report.md").write_text("\n\n".join(blocks) + "\n", "utf-8")


def cost(command: list[str], folder: Path, data: bytes | None = None) -> float:
    """CPU milliseconds of a process and its children; ends the program where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=folder, input=data, capture_output=True, check=False, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{command[:4]} failed:\n{done.stdout.decode()[-2000:]}{done.stderr.decode()[-2000:]}")
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def read_peaks(folder: Path) -> list[str]:
    """Peak resident megabytes of a check's own process and of pandoc's, as that process tells them of itself."""
    code = (
        "import resource, sys; from briefkit.cli import main; main(['check', '--output', 'out.txt']);"
        "print(*(resource.getrusage(who).ru_maxrss / (1e6 if sys.platform == 'darwin' else 1e3)"
        " for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))"
    )
    return (
        subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, check=True)
        .stdout.decode()
        .split()
    )


def main() -> int:
    """Measure and print; the exit status is 1 when a goal is missed."""
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--runs", type=int, default=7)
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make_project(folder)
        report = (folder / "reports" / "report.md").read_bytes()
        commands = {
            "python -c pass": ([sys.executable, "-c", "pass"], None),
            "pandoc parse": ([str(find()), "--sandbox", "-f", READER, "-t", "json"], report),
            "briefkit check": ([sys.executable, "-m", "briefkit", "check"], None),
        }
        for command, data in commands.values():  # once to warm the file cache
            cost(command, folder, data)
        peak, pandoc = (float(part) for part in read_peaks(folder))
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, (command, data) in commands.items():
                shutil.rmtree(folder / ".briefkit", ignore_errors=True)
                times[name].append(cost(command, folder, data))
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, median in medians.items():
        print(f"{name:<16}{median:8.0f} ms CPU  ({min(times[name]):.0f} to {max(times[name]):.0f})")
    ratio = medians["briefkit check"] / (medians["python -c pass"] + medians["pandoc parse"])
    print(f"ratio           {ratio:8.2f}     (goal: at most {GOAL_RATIO:g})")
    print(f"peak memory     {peak:8.0f} MB  (goal: at most {GOAL_MEGABYTES}; pandoc's own process: {pandoc:.0f} MB)")
    return int(ratio > GOAL_RATIO or peak > GOAL_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
