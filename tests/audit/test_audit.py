"""The audit of what nobody tampered with: what it had at hand, documents of other makers, broken files."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from tests.audit.conftest import REPORT, Built, audited, lay, run_audit, run_briefkit

from briefkit.audit.body import appendix_of, digests
from briefkit.match.strict import Text, plain, same


@pytest.fixture
def alone(built: Built, tmp_path: Path) -> Path:
    """The documents in a folder without anything else."""
    return Path(shutil.copytree(built.root / "build", tmp_path / "alone"))


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_a_document_alone_is_never_clean(alone: Path, kind: str) -> None:
    done = run_audit(f"flood.{kind}", cwd=alone)
    assert done.returncode == 2
    assert "nothing differs, but not everything could be checked" in done.stdout
    assert "no sources at hand: only the document was held against its record, and both could be forged" in done.stdout


def test_who_asks_for_the_document_alone_gets_an_answer_on_it(alone: Path) -> None:
    done = run_audit("flood.pdf", "--document-only", cwd=alone)
    assert done.returncode == 0
    assert "document and record could both be forged" in done.stdout


def test_the_sources_may_lie_anywhere(alone: Path, built: Built) -> None:
    done = run_audit("flood.docx", "--sources", str(built.root / "sources"), cwd=alone)
    assert done.returncode == 0, done.stdout
    assert "2 of 2 sources" in done.stdout
    assert "the report" not in done.stdout


def test_a_source_that_is_not_at_hand_is_named(built: Built) -> None:
    (built.root / "sources" / "letter.txt").unlink()
    (built.root / "sources" / "sources.yaml").unlink()
    done = built.audit("html")
    assert done.returncode == 2, done.stdout
    assert "the source letter is not at hand" in done.stdout
    assert "1 of 2 sources: 3 quotations judged again" in done.stdout


def test_a_source_that_cannot_be_read_is_named(built: Built) -> None:
    (built.root / "sources" / "letter.txt").write_bytes(b"")
    done = built.audit("html")
    assert done.returncode == 2, done.stdout
    assert "the source letter could not be read" in done.stdout


def test_a_draft_is_no_clean_document(tmp_path: Path) -> None:
    built = Built(lay(tmp_path / "draft", REPORT.replace("rose by 26", "rose by 36")))
    import subprocess
    import sys

    subprocess.run(
        [sys.executable, "-m", "briefkit", "build", "--draft", "-q"], cwd=built.root, timeout=120, check=False
    )
    for kind in ("pdf", "docx", "html"):
        done = built.audit(kind)
        assert done.returncode == 1
        assert "a draft: 1 not verified when it was made" in done.stdout
        assert "rejected  quotation 1: “rose by 36 centimetres” was not verified: altered" in done.stdout
        assert "differs" not in done.stdout


def test_a_private_source_is_held_where_the_report_tells_of_it(tmp_path: Path) -> None:
    root = lay(tmp_path / "private")
    sources = root / "sources" / "sources.yaml"
    sources.write_text(
        sources.read_text("utf-8").replace("title: A Letter", "title: A Letter\n  private: true"), "utf-8"
    )
    import subprocess
    import sys

    subprocess.run([sys.executable, "-m", "briefkit", "build", "-q"], cwd=root, timeout=120, check=True)
    done = Built(root).audit("html")
    assert done.returncode == 0, done.stdout
    assert "2 of 2 sources: 5 quotations" in done.stdout
    (root / "reports" / "flood.md").unlink()
    done = Built(root).audit("html")
    assert done.returncode == 2
    assert "the source private-1 is private" in done.stdout


def test_json(built: Built) -> None:
    done = run_audit("build/flood.pdf", "build/flood.html", "--format", "json", cwd=built.root)
    told = json.loads(done.stdout)
    assert told["schema"] == "briefkit.audit/1"
    assert [(audit["path"], audit["status"], audit["quotations"]) for audit in told["audits"]] == [
        ("build/flood.pdf", 0, 5),
        ("build/flood.html", 0, 5),
    ]


def test_one_that_differs_decides_over_one_that_is_incomplete(built: Built, alone: Path) -> None:
    built.page(lambda page: page.replace("rose by 26", "rose by 36"))
    done = run_audit(str(alone / "flood.pdf"), str(built.path("html")), cwd=alone)
    assert done.returncode == 1


def test_the_lock_stands_in_for_sources_as_far_as_it_goes(built: Built, tmp_path: Path) -> None:
    import subprocess
    import sys

    subprocess.run([sys.executable, "-m", "briefkit", "lock", "-q"], cwd=built.root, timeout=120, check=True)
    alone = tmp_path / "elsewhere"
    alone.mkdir()
    lock = str(built.root / "briefkit.lock")
    done = run_audit(str(shutil.copy(built.path("html"), alone)), "--lock", lock, cwd=alone)
    assert done.returncode == 2, done.stdout
    assert "the record against the lock file" in done.stdout
    assert "no sources at hand: the quotations were not judged again" in done.stdout
    text = built.path("html").read_text("utf-8")
    assert "rose by 26 centimetres" in text
    built.path("html").write_text(text.replace("rose by 26 centimetres", "rose by 36 centimetres"), "utf-8")
    done = run_audit(str(shutil.copy(built.path("html"), alone)), "--lock", lock, cwd=alone)
    assert done.returncode == 1
    assert "the lock has “rose by 26 centimetres” where the record has “rose by 36 centimetres”" in done.stdout


def test_a_record_without_a_date_is_judged_by_any_on_which_it_holds(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    import briefkit
    from briefkit.audit import audit, audit_file

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    briefkit.build(built.root / "reports" / "flood.md", to=["html"])
    assert audit_file(built.path("html")).status == 0
    monkeypatch.setattr(audit, "today", lambda: "2100-01-01")
    found = audit_file(built.path("html"))
    assert found.status == 0
    assert "a waiver expired on 2099-12-31: today the check would say otherwise" in found.notes


def test_a_lock_that_is_none(built: Built) -> None:
    (built.root / "x.lock").write_text("=", "utf-8")
    done = built.audit("html", "--lock", "x.lock")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


# --- documents of other makers ---------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body><p>{}</p></body></html>"""


