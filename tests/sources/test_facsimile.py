"""Passages of PDFs as they are printed: the right words marked, and no more of the page than their lines."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from dataclasses import dataclass

import pytest
from tests.sources.test_pdf import pdf

from briefkit.errors import SourceError
from briefkit.sources.extracted import Context
from briefkit.sources.isolated import isolated
from briefkit.sources.picture import GREYS, SCALE, png

SENTENCES = [f"Sentence number {n} of the harbour log speaks of ferry {n} alone." for n in range(1, 40)]
PAGE = "#set page(width: 300pt, height: 500pt, margin: 40pt)\n#set text(size: 10pt)\n"


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    rows: tuple[bytes, ...]

    @property
    def marked(self) -> list[tuple[int, int]]:
        """Pixels under the marker: column and row."""
        return [(x, y) for y, row in enumerate(self.rows) for x, value in enumerate(row) if GREYS <= value < 2 * GREYS]

    @property
    def ink(self) -> int:
        """Dark pixels, marked or not."""
        return sum(value % GREYS < GREYS // 2 for row in self.rows for value in row if value < 2 * GREYS)


def decode(data: bytes) -> Picture:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    place, chunks = 8, {}
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        body = data[place + 8 : place + 8 + length]
        assert struct.unpack(">I", data[place + 8 + length : place + 12 + length])[0] == zlib.crc32(kind + body)
        chunks[kind] = body
        place += 12 + length
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    pixels = zlib.decompress(chunks[b"IDAT"])
    assert len(pixels) == height * (width + 1)
    return Picture(width, height, tuple(pixels[y * (width + 1) + 1 : (y + 1) * (width + 1)] for y in range(height)))


def pictures(data: bytes, *passages: tuple[int, str, str, str]) -> list[bytes]:
    got = isolated("facsimile")(data, Context({"passages": passages}))
    return [base64.b64decode(picture) for picture in json.loads(got.text)]


def test_the_lines_of_the_passage_and_no_more() -> None:
    data = pdf(PAGE.replace("300pt", "400pt") + "#linebreak()".join(SENTENCES[:20]))
    (picture,) = map(decode, pictures(data, (1, "", "speaks of ferry 9 alone", "")))
    assert picture.height < 50 * SCALE  # three lines of 10 points
    assert picture.width < 330 * SCALE
    columns, rows = {x for x, _ in picture.marked}, {y for _, y in picture.marked}
    assert picture.height * 0.3 < min(rows) < max(rows) < picture.height * 0.7  # the middle line of three
    assert min(columns) > picture.width * 0.4  # "Sentence number 9 of the harbour log" stands unmarked before it
    assert picture.ink > 500


def test_of_the_same_words_at_several_places_those_in_context() -> None:
    data = pdf(PAGE + "\n\n".join(f"The {name} lock was opened at noon by its keeper." for name in ("old", "new")))
    first, second, alone = (
        decode(one)
        for one in pictures(
            data,
            (1, "The old ", "lock was opened at noon", " by"),
            (1, "The new ", "lock was opened at noon", " by"),
            (1, "", "old lock was opened at noon", ""),
        )
    )
    assert min(y for _, y in first.marked) < 10 * SCALE < min(y for _, y in second.marked)
    assert len(alone.marked) > len(first.marked)


def test_a_column_is_shown_alone() -> None:
    data = pdf(PAGE.replace("300pt", "500pt") + "#columns(2)[" + " ".join(SENTENCES) + "]")
    (picture,) = map(decode, pictures(data, (1, "", "ferry 3 alone", "")))
    assert picture.width < 230 * SCALE


def test_a_turned_page_is_shown_upright() -> None:
    import io

    import pypdfium2

    document = pypdfium2.PdfDocument(pdf(PAGE + "#linebreak()".join(SENTENCES[:5])))
    document[0].set_rotation(90)
    out = io.BytesIO()
    document.save(out)
    (picture,) = map(decode, pictures(out.getvalue(), (1, "", "ferry 3 alone", "")))
    assert picture.marked
    assert picture.ink > 100


def test_a_long_passage_is_cut() -> None:
    data = pdf(PAGE + " ".join(SENTENCES))
    (picture,) = map(decode, pictures(data, (1, "", " ".join(SENTENCES[1:18]), "")))
    assert 100 * SCALE < picture.height < 170 * SCALE


@pytest.mark.parametrize("words", ["words that do not stand there", "", "—…", "x" * 30_000])
def test_none_of_what_is_not_found(words: str) -> None:
    data = pdf(PAGE + " ".join(SENTENCES[:5]))
    assert pictures(data, (1, "", words, ""), (99, "", "ferry 3", "")) == [b"", b""]


def test_words_over_line_ends_with_hyphens_and_accents() -> None:
    text = (
        '#set par(justify: true)\n#set text(hyphenate: true, lang: "en")\n'
        + "The extraordinarily naïve administration. " * 9
    )
    data = pdf(PAGE.replace("300pt", "200pt") + text)
    (picture,) = map(decode, pictures(data, (1, "", "naïve administration. The extraordinarily naïve", "")))
    assert picture.marked


def test_twice_the_same_bytes() -> None:
    data = pdf(PAGE + " ".join(SENTENCES[:20]))
    assert pictures(data, (1, "", "ferry 3", "")) == pictures(data, (1, "", "ferry 3", ""))


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(SourceError):
        pictures(b"%PDF-1.7 broken", (1, "", "x", ""))


def test_marks_beyond_the_picture_are_cut() -> None:
    picture = decode(png(bytes([255]) * 12, 4, 3, [(-5, -5, 2, 99), (3, 1, 99, 1)]))
    assert picture.rows == tuple(bytes([127, 127, 63, 63]) for _ in range(3))
