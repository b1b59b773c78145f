"""`python -m briefkit`."""

from __future__ import annotations

from briefkit.entry import run

if __name__ == "__main__":
    run()
