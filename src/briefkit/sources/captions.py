"""Captions and transcripts with times: WebVTT and SubRip."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from briefkit.errors import SourceError
from briefkit.patterns import regex
from briefkit.sources.decoding import decode
from briefkit.sources.extracted import Context, Extracted

TIME = r"(?:(?P<{0}h>\d{{1,4}}):)?(?P<{0}m>\d{{1,2}}):(?P<{0}s>\d{{1,2}}(?:[.,]\d{{1,3}})?)"
CUE = regex(rf"[ \t]*{TIME.format('a')}[ \t]*-->[ \t]*{TIME.format('b')}(?:[ \t].*)?")
VOICE = regex(r"<v(?:\.[^\s>]{0,80})?[ \t]+([^>]{1,120})>")
TAG = regex(r"</?[A-Za-z\d][^<>]{0,200}>|\{\\[^{}]{0,60}\}")
SPEAKER = regex(r"(?:>>\s*|-\s*)?((?:[A-ZÀ-Þ][\w.'’-]*[ \t]?){1,5}|\[[^\]:]{1,40}\])\s?:\s")
TURN = regex(r"^(?:>>+|&gt;&gt;)\s*")


def read(data: bytes, context: Context) -> Extracted:
    """A `.vtt` or `.srt` file: its words run on from cue to cue, each with its time and speaker.

    Raises:
        SourceError: it cannot be decoded or has no cue.
    """
    parts: list[str] = []
    times: list[tuple[int, float, str | None]] = []
    furniture: list[tuple[int, int]] = []
    length = 0
    last = ""
    for seconds, rows in _cues(decode(data, context.encoding)):
        speaker, rows = _spoken(rows)
        rows = _unrolled(rows, last)
        if not rows:
            continue
        last = rows[-1]
        words = "\n".join(rows)
        times.append((length, seconds, speaker))
        if label := _label(words, bool(times[:-1]) and speaker == times[-2][2]):
            furniture.append((length, length + label))
        parts.append(words + "\n")
        length += len(words) + 1
    if not times:
        raise SourceError("it has no captions with times", advice="a cue begins `00:00:01.000 --> 00:00:02.500`")
    return Extracted("".join(parts), furniture=tuple(furniture), times=tuple(times))


def _cues(text: str) -> Iterator[tuple[float, list[str]]]:
    """(start in seconds, lines) of each cue."""
    start: float | None = None
    rows: list[str] = []
    for line in [*re.split(r"\r\n|\n|\r", text), ""]:
        if place := CUE.fullmatch(line):
            # A cue without a blank line before it: the line above is its number.
            if start is not None:
                yield start, rows[:-1] if rows and rows[-1].strip().isdecimal() else rows
            start, rows = _seconds(place), []
        elif start is not None and line.strip():
            rows.append(line)
        elif start is not None and rows:
            yield start, rows
            start, rows = None, []


def _seconds(place: re.Match[str]) -> float:
    return int(place["ah"] or 0) * 3600 + int(place["am"]) * 60 + float(place["as"].replace(",", "."))


def _spoken(rows: list[str]) -> tuple[str | None, list[str]]:
    """Who speaks, where it is said, and the words without tags and entities."""
    joined = "\n".join(rows)
    voice = VOICE.search(joined)
    words = html.unescape(TAG.sub("", joined))
    plain = [row.strip() for row in words.split("\n") if row.strip()]
    if voice:
        return html.unescape(voice[1]).strip(), plain
    named = SPEAKER.match(plain[0]) if plain else None
    return (named[1].strip(" []") if named else None), plain


def _label(words: str, goes_on: bool) -> int:
    """How many characters before the words name the speaker, where the same one goes on, or mark a turn."""
    label = SPEAKER.match(words) if goes_on else None
    label = label or TURN.match(words)
    return label.end() if label else 0


def _unrolled(rows: list[str], last: str) -> list[str]:
    """Without the line that a rolling caption repeats from the cue before."""
    return rows[1:] if rows and rows[0] == last and len(last.split()) > 2 else rows
