"""ODT and RTF: pandoc makes a web page of them, which is then read as one."""

from __future__ import annotations

from briefkit.errors import PandocError, SourceError
from briefkit.sources.archive import Archive
from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.isolated import isolated

SECONDS = 30.0


def read(data: bytes, context: Context) -> Extracted:
    """An `.odt` or `.rtf` file.

    Raises:
        SourceError: it is damaged or hostile, or pandoc is missing.
    """
    from briefkit.pandoc import Pandoc

    if data.startswith(b"PK"):
        Archive(data)  # refuses bombs
        form = "odt"
    else:
        form = "rtf"
    try:
        page = Pandoc().run(["-f", form, "-t", "html", "--wrap=none"], data, timeout=SECONDS)
    except PandocError as error:
        raise SourceError(f"pandoc could not read it: {error.problem}", advice="save its text as .txt") from error
    return isolated("webpage")(page, Context({**context.metadata, "encoding": "utf-8"}))
