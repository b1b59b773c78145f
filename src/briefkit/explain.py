"""What a rule's code means: the tables of all stages as one."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from briefkit.errors import UsageError

TABLES = (
    "briefkit.report.rules",
    "briefkit.verdicts.rules",
    "briefkit.judging",
    "briefkit.render",
    "briefkit.images",
    "briefkit.checking",
    "briefkit.lock",
    "briefkit.baseline",
    "briefkit.tightening",
)
"""Modules with a table `RULES`: code -> a rule with a summary and an explanation."""


def rules() -> dict[str, tuple[str, str]]:
    """Code -> (one line, what it means and what to write), in the order of the codes."""
    found: dict[str, tuple[str, str]] = {}
    for name in TABLES:
        table = getattr(import_module(name), "RULES", {})
        found.update({code: _parts(rule) for code, rule in table.items()})
    return dict(sorted(found.items()))


def _parts(rule: Any) -> tuple[str, str]:
    if isinstance(rule, str):
        summary, _, explanation = rule.partition(". ")
        return summary.rstrip("."), explanation
    return str(rule.summary), str(getattr(rule, "explanation", ""))


def explain(code: str) -> str:
    """The explanation of a code.

    Raises:
        UsageError: there is no such code.
    """
    import textwrap

    known = rules()
    rule = known.get(code.upper())
    if rule is None:
        raise UsageError(f"there is no rule {code}", advice="briefkit explain lists them all")
    summary, text = rule
    return f"{code.upper()}: {summary}\n" + (f"\n{textwrap.fill(text, 100)}\n" if text else "")


def listing() -> str:
    """All codes with their one line."""
    return "".join(f"{code}  {summary}\n" for code, (summary, _) in rules().items())
