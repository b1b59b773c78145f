"""What stands beside the running text of a PDF: notes that cross a page, captions and notes that repeat themselves."""

from __future__ import annotations

import re

from tests.sources.conftest import ReadSource
from tests.sources.test_pdf import pdf

NOTE = " ".join(
    f"In the year {1700 + n} the keeper wrote again that no lamp had burned on the outer mole." for n in range(40)
)
LONG_NOTE = f"""
#set page(width: 300pt, height: 300pt, margin: 40pt, numbering: "1", header: [A History of the Harbour])
#set text(size: 11pt, lang: "en", hyphenate: false)
The first paragraph is short, but it has a note that does not end.#footnote[{NOTE}]

{"The running text goes on below, line by line, and it has nothing to do with what the note says. " * 14}
"""
TABLES = r"""
#set page(width: 300pt, height: 220pt, margin: 30pt)
#set text(size: 9pt, lang: "en", hyphenate: false)
#let table-of(n, where) = [
  Table 2. Numbers of ships that came in, by month of arrival and \
  #where

  #v(8pt)
  January #h(1fr) #n \\
  February #h(1fr) #(n + 3) \\
  March #h(1fr) #(n + 7) \
  #for month in ("April", "May", "June", "July", "August") [#month #h(1fr) #(n * month.len()) \ ]
]
#table-of(11)[as they were counted by the pilots of both banks] #pagebreak()
#table-of(17)[in the harbour master’s own hand, without erasures] #pagebreak()
#table-of(23)[from the spring after the storm on] #pagebreak()
#table-of(29)[those left out that turned back at the bar]
"""
SHORT_NOTES = r"""
#set page(width: 300pt, height: 220pt, margin: 40pt, numbering: "1", header: [A History of the Harbour])
#set text(size: 11pt, lang: "en", hyphenate: false)
#for n in range(6) [
  Page #(n + 1) says it first#footnote[#("Asmund", "Brida", "Cecily", "Dunstan", "Edith", "Felix").at(n) kept the lamp.]
  and then once more.#footnote[Keeper’s Book, p. #(120 + n)] #pagebreak(weak: true)
]
"""


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_a_note_that_crosses_a_page_reads_on(read_source: ReadSource) -> None:
    source = read_source("notes.pdf", pdf(LONG_NOTE))
    assert NOTE in folded(source.text)
    start = source.text.index("In the year 1700")
    assert {page.index for page in source.pages if page.end > start and page.start < start + len(NOTE)} >= {1, 2}


def test_a_caption_that_every_page_repeats_stays_whole(read_source: ReadSource) -> None:
    text = folded(read_source("tables.pdf", pdf(TABLES)).text)
    for where in ("as they were counted", "in the harbour master’s", "from the spring after", "those left out"):
        assert f"by month of arrival and {where}" in text


def test_notes_that_repeat_themselves_stay_with_their_neighbours(read_source: ReadSource) -> None:
    text = folded(read_source("ibid.pdf", pdf(SHORT_NOTES)).text)
    for n, name in enumerate(("Asmund", "Brida", "Cecily", "Dunstan", "Edith", "Felix")):
        assert re.search(rf"{name} kept the lamp\. \d*\s?Keeper’s Book, p\. {120 + n}", text)


FORMS = "\n#pagebreak()\n".join(
    f"#v({40 * n}pt)\n({n + 2}) In the chapter of procedures, \\\nadd what stands in figure {n} to the paragraph."
    for n in (1, 3, 2, 4)
)


def test_lines_that_repeat_themselves_at_other_heights_are_text(read_source: ReadSource) -> None:
    head = "#set page(width: 300pt, height: 360pt, margin: 50pt, header: [Register of Forms])\n"
    text = folded(read_source("forms.pdf", pdf(head + FORMS)).text)
    body = text[: text.index("Register of Forms")]
    for n in (1, 2, 3, 4):
        assert f"add what stands in figure {n} to the paragraph." in body
