"""Some sixty quotations from documents made for it, looked up on the pictures of their pages.

Each is cited by the printed page, by the physical page and without one; each is cited to a page that it is not on; and
some are tampered with.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefkit import check
from briefkit.model import ACCEPTED, Judgement, Policy, Source, Verdict
from briefkit.sources import Shelf

HERE = Path(__file__).parent
GOLD: dict[str, list[dict[str, str]]] = yaml.safe_load((HERE / "quotations.yaml").read_text("utf-8"))
CASES = [(source, entry) for source in ("harbour", "tides", "quay", "hearing") for entry in GOLD[source]]
PAGED = [(source, entry) for source in ("harbour", "tides") for entry in GOLD[source]]


@cache
def pdf(name: str) -> bytes:
    import typst

    made: bytes = typst.compile(str(HERE / f"{name}.typ"), root=str(HERE))
    return made


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Source]:
    folder = tmp_path_factory.mktemp("gold") / "sources"
    folder.mkdir()
    for name in ("harbour", "tides"):
        (folder / f"{name}.pdf").write_bytes(pdf(name))
    for name in ("quay.html", "hearing.vtt"):
        (folder / name).write_bytes((HERE / name).read_bytes())
    (folder / "hearing.yaml").write_text("private: false\n", "utf-8")
    shelf = Shelf(folder, folder.parent)
    return {identity: shelf[identity] for identity in shelf}


def judged(library: Mapping[str, Source], source: str, text: str, place: str = "") -> Judgement:
    """The judgement on one quotation, cited to a place."""
    cited = f"{source}, {place}" if place else source
    report = f"They wrote “{text}” [@{cited}].\n"
    (judgement,) = check(report, library, Policy(date="2026-01-01")).reports[0].judgements
    return judgement


def pages(written: str) -> str:
    return f"pp. {written}" if "-" in written else f"p. {written}"


def test_there_are_over_sixty_and_each_is_another() -> None:
    assert len(CASES) == 76
    assert len({entry["text"] for _, entry in CASES}) == 76
    assert len({entry["case"] for _, entry in CASES}) > 25


@pytest.mark.parametrize(
    ("source", "entry"), CASES, ids=lambda value: value if isinstance(value, str) else value["text"][:40]
)
def test_it_is_found(library: Mapping[str, Source], source: str, entry: dict[str, str]) -> None:
    places = [pages(str(entry[name])) for name in ("printed", "physical") if name in entry]
    places += [f"at {entry['time']}"] if "time" in entry else []
    for place in ["", *places]:
        got = judged(library, source, entry["text"], place)
        assert got.verdict in ACCEPTED, got.message
        assert got.verdict != Verdict.CLOSE, got.message


@pytest.mark.parametrize(("source", "entry"), PAGED, ids=lambda value: value["text"][:40] if "text" in value else value)
def test_its_page_is_told_right(library: Mapping[str, Source], source: str, entry: dict[str, Any]) -> None:
    got = judged(library, source, entry["text"], pages(str(entry["physical"])))
    first, _, last = str(entry["physical"]).partition("-")
    assert got.match is not None
    assert (got.match.page, got.match.page_end) == (int(first), int(last or first))
    assert got.match.page_label == str(entry["printed"]).partition("-")[0]


@pytest.mark.parametrize(("source", "entry"), PAGED, ids=lambda value: value["text"][:40] if "text" in value else value)
def test_on_another_page_it_is_mislocated(library: Mapping[str, Source], source: str, entry: dict[str, Any]) -> None:
    first, _, last = str(entry["physical"]).partition("-")
    wrong = "p. iv" if not str(entry["printed"])[0].isdigit() else f"p. {int(first) - 1 if not last else int(last) + 1}"
    got = judged(library, source, entry["text"], wrong)
    assert got.verdict == Verdict.MISLOCATED
    assert str(entry["printed"]).partition("-")[0] in got.message or first in got.message


@pytest.mark.parametrize("entry", GOLD["tampered"], ids=lambda entry: entry["text"][:40])
def test_tampered_with_it_is_not_accepted(library: Mapping[str, Source], entry: dict[str, str]) -> None:
    assert not judged(library, entry["source"], entry["text"]).accepted


@pytest.mark.xfail(strict=True, reason="known, and told in the docs")
@pytest.mark.parametrize("entry", GOLD["failing"], ids=lambda entry: entry["text"][:40])
def test_it_is_not_found_yet(library: Mapping[str, Source], entry: dict[str, str]) -> None:
    assert judged(library, entry["source"], entry["text"]).accepted
