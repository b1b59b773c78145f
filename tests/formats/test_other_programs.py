"""The formats for other programs: their structure, what they escape, and what stays the same between runs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from briefkit.errors import ReportError
from briefkit.formats import FORMATS, FormatOptions, formatter
from briefkit.model import CheckResult, Fix, Severity, Span
from tests.formats import made

RULES = {"BK301": ("a number differs", "Write the source's."), "BK999": ("never used", "")}


def written(name: str, result: CheckResult, **options: Any) -> str:
    return formatter(name)(result, FormatOptions(**options))


def loaded(name: str, result: CheckResult, **options: Any) -> Any:
    return json.loads(written(name, result, **options))


def hostile() -> CheckResult:
    message = 'a,b:c 100%\r\n::error::x \x1b[2J \x00 <&">]]> \ud800'
    judgement = replace(made.altered(), message=message, quotation=made.quotation(message, 1, made.CITATION))
    result = made.result(judgement)
    report = replace(result.reports[0].report, path="reports/a,b: 100% <ö>.md")
    return replace(result, reports=(replace(result.reports[0], report=report),))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_result_gives_the_same_text(name: str) -> None:
    assert written(name, made.everything()) == written(name, made.everything())
    assert written(name, made.everything()).endswith("\n")


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"text", "github"}))
def test_nothing_found_is_still_a_document(name: str) -> None:
    text = written(name, made.result(made.accepted()))
    if name in ("junit", "html"):
        assert ElementTree.fromstring(re.sub(r"<!.*?>|<meta.*?>", "", text)).tag in ("testsuites", "html")
    else:
        assert json.loads(text) is not None


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"text"}))
def test_a_report_that_could_not_be_read_is_an_error_at_its_place(name: str) -> None:
    """A server that takes the format shows it, though nothing was checked."""
    error = ReportError("is not UTF-8", path="reports/bad.md", line=7, column=3, advice="save it as UTF-8")
    text = written(name, replace(made.result(made.accepted()), unread=(error,)))
    assert "bad.md" in text
    assert "BK100" in text
    assert "not checked: is not UTF-8; save it as UTF-8" in text
    assert re.search(r"\b7\b", text)


# --- SARIF -----------------------------------------------------------------------------------------------------------


def test_sarif_has_what_the_standard_requires() -> None:
    document = loaded("sarif", made.everything(), version="1.2.3", rules=RULES)
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("briefkit", "1.2.3")
    assert run["columnKind"] == "unicodeCodePoints"
    codes = [rule["id"] for rule in driver["rules"]]
    assert codes == sorted(set(codes))
    for result in run["results"]:
        assert set(result) <= {
            "ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints", "fixes", "suppressions"
        }  # fmt: skip
        assert codes[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"] == {"uri": "reports/x.md", "uriBaseId": "%SRCROOT%"}
        region = location["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) < (region["endLine"], region["endColumn"])
        assert list(result["partialFingerprints"]) == ["briefkit/v1"]


def test_sarif_describes_its_rules() -> None:
    rules = loaded("sarif", made.everything(), rules=RULES)["runs"][0]["tool"]["driver"]["rules"]
    (rule,) = [rule for rule in rules if rule["id"] == "BK301"]
    assert rule["shortDescription"]["text"] == "a number differs"
    assert rule["fullDescription"]["text"] == "Write the source's."
    assert rule["help"]["text"] == "a number differs. Write the source's."


def test_sarif_offers_the_fix() -> None:
    result = loaded("sarif", made.result(made.altered()))["runs"][0]["results"][0]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 14, "endLine": 3, "endColumn": 16},
            "insertedContent": {"text": "26"},
        }
    ]


def test_a_waiver_is_a_suppression() -> None:
    result = loaded("sarif", made.result(made.waived()))["runs"][0]["results"][0]
    assert result["level"] == "note"
    (suppression,) = result["suppressions"]
    assert suppression["justification"] == "heard on the phone (A. Author, until 2027-01-31)"


def test_sarif_writes_paths_as_uris() -> None:
    result = loaded("sarif", hostile(), base="my project")["runs"][0]["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "my%20project/reports/a%2Cb%3A%20100%25%20%3C%C3%B6%3E.md"


# --- GitHub ----------------------------------------------------------------------------------------------------------


def test_an_annotation() -> None:
    first = written("github", made.result(made.altered()), summary=False)
    assert first == (
        "::error file=reports/x.md,line=3,endLine=3,col=5,endColumn=29,title=BK301 altered::"
        "the source has “26”, the quotation “36”; the source says: “rose by 26 centimetres”\n"
    )


def test_levels_of_annotations() -> None:
    lines = written("github", made.everything(), summary=False).splitlines()
    levels = [re.match(r"::(\w+) ", line)[1] for line in lines]  # type: ignore[index]
    assert sorted(set(levels)) == ["error", "notice", "warning"]
    assert len(lines) == 6


def test_nothing_in_a_report_can_give_github_a_command() -> None:
    text = written("github", hostile(), summary=False)
    assert len(text.splitlines()) == 1
    assert text.count("\n") == 1
    head, _, message = text.removeprefix("::error ").partition("::")
    properties = dict(pair.split("=", 1) for pair in head.split(","))
    assert properties["file"] == "reports/a%2Cb%3A 100%25 <ö>.md"
    assert "100%25" in message
    assert "\x1b" not in text


def test_no_columns_where_a_problem_spans_lines() -> None:
    judgement = made.altered()
    judgement = replace(judgement, quotation=replace(judgement.quotation, span=Span(3, 5, 4, 2)))
    assert "col=" not in written("github", made.result(judgement))


# --- GitLab ----------------------------------------------------------------------------------------------------------


def test_code_quality() -> None:
    entries = loaded("gitlab", made.everything())
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["path"] == "reports/x.md"
        assert entry["location"]["lines"]["begin"] >= 1
    fingerprints = [entry["fingerprint"] for entry in entries]
    assert len(set(fingerprints)) == len(fingerprints) == 6


def test_a_fingerprint_does_not_depend_on_the_line() -> None:
    moved = made.altered()
    moved = replace(moved, quotation=replace(moved.quotation, span=Span(90, 1, 90, 25)))
    one, other = (loaded("gitlab", made.result(j))[0]["fingerprint"] for j in (made.altered(), moved))
    assert one == other


def test_two_alike_have_two_fingerprints() -> None:
    entries = loaded("gitlab", made.result(made.altered(), made.altered()))
    assert entries[0]["fingerprint"] != entries[1]["fingerprint"]


def test_paths_from_where_the_command_ran() -> None:
    assert loaded("gitlab", made.result(made.altered()), base="docs/brief")[0]["location"]["path"] == (
        "docs/brief/reports/x.md"
    )


# --- JUnit -----------------------------------------------------------------------------------------------------------


def test_junit() -> None:
    root = ElementTree.fromstring(written("junit", made.everything()))
    assert root.tag == "testsuites"
    (suite,) = root
    cases = suite.findall("testcase")
    assert int(suite.attrib["tests"]) == len(cases) == 11
    assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure")) == 3
    assert int(suite.attrib["skipped"]) == len(suite.findall("testcase/skipped")) == 2
    assert all(case.attrib["classname"] == "reports/x.md" for case in cases)
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.attrib["type"] == "altered"
    assert (failure.text or "").startswith("reports/x.md:3:5: BK301 altered: ")


def test_junit_keeps_to_what_the_schemas_of_ant_and_jenkins_allow() -> None:
    root = ElementTree.fromstring(written("junit", made.everything()))
    assert root.attrib == {}
    wanted = {"name", "package", "id", "hostname", "timestamp", "time", "tests", "failures", "errors", "skipped"}
    for suite in root:
        assert set(suite.attrib) == wanted
        kinds = [child.tag for child in suite]
        assert kinds == ["properties", *["testcase"] * len(suite.findall("testcase")), "system-out", "system-err"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.attrib["timestamp"])
        for case in suite.findall("testcase"):
            assert set(case.attrib) == {"name", "classname", "time"}
            assert len(case) <= 1
            assert all(set(child.attrib) <= {"message", "type"} for child in case)


def test_junit_tells_warnings_in_the_output_of_the_suite() -> None:
    suite = ElementTree.fromstring(written("junit", made.everything()))[0]
    assert "reports/x.md:" in (suite.findtext("system-out") or "")


def test_junit_holds_only_what_xml_can() -> None:
    root = ElementTree.fromstring(written("junit", hostile()).encode())
    assert root[0].attrib["name"] == "reports/a,b: 100% <ö>.md"


# --- reviewdog -------------------------------------------------------------------------------------------------------


def test_rdjson() -> None:
    document = loaded("rdjson", made.everything())
    assert document["source"] == {"name": "briefkit"}
    assert {d["severity"] for d in document["diagnostics"]} == {"ERROR", "WARNING", "INFO"}
    first = next(d for d in document["diagnostics"] if d["code"]["value"] == "BK301")
    assert first["location"]["path"] == "reports/x.md"


def test_rdjson_counts_bytes() -> None:
    # Line 3 is `All “rose by 36 …`: the opening mark takes three bytes.
    diagnostic = loaded("rdjson", made.result(made.altered()))["diagnostics"][0]
    assert diagnostic["location"]["range"]["start"] == {"line": 3, "column": 5}
    (suggestion,) = diagnostic["suggestions"]
    assert suggestion["text"] == "26"
    start, end = suggestion["range"]["start"], suggestion["range"]["end"]
    line = made.TEXT.split("\n")[2].encode()
    assert line[start["column"] - 1 : end["column"] - 1] == b"36"


def test_a_finding_is_as_wide_as_its_fix() -> None:
    finding = replace(made.FINDINGS[0], severity=Severity.ERROR, fix=Fix(Span(9, 2, 9, 7), "x", True))
    region = loaded("sarif", made.result(findings=(finding,)))["runs"][0]["results"][0]["locations"][0]
    assert region["physicalLocation"]["region"]["endColumn"] == 7
