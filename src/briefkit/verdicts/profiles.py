"""House styles: what editors dispute, as tables of named rules.

A profile says of a rule "accept", "warn" or "reject"; what it does not name is accepted; what is `close` warns. It
never changes a verdict. The author's own table, [check.rules] in briefkit.toml, goes before the profile's.

Sources: chicago, The Chicago Manual of Style 18, chapter 12; news, the AP and Reuters handbooks; legal, The Bluebook
22, rule 5; eu, the Interinstitutional Style Guide, 4.2.3 and 10.3.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefkit.model import LEVELS

PROFILES: dict[str, dict[str, str]] = {
    "chicago": {"BK317": "reject", "BK341": "warn"},
    "news": {"BK317": "accept", "BK330": "accept", "BK334": "warn", "BK341": "warn", "BK329": "accept"},
    "legal": {
        "BK317": "reject",
        "BK320": "reject",
        "BK321": "warn",
        "BK330": "reject",
        "BK332": "reject",
        "BK334": "reject",
        "BK341": "reject",
    },
    "eu": {"BK317": "reject", "BK320": "warn", "BK330": "accept", "BK341": "warn"},
}
"""BK317 dropped "um", BK320 silent initial case, BK321 a cut sentence closed with a stop, BK330 respelling, BK332
slips, BK334 an inner comma, BK341 undeclared emphasis."""


def level(code: str, style: str, own: Mapping[str, str], default: str = "accept") -> str:
    """What the author's rules, else the house style, say of a rule."""
    return own.get(code) or PROFILES[style].get(code, default)


def strictest(levels: list[str]) -> str:
    """The strictest of several; "accept" of none."""
    return max(levels, key=LEVELS.index, default="accept")
