"""Libraries of references, as Zotero, Better BibTeX and others export them, with their attachments."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from briefkit.adding.library import bib_attachments, parse_files, read_library
from briefkit.errors import UsageError

Run = Callable[..., "subprocess.CompletedProcess[str]"]
BIB = """
@comment{jabref-meta: x}
@string{pub = {Water Press}}

@article{okaforWater2021,
  title = {Water and {{Health}}},
  author = {Okafor, Ada and Li, Ben},
  date = {2021-03-01},
  journaltitle = {Journal of Water},
  abstract = {Nobody needs this, file = {x:y:z} here.},
  file = {Snapshot:files/2/page.html:text/html;Full Text:files/1/paper.txt:text/plain}
}

@book{liRivers2019,
  title = {Rivers},
  author = {Li, Ben},
  year = 2019,
  publisher = pub,
  file = {files/3/rivers.epub}
}

@book{secret2020,
  title = {Secret},
  file = {Full Text:../outside.txt:text/plain}
}

@online{bare2022, title = {Bare}, url = {https://example.org/}}
"""
RIS = """TY  - JOUR
AU  - Okafor, Ada
TI  - Water and Health
PY  - 2021
L1  - files/1/paper.txt
ER  -

TY  - BOOK
AU  - Li, Ben
TI  - Rivers
PY  - 2019
ID  - liRivers
ER  -
"""


@pytest.fixture
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as an export leaves it."""
    folder = tmp_path_factory.mktemp("export") / "My Library"
    for number, name, text in ((1, "paper.txt", "Water is patient.\n"), (2, "page.html", "<p>Snapshot.")):
        (folder / "files" / str(number)).mkdir(parents=True)
        (folder / "files" / str(number) / name).write_text(text, "utf-8")
    (folder.parent / "outside.txt").write_text("a secret", "utf-8")
    (folder / "library.bib").write_text(BIB, "utf-8")
    (folder / "library.ris").write_text(RIS, "utf-8")
    return folder


def test_a_bib_file_with_attachments(run: Run, project: Path, library: Path) -> None:
    done = run("source", "import", str(library / "library.bib"))
    assert done.returncode == 0
    assert "sources/okaforWater2021.txt: added; cite it as [@okaforWater2021]" in done.stdout
    assert done.stdout.splitlines()[-1] == "4 references, 1 with a file"
    assert (project / "sources" / "okaforWater2021.txt").read_text("utf-8") == "Water is patient.\n"
    told = yaml.safe_load((project / "sources" / "okaforWater2021.yaml").read_text("utf-8"))
    assert told["container-title"] == "Journal of Water"
    assert told["author"][1] == {"family": "Li", "given": "Ben"}
    assert str(told["issued"]) == "2021-03-01"
    assert len(told["sha256"]) == 64
    assert "abstract" not in told
    assert "unconfirmed" not in told
    (project / "reports" / "x.md").write_text("“Water is patient.” [@okaforWater2021].\n", "utf-8")
    assert run("check").returncode == 0
    assert "a secret" not in "".join(p.read_text("utf-8") for p in (project / "sources").iterdir())
    assert "secret2020: its attachment lies outside the library's folder" in done.stderr
    assert "liRivers2019: its attachment is not there: rivers.epub" in done.stderr
    assert "bare2022: has no attachment" in done.stderr


def test_a_file_that_is_there_under_another_name_is_told(run: Run, project: Path, library: Path) -> None:
    run("source", "import", str(library / "library.bib"))
    done = run("source", "import", str(library / "library.ris"))
    assert "okafor-2021-water: added, but its file is that of “okaforWater2021”" in done.stderr
    assert (project / "sources" / "okafor-2021-water.txt").exists()


def test_a_bib_file_that_does_not_parse_is_told_by_its_line(run: Run, library: Path) -> None:
    (library / "x.bib").write_text("@book{a,\n title = {Unclosed\n", "utf-8")
    done = run("source", "import", str(library / "x.bib"))
    assert "x.bib:2: cannot be read as BibLaTeX" in done.stderr
    assert "a brace, a comma or a quotation mark may be missing" in done.stderr
    assert "pandoc" not in done.stderr


def test_a_second_import_leaves_what_is_there(run: Run, project: Path, library: Path) -> None:
    run("source", "import", str(library / "library.bib"))
    sidecar = project / "sources" / "okaforWater2021.yaml"
    sidecar.write_text("title: Mine\n", "utf-8")
    done = run("source", "import", str(library / "library.bib"))
    assert "okaforWater2021: is there already" in done.stderr
    assert sidecar.read_text("utf-8") == "title: Mine\n"


def test_attachments_in_another_folder(run: Run, project: Path, library: Path) -> None:
    moved = library.with_name("exported.bib")
    moved.write_text((library / "library.bib").read_text("utf-8"), "utf-8")
    assert "0 with a file" in run("source", "import", str(moved)).stdout
    for path in (project / "sources").glob("*20*"):
        path.unlink()
    assert "1 with a file" in run("source", "import", str(moved), "--files", str(library)).stdout


def test_ris(run: Run, project: Path, library: Path) -> None:
    done = run("source", "import", str(library / "library.ris"))
    assert done.returncode == 0
    assert "[@okafor-2021-water]" in done.stdout
    assert (project / "sources" / "okafor-2021-water.txt").read_text("utf-8") == "Water is patient.\n"
    assert yaml.safe_load((project / "sources" / "liRivers.yaml").read_text("utf-8"))["title"] == "Rivers"


@pytest.mark.parametrize(
    "attached",
    [
        {"file": "Full Text:files/1/paper.txt:text/plain"},
        {"attachments": [{"title": "x", "path": "files/1/paper.txt"}]},
        {"attachments": ["files/2/page.html", "files/1/paper.txt"]},
    ],
)
def test_csl_json(run: Run, project: Path, library: Path, attached: dict[str, object]) -> None:
    item = {"id": "http://zotero.org/users/1/items/A", "citation-key": "okafor2021", "type": "book", "title": "Water"}
    item = {**item, "issued": {"date-parts": [[2021, 3]]}, **attached}
    (library / "library.json").write_text(json.dumps([item]), "utf-8")
    assert run("source", "import", str(library / "library.json")).returncode == 0
    assert (project / "sources" / "okafor2021.txt").exists()
    told = yaml.safe_load((project / "sources" / "okafor2021.yaml").read_text("utf-8"))
    assert (told["title"], str(told["issued"])) == ("Water", "2021-03")
    assert not set(told) & {"file", "attachments", "citation-key"}


@pytest.mark.parametrize(
    ("name", "text"), [("x.bib", "@article{"), ("x.json", "{"), ("x.json", "[1]"), ("x.csv", "a,b"), ("x.ris", "")]
)
def test_what_is_no_library(run: Run, project: Path, library: Path, name: str, text: str) -> None:
    (library / name).write_text(text, "utf-8")
    before = sorted((project / "sources").iterdir())
    done = run("source", "import", str(library / name))
    assert done.returncode == (1 if name == "x.ris" else 2)
    assert "Traceback" not in done.stderr
    assert sorted((project / "sources").iterdir()) == before


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        ("Full Text PDF:files/1/a.pdf:application/pdf", ["files/1/a.pdf"]),
        ("PDF:files/1/a.pdf:application/pdf;Snapshot:files/2/b.html:text/html", ["files/1/a.pdf", "files/2/b.html"]),
        (":a.pdf:PDF", ["a.pdf"]),
        ("a.pdf;b.html", ["a.pdf", "b.html"]),
        (r"X:files/1/A\: B\; C.pdf:application/pdf", ["files/1/A: B; C.pdf"]),
        (r"X:C\:\\Users\\me\\a.pdf:application/pdf", ["C:\\Users\\me\\a.pdf"]),
        ("", []),
    ],
)
def test_the_file_field(value: str, paths: list[str]) -> None:
    assert list(parse_files(value)) == paths


def test_entries_keep_their_own_files() -> None:
    assert bib_attachments('@a{x, file = "one.pdf"}\n@b{y, title={T}}\n@c(z, FILE={two {x}.pdf})') == {
        "x": ("one.pdf",),
        "z": ("two {x}.pdf",),
    }
    with pytest.raises(UsageError):
        read_library(b"", ".doc", "x.doc")
