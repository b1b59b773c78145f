"""RTF: body, tables, text boxes and notes. Hidden and deleted text is no text; code pages are those of the fonts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from briefkit.errors import SourceError
from briefkit.model import JSON
from briefkit.patterns import regex
from briefkit.sources.blocks import Blocks
from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.page_metadata import authors

TOKEN = regex(
    r"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<value>-?\d{1,9})? ?|'(?P<code>[0-9a-fA-F]{2})|(?P<sign>[^a-zA-Z]))"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
DEEPEST = 1000
UNSEEN = frozenset(
    "fonttbl colortbl stylesheet info pict objdata header headerl headerr headerf footer footerl footerr footerf "
    "fldinst bkmkstart bkmkend listtext pntext pntxta pntxtb nonshppict atnid atnauthor annotation atnref tc xe rxe "
    "txe shprslt ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn sp sn sv filetbl revtbl listtable "
    "listoverridetable".split()
)
"""Groups whose words are not on the page, or stand on it as what repeats itself."""
SEEN = frozenset(("shpinst", "shptxt", "footnote", "do", "dptxbx", "dptxbxtext"))
"""Groups of later versions of the format that hold words of the page."""
SIGNS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": " ",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
GAPS = {"par": "\n\n", "sect": "\n\n", "page": "\n\n", "line": "\n", "row": "\n", "cell": "\t", "nestcell": "\t"}
CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""The code pages of fonts; those of fonts that are not listed are the document's."""
PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
HEADING = regex(r"heading ([1-9])", re.IGNORECASE)
Kind = Literal["words", "raised", "hidden", "aside", "gap"]
Piece = tuple[Kind, list[str]]


@dataclass(slots=True)
class _State:
    """What holds inside a group."""

    group: str = ""
    seen: bool = True
    hidden: bool = False
    raised: bool = False
    font: int = 0
    fallback: int = 1
    style: int = 0


@dataclass(slots=True)
class _Note:
    """The words of a note, apart from the text that refers to it."""

    number: int
    pieces: list[Piece] = field(default_factory=list)


def read(data: bytes, context: Context) -> Extracted:  # noqa: ARG001 - readers share one signature
    """An `.rtf` file.

    Raises:
        SourceError: it is nested too deeply.
    """
    reader = _Reader()
    reader.run(data)
    return reader.extracted()


