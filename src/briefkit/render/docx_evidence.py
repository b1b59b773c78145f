"""The record of the check as custom XML of a DOCX, which word processors keep when they save the document anew."""

from __future__ import annotations

from xml.sax.saxutils import escape

from briefkit.patterns import regex
from briefkit.render.docx_parts import announce

NAMESPACE = "urn:briefkit:evidence:1"
_ITEM_ID = "{6F1B7C1E-3D3B-4E0B-9C55-0B1E9C6D2A41}"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNSPEAKABLE = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML cannot hold. JSON writes most of them as escapes, so they are hardly ever met."""


def put_evidence(parts: dict[str, bytes], evidence: bytes) -> None:
    """Add the record (JSON) to the files of a DOCX: its part, the part's properties, and what leads to both."""
    number = next(n for n in range(1, len(parts) + 2) if f"customXml/item{n}.xml" not in parts)
    text = escape(_UNSPEAKABLE.sub("\ufffd", evidence.decode()))
    parts[f"customXml/item{number}.xml"] = f'{_HEAD}<evidence xmlns="{NAMESPACE}">{text}</evidence>'.encode()
    parts[f"customXml/itemProps{number}.xml"] = (
        f'{_HEAD}<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{_STORE}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    parts[f"customXml/_rels/item{number}.xml.rels"] = (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_RELATION}Props"'
        f' Target="itemProps{number}.xml"/></Relationships>'
    ).encode()
    override = f'<Override PartName="/customXml/itemProps{number}.xml" ContentType="{_TYPE}"/>'
    relation = f'<Relationship Id="rIdEvidence" Type="{_RELATION}" Target="../customXml/item{number}.xml"/>'
    announce(parts, override, relation)
