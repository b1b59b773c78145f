"""The record of the check inside the documents: what it says, what it keeps to itself, and that it can be taken out."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import jsonschema
import pytest
from tests.conftest import Run

from briefkit.checking import check_text
from briefkit.evidence import make_evidence
from briefkit.evidence.make import folded
from briefkit.evidence.models import EvidenceModel, schema
from briefkit.model import CheckedReport, Policy, Source

TALK = "Thank you. The river rose by 26 centimetres in one night. Nobody had asked. It fell again."
REPORT = """The talk says “rose by 26
centimetres” [@talk].
A rumour: [“it `</script><b>` fell”]{.waived reason="heard" by="Ed" until=2099-01-01} [@talk].
"""
POLICY = Policy(date="2026-02-03")


def checked(report: str = REPORT, **more: Any) -> CheckedReport:
    source = Source("talk", TALK, "sources/talk.txt", "ab" * 32, metadata={"id": "talk", "title": "A Talk"}, **more)
    return check_text(report, {"talk": source}, POLICY).reports[0]


def record(report: str = REPORT, **more: Any) -> Any:
    return json.loads(make_evidence(checked(report, **more), POLICY))


def test_it_is_a_statement_of_the_published_schema() -> None:
    statement = record()
    jsonschema.validate(statement, json.loads(schema()))
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert statement["schema"] == "briefkit.evidence/1"
    assert statement["subject"][0]["digest"]["sha256"] == checked().report.sha256
    told = EvidenceModel.model_validate(statement).predicate
    assert (told.date, told.verificationResult, told.sources[0].title) == ("2026-02-03", "PASSED", "A Talk")


def test_a_schema_that_is_kept_is_the_schema_that_is() -> None:
    assert (Path(__file__).parents[2] / "docs" / "evidence.schema.json").read_text("utf-8") == schema()


def test_a_quotation_is_told_with_its_passage_and_one_sentence() -> None:
    first = record()["predicate"]["quotations"][0]
    assert (first["number"], first["text"], first["verdict"]) == (1, "rose by 26 centimetres", "exact")
    quote, position = first["target"]["selector"]
    assert quote["exact"] == TALK[position["start"] : position["end"]] == "rose by 26 centimetres"
    assert (first["target"]["before"], first["target"]["after"]) == ("The river", "in one night.")
    assert "Nobody" not in json.dumps(first["target"]["after"])


def test_a_waiver_is_told_with_who_and_why() -> None:
    second = record()["predicate"]["quotations"][1]
    assert second["verdict"] == "waived"
    assert second["waiver"] == {"reason": "heard", "by": "Ed", "until": "2099-01-01"}


def test_of_a_private_source_nothing_is_told() -> None:
    kept = make_evidence(checked(private=True), POLICY).decode()
    assert '"private":true' in kept
    for secret in ("@talk", '"talk"', "ab" * 32, "in one night", "Thank you"):
        assert secret not in kept
    assert "rose by 26 centimetres" in kept  # the report's own words


def test_what_a_long_ellipsis_leaves_out_stays_out() -> None:
    long = "The river rose. " + "It was a dark night in the valley. " * 60 + "The river fell."
    told = json.loads(
        make_evidence(check_text("He said “The river rose. … The river fell.” [@a].", {"a": long}).reports[0], POLICY)
    )
    target = told["predicate"]["quotations"][0]["target"]
    assert target["selector"][0]["type"] == "RangeSelector"
    assert json.dumps(told).count("dark night") <= 12
    jsonschema.validate(told, json.loads(schema()))


def test_the_same_check_gives_the_same_bytes() -> None:
    assert make_evidence(checked(), POLICY) == make_evidence(checked(), POLICY)


@pytest.mark.parametrize(
    ("text", "ranges", "result"),
    [
        ("a  b", [(0, 1)], ("a b", [(0, 1)])),
        ("a\n  b c", [(4, 5)], ("a b c", [(2, 3)])),
        ("a\n\n b", [(0, 5)], ("a\n\nb", [(0, 4)])),
        (" a ", [], ("a", [])),
    ],
)
def test_white_space_is_folded_and_ranges_move_with_it(text: str, ranges: Any, result: Any) -> None:
    assert folded(text, ranges) == result


# --- in the documents ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    (root / "sources").mkdir()
    (root / "reports").mkdir()
    (root / "sources" / "talk.txt").write_text(TALK, "utf-8")
    (root / "sources" / "sources.yaml").write_text("talk:\n  type: speech\n  title: A Talk\n", "utf-8")
    (root / "reports" / "r.md").write_text(REPORT, "utf-8")
    command = [sys.executable, "-m", "briefkit", "build", "-q"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return root / "build"


def from_pdf(data: bytes) -> bytes:
    import pypdfium2

    attachment = pypdfium2.PdfDocument(data).get_attachment(0)
    assert attachment.get_name() == "evidence.json"
    return bytes(attachment.get_data())


def from_docx(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return (fromstring(archive.read("customXml/item1.xml")).text or "").encode()


def from_html(data: bytes) -> bytes:
    block = re.search(rb'<script type="application/json" id="briefkit-evidence">(.*?)</script>', data, re.DOTALL)
    assert block
    return block[1]


@pytest.mark.parametrize(("kind", "take"), [("pdf", from_pdf), ("docx", from_docx), ("html", from_html)])
def test_every_document_carries_the_same_record(built: Path, kind: str, take: Callable[[bytes], bytes]) -> None:
    statement = json.loads(take((built / f"r.{kind}").read_bytes()))
    assert statement["predicate"]["quotations"][0]["text"] == "rose by 26 centimetres"
    assert statement["predicate"]["quotations"][1]["text"] == "it </script><b> fell"
    jsonschema.validate(statement, json.loads(schema()))


def test_the_pdf_says_that_the_record_is_its_data(built: Path) -> None:
    data = (built / "r.pdf").read_bytes()
    assert b"/AFRelationship /Data" in data or b"/AFRelationship/Data" in data
    assert b"<pdfaid:part>3</pdfaid:part>" in data


def test_the_docx_leads_to_its_record(built: Path) -> None:
    with zipfile.ZipFile(built / "r.docx") as archive:
        assert archive.testzip() is None
        types = archive.read("[Content_Types].xml").decode()
        assert '<Override PartName="/customXml/itemProps1.xml"' in types
        assert 'Target="../customXml/item1.xml"' in archive.read("word/_rels/document.xml.rels").decode()
        assert 'Target="itemProps1.xml"' in archive.read("customXml/_rels/item1.xml.rels").decode()
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                fromstring(archive.read(name))  # well-formed


def test_the_page_runs_nothing(built: Path) -> None:
    page = (built / "r.html").read_text("utf-8")
    assert page.count("<script") == 1
    assert page.count("</script>") == 1
    assert "default-src 'none'" in unescape(page)


def test_own_shells_do_not_lose_the_record(project: Path, run: Run) -> None:
    (project / "reports" / "r.md").write_text("It “rose by 26 centimetres” [@talk].\n", "utf-8")
    (project / "templates").mkdir()
    (project / "templates" / "report.html").write_text("<p>{{ body }}</p>", "utf-8")
    shell = '#import "briefkit.typ": *\n#show: document-style\n#include "body.typ"\n#appendix\n'
    (project / "templates" / "report.typ").write_text(shell, "utf-8")
    done = run("build", "--to", "pdf,html", "-q")
    assert done.returncode == 0, done.stderr
    assert json.loads(from_html((project / "build" / "r.html").read_bytes()))
    assert json.loads(from_pdf((project / "build" / "r.pdf").read_bytes()))
