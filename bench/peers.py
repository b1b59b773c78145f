r"""Other checkers on the mutation bank: who accepts distortions, who rejects honest quotations.

    python -m venv /tmp/peers
    /tmp/peers/bin/pip install rapidfuzz citations krokai linkml-reference-validator pagecite quotecheck langextract \
        reanchor
    python bench/peers.py --python /tmp/peers/bin/python [--texts DIR] [--distortions 5000] [--honest 2000] [--seed 1]

The cases are those of `bench/mutations.py`, with the same texts and the same seed for all. Each checker runs in a
process of the interpreter given, with default settings; see `peer_worker.py` for what is taken as its yes. The
slow ones judge every n-th case (`SLOW`). A checker that is not installed there, or does not run, is named in the table
with the reason. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from briefkit import __version__
from briefkit.judging import Judge
from briefkit.model import Citation, Policy, Quotation, Report, Source
from mutations import DISTORTIONS, HIDING, HONEST, NOWHERE, cases, load, stands

WORKER = Path(__file__).with_name("peer_worker.py")
PEERS = (
    "exact",
    "rapidfuzz",
    "citations",
    "krokai",
    "linkml-reference-validator",
    "pagecite",
    "quotecheck",
    "langextract",
    "reanchor",
)
SLOW = {
    "quotecheck": 10,
    "langextract": 35,
    "reanchor": 50,
    "krokai": 5,
    "citations": 5,
    "linkml-reference-validator": 5,
}
"""Peers that judge only every n-th case."""
HEAD = """\
| checker | distortions judged | accepted | share | honest judged | rejected | share |
|---|---|---|---|---|---|---|"""


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation made from a source; `honest` says whether a careful editor would accept it."""

    source: str
    text: str
    honest: bool


def bank(sources: Sequence[Source], distortions: int, honest: int, seed: int) -> list[Case]:
    """The cases of the bank, distortions first, shuffled within each so that every n-th is a fair sample."""
    made: list[Case] = []
    for mutations, count in ((DISTORTIONS, distortions), (HONEST, honest)):
        part = [
            Case(source.id, text, mutations is HONEST)
            for kind, source, _, text in cases(list(sources), mutations, count, random.Random(seed))
            if mutations is HONEST or kind in HIDING or not stands(text, source)
        ]
        random.Random(seed).shuffle(part)
        made.extend(part)
    return made


def briefkits(sources: Sequence[Source], made: Sequence[Case]) -> list[bool]:
    """Our own answers."""
    report = Report("bank.md", "", "", None, (), (), ())
    judges = {source.id: Judge(report, {source.id: source}, Policy()) for source in sources}
    return [
        judges[c.source]
        .judge(Quotation(1, c.text, (), NOWHERE, "inline", (Citation(c.source, None, NOWHERE),)))
        .accepted
        for c in made
    ]


def ask(
    python: str, name: str, sources: Sequence[Source], made: Sequence[Case], seconds: int
) -> tuple[str, list[bool]]:
    """A peer's version and its answers.

    Raises:
        RuntimeError: it is not installed, cannot be imported, or took too long; says which.
    """
    needed = {case.source for case in made}
    texts = {source.id: source.text.replace("\f", "\n") for source in sources if source.id in needed}
    given = json.dumps({"sources": texts, "cases": [[case.source, case.text] for case in made]})
    try:
        done = subprocess.run(
            [python, str(WORKER), name], input=given, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"took over {seconds} s") from None
    lines = done.stdout.splitlines()
    if done.returncode or len(lines) != len(made) + 1:
        last = next(iter(done.stderr.strip().splitlines()[::-1]), "it said nothing")
        raise RuntimeError(f"does not run: {last}")
    if done.stderr.count("\n") == len(made):
        raise RuntimeError(f"fails on every quotation: {done.stderr.splitlines()[0]}")
    return lines[0], [line == "1" for line in lines[1:]]


def row(name: str, made: Sequence[Case], answers: Sequence[bool]) -> str:
    """A row of the table: how many of each were judged, and the shares that went wrong."""
    bad = [answer for case, answer in zip(made, answers, strict=True) if not case.honest]
    good = [answer for case, answer in zip(made, answers, strict=True) if case.honest]
    accepted, rejected = sum(bad), len(good) - sum(good)
    return (
        f"| {name} | {len(bad)} | {accepted} | {100 * accepted / max(1, len(bad)):.1f} % "
        f"| {len(good)} | {rejected} | {100 * rejected / max(1, len(good)):.1f} % |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable, help="the interpreter that the peers are installed in")
    parser.add_argument("--texts", type=Path, default=Path(__file__).parent.parent / "sources")
    parser.add_argument("--distortions", type=int, default=5000)
    parser.add_argument("--honest", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=300, help="the most that one peer may take")
    parser.add_argument("--only", help="comma-separated peers")
    options = parser.parse_args()
    sources = load(options.texts)
    made = bank(sources, options.distortions, options.honest, options.seed)
    print(f"{datetime.now(UTC).date()}, seed {options.seed}, {len(sources)} texts\n")
    print(HEAD)
    print(row(f"briefkit {__version__}", made, briefkits(sources, made)), flush=True)
    for name in options.only.split(",") if options.only else PEERS:
        part = made[:: SLOW.get(name, 1)]
        try:
            release, answers = ask(options.python, name, sources, part, options.seconds)
            print(row(f"{name} {release}".strip(), part, answers), flush=True)
        except RuntimeError as error:
            print(f"| {name} | {error} | | | | | |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
