"""The tree of errors. An error is what stopped the work; a quotation that fails is data, never an error.

BriefkitError                    exit status 2
├── UsageError                   the command line asks for something impossible
├── ProjectError                 the project folder or a file in it cannot be used as it stands
│   └── SettingsError            briefkit.toml
├── ReportError                  a report cannot be read
├── SourceError                  a source cannot be read (its quotations become `uncheckable`)
├── FetchError                   an address could not be fetched
├── PandocError                  pandoc is missing, too old, over its limits, or failed
└── RenderError                  a document could not be written
"""

from __future__ import annotations


class BriefkitError(Exception):
    """Base of all errors. `str(error)` is the whole message for a person.

    Args:
        problem: what is wrong, one sentence.
        path: the file, relative to the project.
        line, column: 1-based position in that file, in characters.
        advice: what to do about it, one sentence.
    """

    def __init__(
        self,
        problem: str,
        *,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
        advice: str | None = None,
    ) -> None:
        self.problem = problem
        self.path = path
        self.line = line
        self.column = column
        self.advice = advice
        super().__init__(problem)

    def __str__(self) -> str:
        place = self.path or ""
        if place and self.line is not None:
            place += f":{self.line}" + (f":{self.column}" if self.column is not None else "")
        text = f"{place}: {self.problem}" if place else self.problem
        return f"{text}\n  help: {self.advice}" if self.advice else text


class UsageError(BriefkitError):
    """The command line asks for something impossible."""


class ProjectError(BriefkitError):
    """The project folder, or a file in it, cannot be used as it stands."""


class SettingsError(ProjectError):
    """briefkit.toml does not say what it may say."""


class ReportError(BriefkitError):
    """A report cannot be read."""


class SourceError(BriefkitError):
    """A source cannot be read well enough to check a quotation against it."""


class FetchError(BriefkitError):
    """An address could not be fetched, or must not be."""


class PandocError(BriefkitError):
    """Pandoc is missing, too old, over its limits, or failed."""


class RenderError(BriefkitError):
    """A document could not be written."""
