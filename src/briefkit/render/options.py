"""What a caller may choose about a rendered document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from briefkit.settings import DesignSettings

Target = Literal["pdf", "docx", "html"]

RunPandoc = Callable[[list[str], bytes], bytes]
"""Runs pandoc, sandboxed and within limits: (arguments, standard input) -> standard output. Raises PandocError."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """Choices of the author, and all that a document depends on besides the checked report.

    Attributes:
        draft: render although something did not pass; every page then says so.
        csl: the text of a CSL style; None is pandoc's own default, Chicago author-date.
        toc: a table of contents; None leaves it to the length of the document.
        comments: on the quotations of a DOCX; "auto" leaves out those that a word processor might stumble on.
        design: what the settings say of the document's look.
        logo: the bytes of its logo, empty for none.
        templates: the author's own shells by file name (`report.typ`, `briefkit.typ`, `report.html`, `report.css`,
            `reference.docx`), in place of those of this package, and fonts (`fonts/….ttf`).
        images: the bytes of each image, by the target that the report gives.
        facsimiles: pictures (PNG) of the passages by the number of the quotation, for the appendix of PDF and HTML.
        date: the date of the check, ISO; printed, and the date of the file. Without one, the file's is the report's.
        evidence: the record of the check that the document carries (JSON); none where it is empty.
        pdf_standard: "a-3a", or "a-2b", which allows no attachment: such a PDF carries no record.
        timeout: seconds after which the typesetting is given up.
    """

    draft: bool = False
    csl: str | bytes | None = None
    toc: bool | None = None
    comments: Literal["auto", "always", "never"] = "auto"
    design: DesignSettings = field(default_factory=DesignSettings)
    logo: bytes = b""
    templates: Mapping[str, str | bytes] = field(default_factory=dict)
    images: Mapping[str, bytes] = field(default_factory=dict)
    facsimiles: Mapping[int, tuple[bytes, ...]] = field(default_factory=dict)
    date: str = ""
    evidence: bytes = b""
    pdf_standard: str = "a-3a"
    timeout: float = 60.0

    def digest(self) -> str:
        """The SHA-256 of what settings and files of the project say, which is the same for all formats."""
        told = [_told(value) for value in (self.csl, self.templates, self.logo, self.images, self.facsimiles)]
        told += [asdict(self.design), self.toc, self.comments]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _told(value: object) -> object:
    """Bytes by their digest."""
    if isinstance(value, str | bytes):
        return hashlib.sha256(value.encode() if isinstance(value, str) else value).hexdigest()
    if isinstance(value, Mapping):
        return {str(key): _told(inner) for key, inner in value.items()}
    return [_told(inner) for inner in value] if isinstance(value, tuple) else None
