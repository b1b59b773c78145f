"""Every goal of speed: ratios measured in one run, medians of CPU time, beside the peers where they are installed.

    python bench/goals.py [--texts DIR] [--peers PYTHON] [--only 1,2,8]

DIR holds .txt files; without it the sample's sources serve, and what they lack is made. PYTHON is the interpreter of
an environment with the peers (bench/README.md names them); without it their rows say so. *Finding* is `find_exact` and,
where that finds nothing, `find_similar`; the rest of a check is judging (`bench/judging.py`). Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rapidfuzz import fuzz

import check
from briefkit.folds import Folds
from briefkit.match import Folded, find_exact, find_similar, fold
from briefkit.match.distance import nearest
from briefkit.match.fold import skeleton
from briefkit.model import Source
from briefkit.pandoc import find as find_pandoc
from corpus import LETTERS, absent, cpu, edited, grown, hard, in_script, passage, read_texts, typical

HERE = Path(__file__).parent
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A goal and what was measured: `reached` is None where a peer is not there to measure against."""

    goal: str
    what: str
    measured: str
    wanted: str
    reached: bool | None

    def __str__(self) -> str:
        said = {True: "yes", False: "**no**", None: "-" if self.wanted == "-" else "not measured"}[self.reached]
        return f"| {self.goal} | {self.what} | {self.measured} | {self.wanted} | {said} |"


@dataclass(frozen=True, slots=True)
class Bench:
    """What the goals are measured with."""

    texts: Sequence[str]
    peers: str | None

    def text(self, size: int) -> str:
        return grown(self.texts, size, random.Random(size))


def locate(source: Folded, quote: str) -> object:
    """Finding: exact first."""
    return find_exact(source, quote) or find_similar(source, quote)


def a_fold(bench: Bench) -> Iterator[Row]:
    """Goal 1: folding beside decoding."""
    for script in LETTERS:
        text = in_script(script, 5 * MEGABYTE)
        data = text.encode()
        decode, ours = cpu(data.decode), cpu(lambda text=text: fold(text), 3)
        share = decode / ours
        measured = f"{share:.2f} of decoding ({len(data) / ours / 1e6:.0f} MB/s)"
        reached = None if script == "ASCII" else share >= 0.4
        yield Row("1", f"fold with map, {script}", measured, "-" if script == "ASCII" else "0.4", reached)
    text = bench.text(MEGABYTE)
    ours = cpu(lambda: fold(text))
    for name, times in (("citations", 20), ("reanchor", 80)):
        theirs = peer(bench, name, text, [text[1000:1100]])
        yield beside("1", f"made ready, 1 MB, {name}", theirs, ours, times)


@dataclass(frozen=True, slots=True)
class Theirs:
    """The seconds of a peer for its making ready and all quotations; without any, what keeps it from running."""

    seconds: float
    said: str = ""


