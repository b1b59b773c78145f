"""Find the passage: folding with an offset map, locating, alignment into differences. No IO, no judgement.

Similarity finds a passage here; whether it may stand is decided in `briefkit.verdicts`.
"""

from briefkit.match.align import Step, align
from briefkit.match.fold import Folded, fold
from briefkit.match.locate import Place, find_exact, find_similar
from briefkit.match.tokens import Token, tokenize

__all__ = ["Folded", "Place", "Step", "Token", "align", "find_exact", "find_similar", "fold", "tokenize"]
