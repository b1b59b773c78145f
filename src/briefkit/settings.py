"""briefkit.toml: what a project may say of itself. Every key is optional; an unknown one is an error."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, get_type_hints

from briefkit.errors import SettingsError
from briefkit.model import LEVELS
from briefkit.patterns import regex
from briefkit.root import FILE, PYPROJECT
from briefkit.values import dataclass, field

LOCK = "briefkit.lock"
_TABLE = regex(r"^[ \t]*\[[ \t]*tool\.briefkit(?:\.([\w.-]+))?[ \t]*\]", re.MULTILINE)
SYNONYMS = {"off": "accept", "error": "reject"}
"""Other words for the levels of a rule, as other checkers have them."""
TARGETS = ("pdf", "docx", "html")
STANDARDS = ("a-3a", "a-2b")
STYLES = ("chicago", "news", "legal", "eu")


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Section [check].

    Attributes:
        strict: `close` is rejected.
        style: the house profile, one of STYLES.
        rules: the author's own word on a rule: code -> "accept", "warn" or "reject".
        approvals: a file of the project; with it, a waiver counts only when it is approved there.
    """

    strict: bool = False
    style: str = "chicago"
    rules: Mapping[str, str] = field(default_factory=dict)
    approvals: str = ""


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """Section [folders], each relative to the project."""

    sources: str = "sources"
    reports: str = "reports"
    templates: str = "templates"
    output: str = "build"


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """Section [build].

    Attributes:
        to: the formats that `briefkit build` writes when it is not told.
        csl: a citation style, a file of the project; empty is Chicago author-date.
        comments: on the quotations of a DOCX "always", "never", or "auto" where every word processor copes.
        toc: a table of contents "always", "never", or "auto" for long documents only.
        pdf_standard: the archival standard that a PDF is made to, one of STANDARDS.
        facsimile: the appendix shows passages of PDF sources as they are printed.
    """

    to: tuple[str, ...] = TARGETS
    csl: str = ""
    toc: str = "auto"
    comments: str = "auto"
    pdf_standard: str = "a-3a"
    facsimile: bool = False


