"""Readers run in a process of their own: what hangs, crashes or eats memory there never takes the check with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from briefkit.errors import SourceError
from briefkit.model import Heading, Page
from briefkit.sources.extracted import MOST_HIDDEN, Context, Extracted
from briefkit.values import replace

SECONDS = 30.0
SCAN_SECONDS = 900.0
MEMORY = 1_000_000_000
WORKER = Path(__file__).with_name("worker.py")
KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")
"""What of the environment a worker may know."""


def isolated(
    module: str, seconds: float = SECONDS, fallback: str | None = None, folder: str = ""
) -> Callable[[bytes, Context], Extracted]:
    """`read` of the module `briefkit.sources.<module>`, run with limits on time and memory; or, where that is written
    `module:function`, that of another package, which lies in `folder`.

    Where that finds a scan without text, or pages without text among others, the module `fallback` has its turn at
    them, with the time that recognition takes.
    The reader returned raises SourceError for what the module refuses and for what it did not survive.
    """

    def read(data: bytes, context: Context) -> Extracted:
        metadata = {key: value for key, value in context.metadata.items() if _plain(value)}
        job = {"module": module, "folder": folder, "seconds": seconds, "memory": MEMORY}
        header = {**job, "metadata": metadata, "built": context.built, "only": context.only}
        got = _unpacked(_run(json.dumps(header).encode() + b"\n" + data, seconds))
        if fallback and got.scanned and not got.text:
            return isolated(fallback, SCAN_SECONDS)(data, context)
        if fallback and got.unread and _can_recognise():
            return _completed(got, isolated(fallback, SCAN_SECONDS), data, context)
        return got

    return read


def _can_recognise() -> bool:
    from briefkit.sources.scan import can_recognise

    return can_recognise()


def _completed(
    got: Extracted, recognise: Callable[[bytes, Context], Extracted], data: bytes, context: Context
) -> Extracted:
    """With the pages that are images, as far as they can be recognised: a further set of stretches behind the text."""
    try:
        more = recognise(data, replace(context, only=got.unread))
    except SourceError:
        return got
    labels = {page.index: page.label for page in got.pages}
    shift = len(got.text) + 1
    pages = (Page(p.index, p.start + shift, p.end + shift, labels.get(p.index)) for p in more.pages)
    words = tuple(page.index for page in more.pages if more.text[page.start : page.end].strip())
    return replace(got, text=f"{got.text}\n{more.text}", pages=(*got.pages, *pages), unread=(), recognised=words)


def _plain(value: Any) -> bool:
    try:
        json.dumps(value)
    except (TypeError, ValueError):
        return False
    return True


def _run(job: bytes, seconds: float) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(WORKER)],
            input=job,
            capture_output=True,
            timeout=seconds,
            env={name: os.environ[name] for name in KEPT if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SourceError(f"reading it took over {seconds:.0f} seconds", advice="save its text as .txt") from None
    if done.returncode == 0 and done.stdout:
        return done.stdout
    raise SourceError("its reader crashed on it; the file is damaged or hostile", advice="save its text as .txt")


def _unpacked(answer: bytes) -> Extracted:
    fields = json.loads(answer)
    if "error" in fields:
        raise SourceError(fields["error"], advice=fields["advice"])
    return unpack(fields)


def unpack(fields: dict[str, Any]) -> Extracted:
    """What `pack` made into JSON."""
    return Extracted(
        fields["text"],
        tuple(Page(*page) for page in fields["pages"]),
        tuple((start, end) for start, end in fields["furniture"]),
        tuple(Heading(*heading) for heading in fields["headings"]),
        tuple((start, seconds, speaker) for start, seconds, speaker in fields["times"]),
        fields["scanned"],
        fields["hidden"],
        fields["metadata"],
        tuple(fields["unread"]),
        tuple(fields["recognised"]),
    )


def pack(got: Extracted) -> dict[str, Any]:
    """The fields as JSON takes them."""
    return {
        "text": got.text,
        "pages": [[p.index, p.start, p.end, p.label] for p in got.pages],
        "furniture": got.furniture,
        "headings": [[h.start, h.level, h.title] for h in got.headings],
        "times": got.times,
        "scanned": got.scanned,
        "hidden": got.hidden[:MOST_HIDDEN],
        "metadata": dict(got.metadata),
        "unread": got.unread,
        "recognised": got.recognised,
    }
