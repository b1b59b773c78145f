"""The commands that look after the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefkit.commands.common import REJECTED, opened, policy_of, put

if TYPE_CHECKING:
    import argparse


def accept(options: argparse.Namespace) -> int:
    from briefkit.formats.columns import printable
    from briefkit.lock.compare import told
    from briefkit.locking import accept_source

    project, _ = opened(options)
    lines = []
    accepted = accept_source(project, list(dict.fromkeys(options.ids)), policy_of(project, strict=False))
    for entry in accepted:
        lines.append(f"{entry.report}: accepted {entry.source} as it is now")
        lines += [f"    {told(judged)}" for judged in entry.judgements]
    if not options.quiet:
        put("".join(f"{printable(line)}\n" for line in lines), None)
    return REJECTED if any(not judged.accepted for entry in accepted for judged in entry.judgements) else 0
