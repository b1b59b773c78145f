"""The date that a check records."""

from __future__ import annotations

import os
import time


def today() -> str:
    """ISO, in UTC: SOURCE_DATE_EPOCH's where it is set, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return time.strftime("%Y-%m-%d", time.gmtime(int(epoch) if epoch.isdecimal() else None))


def is_dated() -> bool:
    """Whether the date of the check was given, and is not merely today's."""
    return os.environ.get("SOURCE_DATE_EPOCH", "").isdecimal()
