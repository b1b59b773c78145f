"""Regular expressions that are compiled when they are first used: a check needs a fifth of those that it loads, and to
compile them all takes longer than to judge twenty quotations."""

from __future__ import annotations

import re

TYPE_CHECKING = False  # see `briefkit`
if TYPE_CHECKING:
    from typing import Any, AnyStr


def regex(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, compiled when it is first used. A mistake in it is found only then."""
    return _Regex(expression, flags)  # type: ignore[return-value]


class _Regex:
    def __init__(self, expression: Any, flags: int) -> None:
        self._given = expression, flags

    def __getattr__(self, name: str) -> Any:
        """Of the compiled pattern; kept, so that it is asked for once."""
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(re.compile(*self._given), name)
        setattr(self, name, value)
        return value
