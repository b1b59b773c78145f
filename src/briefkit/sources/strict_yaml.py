"""YAML as CSL needs it: safe, without aliases, and with every scalar as the text that was written.

YAML would read `2025-08` as text but `2025-08-22` as a date, `no` (Norwegian) as false and `1:30` as ninety.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from briefkit.errors import ProjectError

DEEPEST = 40


def load_yaml(text: str, name: str) -> Any:
    """The document: dicts, lists, strings, None.

    Raises:
        ProjectError: it does not parse, has an alias, or is nested too deeply; with its line and column.
    """
    import yaml

    try:
        _refuse(text, name)
        return yaml.load(text, Loader=_loader())  # noqa: S506 - a safe loader, made below
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ProjectError(
            f"is not valid YAML: {error.problem or error.context}",
            path=name,
            line=mark.line + 1 if mark else None,
            column=mark.column + 1 if mark else None,
            advice="put a text with a colon, a quotation mark or a hash in it between quotation marks",
        ) from None
    except yaml.YAMLError as error:
        raise ProjectError(f"is not valid YAML: {str(error).splitlines()[0]}", path=name) from None


def _refuse(text: str, name: str) -> None:
    """Aliases make a small file huge; deep nesting overruns the parser's stack."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=_base()):
        if isinstance(event, yaml.AliasEvent):
            raise ProjectError(
                f"has an alias (*{event.anchor})",
                path=name,
                line=_line(event),
                advice="write the value out where it is needed",
            )
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > DEEPEST:
                raise ProjectError("is nested too deeply", path=name, line=_line(event))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _base() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _loader() -> Any:
    base = _base()
    null = "tag:yaml.org,2002:null"
    kept = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag == null]
        for first, resolvers in base.yaml_implicit_resolvers.items()
    }
    return type("PlainLoader", (base,), {"yaml_implicit_resolvers": kept})
