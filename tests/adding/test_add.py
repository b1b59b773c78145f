"""Files and pages become sources, with an ID, their metadata, and what was guessed marked."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefkit.adding import Given, add_file, add_url
from briefkit.adding.fetch import Fetched
from briefkit.adding.naming import make_identity, slug
from briefkit.errors import FetchError, ProjectError, SourceError, UsageError
from briefkit.project import open_project

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PAGE = """<!doctype html><html lang="en"><head><title>Water and health | Site</title>
<meta property="og:title" content="Water and Health"><meta name="author" content="Ada Okafor and Ben Li">
<meta property="article:published_time" content="2021-03-01T08:00:00Z">
<meta property="og:site_name" content="The Daily"><link rel="canonical" href="https://example.org/water">
</head><body><p>The river rose by 26 centimetres.</p></body></html>
"""


def sidecar(project: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((project / "sources" / f"{name}.yaml").read_text("utf-8"))
    return found


@pytest.fixture
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("downloads") / "saved page.html"
    path.write_text(PAGE, "utf-8")
    return path


def test_a_file_becomes_a_source(run: Run, project: Path, page: Path) -> None:
    done = run("source", "add", str(page))
    assert (done.returncode, done.stderr) == (0, "")
    assert "cite it as [@okafor-2021-water]" in done.stdout
    copy = project / "sources" / "okafor-2021-water.html"
    assert copy.read_bytes() == page.read_bytes()
    told = sidecar(project, "okafor-2021-water")
    assert told["unconfirmed"] == ["title", "author", "issued", "container-title", "URL", "language"]
    assert told["title"] == "Water and Health"
    assert told["author"] == [{"family": "Okafor", "given": "Ada"}, {"family": "Li", "given": "Ben"}]
    assert str(told["issued"]) == "2021-03-01"
    assert told["sha256"] == hashlib.sha256(page.read_bytes()).hexdigest()
    (project / "reports" / "x.md").write_text("It “rose by 26 centimetres” [@okafor-2021-water].\n", "utf-8")
    assert run("check").returncode == 0


def test_what_the_user_says_is_confirmed(run: Run, project: Path, page: Path) -> None:
    arguments = ["--id", "water", "--title", "Mine", "--author", "Okafor, Ada", "--date", "2020", "--type", "report"]
    assert run("source", "add", str(page), *arguments, "--url", "https://example.org/x").returncode == 0
    told = sidecar(project, "water")
    assert told["unconfirmed"] == ["container-title", "language"]
    assert (told["title"], told["type"], told["URL"]) == ("Mine", "report", "https://example.org/x")
    assert told["author"] == [{"family": "Okafor", "given": "Ada"}]


def test_pages_that_a_browser_saved_tell_where_from(project: Path, page: Path) -> None:
    opened = open_project(project)
    page.write_text(f"<!-- saved from url=(0026)https://example.org/saved -->\n{PAGE}", "utf-8")
    assert sidecar(project, add_file(opened, page, Given("a")).identity)["URL"] == "https://example.org/saved"
    single = (
        "<!--\n Page saved with SingleFile \n url: https://example.org/one \n"
        " saved date: Mon Mar 04 2024 10:00:00 GMT\n-->"
    )
    page.write_text(PAGE.replace("<html", f"{single}<html", 1), "utf-8")
    add_file(opened, page, Given("b"))
    told = sidecar(project, "b")
    assert (told["URL"], str(told["retrieved"])) == ("https://example.org/one", "2024-03-04")
    mhtml = page.with_suffix(".mhtml")
    mhtml.write_text(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/two\r\nSubject: Water\r\n"
        "Date: Mon, 4 Mar 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'
        f"--B\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}\r\n--B--\r\n",
        "utf-8",
    )
    add_file(opened, mhtml, Given("c"))
    told = sidecar(project, "c")
    assert (told["URL"], str(told["retrieved"])) == ("https://example.org/two", "2024-03-04")
    assert told["title"] == "Water and Health"


def test_a_file_among_the_sources_only_gets_its_metadata(run: Run, project: Path, page: Path) -> None:
    (project / "sources" / "here.html").write_text(PAGE, "utf-8")
    done = run("source", "add", "sources/here.html")
    assert done.returncode == 0, done.stderr
    assert sidecar(project, "here")["title"] == "Water and Health"
    assert not (project / "sources" / "okafor-2021-water.html").exists()
    assert run("source", "add", "sources/here.html").returncode == 2


def test_private_sources_are_named_after_nobody(run: Run, project: Path, page: Path) -> None:
    done = run("source", "add", str(page), "--type", "interview")
    assert "[@interview-2021]" in done.stdout
    assert "interview-2021 is private" in done.stdout
    assert set(sidecar(project, "interview-2021")) == {"unconfirmed", "type", "issued", "language", "sha256"}
    tape = page.with_name("okafor.vtt")
    tape.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nx\n", "utf-8")
    assert "[@interview]" in run("source", "add", str(tape)).stdout


@pytest.mark.parametrize(
    ("name", "data", "status", "words"),
    [
        ("a.djvu", b"AT&T", 2, "cannot be read"),
        ("a.txt", b"%PDF-1.7", 2, "the file is a PDF, whatever its name says"),
        ("a.pdf", b"%PDF-1.7", 0, "its text cannot be read"),
        ("a.txt", b"", 0, "its text cannot be read: the file is empty"),
        ("a.txt", b"The river rose by 26 centimetres in one night.\n", 2, "is the source “talk” already"),
    ],
)
def test_files_that_are_no_good(run: Run, page: Path, name: str, data: bytes, status: int, words: str) -> None:
    path = page.with_name(name)
    path.write_bytes(data)
    done = run("source", "add", str(path))
    assert done.returncode == status
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("what", ["nope.pdf", "sources", "ftp://example.org/x", "https://u:p@example.org/"])
def test_what_is_no_file_and_no_address(run: Run, what: str) -> None:
    done = run("source", "add", what)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("identity", ["../x", "a/b", "", ".x", "a\\b"])
def test_ids_that_are_no_names(run: Run, project: Path, page: Path, identity: str) -> None:
    before = sorted(project.rglob("*"))
    assert run("source", "add", str(page), "--id", identity).returncode == (0 if identity == "" else 2)
    if identity:
        assert sorted(project.rglob("*")) == before


def test_reports_and_documents_that_briefkit_built_are_refused(run: Run, project: Path) -> None:
    (project / "reports" / "x.md").write_text("It “rose by 26 centimetres” [@talk].\n", "utf-8")
    assert run("build").returncode == 0
    for what in ("reports/x.md", "build/x.pdf", "build/x.docx", "build/x.html"):
        done = run("source", "add", what)
        assert done.returncode == 2
        assert "no source" in done.stderr or "not a source" in done.stderr
    assert sorted(path.name for path in (project / "sources").iterdir()) == ["sources.yaml", "talk.txt"]


# --- addresses -------------------------------------------------------------------------------------------------------


def answer(data: bytes, kind: str, url: str = "https://example.org/a/water.html") -> Fetched:
    return Fetched((url,), (("content-type", kind), ("set-cookie", "secret=1")), data, data)


def test_what_was_fetched_is_kept_unedited(project: Path) -> None:
    added = add_url(open_project(project), answer(PAGE.encode(), "text/html; charset=utf-8"), Given(), "2026-01-31")
    assert added.identity == "okafor-2021-water"
    told = sidecar(project, added.identity)
    assert (told["URL"], str(told["retrieved"])) == ("https://example.org/a/water.html", "2026-01-31")
    assert "URL" not in told["unconfirmed"]
    snapshot = project / "sources" / f"{added.identity}.snapshot"
    assert (snapshot / "body.html").read_bytes() == PAGE.encode()
    response = (snapshot / "response.txt").read_text("utf-8")
    assert "GET https://example.org/a/water.html" in response
    assert "secret" not in response
    source = open_project(project).shelf()[added.identity]
    assert source.metadata["accessed"] == "2026-01-31"
    assert "26 centimetres" in source.text


def test_the_encoding_that_the_server_names_counts(project: Path) -> None:
    body = "<html><body><p>Größe der Brücke</p></body></html>".encode("cp1252")
    added = add_url(open_project(project), answer(body, "text/html; charset=windows-1252"), Given("x"), "2026-01-31")
    assert "Größe der Brücke" in open_project(project).shelf()[added.identity].text


@pytest.mark.parametrize(
    ("data", "kind", "url", "suffix"),
    [
        (b"plain words", "text/plain", "https://example.org/notes", ".txt"),
        (b"plain words", "text/x-odd", "https://example.org/notes.odd", ".txt"),
        (b"# Words", "text/plain", "https://example.org/notes.md", ".txt"),
        (b"%PDF-1.7\n", "application/octet-stream", "https://example.org/paper", ".pdf"),
        (b"%PDF-1.7\n", "text/html", "https://example.org/paper.html", ".pdf"),
        (b"<!doctype html><p>x", "application/octet-stream", "https://example.org/x", ".html"),
    ],
)
def test_the_kind_is_what_the_bytes_say(project: Path, data: bytes, kind: str, url: str, suffix: str) -> None:
    assert (
        add_url(open_project(project), answer(data, kind, url), Given("x"), "2026-01-31").path == f"sources/x{suffix}"
    )


def test_an_answer_of_no_use_is_refused(project: Path) -> None:
    for kind in ("application/octet-stream", "video/mp4"):
        with pytest.raises(FetchError, match="cannot be read"):
            add_url(
                open_project(project), answer(b"\x00\x01\x02", kind, "https://example.org/x"), Given(), "2026-01-31"
            )
    assert not list(project.rglob("*.snapshot"))


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metadata", "wanted"),
    [
        ({"author": [{"family": "Müller-Lüden"}], "issued": "1999-01", "title": "Über Öle"}, "muller-luden-1999-ole"),
        ({"author": [{"literal": "World Health"}], "issued": 2021, "title": "The Report"}, "world-health-2021-report"),
        ({"container-title": "BBC News", "issued": "2019", "title": "Sweden drops it"}, "bbc-news-2019-sweden"),
        ({"author": [{"family": "Шевченко"}], "issued": "2020", "title": "Звіт"}, "some-file"),
        ({"title": "Water"}, "some-file"),
        ({}, "some-file"),
    ],
)  # fmt: skip
def test_ids_read_well(metadata: dict[str, Any], wanted: str) -> None:
    assert make_identity(metadata, "Some file", ()) == wanted


def test_ids_are_free() -> None:
    assert make_identity({}, "talk", {"talk", "talk-2"}) == "talk-3"
    assert make_identity({}, "річка", ()) == "source"
    assert slug("Ærø & Łódź!") == "aero-lodz"


# --- looking after them ----------------------------------------------------------------------------------------------


def test_list_show_and_check(run: Run, project: Path, page: Path) -> None:
    run("source", "add", str(page))
    (project / "reports" / "x.md").write_text("It “rose by 26 centimetres” [@okafor-2021-water] [@gone].\n", "utf-8")
    listed = run("source", "list").stdout.splitlines()
    assert listed[0].startswith("okafor-2021-water  html   Water and Health  (unconfirmed: title, author")
    assert listed[1] == "talk               txt    A Talk  (not cited)"
    document = json.loads(run("source", "list", "--format", "json").stdout)
    assert document["sources"][0]["reports"] == ["reports/x.md"]
    assert "The river rose by 26 centimetres.\n" in run("source", "show", "okafor-2021-water").stdout
    done = run("source", "check")
    assert done.returncode == 1
    assert "okafor-2021-water: warning: cited with metadata that were guessed: title, author" in done.stdout
    assert "talk: warning: no report cites it" in done.stdout
    assert "gone: error: cited in reports/x.md" in done.stdout


def test_show_has_pages_and_times(run: Run, project: Path) -> None:
    (project / "sources" / "book.txt").write_text("One.\fTwo.\fThree.\n", "utf-8")
    (project / "sources" / "tape.vtt").write_text("WEBVTT\n\n01:02.000 --> 01:03.000\n<v Ada>Words.\n", "utf-8")
    assert "--- page 2 ---\nTwo.\n" in run("source", "show", "book").stdout
    only = run("source", "show", "book", "--page", "3").stdout
    assert "Three." in only
    assert "Two." not in only
    assert run("source", "show", "book", "--page", "9").returncode == 2
    done = run("source", "show", "tape")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is private" in done.stderr
    assert "[00:01:02 Ada] Words.\n" in run("source", "show", "tape", "--private").stdout
    assert "did you mean book?" in run("source", "show", "bok").stderr


def test_check_tells_what_changed_until_it_is_accepted(run: Run, project: Path, page: Path) -> None:
    run("source", "add", str(page), "--id", "water")
    (project / "reports" / "x.md").write_text("It “rose by 26 centimetres” [@water] [@talk].\n", "utf-8")
    assert run("source", "check").returncode == 0
    (project / "sources" / "water.html").write_text(PAGE.replace("26", "36"), "utf-8")
    done = run("source", "check")
    assert done.returncode == 1
    assert "water: error: is not the file that was added" in done.stdout
    before = (project / "sources" / "water.yaml").read_text("utf-8")
    assert run("source", "accept", "water").returncode == 0
    assert run("source", "check").returncode == 0
    after = (project / "sources" / "water.yaml").read_text("utf-8")
    assert [a == b for a, b in zip(before.splitlines(), after.splitlines(), strict=True)].count(False) == 1


def test_check_tells_what_cannot_be_read_and_what_is_bare(run: Run, project: Path) -> None:
    (project / "sources" / "scan.pdf").write_bytes(b"no pdf")
    (project / "sources" / "bare.txt").write_text("words", "utf-8")
    (project / "reports" / "x.md").write_text("“one” [@scan] “words” [@bare] [@talk]\n", "utf-8")
    told = run("source", "check").stdout
    assert "scan: error: cannot be read" in told
    assert "bare: warning: has no metadata" in told
    assert run("source", "check", "--format", "json").returncode == 1


def test_errors_are_of_their_kind(project: Path, page: Path) -> None:
    opened = open_project(project)
    with pytest.raises(UsageError, match="no such file"):
        add_file(opened, project / "nope.txt", Given())
    with pytest.raises(ProjectError, match="already"):
        add_file(opened, page, Given("talk"))
    report = project / "reports" / "r.md"
    report.write_text("words", "utf-8")
    with pytest.raises(SourceError, match=r"is the report reports/r\.md"):
        add_file(opened, report, Given())
