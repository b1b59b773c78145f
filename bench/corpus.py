"""Texts and quotations to measure with: real texts as far as they go, made ones beyond."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

LETTERS = {
    "ASCII": "etaoinshrdlcumwfgypbvk",
    "French": "etaoinsrdlcumpéèàêçùîœ’",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ",
    "Russian": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфё",
    "Hindi": "कखगघचजटडतदनपबमयरलवशसहािीुूेो्ं",
    "Chinese": "".join(chr(0x4E00 + 7 * number) for number in range(2_500)),
}
"""Letters of a script, the commonest first."""
_SPACES = {"Chinese": "，"}


def read_texts(folder: Path) -> list[str]:
    """The .txt files of a folder, in order of their names."""
    return [path.read_text("utf-8", "replace") for path in sorted(folder.glob("*.txt"))]


def grown(texts: Sequence[str], size: int, chance: random.Random) -> str:
    """A text of `size` characters: the texts in turn, then sentences of their words drawn anew; no passage twice."""
    whole = "\n\n".join(texts)[:size]
    pool = " ".join(texts[:8]).split()[:60_000]
    parts, length = [whole], len(whole)
    while length < size:
        sentence = " ".join(chance.choices(pool, k=600)) + "\n"
        parts.append(sentence)
        length += len(sentence)
    return "".join(parts)[:size]


@cache
def in_script(name: str, size: int) -> str:
    """A text of `size` characters of a script: 20,000 words, the first as common as those of a language."""
    chance = random.Random(name)
    letters = LETTERS[name]
    weights = [1 / (place + 3) for place in range(len(letters))]
    words = ["".join(chance.choices(letters, weights, k=chance.randint(2, 10))) for _ in range(20_000)]
    ranks = [1 / (place + 1) for place in range(len(words))]
    length = size // (5 + len(_SPACES.get(name, " "))) + 1_000
    return (_SPACES.get(name, " ").join(chance.choices(words, ranks, k=length)) + " " * size)[:size]


def passage(words: Sequence[str], chance: random.Random, shortest: int = 6, longest: int = 40) -> str:
    """A stretch of so many words."""
    length = chance.randint(shortest, longest)
    at = chance.randrange(max(1, len(words) - length))
    return " ".join(words[at : at + length])


def edited(quote: str, chance: random.Random, share: float = 0.05) -> str:
    """A quotation with a share of its letters, at least one, put in, left out or changed."""
    letters = list(quote)
    for _ in range(max(1, round(len(letters) * share))):
        at = chance.randrange(len(letters))
        letters[at] = chance.choice(["", letters[at] + "e", chance.choice(LETTERS["ASCII"])])
    return "".join(letters)


def absent(words: Sequence[str], chance: random.Random) -> str:
    """Words of the text in an order that it does not have."""
    return " ".join(chance.choices(words, k=chance.randint(6, 40)))


def typical(text: str, count: int, chance: random.Random) -> list[str]:
    """The mix of a finished report: 80% exact or typographic, 16% with one letter in fifty edited, 4% absent."""
    words = text.split()
    quotes = []
    for number in range(count):
        share = (number + 0.5) / count
        if share > 0.96:
            quotes.append(absent(words, chance))
        elif share > 0.80:
            quotes.append(edited(passage(words, chance), chance, 0.02))
        else:
            quotes.append(passage(words, chance).replace("'", "’"))
    chance.shuffle(quotes)
    return quotes


def hard(text: str, count: int, chance: random.Random) -> list[str]:
    """Half with one letter in twenty edited, half absent."""
    words = text.split()
    return [edited(passage(words, chance), chance) if n % 2 else absent(words, chance) for n in range(count)]


def cpu(run: Callable[[], object], runs: int = 5) -> float:
    """The median CPU seconds of a call."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return statistics.median(times)
