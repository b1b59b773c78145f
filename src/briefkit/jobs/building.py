"""The build: only what was checked is rendered, only what was rendered whole is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefkit.documents import Tell, rendered
from briefkit.errors import UsageError
from briefkit.files import relative, size, write
from briefkit.model import CheckResult
from briefkit.project import Project


def build_reports(
    project: Project,
    result: CheckResult,
    to: Sequence[str],
    *,
    draft: bool = False,
    folder: Path | None = None,
    tell: Tell = lambda _: None,
) -> list[Path]:
    """Render the reports that passed, with `draft` all of them, and write them all or, on a failure, none.

    Args:
        to: formats, of "pdf", "docx", "html".
        folder: where to, the project's output folder by default. Chosen by the user, it may lie anywhere.
        tell: is told each step.

    Returns:
        The files written.

    Raises:
        RenderError, ProjectError: a document could not be made or written.
    """
    chosen = [report for report in result.reports if draft or report.passed]
    outputs = {report.report.path: Path(report.report.path).stem for report in chosen}
    if len(set(outputs.values())) < len(outputs):
        raise UsageError("two reports have the same name, so their documents would have it too", advice="rename one")
    target = folder or project.folder("output")
    root = folder or project.root
    documents = [
        (target / f"{outputs[report.report.path]}.{kind}", data)
        for report in chosen
        for kind, data in rendered(project, report, to, draft and not report.passed, tell)
    ]
    for path, data in documents:
        write(path, data, root)
        tell(f"wrote {relative(path, project.root) if folder is None else path} ({size(len(data))})")
    return [path for path, _ in documents]
