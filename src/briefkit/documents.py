"""A checked report as documents of a project: with its settings, templates, images and record. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefkit import progress
from briefkit.errors import PandocError, RenderError
from briefkit.model import CheckedReport
from briefkit.project import Project
from briefkit.store import Store, installation

if TYPE_CHECKING:
    from briefkit.render.options import RenderOptions, RunPandoc

Tell = Callable[[str], None]


def render_report(project: Project, report: CheckedReport, kind: str, *, draft: bool = False) -> bytes:
    """One report in one format, "pdf", "docx" or "html".

    Raises:
        RenderError: it could not be made, or did not pass and is to be no draft.
    """
    return rendered(project, report, [kind], draft, lambda _: None)[0][1]


def rendered(
    project: Project, report: CheckedReport, to: Sequence[str], draft: bool, tell: Tell
) -> list[tuple[str, bytes]]:
    """One report in several formats: the ends of file names, and what the files hold. `tell` is told each step.

    Raises:
        RenderError: one could not be made.
    """
    from briefkit.pandoc import Pandoc
    from briefkit.render import render

    options = options_of(project, report, draft)
    kept = _Kept(project, report, options)
    run = kept.remembering(Pandoc().run)
    options = with_evidence(report, options, run)
    documents = []
    for kind in to:
        step = f"rendering {report.report.path} to {kind.upper()}"
        tell(step)
        progress.say(step)
        try:
            documents.append((kind, kept.get(kind, lambda to: render(report, to, options, run))))  # type: ignore[arg-type]
            if kind == "pdf" and options.pdf_standard == "a-2b":  # it can carry no record, so that goes beside it
                documents.append(("evidence.json", options.evidence))
        except RenderError as error:
            error.path = error.path or report.report.path
            raise
    return documents


class _Kept:
    """Documents made before. The same arguments give the same bytes, so one is made anew only where something of what
    it is made from has changed: the report, its check, the sources, the settings, the templates, the programs."""

    def __init__(self, project: Project, report: CheckedReport, options: RenderOptions) -> None:
        import pickle

        from briefkit.pandoc import find

        self._store = Store(project.root if project.cache else None)
        try:
            status = find().stat()
            self._programs = f"{installation()} {status.st_size} {status.st_mtime_ns}"
            given = pickle.dumps((report, options), protocol=5)
        except (OSError, PandocError, pickle.PicklingError, RecursionError, TypeError):
            self._store, self._programs, given = Store(None), "", b""
        self._digest = self._store.digest(given)

    def get(self, kind: str, make: Callable[[str], bytes]) -> bytes:
        """The document of a kind."""
        return self._kept(f"{kind} {self._digest}".encode(), lambda: make(kind))

    def remembering(self, run: RunPandoc) -> RunPandoc:
        """`run`, but for citations resolved before, for the record or another format or in an earlier build: most edits
        of a report leave them as they were."""
        from briefkit.render.citeproc import APART

        resolved: dict[bytes, bytes] = {}

        def remembered(arguments: list[str], data: bytes) -> bytes:
            if arguments != APART:
                return run(arguments, data)
            if data not in resolved:
                resolved[data] = self._kept(b"citations " + data, lambda: run(arguments, data))
            return resolved[data]

        return remembered

    def _kept(self, given: bytes, make: Callable[[], bytes]) -> bytes:
        key = self._store.digest(self._programs.encode() + b" " + given)
        data = self._store.get(key)
        if data is None:
            data = make()
            self._store.put(key, data)
        return data


def with_evidence(report: CheckedReport, options: RenderOptions, run: RunPandoc) -> RenderOptions:
    """The options with the record that the document carries, which tells what the document says."""
    from briefkit.evidence import make_evidence
    from briefkit.render.midst import said, words_of_templates

    settings = {
        "sha256": options.digest(),
        "templates": sorted(options.templates),
        "words": words_of_templates(options),
    }
    return replace(options, evidence=make_evidence(report, report.policy, *said(report, options, run), settings))


def options_of(project: Project, report: CheckedReport, draft: bool) -> RenderOptions:
    """What the settings and files of the project say of how its documents are made, the record apart."""
    from briefkit.facsimiles import read_facsimiles
    from briefkit.images import read_images
    from briefkit.render.options import RenderOptions

    images, _ = read_images(report.report, project.root)
    return RenderOptions(
        draft=draft,
        csl=project.csl(),
        toc={"always": True, "never": False}.get(project.settings.build.toc),
        comments=project.settings.build.comments,  # type: ignore[arg-type]
        templates=project.templates(),
        design=project.settings.design,
        logo=project.logo(),
        images=images,
        facsimiles=read_facsimiles(report, project.root) if project.settings.build.facsimile else {},
        date=report.policy.date if report.policy.dated else "",
        pdf_standard=project.settings.build.pdf_standard,
    )
