"""The reference document: pandoc's own with our styles, and with running heads and page numbers of this report."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from briefkit.patterns import regex
from briefkit.render.docx_parts import announce, read_parts, write_parts
from briefkit.settings import DesignSettings

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STYLE = regex(r"<w:style [^>]*?w:styleId=\"([^\"]+)\".*?</w:style>\s*", re.DOTALL)
_DEFAULTS = regex(r"<w:rPrDefault>.*?</w:rPrDefault>", re.DOTALL)
_SECTION = regex(r"<w:sectPr\b.*?</w:sectPr>|<w:sectPr\s*/>", re.DOTALL)
_REFERENCE = regex(
    r"<w:(?:header|footer)Reference\b[^>]*/>|<w:titlePg\b[^>]*/>|<w:footnotePr>.*?</w:footnotePr>", re.DOTALL
)
_KEEPS = (("keepNext", "keep_next"), ("keepLines", "keep_lines"))
_TOGGLES = (("b", "bold"), ("bCs", "bold"), ("i", "italic"), ("iCs", "italic"), ("caps", "caps"), ("strike", "strike"))
"""Letters of Arabic and Hebrew have toggles of their own."""

_PAPERS = {"a4": (11906, 16838), "letter": (12240, 15840)}
"""Width and height in twips."""
_SIDE = 1450
_PAGE = (
    '<w:pgSz w:w="{}" w:h="{}"/><w:pgMar w:top="1560" w:right="1450" w:bottom="1400" w:left="1450"'
    ' w:header="740" w:footer="680" w:gutter="0"/>'
)

_TABLE = """<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/>
<w:qFormat/>
<w:pPr><w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr>{font}<w:sz w:val="19"/></w:rPr>
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>
<w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="C9D1DA"/>
<w:insideH w:val="single" w:sz="4" w:color="C9D1DA"/></w:tblBorders>
<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>
<w:bottom w:w="40" w:type="dxa"/><w:right w:w="{gutter}" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr>
<w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="{accent}"/></w:tcBorders>
<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>
"""
_EM = 0.72
"""The width of a bold letter, in sizes of its type, in the widest of the usual typefaces."""
_LEAST_TITLE = 13
_GUTTER = 160
"""Twips between two columns, all of them behind a cell: its text begins where the text of the page does."""


def reference(
    base: bytes,
    *,
    own: bool,
    title: str,
    date: str,
    draft: str,
    design: DesignSettings,
    longest: int = 1,
    rtl: bool = False,
    own_rtl: bool = False,
) -> bytes:
    """The reference document for one report.

    Args:
        base: pandoc's, or with `own` the author's, whose styles then stand and whose page heads only a draft changes.
        draft: the words that every page of a draft bears, "" when it is none.
        design: colours, fonts and paper; an author's own reference document has its own.
        longest: characters of the title's longest word, which is to fit in a line.
        rtl: lines begin on the right. Word turns indents of such a paragraph around by itself, and borders not.
        own_rtl: those of briefkit's own words do.

    Raises RenderError when `base` is no DOCX.
    """
    parts = read_parts(base)
    parts["word/styles.xml"] = _styles(parts["word/styles.xml"].decode(), own, design, longest, rtl, own_rtl).encode()
    if draft or not own:
        _put_heads(parts, title, date, draft, design.paper, rtl)
    return write_parts(parts)


def _table(design: DesignSettings, longest: int) -> dict[str, Any]:
    """Our styles, in the colour, the fonts and the width that the settings ask for."""
    text = resources.files(__package__).joinpath("docx_styles.toml").read_text("utf-8")
    table = tomllib.loads(text.replace('"accent"', f'"{_hex(design)}"'))
    for name, family in (("text", design.font), ("head", design.heading_font)):
        table["fonts"][name] = escape(family or table["fonts"][name], {'"': "&quot;"})
    width = (_PAPERS[design.paper][0] - 2 * _SIDE) / 20
    for style in table["styles"].values():
        if "tab_right" in style:
            style["tab_right"] = width
    if design.title_page:
        table["styles"]["Title"] |= {"size": 34, "before": 130}
    heading = table["styles"]["Title"]
    heading["size"] = min(heading["size"], max(_LEAST_TITLE, int(width / (_EM * max(longest, 1)))))
    return table


def _styles(xml: str, keep: bool, design: DesignSettings, longest: int, rtl: bool, own_rtl: bool) -> str:
    """The style sheet with ours put in; `keep` adds only those that it does not have."""
    table = _table(design, longest)
    if rtl:  # where letters join, none is spaced
        for style in table["styles"].values():
            style.pop("spacing", None)
    ways = {name: own_rtl if style["name"].startswith("Check ") else rtl for name, style in table["styles"].items()}
    ours = {name: _style(name, style, table["fonts"], ways[name]) for name, style in table["styles"].items()}
    ours["Table"] = _TABLE.format(font=_font(table["fonts"]["head"]), accent=_hex(design), gutter=_GUTTER)
    have = {found.group(1) for found in _STYLE.finditer(xml)}
    if not keep:
        defaults = f"<w:rPrDefault><w:rPr>{_run(table['defaults'], table['fonts'])}</w:rPr></w:rPrDefault>"
        xml = _DEFAULTS.sub(lambda _: defaults, xml, count=1)
    else:
        ours = {name: text for name, text in ours.items() if name not in have}
    kept = _STYLE.sub(lambda found: "" if found.group(1) in ours else found.group(0), xml)
    return kept.replace("</w:styles>", "".join(ours.values()) + "</w:styles>")


def _hex(design: DesignSettings) -> str:
    return design.accent[1:].upper()


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}" w:eastAsia="{name}"/>'


def _style(name: str, style: Mapping[str, Any], fonts: Mapping[str, str], rtl: bool) -> str:
    kind = style.get("type", "paragraph")
    flags = ' w:default="1"' if style.get("default") else ""
    links = "".join(
        f'<w:{tag} w:val="{style[key]}"/>' for tag, key in (("basedOn", "based_on"), ("next", "next")) if key in style
    )
    paragraph = f"<w:pPr>{_paragraph(style, rtl)}</w:pPr>" if kind == "paragraph" else ""
    return (
        f'<w:style w:type="{kind}"{flags} w:styleId="{name}"><w:name w:val="{style["name"]}"/>{links}<w:qFormat/>'
        f"{paragraph}<w:rPr>{_run(style, fonts)}</w:rPr></w:style>\n"
    )


def _paragraph(style: Mapping[str, Any], rtl: bool) -> str:
    """Paragraph properties, in the order that the schema asks for."""
    xml = "".join(f'<w:{tag} w:val="{int(style[key])}"/>' for tag, key in _KEEPS if key in style)
    xml += _borders(style, rtl)
    xml += f'<w:shd w:val="clear" w:color="auto" w:fill="{style["shade"]}"/>' if "shade" in style else ""
    tabs = "".join(
        f'<w:tab w:val="{side}" w:pos="{_twips(style[key])}"/>'
        for side, key in (("left", "tab_left"), ("right", "tab_right"))
        if key in style
    )
    xml += f"<w:tabs>{tabs}</w:tabs>" if tabs else ""
    spacing = "".join(f' w:{key}="{_twips(style[key])}"' for key in ("before", "after") if key in style)
    spacing += f' w:line="{round(240 * style["line"])}" w:lineRule="auto"' if "line" in style else ""
    xml += f"<w:spacing{spacing}/>" if spacing else ""
    indent = "".join(
        f' w:{name}="{_twips(style[key])}"'
        for name, key in (("left", "indent"), ("right", "indent_right"), ("hanging", "hanging"))
        if key in style
    )
    xml += f"<w:ind{indent}/>" if indent else ""
    return xml + (f'<w:outlineLvl w:val="{style["outline"]}"/>' if "outline" in style else "")


def _borders(style: Mapping[str, Any], rtl: bool) -> str:
    """A bar where lines begin, a line below; a shaded box has borders of its own colour, which make it higher."""
    shade = f'w:val="single" w:sz="4" w:space="{style.get("padding")}" w:color="{style.get("shade")}"'
    bar = f'w:val="single" w:sz="18" w:space="6" w:color="{style.get("bar")}"'
    given = {
        "top": shade if "padding" in style else "",
        "left": bar if "bar" in style and not rtl else "",
        "bottom": shade if "padding" in style else "",
        "right": bar if "bar" in style and rtl else "",
    }
    if "border_bottom" in style:
        given["bottom"] = f'w:val="single" w:sz="8" w:space="5" w:color="{style["border_bottom"]}"'
    borders = "".join(f"<w:{side} {border}/>" for side, border in given.items() if border)
    return f"<w:pBdr>{borders}</w:pBdr>" if borders else ""


def _run(style: Mapping[str, Any], fonts: Mapping[str, str]) -> str:
    """Character properties, in the order that the schema asks for."""
    xml = _font(fonts[style["font"]]) if "font" in style else ""
    xml += "".join(f"<w:{tag}/>" for tag, key in _TOGGLES if style.get(key))
    xml += f'<w:color w:val="{style["color"]}"/>' if "color" in style else ""
    xml += f'<w:spacing w:val="{_twips(style["spacing"])}"/>' if "spacing" in style else ""
    if "size" in style:
        xml += f'<w:sz w:val="{round(2 * style["size"])}"/><w:szCs w:val="{round(2 * style["size"])}"/>'
    if "underline" in style:
        xml += f'<w:u w:val="{style["underline"]}" w:color="{style["underline_color"]}"/>'
    return xml + ('<w:vertAlign w:val="superscript"/>' if style.get("superscript") else "")


def _twips(points: float) -> int:
    return round(20 * points)


def _put_heads(parts: dict[str, bytes], title: str, date: str, draft: str, paper: str, rtl: bool) -> None:
    """Put a running head and a page number on every page, the draft's words on the first one too."""
    flag = _text(draft, 'w:rStyle w:val="VerdictRejected"') if draft else ""
    tab = "<w:r><w:tab/></w:r>"
    heads = {
        "header-bk": ("header", "default", _head("Header", _text(title) + tab + (flag or _text(date)), rtl)),
        "header-bk-first": ("header", "first", _head("Footer", tab + flag, rtl)),
        "footer-bk": ("footer", "default", _foot(tab, rtl)),
        "footer-bk-first": ("footer", "first", _foot(tab, rtl)),
    }
    types, relations, references = "", "", ""
    for name, (kind, page, body) in heads.items():
        element = "hdr" if kind == "header" else "ftr"
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        parts[f"word/{name}.xml"] = f"{head}<w:{element} {_W} {_R}>{body}</w:{element}>".encode()
        types += f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{kind}+xml"/>'
        relations += f'<Relationship Id="{name}" Type="{_RELATION}{kind}" Target="{name}.xml"/>'
        references += f'<w:{kind}Reference w:type="{page}" r:id="{name}"/>'
    announce(parts, types, relations)
    parts["word/document.xml"] = _sections(parts["word/document.xml"].decode(), references, paper).encode()