def test_quotations_of_a_page_without_a_record_are_sought_in_all_sources(built: Built) -> None:
    page = built.root / "other.html"
    page.write_text(PAGE.format("The river “rose by 26 centimetres”, and “was rung at four in the morning”."), "utf-8")
    done = run_audit("other.html", cwd=built.root)
    assert done.returncode == 0, done.stdout
    assert "2 quotations in the document against 2 sources" in done.stdout
    assert "it carries no record of a check" in done.stdout


def test_what_is_in_no_source_is_told(built: Built) -> None:
    page = built.root / "other.html"
    page.write_text(PAGE.format("The river “rose by 36 centimetres”; “the mayor fled in a boat”."), "utf-8")
    done = run_audit("other.html", cwd=built.root)
    assert done.returncode == 1
    assert "says “36” where" in done.stdout
    assert "“the mayor fled in a boat” missing" in done.stdout


def test_author_and_year_choose_the_source(built: Built) -> None:
    metadata = "talk:\n  title: A Talk\n  author: [{family: Okafor}]\n  issued: 2021\nletter:\n  title: A Letter\n"
    (built.root / "sources" / "sources.yaml").write_text(metadata, "utf-8")
    page = built.root / "other.html"
    page.write_text(PAGE.format("It “was rung at four in the morning” (Okafor 2021, 4)."), "utf-8")
    done = run_audit("other.html", cwd=built.root)
    assert done.returncode == 1
    assert "misattributed" in done.stdout


@pytest.mark.parametrize(
    ("text", "missing"),
    [("Nothing is quoted.", "nothing stands between"), ("It “rose”.", "no sources are at hand")],
)
def test_what_could_not_be_checked_is_not_clean(tmp_path: Path, text: str, missing: str) -> None:
    (tmp_path / "other.html").write_text(PAGE.format(text), "utf-8")
    done = run_audit("other.html", cwd=tmp_path)
    assert done.returncode == 2
    assert missing in done.stdout


