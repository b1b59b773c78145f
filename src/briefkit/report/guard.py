"""What is refused before pandoc sees it: few bytes that would cost it minutes or gigabytes.

These guards make the common bombs end at once and with a place. What slips through meets the limits on pandoc's time
and memory.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from briefkit.errors import ReportError
from briefkit.patterns import regex
from briefkit.report.decoding import place

MAX_BRACKETS = 200
MAX_EMPHASIS = 2_000
MAX_LINKS = 1_500
MAX_NESTING = 60
MAX_NOTE_TEXT = 4_000_000

_DEFINITION = regex(r"^[ \t>*+-]*\[\^([^\]\s]+)\]:", re.MULTILINE)
_REFERENCE = regex(r"(?<!\\)\[\^([^\]\s]+)\]")
_NOTE_END = regex(r"\n[ \t>\r]*\n(?=[ >]{0,3}\S)")
_PREFIX = regex(r"(?:[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+")
_MARKER = regex(r">|[-*+]|\d{1,9}[.)]")
_STRUCTURE = regex(r"\\.|\[|\][({]?|\n[ \t>\r]*(?=\n)|\n[ \t]*\||(?<!\w)_+|_+(?!\w)|\*+")


class _Note(NamedTuple):
    label: str
    start: int
    end: int


def refuse_bombs(path: str, text: str) -> None:
    """Raises ReportError for notes that hold notes, for brackets, emphasis or blocks nested beyond any use."""
    _refuse_deep_blocks(path, text)
    _refuse_deep_inlines(path, text)
    if "[^" in text:
        _refuse_nested_notes(path, text)


def _error(path: str, text: str, offset: int, problem: str, advice: str) -> ReportError:
    line, column = place(text, offset)
    return ReportError(problem, path=path, line=line, column=column, advice=advice)


def _refuse_deep_blocks(path: str, text: str) -> None:
    for found in re.finditer(rf"^(?:[ \t]*[>*+-]){{{MAX_NESTING},}}.*[^\s>*+-]", text, re.MULTILINE):
        prefix = _PREFIX.match(found[0])
        if prefix and len(_MARKER.findall(prefix[0])) > MAX_NESTING:
            problem = f"block quotes or lists are nested more than {MAX_NESTING} deep"
            raise _error(path, text, found.start(), problem, "Take away the needless markers at the start of the line.")


def _refuse_deep_inlines(path: str, text: str) -> None:
    """One pass; depth and count begin anew at a blank line and at a table row."""
    depth = emphasis = links = 0
    for found in _STRUCTURE.finditer(text):
        mark = found[0]
        if mark[0] == "\n":
            depth = emphasis = links = 0
        elif mark == "[":
            depth += 1
        elif mark[0] == "]":
            depth = max(0, depth - 1)
            links += len(mark) - 1
        elif mark[0] in "*_":
            emphasis += 1
        if depth > MAX_BRACKETS:
            problem = f"square brackets are nested more than {MAX_BRACKETS} deep"
            raise _error(path, text, found.start(), problem, "Close the brackets, or write \\[ for a bracket as such.")
        if links > MAX_LINKS:
            problem = f"more than {MAX_LINKS:,} links or spans stand in one paragraph"
            raise _error(path, text, found.start(), problem, "Part the paragraph.")
        if emphasis > MAX_EMPHASIS:
            problem = f"more than {MAX_EMPHASIS:,} marks of emphasis (* or _) stand in one paragraph"
            raise _error(path, text, found.start(), problem, "Part the paragraph, or write \\* and \\_ for the signs.")


def _refuse_nested_notes(path: str, text: str) -> None:
    notes = _notes(text)
    labels = {note.label for note in notes}
    for note in notes:
        for found in _REFERENCE.finditer(text, note.start, note.end):
            label = found[1].casefold()
            if label in labels and not _in_code(text, found.start()):
                does = "refers to itself" if label == note.label else f"holds the footnote {found[0]}"
                problem = f"the footnote [^{note.label}] {does}"
                raise _error(path, text, found.start(), problem, "Write what it says in the one note, without a mark.")
    _refuse_repetition(path, text, {note.label: note.end - note.start for note in notes})


def _refuse_repetition(path: str, text: str, sizes: dict[str, int]) -> None:
    total = 0
    for found in _REFERENCE.finditer(text):
        total += sizes.get(found[1].casefold(), 0)
        if total > MAX_NOTE_TEXT:
            problem = "footnotes are used so often that their text would be repeated millions of times"
            raise _error(path, text, found.start(), problem, "Give each mark a short note of its own.")


def _notes(text: str) -> list[_Note]:
    """The footnotes' texts. One ends at the next definition, or after a blank line where the indentation ends."""
    starts = list(_DEFINITION.finditer(text))
    notes = []
    for index, found in enumerate(starts):
        limit = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        stop = _NOTE_END.search(text, found.end(), limit)
        notes.append(_Note(found[1].casefold(), found.end(), stop.start() if stop else limit))
    return notes


def _in_code(text: str, offset: int) -> bool:
    """Whether a code span is open on the line before the offset."""
    return text.count("`", text.rfind("\n", 0, offset) + 1, offset) % 2 == 1