def peer(bench: Bench, name: str, text: str, quotes: Sequence[str]) -> Theirs:
    """How long a peer takes; of many quotations those count that it gets through in time."""
    if bench.peers is None:
        return Theirs(0, "the peers are not installed")
    given = json.dumps({"text": text, "quotes": quotes})
    command = [bench.peers, str(HERE / "peer_times.py"), name, "20"]
    try:
        done = subprocess.run(command, input=given, capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        done = None
    took = [float(line) for line in done.stdout.split()] if done else [120.0]
    if not took:
        return Theirs(0, f"{name} does not run")
    rest = took[1:] or took
    return Theirs(sum(took) + statistics.mean(rest) * (len(quotes) - len(took)), "over " if done is None else "")


def beside(goal: str, what: str, theirs: Theirs, ours: float, times: float) -> Row:
    """Our seconds beside a peer's for the same."""
    if not theirs.seconds:
        return Row(goal, what, theirs.said, f"{times:g}x", None)
    ratio = theirs.seconds / ours
    measured = f"{theirs.said}{ratio:.0f}x ({theirs.seconds:.2f} s, {ours:.4f} s)"
    return Row(goal, what, measured, f"{times:g}x", ratio >= times)


def b_mix(bench: Bench) -> Iterator[Row]:
    """Goal 2: the typical mix."""
    for size, times, count in ((5 * MEGABYTE, 12, 100), (5 * MEGABYTE, 12, 1_000), (50_000, 4, 200), (20_000, 1, 200)):
        yield against_rapidfuzz(bench, "2", "typical mix", size, times, typical, count, with_fold=size == 20_000)
    text = bench.text(500_000)
    quotes = typical(text, 25, random.Random(3))
    peers = {"citations": 10, "quotecheck": 80, "reanchor": 500, "langextract": 500}
    yield from b_peers(bench, "typical mix, 500 kB, 25 quotations", text, quotes, peers)
    yield from b_single(bench, text)


def b_peers(bench: Bench, what: str, text: str, quotes: Sequence[str], peers: Mapping[str, float]) -> Iterator[Row]:
    """Beside peers, which have nothing ready: with the making ready of our own, and with the fold as a run before has
    kept it."""
    with tempfile.TemporaryDirectory() as root:
        source = Source("text", text, "sources/text.txt", hashlib.sha256(text.encode()).hexdigest())
        Folds(root)(source)
        anew = cpu(lambda: all_found(fold(text), quotes))
        kept = cpu(lambda: all_found(Folds(root)(source), quotes))
    for name, times in peers.items():
        theirs = peer(bench, name, text, quotes)
        yield beside("2", f"{what} and the making ready, {name}", theirs, anew, times)
        yield beside("2", f"{what}, the fold kept, {name}", theirs, kept, times)


def b_single(bench: Bench, text: str) -> Iterator[Row]:
    """Goal 2, where the making ready is not shared: one quotation sought in a text that was not seen before."""
    chance, words = random.Random(4), text.split()
    whole = passage(words, chance, 20, 20)
    for kind, quote in (("exact", whole), ("edited", edited(whole, chance, 0.02)), ("absent", absent(words, chance))):
        yield from b_peers(bench, f"one {kind} quotation, 500 kB", text, [quote], {"citations": 10, "reanchor": 500})


def c_hard(bench: Bench) -> Iterator[Row]:
    """Goal 3: edited and absent quotations."""
    yield against_rapidfuzz(bench, "3", "half edited, half absent", 5 * MEGABYTE, 4, hard, 100)


def all_found(source: Folded, quotes: Sequence[str]) -> None:
    for quote in quotes:
        locate(source, quote)


def against_rapidfuzz(
    bench: Bench,
    goal: str,
    what: str,
    size: int,
    times: float,
    mix: Callable[[str, int, random.Random], list[str]],
    count: int,
    *,
    with_fold: bool = False,
) -> Row:
    """Beside `partial_ratio_alignment` on the raw text. The index, where one is built, is paid for within."""
    text = bench.text(size)
    quotes = mix(text, count, random.Random(size))
    few = quotes[: 40 if size > MEGABYTE else None]
    theirs = cpu(lambda: [fuzz.partial_ratio_alignment(q, text) for q in few], 3) / len(few)
    if with_fold:
        ours = cpu(lambda: [locate(fold(text), quote) for quote in quotes], 3) / count
    else:
        made = [fold(text) for _ in range(3)]
        ours = cpu(lambda: all_found(made.pop(), quotes), 3) / count
    measured = f"{theirs / ours:.1f}x rapidfuzz ({ours * 1000:.2f} ms a quotation, {theirs * 1000:.2f})"
    label = f"{what}, {count} quotations, {size // 1000} kB" + (", a fold for each" if with_fold else "")
    return Row(goal, label, measured, f"{times:g}x", theirs / ours >= times)


def e_many(bench: Bench) -> Iterator[Row]:
    """Goal 5: 10,000 quotations over 65 MB of documents."""
    chance = random.Random(65)
    whole = bench.text(65 * MEGABYTE)
    pieces = [whole[start : start + 20_000] for start in range(0, len(whole), 20_000)]
    quotes = [(number, quote) for number, text in enumerate(pieces) for quote in typical(text, 4, chance)][:10_000]
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(pieces):
            (Path(folder) / f"{number}.txt").write_text(text, "utf-8")
        start = time.process_time()
        sources = [fold((Path(folder) / f"{n}.txt").read_bytes().decode()) for n in range(len(pieces))]
        ready = time.process_time() - start
    start = time.process_time()
    for number, quote in quotes:
        locate(sources[number], quote)
    took = time.process_time() - start
    ratio = (ready + took) / ready
    measured = f"{ratio:.2f}x ({ready:.2f} s + {took:.2f} s)"
    yield Row("5", "10,000 quotations over 65 MB: all beside read + decode + fold", measured, "2.5x", ratio <= 2.5)


def f_recall(bench: Bench) -> Iterator[Row]:
    """Goal 6: the fewest edits, as an exhaustive search has them."""
    chance = random.Random(6)
    sources = [fold(text[:60_000]) for text in bench.texts]
    right = total = 0
    while total < 400:
        source = chance.choice(sources)
        quote = edited(passage(source.text.split(), chance, 3, 45), chance, chance.uniform(0, 0.2))
        edits, start, end = nearest(skeleton(quote), source.skeleton)
        if not 0 < edits <= len(skeleton(quote)) // 5:
            continue
        total += 1
        found = find_similar(source, quote)
        right += bool(found) and (found[0].edits, found[0].start, found[0].end) == (edits, start, end)
    measured = f"{100 * right / total:.1f} % of {total}"
    what = "edits and bounds of an exhaustive search, up to 20% edits, 3 to 45 words"
    yield Row("6", what, measured, "100 %", right == total)


def g_second(_: Bench) -> Iterator[Row]:
    """Goal 7: an unchanged second check."""
    for what, many in (("ten pages, 20 quotations, 5 small sources", 1), ("the same and ten sources of 500 kB", 10)):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            check.make_project(folder)
            if many > 1:
                enlarge(folder, many)
            command = [sys.executable, "-m", "briefkit", "check"]
            bare = statistics.median(check.cost([sys.executable, "-c", "pass"], folder) for _ in range(5))
            firsts, seconds = [], []
            for _ in range(5):
                subprocess.run(["rm", "-rf", str(folder / ".briefkit")], check=True)
                firsts.append(check.cost(command, folder))
                seconds.append(check.cost(command, folder))
        first, second = statistics.median(firsts), statistics.median(seconds)
        measured = f"{100 * second / first:.1f} % ({second:.0f} ms of {first:.0f}; {bare:.0f} is Python's own start)"
        yield Row("7", f"second check: {what}", measured, "10 %", second <= first / 10)


def enlarge(folder: Path, many: int) -> None:
    """More sources, large ones, each quoted twice with a slip that sends the check looking for it."""
    chance = random.Random(many)
    quotes = []
    for number in range(many):
        text = "\n".join(check.sentence(chance) for _ in range(5_500))
        (folder / "sources" / f"large-{number}.txt").write_text(text, "utf-8")
        lines = text.split("\n")
        quotes += [f"It says: “{chance.choice(lines)[:-1]}” [@large-{number}]." for _ in range(2)]
    report = folder / "reports" / "report.md"
    report.write_text(report.read_text("utf-8") + "\n" + "\n\n".join(quotes) + "\n", "utf-8")


def h_memory(bench: Bench) -> Iterator[Row]:
    """Goal 7: memory."""
    text = bench.text(5 * MEGABYTE)
    tracemalloc.start()
    copy = "".join([text[:100], text[100:]])
    source = fold(copy)
    plain = tracemalloc.get_traced_memory()[0] / len(text)
    source.blocks  # noqa: B018 - is built
    indexed = tracemalloc.get_traced_memory()[0] / len(text)
    tracemalloc.stop()
    yield Row("7", "memory a character, the text's own included", f"{plain:.1f} bytes", "6", plain <= 6)
    yield Row("7", "memory a character, with an index", f"{indexed:.1f} bytes", "14", indexed <= 14)


def i_small(_: Bench) -> Iterator[Row]:
    """Goal 8: a whole small check, never seen before."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        check.make_project(folder)
        report = (folder / "reports" / "report.md").read_bytes()
        pandoc = [str(find_pandoc()), "--sandbox", "-f", check.READER, "-t", "json"]
        times: dict[str, list[float]] = {"floor": [], "check": [], "version": [], "help": [], "bare": []}
        for _ in range(7):
            subprocess.run(["rm", "-rf", str(folder / ".briefkit")], check=True)
            bare = check.cost([sys.executable, "-c", "pass"], folder)
            times["bare"].append(bare)
            times["floor"].append(bare + check.cost(pandoc, folder, report))
            for name, arguments in (("check", ["check"]), ("version", ["--version"]), ("help", ["--help"])):
                times[name].append(check.cost([sys.executable, "-m", "briefkit", *arguments], folder))
    median = {name: statistics.median(values) for name, values in times.items()}
    ratio = median["check"] / median["floor"]
    measured = f"{ratio:.2f}x ({median['check']:.0f} ms, {median['floor']:.0f})"
    yield Row("8", "a whole small check beside a bare Python and pandoc's parse", measured, "2x", ratio <= 2)
    for name in ("version", "help"):
        more = median[name] - median["bare"]
        measured = f"{median[name]:.0f} ms, {more:.0f} over a bare Python's {median['bare']:.0f}"
        yield Row("8", f"briefkit --{name}", measured, "near a bare Python", more <= 25)


GOALS: dict[str, Sequence[Callable[[Bench], Iterator[Row]]]] = {
    "1": (a_fold,),
    "2": (b_mix,),
    "3": (c_hard,),
    "5": (e_many,),
    "6": (f_recall,),
    "7": (g_second, h_memory),
    "8": (i_small,),
}
"""Goal 4, growth, has a command of its own: bench/growth.py."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=HERE.parent / "sources")
    parser.add_argument("--peers", metavar="PYTHON", help="the interpreter that the peers are installed in")
    parser.add_argument("--only", help="comma-separated goals")
    options = parser.parse_args()
    bench = Bench(read_texts(options.texts), options.peers)
    kind = f"{os.cpu_count()} CPUs, {platform.machine()}, Python {platform.python_version()}"
    print(f"{datetime.now(UTC).date()}, {kind}\n")
    print("| goal | what | measured | wanted | reached |\n|---|---|---|---|---|")
    missed = 0
    for goal in options.only.split(",") if options.only else GOALS:
        for measure in GOALS[goal]:
            for row in measure(bench):
                print(row, flush=True)
                missed += row.reached is False
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
