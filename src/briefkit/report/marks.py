"""Quotation marks and the words that begin with an apostrophe. Data, no behaviour."""

from __future__ import annotations

CLOSERS: dict[str, str] = {
    "“": '”"',
    "„": '“”"‟',
    "‟": '”"',
    "”": "”",
    '"': '"”',
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "｢": "｣",
    "﹁": "﹂",
    "﹃": "﹄",
    "〝": "〞〟",
    "＂": "＂",
    "״": "״",
    "❝": "❞",
    "❛": "❜",
    "❮": "❯",
    "🙶": "🙷",
    "⹂": "“”",
    "‘": "’'",
    "‚": "‘’'",
    "‛": "’'",
    "'": "'’",
    "’": "’",
}
"""Which marks may close each opening mark. Marks that only stand around titles (《》) are not quotation marks."""

SINGLE = frozenset("'‘’‚‛")
ONLY_OPEN = frozenset("„‟「『｢﹁﹃〝❝❛❮🙶⹂")
ONLY_CLOSE = frozenset("」』｣﹂﹄〞〟❞❜❯🙷")
ALL = frozenset("".join(CLOSERS) + "".join(CLOSERS.values()))

BEFORE_OPENING = frozenset("([{<—–-/¿¡=|+…:;,")
AFTER_CLOSING = frozenset(".,;:!?)]}>…—–-/|，。、；：！？）】％\ufffc")

ELISIONS = frozenset("tis twas twere twill twould twasn em n til cos coz bout neath nuff kay t s k".split())
"""English (and Dutch) words that begin with an apostrophe."""

NOT_POSSESSED = frozenset(
    "and or but nor so then than that which who when while as at by for from in into of on to with is are was were be "
    "has have had he she it they we you i said says say wrote writes".split()
)
"""Words that no plural possessive stands before: "the workers’ and" closes a quotation."""

SAME_MARK_LANGUAGES = frozenset({"sv", "fi", "da", "nb", "nn", "no", "is", "he", "sr", "bs", "hr"})
"""Where ’…’ opens and closes with the same mark; elsewhere an initial ’ is an apostrophe."""