class _Reader:
    """Goes through the file once. A paragraph is put down when it ends, the notes when all has ended."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self.state = _State()
        self.stack: list[_State] = []
        self.page = "cp1252"
        self.fonts: dict[int, str] = {}
        self.levels: dict[int, int] = {}
        self.level = 0
        self.pieces: list[Piece] = []
        self.notes: list[_Note] = []
        self.open: list[tuple[int, _Note]] = []
        self.said: dict[str, str] = {}
        self._bytes = bytearray()
        self._skip = 0

    def run(self, data: bytes) -> None:
        text = data.decode("latin-1")
        place = 0
        while found := TOKEN.search(text, place):
            place = found.end()
            if brace := found["brace"]:
                self._flush()
                self._open() if brace == "{" else self._close()
            elif words := found["text"]:
                self._coded(words)
            elif code := found["code"]:
                self._coded(chr(int(code, 16)))
            elif sign := found["sign"]:
                self._sign(sign)
            elif found["word"] == "bin":
                place += max(int(found["value"] or 0), 0)
            else:
                self._flush()
                self._word(found["word"], int(found["value"]) if found["value"] else None)
        self._flush()

    def extracted(self) -> Extracted:
        self._end_paragraph()
        for note in self.notes:
            self.blocks.part()
            self._lay(note.pieces)
        title, name = self.said.get("title", "").strip(), self.said.get("author", "").strip()
        told: dict[str, JSON] = {"title": title} if title else {}
        self.blocks.metadata = told | ({"author": authors(name)} if name else {})
        return self.blocks.extracted()

    # --- groups and words -------------------------------------------------------------------------------------------

    def _open(self) -> None:
        if len(self.stack) > DEEPEST:
            raise SourceError("it is nested too deeply", advice="save its text as .txt")
        self.stack.append(self.state)
        self.state = replace(self.state)
        self._skip = 0

    def _close(self) -> None:
        if self.open and self.open[-1][0] == len(self.stack):
            self.open.pop()
        if self.stack:
            self.state = self.stack.pop()
        self._skip = 0

    def _sign(self, sign: str) -> None:
        if sign == "*":  # a group of a later version, unless it is known
            self.state.group = "*"
        elif sign in "\r\n":
            self._flush()
            self._word("par", None)
        elif sign in "\\{}":
            self._coded(sign)
        elif sign in "~_":
            self._flush()
            self._put("\u00a0" if sign == "~" else "\u2011")

    def _word(self, word: str, value: int | None) -> None:
        state = self.state
        if state.group == "*":
            state.group, state.seen = word, state.seen and word in SEEN
        if word in UNSEEN:
            state.group, state.seen = word, False
        elif word in ("title", "author") and state.group == "info":
            state.group = word
        elif word == "footnote" and state.seen:
            self._note()
        elif word == "u":
            self._put(chr(value % 0x10000) if value is not None else "")
            self._skip = state.fallback
        elif word in SIGNS:
            self._put(SIGNS[word])
        elif word in GAPS:
            self._gap(word)
        else:
            self._property(word, value)

    def _property(self, word: str, value: int | None) -> None:
        state, on = self.state, value != 0
        if word in ("v", "deleted"):
            state.hidden = on
        elif word == "super":
            state.raised = on
        elif word in ("nosupersub", "sub"):
            state.raised = False
        elif word == "plain":
            state.hidden = state.raised = False
        elif word == "pard":
            self.level = 0
        elif word == "outlinelevel":
            self.level = value + 1 if value is not None and value < 9 else 0
        elif word == "chftn":
            self._number()
        elif word == "uc":
            state.fallback = value or 0
        elif word == "s":
            state.style = value or 0
            self.level = self.levels.get(state.style, self.level) if state.seen else self.level
        else:
            self._coding(word, value)

    def _coding(self, word: str, value: int | None) -> None:
        """What says how bytes are read."""
        if word == "f" and value is not None:
            self.state.font = value
        elif word == "fcharset" and self.state.group == "fonttbl" and value in CHARSETS:
            self.fonts[self.state.font] = CHARSETS[value]
        elif word == "ansicpg" and value:
            self.page = f"cp{value}"
        elif word in PAGES:
            self.page = PAGES[word]

    # --- text -------------------------------------------------------------------------------------------------------

    def _coded(self, text: str) -> None:
        """Bytes in the code page that holds, but for what stands for a character that was given by its number."""
        if self._skip:
            text, self._skip = text[self._skip :], max(self._skip - len(text), 0)
        self._bytes += text.encode("latin-1")

    def _flush(self) -> None:
        if self._bytes:
            raw, self._bytes = bytes(self._bytes), bytearray()
            try:
                words = raw.decode(self.fonts.get(self.state.font, self.page), "replace")
            except LookupError:
                words = raw.decode("cp1252", "replace")
            self._put(words)

    def _put(self, words: str) -> None:
        state = self.state
        if state.seen:
            kind: Kind = "hidden" if state.hidden else "raised" if state.raised else "words"
            self._add(kind, words)
        elif state.group in ("title", "author"):
            self.said[state.group] = self.said.get(state.group, "") + words
        elif state.group == "stylesheet" and (found := HEADING.search(words)):
            self.levels[state.style] = int(found[1])

    def _laid(self) -> list[Piece]:
        """Where words go: to the note that is open, else to the paragraph."""
        return self.open[-1][1].pieces if self.open else self.pieces

    def _add(self, kind: Kind, words: str) -> None:
        pieces = self._laid()
        if pieces and pieces[-1][0] == kind:
            pieces[-1][1].append(words)
        else:
            pieces.append((kind, [words]))

    def _gap(self, word: str) -> None:
        if not self.state.seen:
            return
        if self.open or GAPS[word] != "\n\n":
            pieces = self._laid()
            if word == "row" and pieces and pieces[-1] == ("gap", ["\t"]):
                pieces.pop()
            pieces.append(("gap", [GAPS[word]]))
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        pieces, self.pieces = self.pieces, []
        self.blocks.part()
        if self.level:
            self.blocks.heading(self.level)
        self._lay(pieces)
        if self.level:
            self.blocks.end_heading()
        self.blocks.part()

    def _lay(self, pieces: list[Piece]) -> None:
        for kind, parts in pieces:
            words = "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            if kind == "gap":
                self.blocks.part(words)
            elif kind == "hidden":
                self.blocks.hidden.append(words)
            elif kind == "aside":
                self.blocks.aside(words)
            elif kind == "raised" and len(words) <= 12:
                self.blocks.raised(words)
            else:
                self.blocks.add(words)

    def _note(self) -> None:
        """What the group holds is a note, numbered as the last that was referred to."""
        note = _Note(len(self.notes) + 1)
        self.notes.append(note)
        self.open.append((len(self.stack), note))

    def _number(self) -> None:
        number = self.open[-1][1].number if self.open else len(self.notes) + 1
        if self.state.seen:
            self._add("aside", str(number))
