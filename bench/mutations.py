"""A seeded bank of distorted and honest quotations over any texts, judged in memory.

    python bench/mutations.py [--texts DIR] [--distortions 5000] [--honest 2000] [--seed 1] [--show 10]

Each mutation takes a sentence of a source and gives what an author might have written: a distortion, which must be
rejected, or an honest edit, which must be accepted. The table says by kind how many were judged and how many went
wrong. DIR holds .txt files; without it the sample's sources serve. Exit status 1 when a distortion was accepted or
more than 1% of the honest edits were rejected.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefkit.judging import Judge
from briefkit.model import Citation, Policy, Quotation, Report, Source, Span
from briefkit.sources.extracted import Context
from briefkit.sources.plain import read
from briefkit.verdicts import language, slips, vocabulary
from briefkit.verdicts.lexicon import is_kind, opens_with

Mutation = Callable[[str, random.Random], str | None]
DISTORTIONS: dict[str, Mutation] = {}
HONEST: dict[str, Mutation] = {}
ENGLISH = frozenset(
    {"other_word", "other_spelling", "keyboard_slip", "bracket_not", "aside_left_out", "number_word", "negating_prefix"}
)
"""Kinds that make sense only in English."""
HIDING = frozenset({"ellipsis_hides_not", "ellipsis_hides_hedge"})
NOWHERE = Span(1, 1, 1, 1)
_SENTENCE = re.compile(r"(?<=[.!?] )[A-Z][^.!?\n\f]*(?:\n[^.!?\n\f]+)*[.!?](?=\s)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WHITE = re.compile(r"[\s\[\]]+")
_SWAPS = {
    "modal": "may:must must:may can:cannot should:may will:might could:will would:must shall:may might:will".split(),
    "quantifier": (
        "all:some some:all most:few many:few few:many every:no each:no always:sometimes never:often both:neither"
    ).split(),
    "antonym": (
        "increase:decrease high:low more:less first:last before:after after:before above:below best:worst good:bad "
        "new:old large:small long:short open:closed strong:weak public:private right:wrong war:peace true:false "
        "same:other accept:reject support:oppose win:lose rise:fall begin:end early:late rich:poor young:old"
    ).split(),
    "connective": "and:or or:and but:and because:although although:because if:because unless:if with:without".split(),
    "pronoun": "he:she she:he his:her we:they they:we our:their their:our it:they you:we my:your".split(),
    "unit": (
        "years:months months:years days:weeks hours:days million:billion billion:million miles:metres percent:times"
    ).split(),
    "date": "January:March March:May June:July August:October September:November Monday:Friday".split(),
}


def distortion(function: Mutation) -> Mutation:
    DISTORTIONS[function.__name__.strip("_")] = function
    return function


def honest(function: Mutation) -> Mutation:
    HONEST[function.__name__.strip("_")] = function
    return function


def _swap(pairs: list[str]) -> Mutation:
    table = dict(pair.split(":") for pair in pairs)

    def swap(text: str, chance: random.Random) -> str | None:
        found = [m for m in _WORD.finditer(text) if m[0].lower() in table or m[0] in table]
        if not found:
            return None
        match = chance.choice(found)
        word = table.get(match[0]) or table[match[0].lower()]
        return text[: match.start()] + (word.capitalize() if match[0][0].isupper() else word) + text[match.end() :]

    return swap


for _name, _pairs in _SWAPS.items():
    DISTORTIONS[_name] = _swap(_pairs)


def _replaced(text: str, match: re.Match[str], word: str) -> str:
    return text[: match.start()] + word + text[match.end() :]


def _pick(pattern: str, text: str, chance: random.Random, flags: int = 0) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text, flags))
    return chance.choice(found) if found else None


@distortion
def figure(text: str, chance: random.Random) -> str | None:
    match = _pick(r"\d", text, chance)
    return match and _replaced(text, match, str((int(match[0]) + chance.randint(1, 8)) % 10))


@distortion
def decimal_point(text: str, chance: random.Random) -> str | None:
    match = _pick(r"(?<=\d)[.,](?=\d)", text, chance)
    return match and _replaced(text, match, "")


@distortion
def sign(text: str, chance: random.Random) -> str | None:
    match = _pick(r"(?<= )(?=\d)", text, chance)
    return match and _replaced(text, match, "−")


@distortion
def negation_dropped(text: str, chance: random.Random) -> str | None:
    match = _pick(r"\b(?:not|never|no) ", text, chance)
    return match and _replaced(text, match, "")


@distortion
def negation_added(text: str, chance: random.Random) -> str | None:
    match = _pick(r"\b(?:is|are|was|were|will|would|can|should|has|have|do|does|did) (?!not)", text, chance)
    return match and _replaced(text, match, match[0] + "not ")


@distortion
def word_dropped(text: str, chance: random.Random) -> str | None:
    match = _pick(r"(?<=\w )[a-z]{5,} (?=\w)", text, chance)
    return match and _replaced(text, match, "")


@distortion
def word_added(text: str, chance: random.Random) -> str | None:
    match = _pick(r"(?<=\w) (?=[a-z]{3,})", text, chance)
    return match and _replaced(
        text, match, f" {chance.choice(['quickly', 'secretly', 'largely', 'foreign', 'illegal'])} "
    )


@distortion
def words_exchanged(text: str, chance: random.Random) -> str | None:
    match = _pick(r"\b([A-Za-z]{4,}) ([A-Za-z]{4,})\b", text, chance)
    return (match and match[1].lower() != match[2].lower() and _replaced(text, match, f"{match[2]} {match[1]}")) or None


@distortion
def name(text: str, chance: random.Random) -> str | None:
    match = _pick(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", text, chance)
    names = [word for word in ("Norland", "Okafor", "Lindqvist", "Geneva", "Tuvalu") if match and word != match[0]]
    return match and _replaced(text, match, chance.choice(names))


@distortion
def other_word(text: str, chance: random.Random) -> str | None:
    """One letter makes another word of the language."""
    words = list(_WORD.finditer(text))
    chance.shuffle(words)
    for match in words:
        word = match[0]
        if not (word.islower() and word.isascii() and 4 <= len(word) <= 8 and vocabulary.is_word(word, "en")):
            continue
        for place in chance.sample(range(len(word)), len(word)):
            for letter in chance.sample("abcdefghilmnoprstuw", 19):
                other = word[:place] + letter + word[place + 1 :]
                if other != word and vocabulary.is_word(other, "en") and not slips.is_variant(other, word, "en"):
                    return _replaced(text, match, other)
    return None


@distortion
def ellipsis_hides_not(text: str, chance: random.Random) -> str | None:
    match = _pick(r"\b(?:not|never|no)\b", text, chance)
    if match is None or not (match.start() > 8 and match.end() < len(text) - 8):
        return None
    return _replaced(text, match, chance.choice(["…", "[...]", ". . ."]))


@distortion
def ellipsis_hides_hedge(text: str, chance: random.Random) -> str | None:
    match = _pick(r"\b(?:may|might|could)\b", text, chance)
    if match is None or not (match.start() > 8 and match.end() < len(text) - 8):
        return None
    return _replaced(text, match, "…")


@distortion
def halves_reversed(text: str, _chance: random.Random) -> str | None:
    words = text.split()
    if len(words) < 12:
        return None
    middle = len(words) // 2
    return " ".join(words[middle:]) + " … " + " ".join(words[:middle])


@distortion
def bracket_reverses(text: str, chance: random.Random) -> str | None:
    table = dict(pair.split(":") for pair in _SWAPS["antonym"])
    found = [m for m in _WORD.finditer(text) if m[0] in table]
    if not found:
        return None
    match = chance.choice(found)
    return _replaced(text, match, f"[{table[match[0]]}]")


@distortion
def bracket_figure(text: str, chance: random.Random) -> str | None:
    match = _pick(r"(?<![\d.,])\d+(?![\d.,])", text, chance)
    return match and _replaced(text, match, f"[{int(match[0]) + chance.randint(1, 9)}]")


@distortion
def bracket_not(text: str, chance: random.Random) -> str | None:
    match = _pick(r"\b(?:is|are|was|were|will|would|should) (?!not)", text, chance)
    return match and _replaced(text, match, match[0] + "[not] ")


@distortion
def false_end(text: str, _chance: random.Random) -> str | None:
    words = text.split()
    return " ".join(words[:6]) + " and nobody in Norland believed a word of it" if len(words) > 10 else None


@distortion
def capitals_of_unit(text: str, chance: random.Random) -> str | None:
    match = _pick(r"(?<=[a-z] )[a-z]{3,}(?= )", text, chance)
    return match and _replaced(text, match, match[0].upper())


@distortion
def foreign_letter(text: str, chance: random.Random) -> str | None:
    match = _pick(r"(?<=[a-z])[aeo](?=[a-z])", text, chance)
    return match and _replaced(text, match, {"a": "а", "e": "е", "o": "о"}[match[0]])


@distortion
def hidden_letter(text: str, chance: random.Random) -> str | None:
    match = _pick(r"(?<=[a-z])(?=[a-z])", text, chance)
    return match and _replaced(text, match, chance.choice("\u200b\u202e\u2066"))


@distortion
def accent(text: str, chance: random.Random) -> str | None:
    match = _pick(r"[éèüöäñçó]", text, chance)
    return match and _replaced(text, match, unicodedata.normalize("NFD", match[0])[0])


@distortion
def number_word(text: str, chance: random.Random) -> str | None:
    numbers = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred".split()
    match = _pick(rf"\b(?:{'|'.join(numbers)})\b", text, chance)
    return match and _replaced(text, match, chance.choice([word for word in numbers if word != match[0]]))


@distortion
def negating_prefix(text: str, chance: random.Random) -> str | None:
    """A prefix that makes the contrary comes or goes: fair, unfair."""
    found = list(_WORD.finditer(text))
    for match in chance.sample(found, min(len(found), 12)):
        word = match[0]
        if not (word.islower() and word.isascii()):
            continue
        bare = re.sub(r"^(?:un|in|dis|non|im|ir)", "", word)
        for other in (bare, f"un{word}", f"dis{word}", f"in{word}"):
            if other != word and len(other) > 3 and vocabulary.is_word(other, "en") and vocabulary.is_word(word, "en"):
                return _replaced(text, match, other)
    return None


@distortion
def comparator_dropped(text: str, chance: random.Random) -> str | None:
    match = _pick(r"\b(?:more than|less than|at least|up to|nearly|about|almost|only) (?=\w)", text, chance)
    return _replaced(text, match, "") if match and match.start() else None


@distortion
def edge_bracket_name(text: str, chance: random.Random) -> str | None:
    """Another name stands in brackets for the one that opens the sentence."""
    match = re.match(r"([A-Z][a-z]{3,}) (?=(?:is|was|has|had|said|will|would|may)\b)", text)
    if match is None or any(is_kind(kind, match[1], "en") for kind in ("pronoun", "article", "conjunction")):
        return None
    return _replaced(text, match, f"[{chance.choice(['Okafor', 'Lindqvist'])}] ")


@distortion
def edge_bracket_quantity(text: str, chance: random.Random) -> str | None:
    """The quotation begins after "no" or "some", and a bracket puts another quantity there."""
    match = _pick(r"\b(?:no|some|few|many|all|most) (?=[a-z]+ [a-z]+ [a-z]+)", text, chance)
    return match and f"[{'All' if match[0] != 'all ' else 'Some'}] {text[match.end() :]}"


@distortion
def spliced_subject(text: str, _chance: random.Random) -> str | None:
    """The subject of a sentence with the predicate of its subordinate clause."""
    subject, gap, verb = r"([A-Z]\w+ [a-z]+(?: [a-z]+)?)", "[^,;:()]{10,80}?", "(?:is|was|has|had|would|may)"
    match = re.match(rf"{subject} {gap} (?:that|who|which) ({verb}\b.{{15,}})", text)
    return match and f"{match[1]} … {match[2]}"


@distortion
def aside_of_doubt(text: str, chance: random.Random) -> str | None:
    """A word of doubt in brackets."""
    match = _pick(r"\b(?:the|a|is|was|were|are) (?=[a-z]{4,})", text, chance)
    doubt = chance.choice(["alleged", "allegedly", "almost", "not", "only"])
    return match and _replaced(text, match, f"{match[0]}[{doubt}] ")


@honest
def verbatim(text: str, _chance: random.Random) -> str | None:
    return text


@honest
def clause(text: str, chance: random.Random) -> str | None:
    words = text.split()
    if len(words) < 9:
        return None
    start = chance.randint(1, len(words) - 7)
    return " ".join(words[start : start + 6])


@honest
def rewrapped(text: str, chance: random.Random) -> str | None:
    return "".join(chance.choice("\n  ") if c == " " else c for c in text)


@honest
def marks_of_another_shape(text: str, _chance: random.Random) -> str | None:
    table = {"'": "’", "’": "'", '"': "”", "“": '"', "”": '"'}
    return "".join(table.get(c, c) for c in text) if set(table) & set(text) else None


@honest
def dashes(text: str, chance: random.Random) -> str | None:
    match = _pick(r" [–—-] |—|(?<!-)--(?!-)", text, chance)
    return match and _replaced(text, match, chance.choice([" - ", " – ", "—", " -- "]))


@honest
def hard_spaces(text: str, _chance: random.Random) -> str | None:
    return text.replace(" ", "\u00a0", 3)


@honest
def decomposed(text: str, _chance: random.Random) -> str | None:
    changed = unicodedata.normalize("NFD", text)
    return changed if changed != text else None


@honest
def bracketed_case(text: str, _chance: random.Random) -> str | None:
    return f"[{text[0].lower()}]{text[1:]}" if re.match(r"[A-Z][a-z]", text) else None


@honest
def silent_case(text: str, _chance: random.Random) -> str | None:
    words = text.split()
    if len(words) <= 7 or is_kind("negation", words[1], None):
        return None  # "Be afraid" of "Do not be afraid" is no honest quotation
    return " ".join(words[2:]).capitalize()[:1] + " ".join(words[2:])[1:]


@honest
def edge_ellipses(text: str, _chance: random.Random) -> str | None:
    words = text.rstrip(".!?").split()
    return "… " + " ".join(words[1:-1]) + " …" if len(words) > 7 else None


@honest
def aside_left_out(text: str, chance: random.Random) -> str | None:
    match = _pick(r", [^,;:()]{8,60}, ", text, chance)
    bears = match and any(
        is_kind(k, w, "en") for w in _WORD.findall(match[0]) for k in ("negation", "exception", "modal")
    )
    bears = bears or (match and opens_with("correction", match[0], "en"))
    return (match and not bears and _replaced(text, match, " … ")) or None


@honest
def sic(text: str, chance: random.Random) -> str | None:
    match = _pick(r"(?<=[a-z]) ", text, chance)
    return match and _replaced(text, match, " [sic] ")


@honest
def word_in_brackets(text: str, chance: random.Random) -> str | None:
    match = _pick(r"\b(?:the|a) ", text, chance)
    return match and _replaced(text, match, match[0] + "[proposed] ")


@honest
def named_pronoun(text: str, chance: random.Random) -> str | None:
    match = _pick(r"\b(?:he|she|they|we|him|them|it)\b", text, chance)
    return match and _replaced(text, match, "[the Council]")


@honest
def fitted_tense(text: str, chance: random.Random) -> str | None:
    match = _pick(r"\b(?:is|are|was|were|has|have)\b", text, chance)
    table = {"is": "was", "are": "were", "was": "is", "were": "are", "has": "had", "have": "had"}
    return match and _replaced(text, match, f"[{table[match[0]]}]")


@honest
def comma_inside(text: str, _chance: random.Random) -> str | None:
    return text[:-1] + "," if text.endswith(".") else None


@honest
def emphasis_added(text: str, _chance: random.Random) -> str | None:
    return text + " (emphasis added)"


@honest
def keyboard_slip(text: str, chance: random.Random) -> str | None:
    """Two letters exchanged inside a word, which makes no word."""
    words = [m for m in _WORD.finditer(text) if m[0].islower() and len(m[0]) > 6 and vocabulary.is_word(m[0], "en")]
    words = [m for m in words if m[0].isalpha()]
    if not words:
        return None
    match = chance.choice(words)
    place = chance.randint(2, len(match[0]) - 3)
    word = match[0][:place] + match[0][place + 1] + match[0][place] + match[0][place + 2 :]
    return None if word == match[0] or slips.is_known(word, "en") else _replaced(text, match, word)


@honest
def other_spelling(text: str, chance: random.Random) -> str | None:
    found = [m for m in _WORD.finditer(text) if slips.american(m[0].lower()) != m[0].lower() and m[0].islower()]
    if not found:
        return None
    match = chance.choice(found)
    return _replaced(text, match, slips.american(match[0])) if slips.is_known(slips.american(match[0]), "en") else None


@dataclass(slots=True)
class Tally:
    judged: int = 0
    wrong: int = 0


def load(folder: Path) -> list[Source]:
    """The .txt files of a folder as sources, read as the checker reads them."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        extracted = read(path.read_bytes(), Context())
        found.append(Source(path.stem, extracted.text, path.name, pages=extracted.pages, furniture=extracted.furniture))
    return found


