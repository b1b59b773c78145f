"""CSL metadata: `sources.yaml`, `.json` or `.bib` for all sources, `<id>.yaml` beside one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from briefkit.errors import PandocError, ProjectError
from briefkit.model import JSON
from briefkit.sources.strict_yaml import load_yaml

Item = Mapping[str, JSON]
BibReader = Callable[[bytes, str], bytes]
"""Bibliographies of a format, as pandoc names it, to CSL JSON: pandoc's work, given to this stage as a function."""
BIBLIOGRAPHIES = {".bib": "biblatex", ".ris": "ris"}
TRANSCRIPTS = (".vtt", ".srt")
PEOPLE = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author "
    "performer producer recipient reviewed-author script-writer series-creator translator".split()
)
"""The variables of CSL that hold names."""
TEXTS = frozenset("title container-title collection-title publisher genre type language lang URL url DOI doi".split())
"""Those that are shown as they are."""
PUBLIC = ("URL", "url", "DOI", "doi")
"""Metadata that say where anybody can see a source."""


def is_private(item: Item, suffix: str) -> bool:
    """Whether nothing of a source may be shown: as `private:` says, else for interviews and unpublished transcripts.

    Any other word than a plain no counts as yes: a slip of the pen must not publish an interview.
    """
    told = item.get("private")
    if told is not None:
        return str(told).strip().lower() not in ("false", "no", "0")
    if str(item.get("type", "")).lower() == "interview":
        return True
    return suffix in TRANSCRIPTS and not any(item.get(name) for name in PUBLIC)


def read_shared(data: bytes, name: str, suffix: str, read_bib: BibReader | None) -> dict[str, Item]:
    """All items of a metadata file, by ID.

    Raises:
        ProjectError: it does not parse, an item has no ID, or two have the same.
    """
    if suffix in BIBLIOGRAPHIES:
        data = _csl_json(data, name, suffix, read_bib)
    document = load_yaml(_utf8(data, name), name) if suffix in (".yaml", ".yml") else _json(data, name)
    return _items(document, name)


def _csl_json(data: bytes, name: str, suffix: str, read_bib: BibReader | None) -> bytes:
    if read_bib is None:
        raise ProjectError("BibLaTeX and RIS metadata need pandoc", path=name, advice="write them as sources.yaml")
    try:
        return read_bib(data, BIBLIOGRAPHIES[suffix])
    except PandocError as error:
        place = re.search(r"\(line (\d+), column (\d+)\):?\s*", error.problem)
        if place is None:
            error.path = name
            raise
        reason = " ".join(error.problem[place.end() :].split())
        line, column = int(place[1]), int(place[2])
        raise ProjectError(
            f"is not valid {'BibLaTeX' if suffix == '.bib' else 'RIS'}: {reason}", path=name, line=line, column=column
        ) from error


def read_sidecar(data: bytes, name: str, suffix: str) -> Item:
    """The item of one source; its ID is the file's stem.

    Raises:
        ProjectError: it does not parse or holds anything but one item.
    """
    document = _json(data, name) if suffix == ".json" else load_yaml(_utf8(data, name), name)
    if isinstance(document, dict) and "references" in document:
        document = document["references"]
    if isinstance(document, list) and len(document) == 1:
        document = document[0]
    if document is None:
        return {}
    if not isinstance(document, dict):
        raise ProjectError("holds no CSL item", path=name, advice="write `title: …`, `author: …`, `issued: …`")
    return _item({key: value for key, value in document.items() if key != "id"}, name.rpartition("/")[2], name)


def _items(document: Any, name: str) -> dict[str, Item]:
    if document is None:
        return {}
    if isinstance(document, dict) and isinstance(document.get("references", document.get("items")), list):
        document = document.get("references", document.get("items"))
    if isinstance(document, dict):
        return {str(key): _item(value, str(key), name) for key, value in document.items()}
    if not isinstance(document, list):
        raise ProjectError("holds no list of CSL items", path=name, advice="write `references:` and a list below it")
    items: dict[str, Item] = {}
    for number, value in enumerate(document, 1):
        key = value.get("id") if isinstance(value, dict) else None
        if not key:
            raise ProjectError(f"item {number} has no `id`", path=name, advice="give it the stem of its source's file")
        if str(key) in items:
            raise ProjectError(f"two items have the id “{key}”", path=name, advice="keep one of them")
        items[str(key)] = _item(value, str(key), name)
    return items


def _item(value: Any, key: str, name: str) -> Item:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ProjectError(f"the item “{key}” is no mapping of CSL fields", path=name)
    for field in value.keys() & TEXTS:
        if isinstance(value[field], (list, dict)):
            raise ProjectError(f"“{field}” of “{key}” is no text", path=name, advice=f"write `{field}: …` on one line")
    return {**value, **{field: _people(value[field], field, key, name) for field in value.keys() & PEOPLE}}


def _people(value: Any, field: str, key: str, name: str) -> JSON:
    """The persons of a field as CSL has them; a name may also be written as people write it, "Okafor, Ada"."""
    people: list[JSON] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            from briefkit.sources.page_metadata import authors

            people += authors(one)
        elif isinstance(one, dict) and not any(isinstance(part, (list, dict)) for part in one.values()):
            people.append(one)
        elif one is not None:
            advice = f"write `{field}: Okafor, Ada`, or below it a list of `family:` and `given:`"
            raise ProjectError(f"“{field}” of “{key}” holds no name", path=name, advice=advice)
    return people


def _utf8(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ProjectError("is not UTF-8", path=name, line=line, advice="save it as UTF-8") from None


def _json(data: bytes, name: str) -> Any:
    try:
        return json.loads(_utf8(data, name))
    except json.JSONDecodeError as error:
        raise ProjectError(
            f"is not valid JSON: {error.msg}", path=name, line=error.lineno, column=error.colno
        ) from None
    except RecursionError:
        raise ProjectError("is nested too deeply", path=name) from None
