"""Zip archives (DOCX, EPUB, ODT) and the XML in them, with what a hostile one may not do."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.etree.ElementTree import Element

from briefkit.errors import SourceError

MOST_BYTES = 500_000_000
MOST_RATIO = 100
SMALL = 10_000_000
"""Below this, what a file unpacks to is no danger, however well it was packed."""
MOST_FILES = 20_000
DEEPEST = 400


class Archive:
    """The members of a zip archive, by name.

    Raises:
        SourceError: from the constructor and from `read` for what is damaged, encrypted or a bomb.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise SourceError("it is a damaged zip archive") from error
        members = self._zip.infolist()
        total = sum(member.file_size for member in members)
        if len(members) > MOST_FILES or total > MOST_BYTES or (total > SMALL and total > MOST_RATIO * len(data)):
            raise SourceError("it unpacks to far more than it should (a zip bomb)")
        if any(member.flag_bits & 1 for member in members):
            raise SourceError("it is encrypted", advice="save it anew without a password")
        self._members = {member.filename: member for member in members}
        self._left = MOST_BYTES

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self) -> list[str]:
        return list(self._members)

    def read(self, name: str) -> bytes:
        """The bytes of a member, never more than it declares."""
        member = self._members.get(name)
        if member is None:
            raise SourceError(f"it lacks its part {name}; the file is damaged")
        try:
            with self._zip.open(member) as file:
                data = file.read(member.file_size + 1)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
            raise SourceError(f"its part {name} is damaged") from error
        except Exception as error:
            raise SourceError(f"its part {name} cannot be unpacked") from error
        self._left -= len(data)
        if len(data) > member.file_size or self._left < 0:
            raise SourceError("it unpacks to far more than it should (a zip bomb)")
        return data

    def xml(self, name: str) -> Element:
        """The root of an XML member."""
        return parse_xml(self.read(name), name)


def parse_xml(data: bytes, name: str) -> Element:
    """The root element. A document type is refused, for with it come entities; so is deep nesting.

    Raises:
        SourceError: refused or not well-formed.
    """
    from xml.etree.ElementTree import ParseError, fromstring
    from xml.parsers import expat

    parser = expat.ParserCreate()
    depth = 0

    def doctype(*_: Any) -> None:
        raise SourceError(f"its part {name} declares a document type, which may hold entities")

    def start(*_: Any) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise SourceError(f"its part {name} is nested too deeply")

    def end(*_: Any) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(data, True)
        return fromstring(data)  # noqa: S314 - looked through above
    except (expat.ExpatError, ParseError, ValueError, LookupError) as error:
        raise SourceError(f"its part {name} is not well-formed XML") from error
