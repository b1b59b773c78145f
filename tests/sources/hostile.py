"""Sources that mean harm, or look as if they did, made here: name of the file and its bytes, and what is said of it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from tests.sources.conftest import zipped

W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document>&b;</w:document>'
RESOURCES = b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R%b>>" % RESOURCES
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = b"BT /F 12 Tf 20 200 Td (Words of a page that is read.) Tj ET"


def stream(data: bytes, entries: bytes = b"", *, packed: bool = True) -> bytes:
    data, entries = (zlib.compress(data, 9), entries + b"/Filter/FlateDecode") if packed else (data, entries)
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)


def pdf(
    content: bytes = WORDS,
    kids: bytes = b"[3 0 R]",
    count: int = 1,
    page: bytes = PAGE,
    extra: bytes = b"",
    trailer: bytes = b"",
) -> bytes:
    """A PDF of which the parts can be replaced one by one."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids %b/Count %d>>" % (kids, count),
        page,
        stream(content),
        FONT,
        extra or stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]"),
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    xref = b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R%b>>\n" % (size, table, size, trailer)
    return out + xref + b"startxref\n%d\n%%%%EOF" % len(out)


def locked() -> bytes:
    key = b"<" + b"00" * 32 + b">"
    entry = b"/Encrypt<</Filter/Standard/V 1/R 2/O %b/U %b/P -4>>/ID[<00><00>]" % (key, key)
    return pdf(trailer=entry)


