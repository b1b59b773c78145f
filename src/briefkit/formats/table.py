"""The table of formats: a new one is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from briefkit.model import CheckResult
from briefkit.values import dataclass, field


@dataclass(frozen=True, slots=True)
class FormatOptions:
    """What a caller may choose about the output.

    Attributes:
        color: mark with ANSI colours.
        width: columns of the terminal.
        all: show accepted quotations too, not only what needs attention.
        summary: end with a line of counts.
        base: the project's folder as seen from the one that the command runs in, "" where they are the same. Formats
            for other programs put it before the paths.
        version: briefkit's own.
        rules: code -> (one line, explanation), for formats that describe the rules.
    """

    color: bool = False
    width: int = 100
    all: bool = False
    summary: bool = True
    base: str = ""
    version: str = ""
    rules: Mapping[str, tuple[str, str]] = field(default_factory=dict)


Formatter = Callable[[CheckResult, FormatOptions], str]

FORMATS = {
    "text": "text",
    "json": "json",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "rdjson": "rdjson",
    "html": "html",
}
"""Name -> the module of this package whose `render` makes it. Loaded when first needed."""


def formatter(name: str) -> Formatter:
    """The function of a format.

    Raises:
        KeyError: there is no such format.
    """
    render: Formatter = import_module(f"briefkit.formats.{FORMATS[name]}").render
    return render
