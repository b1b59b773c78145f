"""Captions: words that run on from cue to cue, each with its time and speaker."""

from __future__ import annotations

from tests.sources.conftest import ReadSource

from briefkit.checking import check_text
from briefkit.model import Policy, Verdict

VTT = """WEBVTT - a title

NOTE a remark

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.500 align:start
<v Ada Okafor>We &amp; they saw the <c.loud>river</c>

00:02.500 --> 00:04.000
<v Ada Okafor>rise in the night.

01:12:03.250 --> 01:12:05.000
<v.first Ben>Nobody believed it.
"""

SRT = """1
00:00:01,000 --> 00:00:02,000
[MAYOR]: Please come

2
00:00:02,000 --> 00:00:03,000
[MAYOR]: to order.
3
00:00:03,500 --> 00:00:05,000
>> Thank you, all.
"""


def test_vtt(read_source: ReadSource) -> None:
    source = read_source("talk.vtt", VTT)
    assert source.text == "We & they saw the river\nrise in the night.\nNobody believed it.\n"
    assert source.times == ((0, 1.0, "Ada Okafor"), (24, 2.5, "Ada Okafor"), (43, 4323.25, "Ben"))


def test_srt_and_a_label_repeated_inside_a_sentence(read_source: ReadSource) -> None:
    source = read_source("council.srt", SRT.replace("\n", "\r\n"))
    assert [(seconds, speaker) for _, seconds, speaker in source.times] == [
        (1.0, "MAYOR"),
        (2.0, "MAYOR"),
        (3.5, None),
    ]
    assert [source.text[start:end] for start, end in source.furniture] == ["[MAYOR]: ", ">> "]


def test_a_quotation_at_its_time(read_source: ReadSource) -> None:
    source = read_source("talk.vtt", VTT)
    report = "“saw the river rise in the night.” [@talk, at 00:00:02]\n\n“Nobody believed it.” [@talk, at 00:00:02]"
    checked = check_text(report, {"talk": source}, Policy(date="2026-01-01"))
    verdicts = [judgement.verdict for judgement in checked.reports[0].judgements]
    assert verdicts == [Verdict.EXACT, Verdict.MISLOCATED]


def test_rolling_captions_say_each_line_once(read_source: ReadSource) -> None:
    one = "00:00:01.000 --> 00:00:02.000\nthe water came up\n\n"
    two = "00:00:02.000 --> 00:00:03.000\nthe water came up\nat night\n"
    assert read_source("roll.vtt", f"WEBVTT\n\n{one}{two}").text == "the water came up\nat night\n"


def test_a_file_without_cues(read_source: ReadSource) -> None:
    problem = read_source("none.srt", "only words").problem
    assert problem is not None
    assert "no captions" in problem
