"""Annotations of GitHub Actions: a workflow command a line, which needs no permission and no upload."""

from __future__ import annotations

from briefkit.formats.columns import printable
from briefkit.formats.problems import Problem, problems
from briefkit.formats.summary import Summary
from briefkit.formats.table import FormatOptions
from briefkit.model import CheckResult


def render(result: CheckResult, options: FormatOptions) -> str:
    """A line for each problem, and the summary as a plain line."""
    lines = [_command(problem) for problem in problems(result, options)]
    if options.summary:
        lines.append(Summary.of(result).sentence())
    return "".join(line + "\n" for line in lines)


def _command(problem: Problem) -> str:
    """`::error file=…,line=…::message`. GitHub takes columns only where a problem stands on one line."""
    span = problem.span
    level = "notice" if problem.waiver else problem.severity.value
    properties = {"file": problem.path, "line": str(span.line), "endLine": str(span.end_line)}
    if span.line == span.end_line:
        properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    properties["title"] = f"{problem.rule} {problem.title}"
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{level} {written}::{_data(printable(problem.message))}"


def _data(text: str) -> str:
    """Text after the `::`; nothing of a report may end the command or begin another."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
