"""`python -m briefkit`."""

from __future__ import annotations

import sys

from briefkit.entry import main

if __name__ == "__main__":
    sys.exit(main())