# --- broken files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_half_a_file_is_never_clean_and_never_a_fault_of_ours(alone: Path, kind: str, share: float) -> None:
    path = alone / f"flood.{kind}"
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    done = run_audit(path.name, cwd=alone)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("x.pdf", b"", "is no PDF"),
        ("x.pdf", b"%PDF-1.7\nnothing", "cannot be read"),
        ("x.pdf", b"PK\x03\x04", "whatever its name says"),
        ("x.docx", b"PK\x03\x04", "cannot be read"),
        ("x.txt", b"words", "is no PDF, DOCX or HTML"),
        ("x.html", b"<p></p>", "no text"),
    ],
)
def test_files_that_are_none(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    done = run_audit(name, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_no_such_file_and_no_such_folder(built: Built) -> None:
    assert "there is no such file" in run_audit("nowhere.pdf", cwd=built.root).stderr
    done = run_audit("build/flood.pdf", "--sources", "nowhere", cwd=built.root)
    assert (done.returncode, "is no folder" in done.stderr) == (2, True)
    done = run_audit("build/flood.pdf", "--sources", "sources", "--document-only", cwd=built.root)
    assert (done.returncode, "excludes --sources" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("[]", "of no known kind"),
        ('{"schema": "briefkit.evidence/2"}', "briefkit.evidence/2"),
        ('{"schema": "briefkit.evidence/1", "_type": "x"}', "does not follow its schema"),
        ("[" * 100_000, "no JSON"),
        ("{", "cut off"),
    ],
)
def test_records_that_are_none(alone: Path, record: str, message: str) -> None:
    path = alone / "flood.docx"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = record.replace('"', "&quot;")
    parts["customXml/item1.xml"] = f'<evidence xmlns="urn:briefkit:evidence:1">{text}</evidence>'.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    done = run_audit("flood.docx", cwd=alone)
    assert done.returncode == 1
    assert message in done.stdout
    assert "Traceback" not in done.stderr


# --- the tools -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "text", "found", "marked"),
    [
        ("rose by 26", "It “rose by 26” cm", 1, 1),
        ("rose by 26", 'It "rose\nby 26" cm', 1, 1),
        ("rose by 26", "It rose by 26 cm", 1, 0),
        ("rose by 2.6", "It “rose by 26” cm", 0, 0),
        ("0.42", "it is “−0.42” here", 0, 0),
        ("−0.42", "it is “-0.42” here", 1, 1),
        ("rough", "a breakthrough", 0, 0),
        ("establish", "who estab-\nlish it", 1, 0),
        ("re-sign", "to re-\nsign it", 1, 0),
        ("re-sign", "to resign it", 0, 0),
        ("a final fix", "a ﬁnal ﬁx", 1, 0),
        ("Gutenberg™", "“Gutenberg™”", 1, 1),
        ("עלה הנהר", "נאמר ״עלה הנהר״ בדו״ח", 1, 1),
        ("10²", "“102”", 0, 0),
        ("?!", "he wrote “?!” there", 1, 1),
        ("at", "that " * 2000 + "“at” x", 1, 1),
    ],
)
def test_words_are_found_mark_by_mark(words: str, text: str, found: int, marked: int) -> None:
    places = Text(text).places(words)
    assert (len(places), sum(place.marked for place in places)) == (found, marked)


def test_words_are_found_over_the_turn_of_a_page() -> None:
    text = Text("It said “the river rose in\n1A note.\n1 / 2\n\fThe flood\nthe night and fell” again.\n\f")
    assert text.across_pages("the river rose in the night and fell", marked=True) is not None
    assert text.across_pages("the river sank in the night and fell", marked=True) is None


def test_words_over_three_pages_stand_there() -> None:
    """A page in their midst holds little else than them; what is changed or left out on it is seen."""
    numbers = [f"row {number} of the list" for number in range(300)]
    quote = "; ".join(numbers)
    heads = [f"\fA note on rows\n{page} / 3\n" for page in (2, 3)]
    first, second, third = ("; ".join(part) for part in (numbers[:80], numbers[80:230], numbers[230:]))
    body = f"It says “{first};\n1 / 3\n{heads[0]}{second};\nrow 9 of a note\n{heads[1]}{third}” and no more."
    assert Text(body).across_pages(quote, marked=True) == body.index("\f")
    wrongs = (body.replace("row 150", "row 151"), body.replace("row 81 of the list; ", ""), body.replace(third, ""))
    for wrong in wrongs:
        assert Text(wrong).across_pages(quote, marked=True) is None


