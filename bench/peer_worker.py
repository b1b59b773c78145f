"""One checker judges quotations: run by `bench/peers.py` with the Python that the checkers are installed in.

    python bench/peer_worker.py NAME < bank.json

Reads {"sources": {id: text}, "cases": [[id, quotation], …]}; writes the checker's version, then 1 or 0 a line: is the
quotation accepted? A checker that raises on a quotation does not accept it. Each adapter gives the checker one
source's text and one quotation, and takes the checker's own word for yes; needs nothing but the checker.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import tempfile
import warnings
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

Check = Callable[[str], bool]
"""Says of a quotation whether the source that it was made for has it."""
ADAPTERS: dict[str, Callable[[str], Check]] = {}


def adapter(name: str) -> Callable[[Callable[[str], Check]], Callable[[str], Check]]:
    """Register a function that takes a source's text and gives its `Check`; `name` is the distribution's."""

    def register(make: Callable[[str], Check]) -> Callable[[str], Check]:
        ADAPTERS[name] = make
        return make

    return register


@adapter("exact")
def exact(text: str) -> Check:
    """White space folded, then `in`: the floor that every checker starts from."""
    whole = " ".join(text.split())
    return lambda quote: " ".join(quote.split()) in whole


@adapter("rapidfuzz")
def rapidfuzz(text: str) -> Check:
    """`partial_ratio` of 90 or more, the customary threshold, white space folded and case folded."""
    from rapidfuzz import fuzz

    whole = " ".join(text.split()).casefold()
    return lambda quote: fuzz.partial_ratio(" ".join(quote.split()).casefold(), whole, score_cutoff=90) >= 90


@adapter("citations")
def citations(text: str) -> Check:
    """`resolve_in`; "ambiguous" counts as yes, since the words are there, only more than once."""
    from citations import resolve_in

    return lambda quote: resolve_in(quote, text).state in ("found", "ambiguous")


@adapter("quotecheck")
def quotecheck(text: str) -> Check:
    from quotecheck import check

    return lambda quote: bool(check(quote, text).ok)


@adapter("pagecite")
def pagecite(text: str) -> Check:
    """`check_quote` with the whole source as the one page cited: wrong pages are not asked about here."""
    from pagecite.verify import check_quote

    return lambda quote: bool(check_quote(quote, [1], [text]).ok)


@adapter("reanchor")
def reanchor(text: str) -> Check:
    """`resolve_quote` as it stands, which finds a passage again after edits: anything found is yes."""
    from reanchor import TextQuoteSelector, prepare_document, resolve_quote

    document = prepare_document(text)
    return lambda quote: resolve_quote(document, TextQuoteSelector(quote)) is not None


@adapter("langextract")
def langextract(text: str) -> Check:
    """The word aligner with its defaults: an exact or fuzzy alignment is yes, one of a part of the words is not."""
    from langextract.core.data import AlignmentStatus, Extraction
    from langextract.resolver import WordAligner

    def check(quote: str) -> bool:
        groups = WordAligner().align_extractions([[Extraction("quotation", quote)]], text)
        whole = (AlignmentStatus.MATCH_EXACT, AlignmentStatus.MATCH_FUZZY)
        return any(found.alignment_status in whole for group in groups for found in group)

    return check


@adapter("linkml-reference-validator")
def linkml(text: str) -> Check:
    from linkml_reference_validator.models import ReferenceContent, ReferenceValidationConfig
    from linkml_reference_validator.validation.supporting_text_validator import SupportingTextValidator

    validator = SupportingTextValidator(ReferenceValidationConfig())
    reference = ReferenceContent(reference_id="source", content=text)
    return lambda quote: bool(validator.find_text_in_reference(quote, reference).found)


@adapter("krokai")
def krokai(text: str) -> Check:
    """`check` against a folder that holds the one source; yes is what the package lists as clean."""
    from krokai.corpus import Corpus
    from krokai.verdicts import CLEAN
    from krokai.verify import check

    folder = tempfile.mkdtemp(prefix="source-")
    (Path(folder) / "source.txt").write_text(text, "utf-8")
    corpus = Corpus([folder], quiet=True)
    return lambda quote: check(quote, corpus)[0] in CLEAN


def main() -> int:
    name = sys.argv[1]
    bank: dict[str, Any] = json.load(sys.stdin)
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    answers = sys.stdout

    @cache
    def ready(identity: str) -> Check:
        return ADAPTERS[name](bank["sources"][identity])

    with contextlib.redirect_stdout(sys.stderr):
        print("" if name == "exact" else version(name), file=answers, flush=True)
        for identity, quote in bank["cases"]:
            try:
                accepted = ready(identity)(quote)
            except Exception as error:  # noqa: BLE001 - whatever a peer raises, it did not accept
                print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
                accepted = False
            print(int(accepted), file=answers, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
