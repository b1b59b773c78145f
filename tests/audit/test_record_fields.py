"""Whatever field of a record is changed: what it takes to notice is written down here, and held."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.audit.conftest import CLOSE, OPEN, audited, lay, run_briefkit

Path_ = tuple[str | int, ...]

METADATA = """\
talk:
  type: speech
  title: A Talk
  author: [{family: Okafor, given: Ada}]
  issued: 2021-03-04
  URL: https://example.org/talk
  DOI: 10.1000/xyz
  container-title: Proceedings
letter:
  type: report
  title: A Letter
"""
TEXT = """\
---
title: The flood
lang: en
---

That night the river “rose by *26* centimetres” [@talk, p. 1]. It “asked for a second gauge … and for a bell” [@talk].

> We shall pay what we owe; we shall not pay twice.
>
> [@letter]

A guest says [“there was no bell”]{.waived reason="told to the desk" by="Ada" until=2099-12-31} [@talk].
"""

SOURCES = {
    *(f"predicate.sources.#.{name}" for name in "type container-title URL DOI author author.# issued".split()),
    *(f"predicate.quotations.#.target.{name}" for name in "page page_end page_label section time before after".split()),
    *(
        f"predicate.quotations.#.target.selector{name}"
        for name in ("", *(".#." + n for n in "prefix suffix start end".split()))
    ),
    "predicate.quotations.#.rule",
    "predicate.quotations.#.citations",
    "predicate.quotations.#.citations.#.source",
}
"""What the document alone does not bear out, and the sources do."""
REPORT = {
    "predicate.language",
    *(
        f"predicate.quotations.#.{name}"
        for name in "prefix suffix emphasis emphasis.#.# message warnings warnings.#".split()
    ),
    *(f"predicate.quotations.#.citations{name}" for name in (".#.locator.label", ".#.locator.text")),
    *(f"predicate.quotations.#.citations.#.locator.ranges{name}" for name in ("", ".#.#")),
    *(f"predicate.quotations.#.differences{name}" for name in (".#.quote", ".#.source", ".#.kind", ".#.rule")),
}
"""What only the report itself bears out."""
NEVER = {
    "subject.#.name",
    "predicate.verifier.version",
    "predicate.policy.strict",
    "predicate.settings.templates",
    "predicate.document.heads",
    "predicate.document.heads.#",
    "predicate.document.contents",
    "predicate.document.contents.#",
    "predicate.document.drawn",
    "predicate.document.cards.#.short",
    "predicate.document.cards.#.online",
    "predicate.settings.words",
}
"""A name and a version that are other than those at hand are told in a note; a stricter check says the same here; what
a document may show besides, a forger may widen: where the report is at hand, that is told. What only a line of the
appendix shows is not held where there is a card."""


def expected(field: str) -> str:
    """What must be at hand beside the document for a change of a field to be noticed; nothing for most."""
    return (
        "sources" if field in SOURCES else "report" if field in REPORT else "nothing" if field in NEVER else "document"
    )


def leaves(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
        yield path
    else:
        yield path


def named(path: Path_) -> str:
    return ".".join("#" if isinstance(part, int) else part for part in path)


def changed(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value[:-1] + ("y" if value.endswith("x") else "x")
    if isinstance(value, list):
        return value[:-1] if value else ["x"]
    return "2"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay(tmp_path_factory.mktemp("fields") / "flood", TEXT)
    (root / "sources" / "sources.yaml").write_text(METADATA, "utf-8")
    done = run_briefkit("build", "-q", "--to", "html", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def test_every_field_of_a_record(project: Path, tmp_path: Path) -> None:
    page = (project / "build" / "flood.html").read_text("utf-8")
    head, rest = page.split(OPEN)
    record, tail = rest.split(CLOSE)
    told = json.loads(record)
    places = {"document": tmp_path / "alone", "sources": tmp_path / "sources-too", "report": tmp_path / "all"}
    for name, place in places.items():
        place.mkdir()
        if name != "document":
            shutil.copytree(project / "sources", place / "sources")
        if name == "report":
            shutil.copytree(project / "reports", place / "reports")
    found: dict[str, str] = {}
    for path in leaves(told):
        if named(path) in found:
            continue
        forged = copy.deepcopy(told)
        inner = forged
        for part in path[:-1]:
            inner = inner[part]
        inner[path[-1]] = changed(inner[path[-1]])
        text = json.dumps(forged, ensure_ascii=False).replace("<", "\\u003c")
        noticed = "nothing"
        for name, place in places.items():
            document = place / "flood.html"
            document.write_text(f"{head}{OPEN}{text}{CLOSE}{tail}", "utf-8")
            if audited(document, place)[0] == 1:
                noticed = name
                break
        found[named(path)] = noticed
    assert found == {key: expected(key) for key in found}
    assert found.keys() >= SOURCES | REPORT | NEVER
