"""Completion scripts of the shells, made by shtab from the parser of the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from briefkit.errors import UsageError


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """The script that completes briefkit's commands, options, choices and file names.

    Raises:
        UsageError: shtab is not installed.
    """
    try:
        import shtab
    except ImportError:
        raise UsageError("shtab, which writes the scripts, is not installed", advice="pip install shtab") from None
    _complete_files(parser, shtab.FILE, shtab.DIRECTORY)
    return str(shtab.complete(parser, shell)).rstrip("\n") + "\n"


def _complete_files(parser: argparse.ArgumentParser, file: Any, folder: Any) -> None:
    """Tell shtab which arguments are paths."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _complete_files(command, file, folder)
        elif action.type is Path:
            action.complete = folder if action.metavar in ("DIR", "FOLDER") else file  # type: ignore[attr-defined]
