"""What building a document costs: CPU time of the command and of the programs that it runs, and peak memory.

    python bench/documents.py [--texts DIR] [--to pdf,docx,html] [--pages 6,190] [--runs N]

Makes a project of a report of so many pages (words of the texts in DIR, else drawn by chance), about two quotations a
page, and eight sources; builds it in one process a run. Times are CPU (user and system, children included), medians.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from check import VOCABULARY
from corpus import passage, read_texts

WORDS_A_PAGE = 420
SIZES = {6: 20, 190: 400}
"""Quotations by pages."""
SOURCES = 8

MEASURED = """
import json, resource, sys
from briefkit.cli import main
status = main(sys.argv[1:])
def used(who):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime
both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in both]
print(json.dumps({"status": status, "times": [used(who) for who in both], "peaks": peaks}), file=sys.stderr)
"""


def make_project(folder: Path, pages: int, quotations: int, texts: list[str]) -> None:
    """A report of so many pages over eight sources; headings, a footnote now and then, a list of works."""
    chance = random.Random(pages)
    (folder / "sources").mkdir()
    (folder / "reports").mkdir()
    pool = [text.split() for text in texts]
    pool = [words for words in pool if len(words) > 9_000 and words.count("the") > 300] or [
        chance.choices(VOCABULARY, k=40_000)
    ]
    sources = {f"source-{n}": clean(pool[n % len(pool)][n * 500 : n * 500 + 5_000]) for n in range(SOURCES)}
    for name, words in sources.items():
        (folder / "sources" / f"{name}.txt").write_text(" ".join(words), "utf-8")
    items = "".join(
        f"- id: {name}\n  type: report\n  title: The Title of {name}\n  author: [{{family: Author{name[-1]}}}]\n"
        f"  issued: 20{n + 10}\n"
        for n, name in enumerate(sources)
    )
    (folder / "sources" / "sources.yaml").write_text(f"references:\n{items}", "utf-8")
    blocks = ["---\ntitle: A Measured Report\nauthor: A. Author\ndate: 2026-01-02\nlang: en\n---"]
    prose = clean([word for words in pool for word in words])
    paragraphs = max(quotations, pages * WORDS_A_PAGE // 120)
    for number in range(paragraphs):
        if number % 8 == 0:
            blocks.append(f"## Section {number // 8 + 1}")
        at = chance.randrange(len(prose) - 200)
        text = " ".join(prose[at : at + 100])
        if number * quotations // paragraphs != (number + 1) * quotations // paragraphs:
            name = f"source-{number % SOURCES}"
            text += f" and the record says “{passage(sources[name], chance, 6, 25)}” [@{name}]."
        blocks.append(text)
    (folder / "reports" / "report.md").write_text("\n\n".join(blocks) + "\n", "utf-8")


def clean(words: list[str]) -> list[str]:
    """Words that are neither markup nor quotation marks."""
    return ["".join(char for char in word if char.isalnum() or char in ".,-").strip("-") or "and" for word in words]


def build(folder: Path, kind: str, edit: str = "", *, cold: bool = False) -> dict[str, list[float]]:
    """What one build says of itself, after a word was put behind the report, or all that earlier builds kept was
    removed; ends the program where it fails."""
    if cold:
        shutil.rmtree(folder / ".briefkit", ignore_errors=True)
    if edit:
        path = folder / "reports" / "report.md"
        path.write_text(f"{path.read_text('utf-8')}\nEdited {edit}.\n", "utf-8")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", MEASURED, "build", "--to", kind]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)
    try:
        told: dict[str, list[float]] = json.loads(done.stderr.splitlines()[-1])
    except (IndexError, ValueError):
        sys.exit(f"the build failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    if told["status"]:
        sys.exit(f"the build ended with {told['status']}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return told


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--texts", type=Path)
    options.add_argument("--to", default="pdf")
    options.add_argument("--pages", default="6,190")
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    texts = read_texts(given.texts) if given.texts else []
    for pages in map(int, given.pages.split(",")):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            make_project(folder, pages, SIZES.get(pages, 2 * pages), texts)
            for kind in given.to.split(","):
                cold = [build(folder, kind, cold=True) for _ in range(given.runs)]
                edited = [build(folder, kind, edit=str(run)) for run in range(given.runs)]
                again = [build(folder, kind) for _ in range(given.runs)]
                print(f"{pages} pages, {kind}, nothing kept: {summary(cold)}", flush=True)
                print(f"{pages} pages, {kind}, after an edit: {summary(edited)}", flush=True)
                print(f"{pages} pages, {kind}, nothing edited: {summary(again)}", flush=True)


def summary(told: list[dict[str, list[float]]]) -> str:
    """Medians of what several builds said."""
    own, others = (statistics.median(one["times"][place] for one in told) for place in (0, 1))
    peak = max(told[0]["peaks"])
    return f"{own + others:.2f} s CPU (own process {own:.2f}, pandoc and Typst {others:.2f}), {peak:.0f} MB"


if __name__ == "__main__":
    main()
