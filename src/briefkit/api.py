"""The functions of the library, for editors, services and scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from briefkit.model import CheckResult, Policy, Source


def check(report: str, sources: Mapping[str, Source | str], policy: Policy | None = None) -> CheckResult:
    """Check a report in memory; no file is read or written.

    Args:
        report: Markdown.
        sources: by ID, the text of each source or a `Source` with its pages and metadata.
        policy: strictness, house profile and date; today's date when it has none.

    Raises:
        BriefkitError: the report cannot be read. A quotation that fails is in the result.
    """
    from briefkit.checking import check_text

    return check_text(report, sources, policy)


def check_files(*reports: str | Path, policy: Policy | None = None) -> CheckResult:
    """Check reports of the project that the first of them lies in; without any, all of the project of the working
    directory.

    Raises:
        BriefkitError: what stopped the check. A quotation that fails is in the result.
    """
    from briefkit.checking import check_project
    from briefkit.project import open_project

    paths = [Path(report).absolute() for report in reports]
    return check_project(open_project(paths[0] if paths else Path.cwd()), paths, policy, drafts=True)


def build(
    *reports: str | Path,
    to: Sequence[str] = ("pdf", "docx", "html"),
    draft: bool = False,
    folder: str | Path | None = None,
    policy: Policy | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[CheckResult, list[Path]]:
    """Check reports and render those that passed; with `draft` all, marked as drafts.

    Returns:
        The result of the check and the files written.

    Raises:
        BriefkitError: what stopped the check or the build; nothing was written then.
    """
    from briefkit.checking import check_project
    from briefkit.jobs.building import build_reports
    from briefkit.project import open_project

    paths = [Path(report).absolute() for report in reports]
    project = open_project(paths[0] if paths else Path.cwd())
    result = check_project(project, paths, policy)
    target = Path(folder).absolute() if folder else None
    return result, build_reports(project, result, to, draft=draft, folder=target, tell=tell)


def as_json(result: CheckResult) -> dict[str, Any]:
    """The result by the JSON contract, as `briefkit check --format json` prints it."""
    from briefkit.formats.json import as_json as convert

    return convert(result)
