"""The front matter: refused when it cannot be read safely, reduced to what a report may set."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefkit.errors import ReportError
from briefkit.model import JSON
from briefkit.patterns import regex
from briefkit.report.decoding import place
from briefkit.report.stream import Notify

ALLOWED = frozenset(
    "title subtitle author date lang dir abstract abstract-title keywords subject description category status version "
    "institute affiliation toc toc-depth toc-title number-sections lof lot nocite link-citations "
    "reference-section-title rights copyright thanks".split()
)
OWN = "briefkit"
"""The key below which a report tightens the project's settings for itself."""
PROSE = ("title", "subtitle", "abstract")
"""What readers see as text of the report and may hold quotations."""
PRINTED = ("author", "date", "category")
"""What readers see, too, but as plain words: it may hold none."""

DANGEROUS = frozenset(
    "bibliography bibliographies csl citation-style citation-abbreviations citeproc references header-includes "
    "include-before include-after include-before-body include-after-body include-in-header template css stylesheet "
    "filters filter lua-filter metadata-file metadata-files resource-path reference-doc reference-odt reference-docx "
    "highlighting-definitions syntax-definitions pdf-engine suppress-bibliography notes-after-punctuation math "
    "mathjax katex document-css mainfont fontfamily page-numbering citation-key csl-refs body".split()
)
MAX_LENGTH = 100_000
_BLOCK = regex(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_ANCHOR = regex(r"(?:^|[\s\[{,:-])[&*][^\s,\[\]{}*&]", re.MULTILINE)
_LATE = regex(r"\s+---[ \t]*\r?\n(?=[A-Za-z-]+:)")
_UNCLOSED = regex(r"---[ \t]*\r?\n[A-Za-z-]+:")
_TOP_KEY = regex(r"^[\"']?([^\s:#\"'][^:\n\"']*)[\"']?[ \t]*:(?=\s|$)", re.MULTILINE)


class FrontMatter(NamedTuple):
    """`start` and `end` enclose the YAML; `keys` are the top keys with the range of their values."""

    start: int = 0
    end: int = 0
    keys: tuple[tuple[str, int, int, int], ...] = ()

    def key(self, name: str) -> tuple[int, int, int]:
        """Offset of the key, start and end of its value; the start of the file when it is written in another way."""
        return next(((at, start, end) for key, at, start, end in self.keys if key == name), (0, self.start, self.end))


def locate(path: str, text: str, notify: Notify) -> FrontMatter:
    """The front matter of a report's text.

    Raises:
        ReportError: it has anchors or aliases, or is too long.
    """
    if not text.startswith("---"):
        if _LATE.match(text):
            notify("BK123", 0, "front matter begins on the first line of a file: delete what stands before it")
        return FrontMatter()
    found = _BLOCK.match(text)
    if found is None:
        if _UNCLOSED.match(text):
            notify("BK123", 0, "the front matter has no closing ---, so it counts as text: add that line")
        return FrontMatter()
    start, end = found.span(1)
    if end - start > MAX_LENGTH:
        raise _error(path, text, start, f"the front matter is longer than {MAX_LENGTH:,} characters", "Shorten it.")
    if _ANCHOR.search(text, start, end):
        _refuse_aliases(path, text, start, end)
    tops = list(_TOP_KEY.finditer(text, start, end))
    ends = [top.start() for top in tops[1:]] + [end] * bool(tops)
    keys = tuple((top[1].strip(), top.start(), top.end(), stop) for top, stop in zip(tops, ends, strict=True))
    return FrontMatter(start, end, keys)


def explain_failure(path: str, text: str, front: FrontMatter) -> ReportError | None:
    """The error for front matter that YAML cannot read, with its place; None when YAML has nothing against it."""
    import yaml

    try:
        for _ in yaml.parse(text[front.start : front.end], Loader=yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        scanning = "scanning" in (error.context or "")
        mark = (error.context_mark if scanning else None) or error.problem_mark or error.context_mark
        problem = "the front matter is no YAML: " + (error.problem or error.context or "it cannot be read")
        if mark is None:
            return _error(path, text, front.start, problem, _ADVICE)
        line = place(text, front.start)[0] + mark.line
        return ReportError(problem, path=path, line=line, column=mark.column + 1, advice=_ADVICE)
    except (yaml.YAMLError, RecursionError):
        return _error(path, text, front.start, "the front matter is no YAML", _ADVICE)
    return None


_TAG = regex(r"\s*(?:[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8})*)?\s*")
_ADVICE = "Put values that hold a colon, a quotation mark or a bracket between quotation marks."


def reduce(meta: dict[str, JSON], front: FrontMatter, notify: Notify) -> dict[str, JSON]:
    """What a report may set of its metadata; the rest with a finding each."""
    kept: dict[str, JSON] = {}
    for key, value in meta.items():
        if key in ALLOWED and (wrong := _misshapen(key, value)):
            notify("BK126", front.key(key)[0], f"“{key}” {wrong}, so it was taken out")
        elif key in ALLOWED:
            kept[key] = value
        elif key == OWN:
            continue
        elif key.lower() in DANGEROUS:
            notify("BK121", front.key(key)[0], f"“{key}” may not be set in a report and was taken out: delete it here")
        else:
            notify("BK122", front.key(key)[0], f"“{key}” is not known in front matter and was taken out{_meant(key)}")
    return kept


def _misshapen(key: str, value: JSON) -> str | None:
    """What keeps a value from being shown, or from being what its key says; None where nothing does."""
    kind, content = value["t"], value.get("c")
    if key == "lang":
        tag = "".join(str(node.get("c", " ")) for node in content) if kind == "MetaInlines" else None
        return None if tag is not None and _TAG.fullmatch(tag) else "is no language tag such as en-GB"
    if key not in PROSE or kind == "MetaInlines" or not content:
        return None
    if kind in ("MetaList", "MetaMap"):
        return f"is {'a list' if kind == 'MetaList' else 'a map of keys'} and must be one text"
    if key != "abstract" and any(block["t"] not in ("Para", "Plain") for block in content):
        return "holds more than a line of text"
    return None


def _meant(key: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key.lower(), sorted(ALLOWED), 1, 0.75)
    return f"; did you mean “{close[0]}”?" if close else ""


def _refuse_aliases(path: str, text: str, start: int, end: int) -> None:
    import yaml

    try:
        for token in yaml.scan(text[start:end], Loader=yaml.SafeLoader):
            if isinstance(token, (yaml.AnchorToken, yaml.AliasToken)):
                offset = start + token.start_mark.index
                raise _error(
                    path,
                    text,
                    offset,
                    "the front matter uses a YAML anchor or alias",
                    "Write the value out in each place; put a text that begins with * or & between quotation marks.",
                )
    except (yaml.YAMLError, RecursionError):
        return


def _error(path: str, text: str, offset: int, problem: str, advice: str) -> ReportError:
    line, column = place(text, offset)
    return ReportError(problem, path=path, line=line, column=column, advice=advice)
