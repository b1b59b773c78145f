"""The words that briefkit itself puts into a document, by language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from briefkit.remarks import Remark

RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "syr", "ug", "ur", "yi"))


def runs_right_to_left(language: str) -> bool:
    """Whether a language, as BCP 47 has it, is written from right to left."""
    return language.replace("_", "-").split("-")[0].lower() in RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True)
class Labels:
    """One language's table: `labels["summary"]`, `labels.count("quotes", 3)`, `labels.date("2025-09-10")`."""

    language: str
    table: dict[str, Any]

    def __getitem__(self, key: str) -> str:
        return str(self.table[key])

    def count(self, noun: str, number: int) -> str:
        """`number` with its noun in the singular or the plural."""
        return self[f"{noun}_{'one' if number == 1 else 'other'}"].format(n=number)

    def verdict(self, verdict: str) -> str:
        return str(self.table["verdicts"][verdict])

    def counted(self, verdict: str, number: int) -> str:
        """So many quotations of a verdict; in some languages its word has another form for several."""
        word = self.table.get("verdicts_other", {}).get(verdict) if number != 1 else None
        return self["counted"].format(n=number, word=word or self.verdict(verdict))

    def meaning(self, verdict: str) -> str:
        return str(self.table["meanings"][verdict])

    def say(self, told: str) -> str:
        """A sentence of the check in this language, as it stands where it has none for it."""
        own = self.table.get("remarks", {})
        if not isinstance(told, Remark) or told.key not in own:
            return told
        dated = {"until": self.date(told.values["until"])} if "until" in told.values else {}
        return str(own[told.key]).format(**{**told.values, **dated})

    @property
    def marks(self) -> tuple[str, str, str, str]:
        """Opening and closing quotation marks, double and single."""
        first, second, third, fourth = self.table["marks"]
        return first, second, third, fourth

    def quoted(self, text: str) -> str:
        """The text between the language's own quotation marks."""
        return f"{self.marks[0]}{text}{self.marks[1]}"

    @property
    def right_to_left(self) -> bool:
        """Whether the words of the table are written from right to left."""
        return runs_right_to_left(self.language)

    def date(self, iso: str) -> str:
        """An ISO date written out; what is no full ISO date is given back as it is."""
        parts = iso.split("-")
        if len(parts) != 3 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
            return iso
        month = self.table["months"][int(parts[1]) - 1]
        return self["date_pattern"].format(day=int(parts[2]), month=month, year=parts[0])


_FOLDER = "words"


@cache
def _table(language: str) -> dict[str, Any]:
    """What a language has of its own."""
    return tomllib.loads(resources.files(__package__).joinpath(_FOLDER, f"{language}.toml").read_text("utf-8"))


@cache
def languages() -> tuple[str, ...]:
    """The languages that there is a table of."""
    names = (file.name for file in resources.files(__package__).joinpath(_FOLDER).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def labels_for(language: str | None) -> Labels:
    """The table of the language (BCP 47; its primary subtag counts), English where there is none."""
    primary = (language or "en").replace("_", "-").split("-")[0].lower()
    chosen = primary if primary in languages() else "en"
    return Labels(chosen, _table("en") | _table(chosen))
