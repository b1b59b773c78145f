"""The way of a checked report into a document."""

from __future__ import annotations

from briefkit.errors import RenderError
from briefkit.model import CheckedReport
from briefkit.render.document import Document, read_document
from briefkit.render.options import RenderOptions, RunPandoc, Target
from briefkit.render.record import Record, record_for
from briefkit.render.scripts import GlyphError


def render(checked: CheckedReport, to: Target, options: RenderOptions, run_pandoc: RunPandoc) -> bytes:
    """The report as a file of the format `to`. The same arguments give the same bytes.

    Raises:
        RenderError: it did not pass and no draft was asked for; an image is missing; a character has no glyph; a
            template does not work; the typesetting took too long.
        PandocError: from `run_pandoc`.
    """
    if not checked.passed and not options.draft:
        raise RenderError(
            "the report did not pass its check", path=checked.report.path, advice="mend it, or ask for a draft"
        )
    try:
        document = read_document(checked, own_style=options.csl is not None)
        return _write(to, document, record_for(checked, document, options), options, run_pandoc)
    except RecursionError:
        raise RenderError(
            "the report is nested too deeply", path=checked.report.path, advice="flatten its lists and quotes"
        ) from None
    except GlyphError as error:
        error.look_for_in(checked.report.text)
        error.path = checked.report.path
        raise
    except RenderError as error:
        error.path = error.path or checked.report.path
        raise


def _write(to: Target, document: Document, record: Record, options: RenderOptions, run_pandoc: RunPandoc) -> bytes:
    # A format's libraries are loaded only when that format is asked for.
    if to == "pdf":
        from briefkit.render import pdf

        return pdf.write(document, record, options, run_pandoc)
    if to == "html":
        from briefkit.render import html

        return html.write(document, record, options, run_pandoc)
    if to == "docx":
        from briefkit.render import docx

        return docx.write(document, record, options, run_pandoc)
    raise RenderError(f"no such format: {to}", advice="use pdf, docx or html")