def sentences(source: Source) -> list[str]:
    """Sentences of 8 to 60 words, white space folded, of the running text."""
    text = source.text
    inside = [text[m.start() : m.end()] for m in _SENTENCE.finditer(text) if not _crosses(source, m.start(), m.end())]
    folded = [re.sub(r"(?<=\w)-\s*\n\s*", "", sentence) for sentence in inside]
    return [" ".join(s.split()) for s in folded if (8 <= len(s.split()) <= 60 and s.isprintable()) or "\n" in s]


def _crosses(source: Source, start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in source.furniture)


def cases(
    sources: list[Source], mutations: dict[str, Mutation], count: int, chance: random.Random
) -> Iterator[tuple[str, Source, str, str]]:
    """`count` of (kind, source, sentence, mutated), the kinds in turn; what fits no sentence is passed over."""
    pool = [(source, sentence) for source in sources for sentence in sentences(source)]
    english = [(source, sentence) for source, sentence in pool if language.detect(sentence) == "en"]
    made = tries = 0
    while pool and made < count and tries < count * 400:
        for kind, mutate in mutations.items():
            for _ in range(60):
                tries += 1
                source, sentence = chance.choice(english if kind in ENGLISH else pool)
                mutated = mutate(sentence, chance)
                if mutated and made < count:
                    made += 1
                    yield kind, source, sentence, mutated
                    break


