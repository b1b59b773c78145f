"""The JSON contract."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from briefkit import contract
from briefkit.formats import FormatOptions, formatter
from briefkit.formats.json import as_json
from briefkit.model import CheckResult
from tests.formats import made

SCHEMA = Path(__file__).parents[2] / "docs" / "check.schema.json"

RESULTS = {
    "nothing": made.result(),
    "altered": made.result(made.altered()),
    "close": made.result(made.close()),
    "uncited": made.result(made.uncited()),
    "waived": made.result(made.waived()),
    "findings": made.result(findings=made.FINDINGS),
    "everything": made.everything(),
}


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS.keys())
def test_the_output_is_what_the_models_and_the_schema_say(result: CheckResult) -> None:
    text = formatter("json")(result, FormatOptions())
    model = contract.CheckModel.model_validate_json(text, strict=False)
    assert json.loads(model.model_dump_json(by_alias=True)) == json.loads(text)
    jsonschema.validate(json.loads(text), json.loads(contract.schema()))


def test_the_schema_in_the_docs_is_current() -> None:
    assert SCHEMA.read_text("utf-8") == contract.schema(), "run `make docs`"


def test_every_field_of_the_contract() -> None:
    document = as_json(made.everything())
    assert document["schema"] == "briefkit.check/1"
    assert document["policy"] == {"strict": False, "style": "chicago", "date": "2026-01-31", "rules": {}}
    quote = document["reports"][0]["quotes"][0]
    expected = {
        "text": "rose by 36 centimetres",
        "source": "talk",
        "locator": "p. 4",
        "line": 3,
        "column": 5,
        "end_line": 3,
        "end_column": 29,
        "verdict": "altered",
        "accepted": False,
        "severity": "error",
        "score": 99.6,
        "rule": "BK301",
        "message": "the source has “26”, the quotation “36”",
        "fix": {"line": 3, "column": 14, "end_line": 3, "end_column": 16, "text": "26", "safe": False},
        "waiver": None,
    }
    assert {key: quote[key] for key in expected} == expected
    assert quote["match"] == {
        "source": "talk",
        "text": "rose by 26 centimetres",
        "start": 10,
        "end": 32,
        "page": 6,
        "page_end": 6,
        "page_label": "4",
        "section": "The Flood",
        "time": None,
        "prefix": "The river ",
        "suffix": " in one night.",
    }
    assert quote["occurrences"] == [quote["match"]]
    assert quote["differences"] == [{"op": "replace", "quote": "36", "source": "26", "kind": "number", "rule": None}]
    assert quote["citation"]["line"] == 3
    assert quote["citation"]["column"] == 41


def test_counts() -> None:
    summary = as_json(made.everything())["summary"]
    assert (summary["quotes"], summary["accepted"], summary["rejected"]) == (9, 7, 2)
    assert summary["by_verdict"]["altered"] == 1
    assert sum(summary["by_verdict"].values()) == 9
    assert (summary["errors"], summary["warnings"]) == (1, 3)


def test_what_has_no_citation() -> None:
    quote = as_json(made.result(made.uncited()))["reports"][0]["quotes"][0]
    assert (quote["source"], quote["locator"], quote["citation"], quote["match"]) == (None, None, None, None)


def test_the_same_result_gives_the_same_text() -> None:
    render = formatter("json")
    assert render(made.everything(), FormatOptions()) == render(made.everything(), FormatOptions())
