"""The dataclasses of `briefkit.values` beside those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from collections.abc import Mapping
from functools import cached_property

import pytest

from briefkit import values


@values.dataclass(frozen=True, slots=True)
class Ours:
    """One with all that the project's classes have."""

    name: str
    number: int = 3
    parts: Mapping[str, int] = values.field(default_factory=dict)

    @property
    def twice(self) -> int:
        return 2 * self.number


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same, by the standard decorator."""

    name: str
    number: int = 3
    parts: Mapping[str, int] = dataclasses.field(default_factory=dict)

    @property
    def twice(self) -> int:
        return 2 * self.number


@values.dataclass(eq=False)
class Open:
    """One whose objects change, and keep what was computed."""

    text: str
    seen: list[int] = values.field(default_factory=list)
    spent: int = 0

    @cached_property
    def length(self) -> int:
        return len(self.text)


@pytest.mark.parametrize("call", [("a",), ("a", 4), ("a", 4, {"x": 1})])
def test_objects_are_those_of_the_standard_decorator(call: tuple[object, ...]) -> None:
    ours, theirs = Ours(*call), Theirs(*call)  # type: ignore[arg-type]
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert (ours.name, ours.number, ours.parts, ours.twice) == (theirs.name, theirs.number, theirs.parts, theirs.twice)
    assert ours == Ours(*call)  # type: ignore[arg-type]
    assert ours != Ours("b")
    assert ours != theirs
    assert ours.__match_args__ == theirs.__match_args__


@pytest.mark.parametrize("given", [{}, {"number": 1}, {"name": "a", "nmuber": 1}])
def test_what_is_left_out_or_misspelled_is_an_error_as_there(given: dict[str, object]) -> None:
    said = []
    for kind in (Ours, Theirs):
        with pytest.raises(TypeError) as error:
            kind(**given)  # type: ignore[arg-type]
        said.append(str(error.value).replace(kind.__name__, ""))
    assert said[0] == said[1]


def test_frozen_objects_do_not_change() -> None:
    ours = Ours("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        ours.name = "b"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del ours.name  # type: ignore[misc]
    with pytest.raises(AttributeError):
        object.__setattr__(ours, "other", 1)  # slots
    assert hash(Ours("a", 1, ())) == hash(Ours("a", 1, ()))  # type: ignore[arg-type]


def test_objects_that_are_open_change_and_compare_by_identity() -> None:
    one, two = Open("abc"), Open("abc")
    one.spent += 2
    one.seen.append(1)
    assert (one.spent, two.spent, one.seen, two.seen, one.length) == (2, 0, [1], [], 3)
    assert one != two
    assert len({one, two}) == 2


def test_a_default_is_made_anew_for_each_object() -> None:
    assert Ours("a").parts is not Ours("b").parts


def test_copies() -> None:
    ours = Ours("a", 4, {"x": 1})
    assert values.replace(ours, number=5) == dataclasses.replace(ours, number=5) == Ours("a", 5, {"x": 1})
    assert copy.deepcopy(ours) == pickle.loads(pickle.dumps(ours)) == ours
    assert copy.deepcopy(ours).parts is not ours.parts
    with pytest.raises(TypeError):
        values.replace(ours, nmuber=5)


def test_the_standard_module_knows_them() -> None:
    ours, theirs = dataclasses.fields(Ours), dataclasses.fields(Theirs)
    assert [(f.name, f.type, f.default, f.default_factory) for f in ours] == [
        (f.name, f.type, f.default, f.default_factory) for f in theirs
    ]
    assert dataclasses.is_dataclass(Ours)
    assert dataclasses.asdict(Ours("a")) == dataclasses.asdict(Theirs("a"))
    assert inspect.signature(Ours).parameters == inspect.signature(Theirs).parameters


def test_neither_dataclasses_nor_inspect_is_loaded_for_them() -> None:
    code = """
import sys
from briefkit.values import dataclass, field, replace
@dataclass(frozen=True, slots=True)
class A:
    x: int
    y: list = field(default_factory=list)
assert replace(A(1), x=2) == A(2)
print(sorted(set(sys.modules) & {"dataclasses", "inspect"}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
