"""Regular expressions that are compiled late."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

import briefkit
from briefkit import patterns
from briefkit.patterns import regex


def _all(value: object) -> Iterator[object]:
    """A value and what stands in it, if it is a table."""
    if isinstance(value, (tuple, list)):
        for inner in value:
            yield from _all(inner)
    else:
        yield value


def test_every_expression_of_the_package_can_be_compiled() -> None:
    """They are compiled when they are first used: without this, a mistake in one waits for a user."""
    known = {}
    for module in pkgutil.walk_packages(briefkit.__path__, "briefkit."):
        if module.name != "briefkit.__main__":
            for name, value in vars(import_module(module.name)).items():
                known |= {f"{module.name}.{name}": late for late in _all(value) if isinstance(late, patterns._Regex)}
    assert len(known) > 100
    for name, late in known.items():
        assert re.compile(*late._given), name


def test_a_mistake_is_told_at_the_first_use() -> None:
    late = regex("(")
    with pytest.raises(re.error, match="unterminated"):
        late.search("text")


def test_it_does_what_the_compiled_one_does() -> None:
    late, now = regex(r"(\w+) (?P<last>\w+)", re.ASCII), re.compile(r"(\w+) (?P<last>\w+)", re.ASCII)
    assert late.sub(r"\2 \1", "one two") == now.sub(r"\2 \1", "one two") == "two one"
    assert (late.pattern, late.flags, late.groups, late.groupindex) == (
        now.pattern,
        now.flags,
        now.groups,
        now.groupindex,
    )
    assert late.fullmatch("one two")
    assert not late.fullmatch("one")
