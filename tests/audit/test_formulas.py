"""A quotation with a formula is recorded as TeX and found again as it was set: signs and letters, in their order."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.audit.conftest import Built, audited, lay, run_briefkit

from briefkit.audit import formulas
from briefkit.audit.opening import open_document
from briefkit.errors import PandocError

PASSAGES = (
    r"Energy is E=mc^2 in every frame.",
    r"The mean is \frac{a}{b} \le \alpha_{10} at most.",
    r"\sum_{i=1}^{n} i",
    r"It is \unknowncommand{a} there.",
    r"Its \text{rate} is \begin{cases} 1 & x<0 \\ 2 & x\ge 0\end{cases} or so.",
)
REPORT = """\
---
title: The flood
---

It says “Energy is $E=mc^2$ in every frame” [@talk]. And “$\\sum_{i=1}^{n} i$” [@talk].

> The mean is $\\frac{a}{b} \\le \\alpha_{10}$ at most. [@talk]

> It is $$\\unknowncommand{a}$$ there. [@talk]

> Its $\\text{rate}$ is $$\\begin{cases} 1 & x<0 \\\\ 2 & x\\ge 0\\end{cases}$$ or so. [@talk]
"""
_OVER = "hat bar tilde vec dot ddot dddot acute grave breve check mathring overline".split()
ACCENTED = (
    *(rf"\{accent}{{x}} = \{accent}{{y}}" for accent in _OVER),
    *(rf"\{accent}{{AB}} + c" for accent in ("widehat", "widetilde", "overrightarrow", "overline", "vec", "bar")),
    r"\bar{x} = \vec{y}",
    r"\mathsf{x} + \mathrm{y}",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay(tmp_path_factory.mktemp("formulas") / "flood", REPORT)
    (root / "sources" / "talk.txt").write_text("\n\n".join(PASSAGES), "utf-8")
    done = run_briefkit("build", "-q", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture
def built(made: Path, tmp_path: Path) -> Built:
    return Built(Path(shutil.copytree(made, tmp_path / "copy")))


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_what_nobody_touched_agrees(built: Built, kind: str) -> None:
    status, told = audited(built.path(kind), built.root)
    assert (status, "5 quotations judged again" in told) == (0, True), told


def test_another_figure_in_the_page(built: Built) -> None:
    built.page(lambda page: page.replace("<mn>2</mn></msup>", "<mn>3</mn></msup>", 1))
    status, told = audited(built.path("html"), built.root)
    assert status == 1
    assert "quotation 1: the document has “3” where the record has “2”" in told


def test_other_letters_in_the_word_file(built: Built) -> None:
    built.word(lambda text: text.replace("<m:t>α</m:t>", "<m:t>β</m:t>", 1))
    status, told = audited(built.path("docx"), built.root)
    assert (status, "document: quotation 3" in told) == (1, True), told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("mc^2", "mc^3"),
        ("mc^2", "2mc"),
        ("{a}{b}", "{b}{a}"),
        ("x<0", "x>0"),
        ("mc^2", "mc_2"),
        ("mc^2", "mc2"),
        ("mc^2", "m^{c^2}"),
        ("_{i=1}^{n} i", "_{i=1}^{n i}"),
        ("alpha_{10}", "alpha^{10}"),
    ],
)
def test_another_formula_in_the_pdf(built: Built, old: str, new: str) -> None:
    built.typeset(lambda report: report.replace(old, new))
    status, told = audited(built.path("pdf"), built.root)
    assert (status, "document: quotation" in told) == (1, True), told


@pytest.mark.parametrize("kind", ["docx", "html"])
@pytest.mark.parametrize(("old", "new"), [("mc^2", "mc_2"), ("mc^2", "mc2"), ("alpha_{10}", "alpha^{10}")])
def test_what_is_raised_and_lowered_elsewhere(built: Built, old: str, new: str, kind: str) -> None:
    built.typeset(lambda report: report.replace(old, new), kind)
    status, told = audited(built.path(kind), built.root)
    assert (status, "document: quotation" in told) == (1, True), told


def test_what_is_no_formula_cannot_be_called_one(built: Built) -> None:
    def claim(told: Any) -> None:
        told["quotations"][0]["formulas"].insert(0, [0, 6, False])

    built.record(claim)
    status, told = audited(built.path("html"), built.root)
    assert status == 1
    assert "its formulas in the record are not what the same check gives now" in told


@pytest.fixture(scope="module")
def accented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    said = "\n\n".join(f"It says “case {at} ${formula}$ here” [@talk]." for at, formula in enumerate(ACCENTED))
    root = lay(tmp_path_factory.mktemp("accents") / "flood", f"---\ntitle: The flood\n---\n\n{said}\n")
    passages = (f"There is case {at} {formula} here." for at, formula in enumerate(ACCENTED))
    (root / "sources" / "talk.txt").write_text("\n\n".join(passages), "utf-8")
    done = run_briefkit("build", "-q", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_accents_are_held(accented: Path, kind: str) -> None:
    status, told = audited(Built(accented).path(kind), accented)
    assert (status, f"{len(ACCENTED)} quotations judged again" in told) == (0, True), told


def test_accents_over_several_letters_are_set_as_such(accented: Path) -> None:
    text = open_document(Built(accented).path("pdf")).stream.text
    assert "rgb(" not in text, "a colour of the shell has the name of a function of formulas"
    assert "Source Sans" not in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"\hat{x} =", r"\check{x} ="),
        (r"\hat{x} =", "x ="),
        (r"= \hat{y}", "= y"),
        (r"= \hat{y}", r"= \hat{z}"),
        (r"\bar{x} = \vec{y}", r"\vec{x} = \bar{y}"),
        (r"\bar{x} = \vec{y}", r"x = \bar{\vec{y}}"),
        (r"\bar{x} = \vec{y}", r"\bar{x} = \dot{\vec{y}}"),
        (r"\bar{x} = \vec{y}", r"\tilde{x} = \vec{y}"),
        (r"\widehat{AB}", r"\widehat{BA}"),
        (r"\widehat{AB}", r"\overline{AB}"),
    ],
)
def test_another_accent_in_the_pdf(accented: Path, tmp_path: Path, old: str, new: str) -> None:
    built = Built(Path(shutil.copytree(accented, tmp_path / "copy")))
    built.typeset(lambda report: report.replace(old, new))
    status, told = audited(built.path("pdf"), built.root)
    assert (status, "document: quotation" in told) == (1, True), told


def test_without_the_means_to_set_it_nothing_is_clean(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> list[str]:
        raise PandocError("pandoc was not found")

    monkeypatch.setattr(formulas, "_set", missing)
    status, told = audited(built.path("html"), built.root)
    assert status == 2
    assert told.count("its formula could not be set here") == 5
