"""Dataclasses for what every check loads, at a tenth of their cost.

`dataclasses` takes an eighth of a small check: it loads `inspect`, and writes and compiles six methods for each class.
Here a class gets its `__init__` when its first object is made, and has the other methods in common with all classes.
To `dataclasses` and `inspect` it is a dataclass like others: what they ask for is made when they ask. Type checkers see
the standard decorator. A class here inherits no fields, and has no `ClassVar`.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
    from typing import Any
else:

    def dataclass(cls=None, /, **options):
        """The decorator, with the options `frozen`, `slots`, `eq` and `repr`."""
        return _made(cls, **options) if cls else lambda cls: _made(cls, **options)

    def field(*, default_factory):
        """The default of a field that is made anew for each object."""
        return _Factory(default_factory)

    def replace(value, /, **changes):
        """A copy with other values for some fields."""
        kept = {name: getattr(value, name) for name in value.__match_args__ if name not in changes}
        return type(value)(**kept, **changes)


class _Factory:
    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


class _Standard:
    """An attribute that the standard decorator gives a class, made by it when it is first asked for."""

    def __init__(self, get: Callable[[type], Any]) -> None:
        self.get = get

    def __get__(self, _: object, cls: Any) -> Any:
        import dataclasses

        defaults = {
            name: dataclasses.field(default_factory=value.make) if isinstance(value, _Factory) else value
            for name, value in cls._defaults.items()
        }
        members = {"__annotations__": cls.__annotations__, "__module__": cls.__module__, "__doc__": "", **defaults}
        return self.get(dataclasses.dataclass(type(cls.__name__, (), members)))


def _fields(cls: Any) -> Any:
    return cls.__dataclass_fields__


def _signature(cls: type) -> Any:
    from inspect import signature

    return signature(cls)


def _made(cls: type, *, frozen: bool = False, slots: bool = False, eq: bool = True, repr: bool = True) -> type:  # noqa: A002
    names = tuple(cls.__annotations__)
    members = {name: member for name, member in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
    defaults = {name: members.pop(name) for name in names if name in members}
    members |= {"_defaults": defaults, "_values": staticmethod(attrgetter(*names)), "__match_args__": names}
    members |= {"__init__": _first, "__dataclass_fields__": _Standard(_fields), "__signature__": _Standard(_signature)}
    if slots:
        members["__slots__"] = names
    if repr:
        members["__repr__"] = _repr
    if eq:
        members |= {"__eq__": _eq, "__hash__": _hash if frozen else None}
    if frozen:
        members |= {"__setattr__": _refuse, "__delattr__": _refuse, "__reduce__": _reduce}
    return type(cls)(cls.__name__, cls.__bases__, members)


def _first(self: Any, *given: Any, **named: Any) -> None:
    """Stands for `__init__` until the first object is made."""
    cls = type(self)
    cls.__init__ = _compiled(cls)
    cls.__init__(self, *given, **named)


def _compiled(cls: Any) -> Any:
    """`__init__`, which sets each field to what is given for it, or to its default."""
    known: dict[str, Any] = {"set": object.__setattr__, "defaults": cls._defaults, "LEFT_OUT": _Factory}
    parameters, lines = ["self"], []
    for name in cls.__match_args__:
        value, default = name, ""
        if name in cls._defaults:
            made = isinstance(cls._defaults[name], _Factory)
            default = "=LEFT_OUT" if made else f"=defaults[{name!r}]"
            value = f"defaults[{name!r}].make() if {name} is LEFT_OUT else {name}" if made else name
        parameters.append(name + default)
        lines.append(f"    set(self, {name!r}, {value})")
    exec("\n".join([f"def __init__({', '.join(parameters)}):", *lines]), known)  # noqa: S102 - as `dataclasses` does
    known["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    return known["__init__"]


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({shown})"


def _eq(self: Any, other: Any) -> Any:
    return self._values(self) == self._values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(self._values(self))


def _refuse(_: Any, name: str, *__: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _reduce(self: Any) -> tuple[Any, ...]:
    return type(self), tuple(getattr(self, name) for name in self.__match_args__)