def test_a_hyphen_at_a_lines_end_may_be_of_the_word() -> None:
    assert same("re-sign", plain("re-\nsign"))
    assert same("resign", plain("re-\nsign"))
    assert not same("re-signs", plain("re-\nsign"))


def test_the_appendix_ends_with_its_digest() -> None:
    text = f"Body\nAppendix\nan entry\n{'ab' * 32}\na note"
    start, end = appendix_of(text, "Appendix") or (0, 0)
    assert text[end:] == "\na note"
    assert text[start:].startswith("Appendix")
    assert appendix_of(text, "Anhang") is None
    assert digests(text) == ["ab" * 32]


@pytest.mark.parametrize("marks", ["「」", "『』", "«»", "„“", "“”", "»«"])
@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_the_marks_of_every_language_agree(tmp_path: Path, marks: str, kind: str) -> None:
    words = "rose by 26 centimetres"
    root = lay(tmp_path / "flood", f"The river {marks[0]}{words}{marks[1]} [@talk].\n")
    done = run_briefkit("build", "-q", "--to", kind, cwd=root)
    assert done.returncode == 0, done.stdout
    assert run_audit(f"build/flood.{kind}", cwd=root).returncode == 0


def test_a_quotation_that_opens_each_paragraph_anew_agrees(tmp_path: Path) -> None:
    root = lay(tmp_path / "flood", "“The river rose\n\n“by 26 centimetres” [@long], she said.\n")
    (root / "sources" / "long.txt").write_text("The river rose\n\nby 26 centimetres in one night.\n", "utf-8")
    done = run_briefkit("build", "-q", "--to", "pdf,docx,html", cwd=root)
    assert done.returncode == 0, done.stdout
    for kind in ("pdf", "docx", "html"):
        told = run_audit(f"build/flood.{kind}", cwd=root)
        assert told.returncode == 0, told.stdout


def test_a_pdf_with_facsimiles_agrees(tmp_path: Path) -> None:
    import typst

    root = lay(tmp_path / "flood", "The log says “The ferry came in late again” [@log] and “nothing of it” [@log].\n")
    page = b"#set page(width: 300pt, height: 300pt)\nThe ferry came in late again.\n\nThe master wrote nothing of it."
    (root / "sources" / "log.pdf").write_bytes(bytes(typst.compile({"main": page})))  # type: ignore[arg-type, call-overload]
    done = run_briefkit("build", "-q", "--facsimile", cwd=root)
    assert done.returncode == 0, done.stdout
    for kind in ("pdf", "html"):
        told = run_audit(f"build/flood.{kind}", cwd=root)
        assert told.returncode == 0, told.stdout


@pytest.mark.parametrize(
    "text",
    [
        "The whole har-\nbour rose by 26 centimetres at mid-\nnight.\n",
        "It was late . . . yet it rose by 26 centimetres . . . at night.\n",
    ],
)
def test_what_typesetting_does_beside_the_passage(tmp_path: Path, text: str) -> None:
    root = lay(tmp_path / "flood", "It “rose by 26 centimetres” [@talk].\n")
    (root / "sources" / "talk.txt").write_text(text, "utf-8")
    assert run_briefkit("build", "-q", "--to", "html", cwd=root).returncode == 0
    status, told = audited(root / "build" / "flood.html", root)
    assert status == 0, told


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_the_verdict_behind_words_without_marks_is_none_of_them(tmp_path: Path, kind: str) -> None:
    root = lay(
        tmp_path / "flood", "It [rose by 62 centimetres]{.quote} [@talk].\n\n> It rose by 62 centimetres [@talk]\n"
    )
    assert run_briefkit("build", "-q", "--draft", "--to", kind, cwd=root).returncode == 1
    _, told = audited(root / "build" / f"flood.{kind}", root)
    assert told.count("rejected  quotation") == 2
    assert "  differs " not in told
