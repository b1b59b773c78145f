"""ODT: pandoc makes a web page of it, which is then read as one."""

from __future__ import annotations

from briefkit.errors import PandocError, SourceError
from briefkit.sources.archive import Archive
from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.isolated import isolated

SECONDS = 30.0


def read(data: bytes, context: Context) -> Extracted:
    """An `.odt` file.

    Raises:
        SourceError: it is damaged or hostile, or pandoc is missing.
    """
    from briefkit.pandoc import Pandoc

    Archive(data)  # refuses bombs
    try:
        page = Pandoc().run(["-f", "odt", "-t", "html", "--wrap=none"], data, timeout=SECONDS)
    except PandocError as error:
        raise SourceError(f"pandoc could not read it: {error.problem}", advice="save its text as .txt") from error
    return isolated("webpage")(page, Context({**context.metadata, "encoding": "utf-8"}))
