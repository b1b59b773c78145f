"""Where the program begins: the version is told without loading what reads arguments."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit status."""
    if sys.argv[1:] == ["--version"]:
        from briefkit import __version__

        sys.stdout.write(f"briefkit {__version__}\n")
        return 0
    from briefkit.cli import main

    return main()
