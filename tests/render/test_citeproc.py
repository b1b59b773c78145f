"""Citations resolved apart from the report stand in it as if citeproc had worked on the whole of it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.render.conftest import MARKDOWN, SVG

from briefkit.model import CheckedReport
from briefkit.render import RenderOptions, Target, citeproc, render

Make = Callable[..., CheckedReport]
RunPandoc = Callable[[list[str], bytes], bytes]

OPTIONS = RenderOptions(images={"figures/late.svg": SVG})
STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0">
  <info><title>A</title><id>a</id><updated>2025-01-01T00:00:00+00:00</updated></info>
  <citation{more}><layout{layout} delimiter="; ">{cited}</layout></citation>
  <bibliography{listed}><layout><text variable="citation-number" prefix="[" suffix="] " display="left-margin"/>
    <group display="right-inline"><names variable="author"/><text variable="title" quotes="true"/></group></layout>
  </bibliography>
</style>"""


def style(cited: str, kind: str = "in-text", layout: str = ' prefix="[" suffix="]"', more: str = "") -> str:
    listed = ' hanging-indent="true" entry-spacing="2" line-spacing="2"'
    return STYLE.format(kind=kind, cited=cited, layout=layout, more=more, listed=listed)


NUMBER = '<text variable="citation-number"/>'
IBID = '<choose><if position="ibid"><text term="ibid"/></if><else><text variable="title"/></else></choose>'
AFTER = {
    "Chicago": None,
    "numbers": style(NUMBER, more=' collapse="citation-number"'),
    "ibid": style(f'{IBID}<text variable="locator" prefix=" "/>'),
    "a stop at its end": style('<names variable="author" suffix="."/>', layout=""),
    "quoted, with its stop": style('<text variable="title" quotes="true" suffix="."/>', layout=""),
}
WHOLE = {
    "raised numbers": style(NUMBER, layout=' vertical-align="sup"'),
    "notes": style(f'<names variable="author" suffix=", "/>{IBID}', kind="note", layout=' suffix="."'),
}
REPORT = MARKDOWN.replace(
    "# References",
    """\
@audit [p. 3] says so, as does [see -@audit, pp. 4--5, *at length*; @audit]. It ends with @audit.

- In a list [@audit] .
- And *in [@audit, 7].* Twice [@audit][@audit, p. 7], "and in marks" [@audit].

Term [@audit]
:   Explained [@audit]![Late [@audit]](figures/late.svg)

# References

::: {#refs .own}
Listed by hand.
:::
""",
)


@pytest.fixture
def runs(run_pandoc: RunPandoc) -> tuple[RunPandoc, list[list[str]]]:
    """Pandoc, and with what arguments it was run."""
    seen: list[list[str]] = []

    def run(arguments: list[str], data: bytes) -> bytes:
        seen.append(arguments)
        return run_pandoc(arguments, data)

    return run, seen


@pytest.mark.parametrize("to", ["html", "docx", "pdf"])
@pytest.mark.parametrize("name", [*AFTER, *WHOLE])
def test_the_document_is_the_same_as_with_citeproc_on_the_whole(
    name: str,
    to: Target,
    make: Make,
    runs: tuple[RunPandoc, list[list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run, seen = runs
    options = replace(OPTIONS, csl=(AFTER | WHOLE)[name])
    monkeypatch.setattr(citeproc, "_kept_together", lambda content: content)
    apart = render(make(REPORT), to, options, run)
    assert citeproc.APART in seen
    assert any("--citeproc" in given for given in seen if given != citeproc.APART) == (name in WHOLE)
    monkeypatch.setattr(citeproc, "_resolved", lambda *_: None)
    assert apart == render(make(REPORT), to, options, run)


def test_no_line_begins_with_the_number_of_a_page(make: Make, run_pandoc: RunPandoc) -> None:
    page = render(make("It is so [@audit, 4], and so [@audit, sec. 7, again].\n", ()), "html", OPTIONS, run_pandoc)
    text = html.unescape(re.sub("<[^>]+>", "", page.decode()))
    assert "(National Audit Office 2023,\u00a04)" in text
    assert "(National Audit Office 2023, sec.\u00a07, again)" in text


def test_positions_that_begin_anew_are_left_to_citeproc(make: Make, runs: tuple[RunPandoc, list[list[str]]]) -> None:
    run, seen = runs
    markdown = MARKDOWN.replace("# Costs {#costs}", "# Costs {#costs .reset-citation-positions}")
    render(make(markdown), "html", replace(OPTIONS, csl=AFTER["ibid"]), run)
    assert [citeproc.APART in seen, sum("--citeproc" in given for given in seen)] == [False, 1]


def test_a_report_without_citations_needs_no_citeproc(make: Make, runs: tuple[RunPandoc, list[list[str]]]) -> None:
    run, seen = runs
    render(make("# A\n\nWords.\n", ()), "html", OPTIONS, run)
    assert [given for given in seen if "--citeproc" in given] == []
