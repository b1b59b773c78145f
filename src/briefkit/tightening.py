"""What a report says of its own check, under `briefkit:` in its front matter: it may tighten the project's settings,
never loosen them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefkit.explain import rules as known
from briefkit.model import JSON, LEVELS, Finding, Policy, Report, Severity
from briefkit.patterns import regex
from briefkit.settings import SYNONYMS
from briefkit.values import replace
from briefkit.verdicts import profiles

RULES = {
    "BK124": "a setting in the front matter that does not count. Under `briefkit:` a report may say `strict: true` "
    "and, under `rules:`, a level for a rule (accept, warn or reject) that is stricter than the project's. It may not "
    "loosen anything, so that a report from outside cannot open the door for itself."
}
_KEY = regex(r"^briefkit[ \t]*:", re.MULTILINE)


def tightened(report: Report, policy: Policy) -> tuple[Policy, tuple[Finding, ...]]:
    """The policy for one report, and a finding for everything there that does not count."""
    if not report.own:
        return policy, ()
    line = report.text.count("\n", 0, found.start()) + 1 if (found := _KEY.search(report.text)) else 1
    findings = tuple(Finding("BK124", Severity.ERROR, line, 1, told) for told in _refused(report.own, policy))
    rules = dict(policy.rules)
    own = report.own.get("rules")
    for code, given in own.items() if isinstance(own, dict) else ():
        level = SYNONYMS.get(given, given) if isinstance(given, str) else ""
        if code in known() and level in LEVELS and _stricter(code, level, policy):
            rules[code] = level
    return replace(policy, strict=policy.strict or report.own.get("strict") is True, rules=rules), findings


def _stricter(code: str, level: str, policy: Policy) -> bool:
    now = profiles.level(code, policy.style, policy.rules)
    return LEVELS.index(level) >= LEVELS.index(now)


def _refused(own: Mapping[str, JSON], policy: Policy) -> Iterator[str]:
    for key, value in own.items():
        if key == "strict":
            if value is not True and (value is not False or policy.strict):
                yield "a report may say “strict: true”; it cannot make a strict project lenient"
        elif key == "rules" and isinstance(value, dict):
            yield from (told for code, level in value.items() if (told := _refused_rule(code, level, policy)))
        else:
            yield f"“{key}” counts for nothing under briefkit: a report may set “strict” and “rules”"


def _refused_rule(code: str, level: JSON, policy: Policy) -> str | None:
    if code not in known():
        return f"there is no rule {code}; briefkit explain lists them"
    level = SYNONYMS.get(level, level) if isinstance(level, str) else level
    if level not in LEVELS:
        return f"{code} may be {', '.join(LEVELS)}, not “{level}”"
    if not _stricter(code, level, policy):
        now = profiles.level(code, policy.style, policy.rules)
        return f"{code} is “{now}” in this project; a report cannot loosen it"
    return None
