"""Writes docs/rules.md: every rule by its code, from the tables that decide."""

from __future__ import annotations

import re
from pathlib import Path

from briefkit.explain import rules
from briefkit.verdicts.rules import EXPLANATIONS

GROUPS = {
    "BK1": "The report's text",
    "BK3": "Why a difference is accepted",
    "BK4": "Why a quotation is rejected",
    "BK5": "What the author marked",
    "BK6": "The documents",
    "BK7": "The project and its sources",
}


def page() -> str:
    """The page's Markdown."""
    examples = {rule.code: rule for rule in EXPLANATIONS}
    parts = ["# The rules\n\n`briefkit explain CODE` says the same. `make docs` writes this page from the code.\n"]
    group = ""
    for code, (summary, text) in rules().items():
        if code[:3] != group:
            group = code[:3]
            parts.append(f"\n## {GROUPS.get(group, 'Others')}\n")
        parts.append(f"\n### {code}\n\n{_prose(_sentence(summary))} {_prose(text)}".rstrip() + "\n")
        if rule := examples.get(code):
            parts.append("\n| | the quotation | the source |\n|---|---|---|\n")
            parts.append(f"| accepted | {_cell(rule.accepts[0])} | {_cell(rule.accepts[1])} |\n")
            parts.append(f"| rejected | {_cell(rule.rejects[0])} | {_cell(rule.rejects[1])} |\n")
    return "".join(parts)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _prose(text: str) -> str:
    """The text as Markdown: what stands between backticks as it is, the rest with nothing that Markdown would read."""
    pieces = text.split("`")
    return "`".join(re.sub(r"([\\\[\]*|<>_{}#^])", r"\\\1", p) if i % 2 == 0 else p for i, p in enumerate(pieces))


def _cell(text: str) -> str:
    shown = "".join(c if c.isprintable() else "⏎" if c == "\n" else f"⟨U+{ord(c):04X}⟩" for c in text)
    return f"`{shown.replace('|', chr(92) + '|')}`"


if __name__ == "__main__":
    (Path(__file__).parent / "rules.md").write_text(page(), "utf-8")
