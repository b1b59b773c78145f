"""Citations made ready for citeproc: safe keys, the references inlined, the bibliography in its place."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from briefkit.model import CheckedReport
from briefkit.render.labels import Labels
from briefkit.render.tree import Node, div, header, nodes, plain_text, transform

_UNLISTED = frozenset({"interview", "personal_communication"})
_HEADINGS = frozenset(
    "references bibliography sources literature références bibliographie quellen literatur"
    " quellenverzeichnis literaturverzeichnis джерела література бібліографія посилання"
    " referencias bibliografía fuentes fonti bibliografia riferimenti referências fontes bronnen literatuur źródła"
    " источники литература библиография 参考文献 参考资料 文献 出典 المراجع المصادر מקורות ביבליוגרפיה".split()
) | {"works cited"}


def keys(checked: CheckedReport) -> dict[str, str]:
    """A key for each source cited that any writer takes as a label, whatever its ID is made of."""
    cited = dict.fromkeys(citation.source for citation in checked.report.citations)
    cited |= dict.fromkeys(
        item["citationId"] for node in nodes(checked.report.tree) if node["t"] == "Cite" for item in node["c"][0]
    )
    cited |= dict.fromkeys(judgement.match.source for judgement in checked.judgements if judgement.match)
    return {source: f"s{number}" for number, source in enumerate(cited, start=1)}


def rekey(content: Any, names: Mapping[str, str]) -> Any:
    """The content with its citations renamed."""

    def change(node: Node) -> list[Node]:
        if node["t"] == "Cite":
            for item in node["c"][0]:
                item["citationId"] = names[item["citationId"]]
        return [node]

    return transform(content, change, words=False)


def references(checked: CheckedReport, names: Mapping[str, str], *, list_all: bool) -> list[dict[str, Any]]:
    """The CSL items of the sources cited. A source without metadata goes by its ID, so that nothing is left blank;
    an ID that is nothing's has a question mark, and no quotation marks, which styles set around a document's title.

    Chicago lists no interviews and letters, since readers cannot get them; a source of ours is a stored document, so
    with `list_all` they are cited as documents.
    """
    items = []
    for source, key in names.items():
        known = checked.sources.get(source)
        item = {name: _plain(value) for name, value in (known.metadata if known else {}).items()}
        item.pop("note", None)
        if list_all and item.get("type") in _UNLISTED:
            item["type"] = "document"
        blank = {"type": "document", "title": source} if known else {"type": "book", "title": f"{source}?"}
        items.append(blank | item | {"id": key})
    return items


def _plain(value: Any) -> Any:
    """CSL data as JSON has it: YAML readers make dates of what looks like one."""
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def with_bibliography(blocks: list[Node], labels: Labels) -> list[Node]:
    """The body with the place of its bibliography: the author's `refs` div, the last heading if it names the
    references and nothing follows, else a heading of our own. A report without citations has none."""
    if any(node["t"] == "Div" and node["c"][0][0] == "refs" for node in nodes(blocks)):
        return blocks
    place = div([], "refs")
    if blocks and blocks[-1]["t"] == "Header":
        title = plain_text(blocks[-1]["c"][2]).strip().lower()
        if title in _HEADINGS or title == labels["references"].lower():
            return [*blocks, place]
    if not any(node["t"] == "Cite" for node in nodes(blocks)):
        return blocks
    return [*blocks, header(1, labels["references"], "references"), place]
