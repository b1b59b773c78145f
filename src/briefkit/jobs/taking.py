"""Takes up a project as it stands: writes the baseline, or takes out of it what is needed no more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefkit import baseline
from briefkit.baseline import Baseline
from briefkit.checking import check_project
from briefkit.files import write
from briefkit.model import Policy
from briefkit.project import Project


def take_baseline(
    project: Project, paths: Sequence[Path], policy: Policy, *, prune: bool = False
) -> tuple[Baseline, Baseline]:
    """Write the baseline of the reports named, or of all; with `prune` only take out what is needed no more.

    The entries of reports that were not looked at stay.

    Returns:
        The baseline before and after.

    Raises:
        BriefkitError: a report cannot be read, or the file not written.
    """
    before = project.baseline() or Baseline()
    result = check_project(project, paths, policy)
    now = baseline.of(result.reports)
    if prune:
        now &= before
    looked_at = {checked.report.path for checked in result.reports} if paths else {path for path, _, _ in before}
    others = Baseline({key: count for key, count in before.items() if key[0] not in looked_at})
    after = now + others
    if after or before:
        write(project.root / baseline.FILE, baseline.serialize(after).encode("utf-8"), project.root)
    return before, after
