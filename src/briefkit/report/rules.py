"""The findings on a report: a table of codes. A rule's text is its documentation."""

from __future__ import annotations

from typing import NamedTuple

from briefkit.model import Severity


class Rule(NamedTuple):
    """`summary` is one line; `explanation` says why it matters and what to write."""

    summary: str
    explanation: str
    severity: Severity = Severity.ERROR


RULES: dict[str, Rule] = {
    "BK100": Rule(
        "report that cannot be read",
        "Nothing in it was checked; the exit status is 2, and the other reports are checked all the same. The message "
        "says what stands in the way and where.",
    ),
    "BK101": Rule(
        "unpaired quotation mark",
        "A quotation mark has no partner in its paragraph, so nobody can say which words are quoted, and they cannot "
        'be checked. Add the other mark. Inches are written 6′ 2″ or 2\\"; an apostrophe needs nothing.',
    ),
    "BK102": Rule(
        "unpaired single quotation mark",
        "An opening single mark has no partner in its paragraph. Add the other mark; where an apostrophe was meant, "
        "write ’ instead of ‘.",
        Severity.WARNING,
    ),
    "BK103": Rule(
        "empty quotation",
        "There are no words between the marks, so there is nothing to check. Write the words or take the marks away.",
    ),
    "BK104": Rule(
        "a mark that marks no quotation",
        "`{.scare}`, `{.title}`, `{.translation}` and `{.waived}` speak of a quotation; the words in these brackets "
        "hold none. Put the quotation marks inside the brackets: [“so-called”]{.scare}.",
        Severity.WARNING,
    ),
    "BK105": Rule(
        "a waiver that lacks its reason, its person or its date",
        "A waiver takes responsibility for an unverified quotation. It needs all three: "
        '[“…”]{.waived reason="…" by="…" until=2027-01-31}. Without them the quotation is checked like any other.',
    ),
    "BK106": Rule(
        "a translation that lacks its original or its translator",
        'A translation is checked by its original: [“…”]{.translation original="…" by="…"}. Without both the '
        "quotation is checked like any other.",
    ),
    "BK107": Rule(
        "what looks like quotation marks",
        "``So'', `so', ,,so'', <<so>>, ≪so≫, ″so″ and ´so´ look like quotations to a reader, but their marks have "
        "other uses, too, so what stands between them is not checked; nor is what a formula quotes, or what stands "
        'between marks that are code. Write “so” or "so"; if something else is meant, code: `<<so>>`.',
    ),
    "BK108": Rule(
        "a citation that would be read as quoted",
        "It stands inside the quotation marks, or in the midst of a block quote, and is printed there with words of "
        "its own: @doe as Doe (2020), [see @doe, a classic] with all it says. Nothing holds them against the source. "
        "Put it after the closing mark; inside, only [@doe, p. 3] may stand. A name of the source that begins with @ "
        "is written with a backslash, \\@doe.",
    ),
    "BK111": Rule(
        "raw markup",
        "Raw HTML, Typst, LaTeX or OpenXML is taken out, because it could show what was not checked. Write Markdown "
        "instead: *emphasis*, a table with |, [text](link). HTML comments are left out without a word.",
    ),
    "BK112": Rule(
        "an attribute or class that is not allowed",
        "Only plain attributes pass (identifier, classes, width, height, lang, dir …). Attributes that inject code "
        "into an output format, or classes that belong to briefkit, are taken out.",
        Severity.WARNING,
    ),
    "BK113": Rule(
        "a link that is no web, mail or local address",
        "Only http, https, mailto, ftp and relative links pass. The link is taken out, its text stays.",
    ),
    "BK114": Rule(
        "a quotation in the title of a link or image",
        "A title shows when the pointer rests on it, and is not checked. It was taken out. Quote in the text.",
        Severity.WARNING,
    ),
    "BK121": Rule(
        "front matter that a report may not set",
        "`bibliography`, `csl`, `header-includes` and their like read files, reach the network or inject code. They "
        "are taken out. Sources and styles belong in the project: sources/ and briefkit.toml.",
    ),
    "BK122": Rule(
        "front matter that briefkit does not know",
        "The key is taken out, as nothing would be done with it. Known are title, subtitle, author, date, lang, "
        "abstract, keywords, toc and the others that the documentation lists.",
        Severity.WARNING,
    ),
    "BK123": Rule(
        "front matter that does not start on the first line, or does not end",
        "Front matter counts only between a --- on the very first line and a --- on a line of its own; here it would "
        "be printed as text. Delete what stands before it, or add the closing line.",
        Severity.WARNING,
    ),
    "BK125": Rule(
        "a quotation in the author, date or category",
        "These are printed as plain words, and nothing in them is checked. Take the quotation marks away, or quote in "
        "the title, the subtitle, the abstract or the text.",
    ),
    "BK126": Rule(
        "front matter in a shape that cannot be shown",
        "The title and the subtitle are one line of text each, the abstract one text, `lang` a language tag such as "
        "en-GB. What is written as a list, a map or a block quote is taken out: nobody would see it as it was checked.",
    ),
    "BK131": Rule(
        "inline footnote",
        "`^[text]` is not in the dialect and would be printed as it stands. Write [^1] in the text and, on a line of "
        "its own, [^1]: text.",
    ),
    "BK132": Rule(
        "grid table",
        "Tables drawn with +---+ are not in the dialect and would be printed as it stands. Write a pipe table: a row "
        "| a | b |, below it |---|---|, then the rows.",
    ),
    "BK133": Rule(
        "example list",
        "Example lists, (@) or (@label), are not in the dialect and would be printed as they stand. Write a numbered "
        "list: (1) or 1.",
    ),
    "BK135": Rule(
        "braces that could not be read",
        "What stands in braces behind the brackets is no list of classes and attributes, so it would be printed as it "
        'stands and does not count. Write .class and key="value" with double quotation marks.',
    ),
    "BK136": Rule(
        "tracked changes in a draft",
        "The draft has tracked changes. What was checked is the text with all of them accepted; who rejects one has "
        "another text. Accept or reject them before the last check.",
        Severity.WARNING,
    ),
    "BK134": Rule(
        "line block",
        "Lines that begin with | outside a table are not in the dialect and would run together. End each line with a "
        "backslash instead.",
        Severity.WARNING,
    ),
}
