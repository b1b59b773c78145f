"""The JSON Schema of briefkit.toml, made from the classes that read it, for editors that complete and check TOML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from inspect import cleandoc
from typing import Any, get_type_hints

from briefkit.model import LEVELS
from briefkit.settings import CHOICES, SYNONYMS, Settings


def schema() -> str:
    """The schema as JSON with a line end."""
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "briefkit.toml",
        **_section(Settings, ""),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _section(kind: type, above: str) -> dict[str, Any]:
    hints, told = get_type_hints(kind), _told(kind.__doc__ or "")
    properties = {
        field.name: _property(hints[field.name], field, f"{above}.{field.name}" if above else field.name, told)
        for field in fields(kind)
    }
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _property(kind: Any, field: Field[Any], name: str, told: Mapping[str, str]) -> dict[str, Any]:
    if is_dataclass(kind) and isinstance(kind, type):
        return _section(kind, name)
    described = {"description": told[field.name]} if field.name in told else {}
    if kind == Mapping[str, str]:
        codes, levels = {"pattern": r"^BK\d{3}$"}, {"enum": [*LEVELS, *SYNONYMS]}
        return {"type": "object", "propertyNames": codes, "additionalProperties": levels, **described}
    default = field.default if field.default is not MISSING else None
    if kind is bool:
        return {"type": "boolean", "default": default, **described}
    text: dict[str, Any] = {"type": "string"}
    if name in CHOICES:
        text["enum"] = list(CHOICES[name])
    if kind == tuple[str, ...]:
        return {"type": "array", "items": text, "default": list(default or ()), **described}
    return {**text, "default": default, **described}


def _told(docstring: str) -> dict[str, str]:
    """What the section "Attributes" of a docstring says, by name."""
    listed = cleandoc(docstring).partition("Attributes:")[2]  # a Python from 3.13 on has cleaned it already
    entries = re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", listed, re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in entries}
