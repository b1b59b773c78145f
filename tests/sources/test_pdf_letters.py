"""Letters that a PDF names wrongly, or holds in pieces: what a page shows is what is read."""

from __future__ import annotations

from tests.sources.conftest import ReadSource
from tests.sources.hostile import stream
from tests.sources.test_pdf import written

from briefkit.sources.pdf_lines import lines
from briefkit.sources.pdf_page import Glyphs

MAPPED = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
6 beginbfchar <01> <0069> <02> <006C> <03> <21B5> <04> <00AD> <05> <019F> <06> <0000> endbfchar endcmap end end"""
"""The characters that the codes 1 to 6 are said to be: "i", "l", the arrow, a soft hyphen, a barred O, none."""
GLYPHS = b"<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[1/fi/fl/f/hyphen/t/W]>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding %b/ToUnicode 6 0 R>>" % GLYPHS
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R/S 7 0 R>>>>>>"
SYMBOLS = b"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+CMSY8>>"
LINES = (
    b"ten sailing ships in winter still bring tin",
    b"the of\\001ce had identi\\001ed the \\002ood",
    b"\\001ve e\\003orts of a year\\004long station",
    b"it was full of informa\\005on on filling hills",
)


def page(*lines: bytes, mapped: bytes = MAPPED, font: bytes = FONT) -> bytes:
    shown = b" T* ".join(b"(%b) Tj" % line for line in lines)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE,
        stream(b"BT /F 12 Tf 14 TL 20 200 Td %b ET" % shown),
        font,
        stream(mapped),
        SYMBOLS,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 8/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 8\n0000000000 65535 f \n" + table + end


def test_ligatures_that_are_named_after_one_letter_are_read_whole(read_source: ReadSource) -> None:
    text = " ".join(read_source("letters.pdf", page(*LINES)).text.split())
    assert "the ofﬁce had identiﬁed the ﬂood" in text
    assert "ten sailing ships in winter still bring tin" in text
    assert "full of information on filling hills" in text


def test_an_arrow_inside_a_word_is_two_letters_and_a_shown_soft_hyphen_is_a_hyphen(read_source: ReadSource) -> None:
    text = " ".join(read_source("letters.pdf", page(*LINES)).text.split())
    assert "ﬁve eﬀorts of a year-long station" in text
    text = read_source("shelf.pdf", page(b"bought o\\003-the-shelf")).text
    assert "oﬀ-the-shelf" in text


def test_a_wide_letter_without_a_name_inside_a_word_is_a_ligature(read_source: ReadSource) -> None:
    text = read_source("nameless.pdf", page(b"a di\\006culty \\006 of state")).text
    assert "diﬃculty" in text
    assert text.count("ﬃ") == 1


def test_letters_of_a_font_whose_letters_are_all_alike_stay(read_source: ReadSource) -> None:
    text = read_source("letters.pdf", page(b"ten sailing ships", *[b"in till is ill"] * 4)).text
    assert "ﬁ" not in text
    assert "ﬂ" not in text


def test_an_exponent_at_the_head_of_a_piece_of_a_line_is_no_mark() -> None:
    places = [(char, 10.0 * i, 100.0, 10.0) for i, char in enumerate("a curve in R")]
    places += [("\n", 120.0, 100.0, 10.0), ("3", 122.0, 104.0, 7.0), (" ", 126.0, 100.0, 10.0)]
    places += [(char, 130.0 + 10.0 * i, 100.0, 10.0) for i, char in enumerate("is a knot")]
    text, xs, ys, sizes = zip(*places, strict=True)
    glyphs = Glyphs("".join(text), list(xs), list(ys), list(sizes), bytearray(b"\1") * len(text))
    (line,) = lines(glyphs)
    assert (line.text, line.marks) == ("a curve in R ³ is a knot", ())


def test_a_small_nought_of_a_font_of_symbols_is_a_prime(read_source: ReadSource) -> None:
    data = page(b"a list m) Tj 0 5 Td /S 8 Tf (0) Tj 5 -5 Td /F 12 Tf (of 40 ships, and x) Tj /F 8 Tf 0 5 Td (0")
    text = " ".join(read_source("primes.pdf", data).text.split())
    assert "a list m′" in text.replace(" ′", "′")
    assert "of 40 ships" in text
    assert "x′" not in text


def test_accents_that_stand_beside_their_words_are_set_over_their_letters(read_source: ReadSource) -> None:
    show = b"BT /F 10 Tf 1 0 0 1 20 100 Tm (Anna Sedlakova wrote, ) Tj 1 0 0 1 74.2 100 Tm (\\264) Tj"
    plain = b" 1 0 0 1 20 60 Tm (a ` b and so on) Tj ET"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"
    data = written(show + plain).replace(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", font)
    text = read_source("accents.pdf", data).text
    assert "Anna Sedlákova wrote," in text
    assert "´" not in text
    assert "a ` b and so on" in text


def test_the_codes_of_scientific_workplace_are_letters(read_source: ReadSource) -> None:
    mapped = MAPPED.replace(
        b"<01> <0069> <02> <006C> <03> <21B5> <04> <00AD> <05> <019F>",
        b"<01> <00D6> <02> <00E1> <03> <00A7> <04> <00A2> <05> <00B7>",
    )
    lines = (b"\\001ve e\\003orts re\\002ect di\\004 culty, says Fern\\005ndez", b"in a plain line")
    assert "§orts" in read_source("other.pdf", page(*lines, mapped=mapped)).text
    font = FONT.replace(b"/Helvetica", b"/ABCDEF+Dcr10")
    source = read_source("workplace.pdf", page(*lines, mapped=mapped, font=font))
    assert "ﬁve eﬀorts reﬂect diﬃculty, says Fernández" in " ".join(source.text.split())
