"""How long one checker takes: run by `bench/goals.py` with the Python that the checkers are installed in.

    python bench/peer_times.py NAME SECONDS < {"text": …, "quotes": […]}

Prints CPU seconds: of making the checker ready for the text together with a first quotation, then of each further
quotation, until SECONDS are over.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import time
import warnings

from peer_worker import ADAPTERS


def main() -> int:
    name, seconds = sys.argv[1], float(sys.argv[2])
    given = json.load(sys.stdin)
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    answers = sys.stdout
    ADAPTERS[name]("Some words.")("Some words")  # what is loaded at the first use
    with contextlib.redirect_stdout(sys.stderr):
        began = start = time.process_time()
        check = ADAPTERS[name](given["text"])
        for quote in given["quotes"]:
            with contextlib.suppress(Exception):
                check(quote)
            now = time.process_time()
            print(now - start, file=answers, flush=True)
            start = now
            if now - began > seconds:
                break
    return 0


if __name__ == "__main__":
    sys.exit(main())