def lying() -> bytes:
    """An archive whose member is larger than it says."""
    data = bytearray(zipped({"word/document.xml": b"<a/>" + b" " * 5000}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(zipped({"word/document.xml": "<a/>"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def many_files() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}", b"")
    return out.getvalue()


def climbing() -> bytes:
    """An e-book whose package names a file outside of it."""
    container = '<container><rootfiles><rootfile full-path="../../etc/passwd"/></rootfiles></container>'
    return zipped({"META-INF/container.xml": container, "../../etc/passwd": "x"})


def many_attributes() -> bytes:
    attributes = " ".join(f"a{number}='{number**2}'" for number in range(300_000))
    return zipped({"word/document.xml": f"<w:document {W} {attributes}/>"})


def many_rules() -> bytes:
    rules = b"".join(b".a%d .b{display:none}" % number for number in range(50_000))
    return b"<style>%b</style>%b" % (rules, b"<p class=b>x" * 20_000)


def nested_mail() -> bytes:
    part: MIMEMultipart | MIMEText = MIMEText("The innermost.")
    for _ in range(60):
        outer = MIMEMultipart()
        outer.attach(part)
        part = outer
    return part.as_bytes()


def odt(content: str | bytes) -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


IMAGE = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray"
SELF = b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</XObject<</X 6 0 R>>>>"
DRAWN = b"q 1 0 0 1 0 0 cm /X Do Q "
ENCODED = b'Content-Type: text/plain; charset="no-such-encoding"\n\nWords.'

HOSTILE: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "a PDF cut off": ("a.pdf", lambda: pdf()[:300]),
    "a PDF of nothing but its head": ("a.pdf", lambda: b"%PDF-1.7\n" + b"\0" * 50_000),
    "an encrypted PDF": ("a.pdf", locked),
    "a PDF of too many pages": ("a.pdf", lambda: pdf(kids=b"[" + b"3 0 R " * 6_000 + b"]", count=6_000)),
    "a PDF that says it has a billion pages": ("a.pdf", lambda: pdf(count=1_000_000_000)),
    "a PDF whose pages are their own parents": ("a.pdf", lambda: pdf(kids=b"[2 0 R 2 0 R]", count=2)),
    "a PDF that unpacks to half a gigabyte": ("a.pdf", lambda: pdf(b" " * 500_000_000)),
    "a PDF of millions of words": ("a.pdf", lambda: pdf(b"BT /F 1 Tf " + b"(a b c d) Tj " * 2_000_000 + b"ET")),
    "a PDF of a million drawings": ("a.pdf", lambda: pdf(WORDS + b"0 0 m 9 9 l S " * 1_000_000)),
    "a PDF that draws itself": ("a.pdf", lambda: pdf(WORDS + DRAWN * 20, extra=stream(DRAWN * 20, SELF))),
    "a PDF with deep arrays": ("a.pdf", lambda: pdf(page=b"[" * 100_000 + b"]" * 100_000)),
    "a PDF with deep graphics states": ("a.pdf", lambda: pdf(b"q " * 500_000 + WORDS)),
    "a PDF with an image of four gigapixels": ("a.pdf", lambda: pdf(DRAWN, extra=stream(b"\0" * 1_000_000, IMAGE))),
    "a PDF whose words nobody sees": ("a.pdf", lambda: pdf(WORDS.replace(b"Td", b"Td 3 Tr"))),
    "a zip bomb": ("a.docx", lambda: zipped({"word/document.xml": b"\0" * 60_000_000})),
    "an archive that lies about sizes": ("a.docx", lying),
    "an encrypted archive": ("a.docx", encrypted),
    "an archive cut off": ("a.docx", lambda: zipped({"word/document.xml": "<a/>"})[:-30]),
    "an archive of too many files": ("a.epub", many_files),
    "an archive that climbs out of itself": ("a.epub", climbing),
    "XML with entities": ("a.docx", lambda: zipped({"word/document.xml": LAUGHS})),
    "XML with entities in another encoding": ("a.docx", lambda: zipped({"word/document.xml": LAUGHS.encode("utf-16")})),
    "XML nested too deeply": ("a.docx", lambda: zipped({"word/document.xml": "<a>" * 100_000})),
    "XML of many attributes": ("a.docx", many_attributes),
    "an ODT bomb": ("a.odt", lambda: odt(b" " * 60_000_000)),
    "an ODT with entities": ("a.odt", lambda: odt(LAUGHS)),
    "an RTF whose picture has no end": ("a.rtf", lambda: b"{\\rtf1 " + b"{\\pict\\bin999999999 " * 100_000),
    "an RTF of letters by number": ("a.rtf", lambda: b"{\\rtf1 " + b"\\uc99999999\\u-1?" * 1_000_000 + b"}"),
    "an RTF nested too deeply": ("a.rtf", lambda: b"{\\rtf1 " + b"{" * 200_000 + b"x" + b"}" * 200_001),
    "a web page nested too deeply": ("a.html", lambda: b"<div>" * 200_000 + b"words"),
    "a web page of opened marks": ("a.html", lambda: b"<p>words " + b"<" * 3_000_000),
    "a web page of unclosed lists": ("a.html", lambda: b"<ul><li><b><i>" * 50_000),
    "a web page of many rules": ("a.html", many_rules),
    "mail nested too deeply": ("a.eml", nested_mail),
    "mail in an encoding that there is not": (
        "a.eml",
        lambda: ENCODED,
    ),
    "captions of nothing but times": ("a.srt", lambda: b"1\n00:00:01,000 --> 00:00:02,000\n" * 300_000),
    "Markdown of opened brackets": ("a.md", lambda: b"[" * 300_000 + b"*" * 300_000 + b"<" * 300_000 + b"`" * 300_001),
    "a text of one line": ("a.txt", lambda: b"word " * 4_000_000),
    "a text of form feeds": ("a.txt", lambda: b"\f" * 300_000),
    "bytes that are no text": ("a.txt", lambda: b"abc\0\xff\xfe" * 1_000),
    "a program with another name": ("a.html", lambda: b"\x7fELF" + b"\0" * 1_000),
    "a PDF with another name": ("a.docx", pdf),
    "an image that is none": ("a.png", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 1_000),
    "nothing at all": ("a.pdf", bytes),
}