@dataclass(frozen=True, slots=True)
class DesignSettings:
    """Section [design].

    Attributes:
        accent: the colour of headings, links and rules, "#rrggbb", dark enough to be read on white.
        font: the family of the text, one of briefkit's own or of a file in templates/fonts/.
        heading_font: the family of headings, tables and the appendix.
        logo: a picture above the title, a PNG, JPEG or SVG file of the project.
        logo_alt: what the logo says to those who cannot see it; empty where it only adorns.
        paper: "a4" or "letter".
        title_page: title, abstract and the summary of the check have a page of their own.
        appendix: "full", "short" (cards only where something is to be known), or "off" (only what was not verified).
    """

    accent: str = "#1d4673"
    font: str = ""
    heading_font: str = ""
    logo: str = ""
    logo_alt: str = ""
    paper: str = "a4"
    title_page: bool = False
    appendix: str = "full"


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole file."""

    check: CheckSettings = field(default_factory=CheckSettings)
    folders: FolderSettings = field(default_factory=FolderSettings)
    build: BuildSettings = field(default_factory=BuildSettings)
    design: DesignSettings = field(default_factory=DesignSettings)


_SECTIONS = (CheckSettings, FolderSettings, BuildSettings, DesignSettings)
WHEN = ("always", "never", "auto")
CHOICES = {
    "check.style": STYLES,
    "build.to": TARGETS,
    "build.toc": WHEN,
    "build.comments": WHEN,
    "build.pdf_standard": STANDARDS,
    "design.paper": ("a4", "letter"),
    "design.appendix": ("full", "short", "off"),
}
GROUNDS = ("#ffffff", "#f3f6f9", "#fbf1f1")
"""Paper, and the pale grounds of boxes: what text in the accent colour stands on."""


def read_settings(text: str, path: str = FILE) -> Settings:
    """The settings that a briefkit.toml holds, or the table [tool.briefkit] of a pyproject.toml.

    Raises:
        SettingsError: it does not parse, has an unknown key, or a value of the wrong kind; with its line.
    """
    try:
        return _read(text, path)
    except SettingsError as error:
        error.path = path
        raise


def has_settings(text: str) -> bool:
    """True when a pyproject.toml has a table for briefkit."""
    return _TABLE.search(text) is not None


def _read(text: str, path: str) -> Settings:
    import tomllib

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (None, None)
        problem = re.sub(r" \(at .*\)$", "", str(error))
        raise SettingsError(f"is not valid TOML: {problem}", path=FILE, line=line, column=column) from None
    if path == PYPROJECT:
        document = document.get("tool", {}).get("briefkit", {})
        text = _TABLE.sub(lambda found: f"[{found[1] or ''}]", text)  # so that lines are found by the same names
    settings = _section(Settings, document, "", text)
    assert isinstance(settings, Settings)  # noqa: S101 - tells the type checker what _section made
    return settings


def check_rules(settings: Settings, codes: Collection[str], text: str) -> None:
    """Hold the codes of [check.rules] against those there are.

    Raises:
        SettingsError: a code is unknown.
    """
    for code in settings.check.rules:
        if code not in codes:
            raise _unknown(code, "check.rules", sorted(codes), text)


def _section(kind: type, values: Mapping[str, Any], above: str, text: str) -> Any:
    hints = get_type_hints(kind)
    known = list(hints)
    given: dict[str, Any] = {}
    for key, value in values.items():
        if key not in known:
            raise _unknown(key, above, known, text)
        name = f"{above}.{key}" if above else key
        if hints[key] in _SECTIONS:
            if not isinstance(value, dict):
                raise _wrong(name, f"a section; write [{name}] and its keys below it", text)
            given[key] = _section(hints[key], value, name, text)
        else:
            given[key] = _value(hints[key], value, name, text)
    return kind(**given)


def _value(kind: Any, value: Any, name: str, text: str) -> Any:
    if kind is bool:
        if not isinstance(value, bool):
            raise _wrong(name, "true or false", text)
        return value
    if kind == Mapping[str, str]:
        return _rules(value, name, text)
    several = kind == tuple[str, ...]
    items = value if several and isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        raise _wrong(name, "a list of texts" if several else "a text between quotation marks", text)
    choices = CHOICES.get(name)
    for item in items:
        if choices and item not in choices:
            raise _wrong(name, _among(item, choices), text)
    if name == "design.accent":
        _check_accent(value, name, text)
    return tuple(items) if several else value


def _check_accent(value: str, name: str, text: str) -> None:
    from briefkit.colors import ENOUGH, contrast, is_color, readable

    if not is_color(value):
        raise _wrong(name, f'a colour such as "#1d4673", not “{value}”', text)
    least = min(contrast(value, ground) for ground in GROUNDS)
    if least < ENOUGH:
        told = f"dark enough to be read: its contrast on paper and pale boxes is {least:.1f}:1, {ENOUGH}:1 is needed"
        raise _wrong(name, told, text, advice=f'a darker one of its kind: "{readable(value, GROUNDS, "#000000")}"')


def _rules(value: Any, name: str, text: str) -> Mapping[str, str]:
    """A table of rule codes and levels. The codes are held against the rules by `check_rules`."""
    if not isinstance(value, dict):
        raise _wrong(name, f"a section; write [{name}] and a line a rule below it", text)
    for code, level in value.items():
        if level not in LEVELS and level not in SYNONYMS:
            raise _wrong(f"{name}.{code}", _among(str(level), (*LEVELS, *SYNONYMS)), text)
    return {str(code): str(SYNONYMS.get(level, level)) for code, level in value.items()}


def _among(given: str, choices: tuple[str, ...]) -> str:
    import difflib

    close = difflib.get_close_matches(given, choices, 1)
    hint = f" (did you mean “{close[0]}”?)" if close else ""
    return f"one of {', '.join(choices)}, not “{given}”{hint}"


def _unknown(key: str, above: str, known: list[str], text: str) -> SettingsError:
    import difflib

    where = f"in [{above}]" if above else "at the top"
    close = difflib.get_close_matches(key, known, 1)
    sections = get_type_hints(Settings)
    elsewhere = [name for name, section in sections.items() if key in get_type_hints(section)]
    if close:
        advice = f"did you mean “{close[0]}”?"
    elif elsewhere:
        advice = f"it belongs into the section [{elsewhere[0]}]"
    else:
        advice = f"what may stand there: {', '.join(known)}"
    name = f"{above}.{key}" if above else key
    return SettingsError(f"unknown setting “{key}” {where}", path=FILE, line=_line(name, text), advice=advice)


def _wrong(name: str, want: str, text: str, advice: str | None = None) -> SettingsError:
    return SettingsError(f"“{name}” must be {want}", path=FILE, line=_line(name, text), advice=advice)


def _line(name: str, text: str) -> int | None:
    """The line of a key, found again in the text: the TOML reader gives no positions."""
    section, _, key = name.rpartition(".")
    inside = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\s*([\w.\"'-]*)\s*\]", line):
            inside = header[1].strip("\"'")
            if inside == name:
                return number
        elif (pair := re.match(r"\s*[\"']?([\w.-]+)[\"']?\s*=", line)) and (
            (inside == section and pair[1] == key) or (not inside and pair[1] == name)
        ):
            return number
    return None
