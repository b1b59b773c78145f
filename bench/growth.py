"""How time and memory grow: with the source, the number of quotations, their length; and at the extremes.

    python bench/growth.py [--texts DIR] [--only exponents,extremes] [--scale 1]

An exponent is the slope of the logarithms over all sizes: 1 is in proportion. Extremes are whole checks in a process of
their own, with their peak memory. `--scale 0.1` makes the extremes a tenth as large. Prints Markdown tables.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from briefkit.match import find_exact, find_similar, fold
from corpus import absent, cpu, edited, grown, passage, read_texts

SECONDS = 400
PEAK = """
import resource, sys
from pathlib import Path
status = Path("/proc/self/status")  # where there is one: getrusage knows the peak of the parent too
lines = status.read_text().splitlines() if status.exists() else []
peak = next((int(line.split()[1]) // 1000 for line in lines if line.startswith("VmHWM")), None)
print(peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1_000_000 if sys.platform == "darwin" else 1_000))
"""
PHRASE = "the same phrase again and again. "


def slope(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The exponent of growth, by least squares."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(s, 1e-7)) for s in seconds]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def found(source: object, quotes: Sequence[str]) -> None:
    for quote in quotes:
        _ = find_exact(source, quote) or find_similar(source, quote)  # type: ignore[arg-type]


def exponents(texts: Sequence[str]) -> Iterator[tuple[str, Sequence[int], list[float], float]]:
    """(what grows, its sizes, the seconds, the highest exponent wanted)."""
    sizes = [100_000, 400_000, 1_600_000, 6_400_000]
    whole = grown(texts, sizes[-1], random.Random(1))
    makers: dict[str, tuple[Callable[[list[str], random.Random], str], int, float]] = {
        "60 exact": (passage, 60, 0.5),
        "10,000 exact": (passage, 10_000, 0.5),
        "60 edited": (lambda words, chance: edited(passage(words, chance), chance), 60, 1.05),
        "60 absent": (absent, 60, 1.05),
    }
    for name, (make, count, wanted) in makers.items():
        times = []
        for size in sizes:
            chance, words = random.Random(size), whole[:size].split()
            quotes = [make(words, chance) for _ in range(count)]
            source = fold(whole[:size])
            times.append(cpu(lambda source=source, quotes=quotes: found(source, quotes), 1) / count)
        yield f"source, {name} quotations", sizes, times, wanted
    text = whole[:1_000_000]
    counts, chance, words = [100, 1_000, 10_000], random.Random(2), text.split()
    quotes = [(edited(passage(words, chance), chance) if n % 5 == 0 else passage(words, chance)) for n in range(10_000)]
    times = [cpu(lambda count=count: found(fold(text), quotes[:count]), 1) for count in counts]
    yield "number of quotations", counts, times, 1.0
    lengths = [100, 400, 1_600, 6_400]
    text, times = whole[:400_000], []
    for length in lengths:
        starts = [chance.randrange(len(text) - length) for _ in range(12)]
        quotes = [edited(text[start : start + length], chance, 0.03) for start in starts]
        times.append(cpu(lambda quotes=quotes: found(fold(text), quotes), 1) / 12)
    yield "length of an edited quotation", lengths, times, 1.1


def extremes(folder: Path, texts: Sequence[str], scale: float) -> Iterator[tuple[str, str]]:
    """(what is checked, what came out), each in a project of its own."""
    chance = random.Random(3)

    def checked(name: str, sources: dict[str, str], quotes: Sequence[tuple[str, str]]) -> str:
        root = folder / name
        for part in ("sources", "reports"):
            (root / part).mkdir(parents=True)
        for identity, text in sources.items():
            (root / "sources" / f"{identity}.txt").write_text(text, "utf-8")
        report = "".join(f"It says: “{quote}” [@{identity}].\n\n" for quote, identity in quotes)
        (root / "reports" / "x.md").write_text(report, "utf-8")
        return measured(root)

    def plain(words: Sequence[str]) -> str:
        return "".join(c for c in passage(words, chance) if c.isalnum() or c in " ,.")

    count = int(10_000 * scale)
    words = grown(texts, 1_000_000, chance).split()
    text = "".join(c for c in " ".join(words) if c.isalnum() or c in " ,.")
    words = text.split()
    quotes = [(plain(words), "a") for _ in range(count)]
    yield f"{count:,} quotations, one source of 1 MB", checked("many", {"a": text}, quotes)
    quotes = [("a" * length + "b", "a") for length in range(20, 70)]
    size = int(1_000_000 * scale)
    yield f"50 quotations of “aaaa…b”, {size:,} times “a”", checked("aaaa", {"a": "a" * size}, quotes)
    repeated = PHRASE * int(10_000 * scale)
    quotes = [("the same phrase again and again", "a"), ("the same phrase again and once more", "a")] * 10
    yield (
        f"20 quotations of a phrase that stands there {int(10_000 * scale):,} times",
        checked("phrase", {"a": repeated}, quotes),
    )
    length = int(100_000 * scale)
    one = text[:length].rpartition(" ")[0]
    whole = [(one, "a"), (edited(one, chance, 0.001), "a")]
    yield f"two quotations of {length:,} characters, one edited", checked("whole", {"a": text}, whole)
    size = int(98_000_000 * scale)
    large = grown(["".join(c for c in text if c.isascii())], size, chance)
    words = large[:1_000_000].split()
    quotes = [(plain(words), "a") for _ in range(16)] + [(edited(plain(words), chance), "a") for _ in range(4)]
    yield f"20 quotations, one source of {size // 1_000_000} MB", checked("large", {"a": large}, quotes)
    count = int(5_000 * scale)
    many = {f"s{n}": large[n * 20_000 : (n + 1) * 20_000] for n in range(count)}
    quotes = [(plain(many[f"s{n}"].split()), f"s{n}") for n in range(18)] + [(absent(words, chance), "s1")] * 2
    yield f"20 quotations, two of them nowhere, {count:,} sources of 20 kB", checked("sources", many, quotes)


def measured(root: Path) -> str:
    """Seconds and peak megabytes of a check, and what it says in the end."""
    code = f"from briefkit.cli import main; main(['check', '--no-cache', '--output', 'out.txt'])\n{PEAK}"
    start, environment = time.perf_counter(), {**os.environ, "NO_COLOR": "1"}
    command = [sys.executable, "-c", code]
    try:
        done = subprocess.run(
            command, cwd=root, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"over {SECONDS} s"
    took = time.perf_counter() - start
    if done.returncode or not (root / "out.txt").exists():
        return f"stopped after {took:.1f} s: {(done.stderr.strip().splitlines() or [''])[-1]}"
    said = (root / "out.txt").read_text("utf-8")
    return f"{took:.1f} s, {done.stdout.strip()} MB; {said.splitlines()[-1]} ({len(said) // 1000} kB of output)"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=Path(__file__).parent.parent / "sources")
    parser.add_argument("--only", default="exponents,extremes")
    parser.add_argument("--scale", type=float, default=1.0)
    options = parser.parse_args()
    texts = read_texts(options.texts)
    missed = 0
    if "exponents" in options.only:
        print("| what grows | sizes | ms | exponent | wanted | reached |\n|---|---|---|---|---|---|")
        for what, sizes, times, wanted in exponents(texts):
            exponent = slope(sizes, times)
            shown = ", ".join(f"{size:,}" for size in sizes), ", ".join(f"{1000 * t:.3g}" for t in times)
            missed += exponent > wanted
            said = "yes" if exponent <= wanted else "**no**"
            print(f"| {what} | {shown[0]} | {shown[1]} | {exponent:.2f} | {wanted} | {said} |", flush=True)
    if "extremes" in options.only:
        print("\n| a whole check | seconds, peak memory, result |\n|---|---|")
        with tempfile.TemporaryDirectory() as temporary:
            for what, came in extremes(Path(temporary), texts, options.scale):
                print(f"| {what} | {came} |", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