def stands(text: str, source: Source) -> bool:
    """True when the mutated words, or the parts around their ellipsis, happen to stand so in the source."""
    whole = _WHITE.sub("", source.text)
    position = 0
    for part in text.split(" … "):
        sought = _WHITE.sub("", part)
        found = whole.find(sought, position)
        if found < 0:
            return False
        position = found + len(sought)
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=Path(__file__).parent.parent / "sources")
    parser.add_argument("--distortions", type=int, default=5000)
    parser.add_argument("--honest", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10, help="how many wrong cases to print")
    parser.add_argument("--only", help="comma-separated kinds")
    options = parser.parse_args()
    sources = load(options.texts)
    report = Report("bank.md", "", "", None, (), (), ())
    shown = 0
    wrong: Counter[str] = Counter()
    for title, mutations, count in (
        ("distortions", DISTORTIONS, options.distortions),
        ("honest", HONEST, options.honest),
    ):
        judges = {source.id: Judge(report, {source.id: source}, Policy()) for source in sources}
        chosen = {k: m for k, m in mutations.items() if not options.only or k in options.only.split(",")}
        tallies = {kind: Tally() for kind in chosen}
        for kind, source, sentence, mutated in cases(sources, chosen, count, random.Random(options.seed)):
            if title == "distortions" and kind not in HIDING and stands(mutated, source):
                continue
            quotation = Quotation(1, mutated, (), NOWHERE, "inline", (Citation(source.id, None, NOWHERE),))
            judgement = judges[source.id].judge(quotation)
            tallies[kind].judged += 1
            if judgement.accepted == (title == "distortions"):
                tallies[kind].wrong += 1
                wrong[title] += 1
                if shown < options.show:
                    shown += 1
                    print(f"WRONG {title} {kind} @{source.id}: {judgement.verdict}: {judgement.message}")
                    print(f"  source {sentence}")
                    print(f"  quoted {mutated}")
        print(f"\n{title:24}{'judged':>8}{'wrong':>8}")
        for kind, tally in tallies.items():
            print(f"{kind:24}{tally.judged:8}{tally.wrong:8}")
        total = sum(tally.judged for tally in tallies.values())
        print(f"{'all':24}{total:8}{wrong[title]:8}  {100 * wrong[title] / max(1, total):.2f}%")
    return 1 if wrong["distortions"] or wrong["honest"] > 0.01 * options.honest else 0


if __name__ == "__main__":
    sys.exit(main())