def _sections(xml: str, references: str, paper: str) -> str:
    """The document with these references in its last section, and with our page where it has none of its own."""
    found = list(_SECTION.finditer(xml))
    inner = re.sub(r"^<w:sectPr[^>]*?/?>|</w:sectPr>$", "", found[-1].group(0)) if found else ""
    inner = _REFERENCE.sub("", inner)
    page = "" if "<w:pgSz" in inner else _PAGE.format(*_PAPERS[paper])
    section = f"<w:sectPr>{references}{inner}{page}<w:titlePg/></w:sectPr>"
    if not found:
        return xml.replace("</w:body>", f"{section}</w:body>")
    xml = xml[: found[-1].start()] + section + xml[found[-1].end() :]
    if "xmlns:r=" not in xml[: xml.index("<w:body")]:
        xml = xml.replace("<w:document ", f"<w:document {_R} ", 1)
    return xml


def _head(style: str, runs: str, rtl: bool) -> str:
    way = "<w:bidi/>" if rtl else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{way}</w:pPr>{runs}</w:p>'


def _foot(tab: str, rtl: bool) -> str:
    return _head("Footer", tab + _field("PAGE") + _text(" / ") + _field("NUMPAGES"), rtl)


def _field(name: str) -> str:
    return f"<w:fldSimple w:instr={quoteattr(f' {name} ')}><w:r><w:t>1</w:t></w:r></w:fldSimple>"


def _text(text: str, style: str = "") -> str:
    properties = f"<w:rPr><{style}/></w:rPr>" if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
