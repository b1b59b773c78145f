"""How arguments are read: mistakes in one message, outputs in pairs, values of their kinds."""

from __future__ import annotations

import argparse
import os
import re
import sys

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, NoReturn

STOPPED = 2
_CHOICE = r"invalid choice: '?(.*?)'? \(choose from (.*)\)$"


class Help(argparse.HelpFormatter):
    """As wide as the terminal. argparse itself would load `shutil` for that, also where no help is asked for."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # there is none
        return 80


class Parser(argparse.ArgumentParser):
    """Says a mistake in one message: what is wrong, what was meant, where to read more."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=Help, **options)

    def error(self, message: str) -> NoReturn:
        """Print the message and end with status 2."""
        hint = self._hint(message) or f"{self.prog} --help tells what there is"
        if choice := re.search(_CHOICE, message):
            known = choice[2].replace("'", "")
            message = f"{message[: choice.start()]}“{choice[1]}” is not one of {known}"
        self.exit(STOPPED, f"briefkit: {message.removeprefix('argument COMMAND: ')}\n  help: {hint}\n")

    def _hint(self, message: str) -> str | None:
        import difflib

        if choice := re.search(_CHOICE, message):
            given, known = choice[1], [name.strip("' ") for name in choice[2].split(",")]
        elif option := re.search(r"unrecognized arguments: (?:.*? )?(--?[^ =]+)", message):
            given, known = option[1], sorted(self._options())
        else:
            return None
        close = difflib.get_close_matches(given, known, 1)
        return f"did you mean {close[0]}?" if close else None

    def _options(self) -> set[str]:
        """All long options of this parser and of its commands."""
        found = {name for action in self._actions for name in action.option_strings if name.startswith("--")}
        commands = [action for action in self._actions if isinstance(action, argparse._SubParsersAction)]
        for action in commands:
            for command in action.choices.values():
                found |= command._options()
        return found


class Name(Parser):
    """A command of which only the name and the summary are asked for: it takes no arguments, which are slow to make."""

    def add_argument(self, *_: Any, **__: Any) -> Any:
        """Do nothing."""


class Format(argparse.Action):
    """Begins a new output, or names the format of one whose --output came first."""

    def __call__(self, _: argparse.ArgumentParser, options: argparse.Namespace, value: object, *__: object) -> None:
        outputs = _outputs(options)
        if outputs and outputs[-1][0] is None:
            outputs[-1][0] = value
        else:
            outputs.append([value, None])


class Output(argparse.Action):
    """Gives the last format its file."""

    def __call__(self, parser: argparse.ArgumentParser, options: argparse.Namespace, value: object, *_: object) -> None:
        outputs = _outputs(options)
        if outputs and outputs[-1][1] is None:
            outputs[-1][1] = value
        elif outputs and outputs[-1][0] is None:
            parser.error(f"argument --output: which --format is {outputs[-1][1]} to have? Write it before its --output")
        else:
            outputs.append([None, value])


def _outputs(options: argparse.Namespace) -> list[list[object]]:
    if options.outputs is None:
        options.outputs = []
    outputs: list[list[object]] = options.outputs
    return outputs


class Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from briefkit import __version__

        sys.stdout.write(f"briefkit {__version__}\n")
        parser.exit(0)


def targets(written: str) -> tuple[str, ...]:
    """`pdf,docx` as a tuple, each once, in the order given."""
    from briefkit.settings import TARGETS

    targets = tuple(dict.fromkeys(part.strip().lower() for part in written.split(",") if part.strip()))
    unknown = [target for target in targets if target not in TARGETS]
    if unknown or not targets:
        raise argparse.ArgumentTypeError(f"“{written}”: choose from {', '.join(TARGETS)}")
    return targets


def path(written: str) -> Path:
    from pathlib import Path

    return Path(written)


def port(written: str) -> int:
    """The number of a port, 0 for any."""
    if not written.isdecimal() or int(written) > 65_535:
        raise argparse.ArgumentTypeError(f"“{written}” is not a number from 0 to 65535")
    return int(written)


def positive(written: str) -> int:
    if not written.isdecimal() or int(written) == 0:
        raise argparse.ArgumentTypeError(f"“{written}” is not a number from 1 on")
    return int(written)
