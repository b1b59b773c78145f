"""What authors write for CSL's locator terms, by language; all in lower case, without the closing full stop.

A term that several languages share stands once. The order does not matter: the longest one that fits is taken.
"""

from __future__ import annotations

WRITTEN: dict[str, str] = {
    "page": "p pp page pages pg pgs s seite seiten pág págs página páginas pag pagg pagina pagine str strona strony "
    "с сс стр страница страницы стор сторінка sid sida sivu sayfa slide folie ص עמ עמוד पृ पृष्ठ 页 頁 第",
    "chapter": "ch chap chaps chs chapter chapters kap kapitel chapitre chapitres cap caps capítulo capitolo rozdz "
    "rozdział гл глава розд розділ 章",
    "section": "sec secs sect section sections § §§ abschn abschnitt sección sezione разд раздел 节 節",
    "paragraph": "para paras par pars paragraph paragraphs ¶ ¶¶ abs absatz rn rz al alinéa alinéas párr párrafo абз "
    "абзац",
    "timestamp": "at timestamp time min минута",
    "note": "n nn note notes fn fns footnote footnotes anm fußnote прим",
    "figure": "fig figs figure figures abb abbildung рис 图 図",
    "table": "tab tabs table tables tbl tabelle tableau табл 表",
    "line": "l ll line lines z zeile zeilen ligne lignes",
    "verse": "v vv verse verses vers",
    "volume": "vol vols volume volumes bd bde band tome t т том 卷",
    "book": "bk bks book books buch livre libro",
    "column": "col cols column columns sp spalte",
    "folio": "fol fols folio folios f ff",
    "issue": "no nos number numbers issue nr № núm",
    "opus": "op opp opus",
    "part": "pt pts part parts teil teile partie parte ч часть",
    "article-locator": "art arts article articles artikel artículo articolo ст статья стаття 条 條",
    "appendix": "app apps appendix appendices annex annexe anhang",
    "act": "act acts acte akt",
    "scene": "sc scene scenes",
    "rule": "r rule rules",
    "equation": "eq eqs equation equations",
    "sub-verbo": "s.v s.vv sub verbo",
    "supplement": "supp supplement",
    "elocation": "loc location",
    "title-locator": "title tit",
    "version": "version ver",
}

LABELS: dict[str, str] = {term: label for label, words in WRITTEN.items() for term in words.split()}
