"""briefkit: reports in which every quotation was verified against its source.

    import briefkit

    result = briefkit.check("He said “yes” [@talk].", {"talk": "He said yes."})    # in memory, reads no file
    result.passed, [j.verdict for j in result.reports[0].judgements]
    result = briefkit.check_files("reports/x.md")                                  # a project on disk
    briefkit.build("reports/x.md", to=["pdf"])                                     # checks and renders what passed
    briefkit.as_json(result)                                                       # the JSON contract

The nouns (`Report`, `Quotation`, `Judgement`, `Verdict` …) are frozen dataclasses; `briefkit.contract` has the
pydantic models of the JSON. All errors are `BriefkitError`s. Everything is loaded when it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what type checkers take for True; loading `typing` costs a third of Python's own start
if TYPE_CHECKING:
    from typing import Any

    from briefkit.api import as_json as as_json
    from briefkit.api import build as build
    from briefkit.api import check as check
    from briefkit.api import check_files as check_files
    from briefkit.errors import BriefkitError as BriefkitError
    from briefkit.model import CheckedReport as CheckedReport
    from briefkit.model import CheckResult as CheckResult
    from briefkit.model import Citation as Citation
    from briefkit.model import Difference as Difference
    from briefkit.model import Finding as Finding
    from briefkit.model import Heading as Heading
    from briefkit.model import Judgement as Judgement
    from briefkit.model import Match as Match
    from briefkit.model import Page as Page
    from briefkit.model import Policy as Policy
    from briefkit.model import Quotation as Quotation
    from briefkit.model import Report as Report
    from briefkit.model import Severity as Severity
    from briefkit.model import Source as Source
    from briefkit.model import Verdict as Verdict

__version__ = "0.1.0.dev0"

_MODEL = (
    "CheckResult", "CheckedReport", "Citation", "Difference", "Finding", "Heading", "Judgement", "Match", "Page",
    "Policy", "Quotation", "Report", "Severity", "Source", "Verdict",
)  # fmt: skip
_HOME = {
    **dict.fromkeys(("as_json", "build", "check", "check_files"), "briefkit.api"),
    **dict.fromkeys(_MODEL, "briefkit.model"),
    "BriefkitError": "briefkit.errors",
}

__all__ = [*sorted(_HOME), "__version__"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module “briefkit” has no attribute “{name}”")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
