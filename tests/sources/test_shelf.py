"""The sources of a project: found, described, refused; each with its own clear message."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from briefkit.errors import ProjectError
from briefkit.project import open_project
from briefkit.sources import Shelf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    return folder


def shelf(folder: Path) -> Shelf:
    return Shelf(folder, folder.parent)


def test_a_source_is_its_text_and_metadata(folder: Path) -> None:
    (folder / "who-2021.txt").write_text("Water is life.\n", "utf-8")
    (folder / "sources.yaml").write_text(
        "references:\n- id: who-2021\n  title: 'Water: a report'\n  issued: 2021-03-01\n  language: no\n", "utf-8"
    )
    source = shelf(folder)["who-2021"]
    assert source.text == "Water is life.\n"
    assert source.path == "sources/who-2021.txt"
    assert source.metadata == {
        "id": "who-2021",
        "title": "Water: a report",
        "issued": "2021-03-01",
        "language": "no",
    }
    assert source.language == "no"
    assert len(source.sha256) == 64
    assert source.problem is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sources.yaml", "a:\n  title: T\n"),
        ("sources.yaml", "- id: a\n  title: T\n"),
        ("sources.yml", "references:\n- {id: a, title: T}\n"),
        ("sources.json", '[{"id": "a", "title": "T"}]'),
        ("sources.json", '{"references": [{"id": "a", "title": "T"}]}'),
        ("a.yaml", "title: T\n"),
        ("a.json", '{"title": "T"}'),
    ],
)
def test_every_place_of_metadata(folder: Path, name: str, text: str) -> None:
    (folder / "a.txt").write_text("x", "utf-8")
    (folder / name).write_text(text, "utf-8")
    assert shelf(folder)["a"].metadata["title"] == "T"


def test_what_stands_beside_the_source_overrides(folder: Path) -> None:
    (folder / "a.txt").write_text("x", "utf-8")
    (folder / "sources.yaml").write_text("a: {title: Old, publisher: P}\n", "utf-8")
    (folder / "a.yaml").write_text("title: New\n", "utf-8")
    assert shelf(folder)["a"].metadata == {"id": "a", "title": "New", "publisher": "P"}


@pytest.mark.parametrize(
    ("author", "people"),
    [
        ("Doe", [{"literal": "Doe"}]),
        ("Okafor, Ada; Li, Ben", [{"family": "Okafor", "given": "Ada"}, {"family": "Li", "given": "Ben"}]),
        (
            ["Ada Okafor", {"literal": "The Council"}],
            [{"family": "Okafor", "given": "Ada"}, {"literal": "The Council"}],
        ),
        ({"family": "Okafor"}, [{"family": "Okafor"}]),
        (None, []),
    ],
)
@pytest.mark.parametrize("name", ["sources.json", "a.json"])
def test_names_as_people_write_them(folder: Path, name: str, author: object, people: list[dict[str, str]]) -> None:
    (folder / "a.txt").write_text("words", "utf-8")
    item = {"author": author}
    (folder / name).write_text(json.dumps({"a": item} if name == "sources.json" else item), "utf-8")
    assert shelf(folder)["a"].metadata["author"] == people


def test_biblatex_is_read_by_the_function_given(folder: Path) -> None:
    (folder / "a.txt").write_text("x", "utf-8")
    (folder / "sources.bib").write_text("@book{a, title={T}}", "utf-8")
    found = Shelf(
        folder, folder.parent, lambda data, f: json.dumps([{"id": "a", "title": f + data.decode()[:5]}]).encode()
    )
    assert found["a"].metadata["title"] == "biblatex@book"
    with pytest.raises(ProjectError, match="need pandoc"):
        shelf(folder)["a"]


def test_ris_by_the_same_function(folder: Path) -> None:
    (folder / "a.txt").write_text("x", "utf-8")
    (folder / "sources.ris").write_text("TY  - BOOK\nID  - a\nTI  - Water\nER  -\n", "utf-8")
    assert open_project(folder.parent).shelf()["a"].metadata["title"] == "Water"


def test_metadata_of_its_own_without_a_file(folder: Path) -> None:
    (folder / "a.yaml").write_text("title: T\n", "utf-8")
    (folder / "data.json").write_text("[1, 2]", "utf-8")
    found = shelf(folder)
    assert list(found) == ["a"]
    assert "there is no file" in (found["a"].problem or "")


def test_an_unknown_id_is_no_key(folder: Path) -> None:
    with pytest.raises(KeyError):
        shelf(folder)["nobody"]
    assert "nobody" not in shelf(folder)
    assert shelf(folder).get("nobody") is None


def test_metadata_without_a_file(folder: Path) -> None:
    (folder / "sources.yaml").write_text("a: {title: T}\n", "utf-8")
    source = shelf(folder)["a"]
    assert source.problem is not None
    assert "no file" in source.problem
    assert "a.pdf" in source.problem


def test_a_file_without_metadata(folder: Path) -> None:
    (folder / "a.txt").write_text("x", "utf-8")
    assert shelf(folder)["a"].metadata == {}


def test_two_files_with_one_id(folder: Path) -> None:
    (folder / "a.txt").write_text("x", "utf-8")
    (folder / "a.md").write_text("x", "utf-8")
    with pytest.raises(ProjectError, match=r"a\.txt") as caught:
        shelf(folder)
    assert "sources/a.md" in str(caught.value)
    assert "sources/a.txt" in str(caught.value)


def test_nothing_is_read_before_it_is_asked_for(folder: Path) -> None:
    (folder / "a.txt").write_text("x", "utf-8")
    (folder / "b.txt").write_text("x", "utf-8")
    found = shelf(folder)
    (folder / "b.txt").unlink()
    assert found["a"].text == "x"
    assert found["b"].problem == "there is no such file"


def test_ids_in_any_unicode_form(folder: Path) -> None:
    (folder / "mu\u0308ller.txt").write_text("x", "utf-8")
    assert shelf(folder)["m\u00fcller"].text == "x"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (b"<!DOCTYPE html><p>x", "HTML"),
        (b"\xff\xfe", "empty"),
        (b"", "empty"),
        (b"abc\0", "not a text"),
        ("річка вийшла".encode("windows-1251"), "encoding"),
    ],
)
def test_what_cannot_be_read_says_why(folder: Path, data: bytes, words: str) -> None:
    (folder / "a.txt").write_bytes(data)
    problem = shelf(folder)["a"].problem
    assert problem is not None
    assert words in problem


def test_a_format_without_a_reader(folder: Path) -> None:
    (folder / "a.djvu").write_bytes(b"AT&TFORM")
    problem = shelf(folder)["a"].problem
    assert problem is not None
    assert ".djvu" in problem
    assert ".pdf" in problem


def test_a_link_that_leaves_the_project(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    secret.write_text("secret", "utf-8")
    (folder / "a.txt").symlink_to(secret)
    with pytest.raises(ProjectError, match="leaves the project") as caught:
        shelf(folder)
    assert caught.value.path == "sources/a.txt"
    assert str(secret.parent) not in str(caught.value)


def test_a_link_inside_the_project_is_fine(folder: Path) -> None:
    (folder.parent / "texts").mkdir()
    (folder.parent / "texts" / "real.txt").write_text("x", "utf-8")
    (folder / "a.txt").symlink_to(folder.parent / "texts" / "real.txt")
    assert shelf(folder)["a"].text == "x"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_and_never_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "a.txt")
    with pytest.raises(ProjectError, match="regular file"):
        shelf(folder)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("sources.yaml", "a: &x {title: T}\nb: *x\n", "alias"),
        ("sources.yaml", "a:\n  title: b: c\n", "YAML"),
        ("sources.yaml", "- title: T\n", "no `id`"),
        ("sources.yaml", "- id: a\n- id: a\n", "two items"),
        ("sources.yaml", "just text", "no list"),
        ("sources.yaml", "a: text", "no mapping"),
        ("sources.yaml", "[" * 10_000, "nested"),
        ("sources.yaml", "a: !!python/object/apply:os.getcwd []", "YAML"),
        ("sources.json", "[{]", "JSON"),
        ("a.yaml", "- x\n- y\n", "no CSL item"),
        ("sources.yaml", "a: {author: [[x]]}\n", "“author” of “a” holds no name"),
        ("sources.json", '{"a": {"author": 5}}', "“author” of “a” holds no name"),
        ("a.yaml", "editor: {family: [x]}\n", "“editor” of “a.yaml” holds no name"),
        ("sources.yaml", "a:\n  title: [T]\n", "“title” of “a” is no text"),
    ],
)
def test_metadata_that_are_wrong(folder: Path, name: str, text: str, words: str) -> None:
    (folder / "a.txt").write_text("x", "utf-8")
    (folder / name).write_text(text, "utf-8")
    with pytest.raises(ProjectError, match=words) as caught:
        shelf(folder)["a"]
    assert caught.value.path == f"sources/{name}"


def test_scans_are_known_by_their_metadata(folder: Path) -> None:
    (folder / "a.txt").write_text("x", "utf-8")
    (folder / "a.yaml").write_text("ocr: true\n", "utf-8")
    assert shelf(folder)["a"].scanned


@pytest.mark.parametrize(
    ("name", "metadata", "private"),
    [
        ("a.txt", "", False),
        ("a.txt", "title: T\n", False),
        ("a.txt", "private: true\n", True),
        ("a.txt", "private: ture\n", True),
        ("a.txt", "type: interview\n", True),
        ("a.txt", "type: interview\nprivate: false\n", False),
        ("a.txt", "type: speech\nURL: https://example.org\n", False),
        ("a.vtt", "", True),
        ("a.SRT", "title: Talk\n", True),
        ("a.vtt", "URL: https://example.org/video\n", False),
        ("a.vtt", "URL: https://example.org/video\nprivate: true\n", True),
        ("a.vtt", "private: false\n", False),
    ],
)
def test_private_sources(folder: Path, name: str, metadata: str, private: bool) -> None:
    (folder / name).write_text("00:00:01.000 --> 00:00:02.000\nx\n", "utf-8")
    (folder / "a.yaml").write_text(metadata, "utf-8")
    assert shelf(folder)["a"].private is private


def test_a_private_source_without_its_file_stays_private(folder: Path) -> None:
    (folder / "sources.json").write_text('[{"id": "a", "private": true}]', "utf-8")
    assert shelf(folder)["a"].private
