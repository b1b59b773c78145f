"""What judging costs beside finding: the same quotations, in the same run, in CPU time.

    python bench/judging.py [--texts DIR] [--kilobytes 50,500,3000] [--quotations 400] [--runs 5] [--seed 1]

The mix is that of a finished report: 80% word for word or differing in typography, 16% edited, 4% in no source.
*Finding* is the work of `briefkit.match`: folding the source and locating passages in it (*locating*), and aligning
words (*aligning*). *Judging* is all the rest of `Judge.judge`: parsing what the author declares, explaining
differences, places, warnings, messages. Sources of each size are made of the texts of DIR, one after the other, none
twice: a size beyond their sum is left out, but for the first. Prints medians; exit status 1 where judging costs more
than finding at any size.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from briefkit.judging import Judge
from briefkit.match.align import align
from briefkit.match.fold import Folded, fold, skeleton
from briefkit.match.locate import find_exact, find_similar
from briefkit.match.tokens import tokenize
from briefkit.model import Citation, Policy, Quotation, Report, Source
from mutations import HONEST, NOWHERE, load, sentences

PLAIN = ("verbatim", "clause", "rewrapped", "marks_of_another_shape", "dashes", "hard_spaces")
EDITED = ("bracketed_case", "edge_ellipses", "aside_left_out", "word_in_brackets", "comma_inside", "sic")
LOCATING = (fold, skeleton, find_exact, find_similar)
ALIGNING = (tokenize, align)
MAPPING = (Folded.start_of, Folded.range_of, Folded.position_of)
"""From the fold back to the text: a part of locating."""


class Clock:
    """CPU nanoseconds spent inside the functions of `briefkit.match`, wherever the judging calls them."""

    def __init__(self) -> None:
        self.locating = self.aligning = 0
        self.inside = False

    def watch(self) -> None:
        """Put a timed function in the place of each, in every loaded module of the judging."""
        for name, module in list(sys.modules.items()):
            if name.startswith(("briefkit.judging", "briefkit.verdicts")):
                for function in LOCATING + ALIGNING:
                    if getattr(module, function.__name__, None) is function:
                        setattr(module, function.__name__, self.timed(function))
        for method in MAPPING:
            setattr(Folded, method.__name__, self.timed(method))

    def timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        which = "aligning" if function in ALIGNING else "locating"

        def run(*arguments: Any, **named: Any) -> Any:
            if self.inside:
                return function(*arguments, **named)
            self.inside, start = True, time.process_time_ns()
            try:
                return function(*arguments, **named)
            finally:
                setattr(self, which, getattr(self, which) + time.process_time_ns() - start)
                self.inside = False

        return run


def source_of(texts: Sequence[Source], size: int) -> Source:
    """One source of `size` characters at most, made of texts in turn."""
    whole = "\n\n".join(text.text.replace("\f", "\n") for text in texts)
    return Source("a", whole[:size], language="en")


def mix(source: Source, strangers: Sequence[str], count: int, chance: random.Random) -> list[str]:
    """`count` quotations of the typical mix, in random order."""
    pool = sentences(source)
    made: list[str] = []
    while len(made) < count:
        share = len(made) / count
        if share >= 0.96:
            made.append(chance.choice(strangers))
            continue
        kind = chance.choice(PLAIN if share < 0.8 else EDITED)
        made.extend(filter(None, [HONEST[kind](chance.choice(pool), chance)]))
    chance.shuffle(made)
    return made


def measure(source: Source, quotes: Sequence[str], clock: Clock) -> tuple[float, float, float]:
    """CPU milliseconds of locating, aligning and judging, over all quotations and one fresh source."""
    quotations = [Quotation(1, q, (), NOWHERE, "inline", (Citation("a", None, NOWHERE),)) for q in quotes]
    clock.locating = clock.aligning = 0
    start = time.process_time_ns()
    judge = Judge(Report("bank.md", "", "", None, (), (), ()), {"a": source}, Policy())
    for quotation in quotations:
        judge.judge(quotation)
    total = time.process_time_ns() - start
    return clock.locating / 1e6, clock.aligning / 1e6, (total - clock.locating - clock.aligning) / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=Path(__file__).parent.parent / "sources")
    parser.add_argument("--kilobytes", default="50,500,3000")
    parser.add_argument("--quotations", type=int, default=400)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    texts = load(options.texts)
    strangers = [" ".join(reversed(s.split())) for s in sentences(texts[0])[:40]]
    clock = Clock()
    clock.watch()
    print(f"{options.quotations} quotations, medians of {options.runs} runs, CPU\n")
    print("| source | locating | aligning | judging | judging / finding | a quotation |\n|---|---|---|---|---|---|")
    ratios = []
    for size in (int(part) for part in options.kilobytes.split(",")):
        source = source_of(texts, size * 1000)
        if ratios and len(source.text) < size * 1000:
            break
        quotes = mix(source, strangers, options.quotations, random.Random(options.seed))
        measure(source, quotes, clock)  # word lists are read once
        runs = [measure(source, quotes, clock) for _ in range(options.runs)]
        locating, aligning, judging = (statistics.median(values) for values in zip(*runs, strict=True))
        ratios.append(judging / (locating + aligning))
        each = (locating + aligning + judging) / len(quotes)
        size = len(source.text) // 1000
        row = f"{size} kB | {locating:.0f} ms | {aligning:.0f} ms | {judging:.0f} ms | {ratios[-1]:.2f} | {each:.2f} ms"
        print(f"| {row} |", flush=True)
    return int(max(ratios) > 1)


if __name__ == "__main__":
    sys.exit(main())
