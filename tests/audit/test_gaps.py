"""What a record does not tell of a quotation - how citations in its midst read, what is raised - is never called clean,
and never a difference in a document that nobody touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.audit.conftest import Built, audited, lay, run_briefkit

CITED = """\
It says “The river rose [@talk] by 26 centimetres, “as told”, in one night” [@talk].

> Nobody warned [see @talk] the lower town. [@talk]
"""
SOURCE = """\
The river rose by 26 centimetres, "as told", in one night.

Nobody warned the lower town. It is 103 m wide.
"""
KINDS = ("pdf", "docx", "html")


def made(root: Path, report: str) -> Built:
    built = Built(lay(root, f"---\ntitle: The flood\n---\n\n{report}"))
    (built.root / "sources" / "talk.txt").write_text(SOURCE, "utf-8")
    done = run_briefkit("build", "-q", "--draft", cwd=built.root)
    assert built.path("html").exists(), done.stdout + done.stderr
    return built


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return made(tmp_path_factory.mktemp("gaps") / "flood", CITED)


@pytest.mark.parametrize("kind", KINDS)
def test_a_citation_in_the_midst_of_a_quotation(cited: Built, kind: str) -> None:
    _, told = audited(cited.path(kind), cited.root)
    assert "  differs " not in told
    assert told.count("what its citations in its midst read as was not compared") == 2, told


def test_the_words_around_it_are_held(cited: Built, tmp_path: Path) -> None:
    page = cited.path("html").read_text("utf-8")
    forged = tmp_path / "flood.html"
    forged.write_text(page.replace("by 26 centimetres", "by 62 centimetres", 1), "utf-8")
    status, told = audited(forged, cited.root)
    assert (status, "document: quotation 1" in told) == (1, True), told


@pytest.mark.parametrize(("kind", "told"), [("docx", 1), ("html", 1), ("pdf", 0)])
def test_raised_figures(tmp_path: Path, kind: str, told: int) -> None:
    built = made(tmp_path / "flood", "They say “It is 10^3^ m wide” [@talk].\n")
    _, text = audited(built.path(kind), built.root)
    assert ("  differs " in text, text.count("it has figures raised or lowered")) == (False, told), text
