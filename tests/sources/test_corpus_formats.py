"""The shared corpus: every document is read, and its pages have the numbers that are printed on them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefkit.errors import SourceError
from briefkit.model import Source
from briefkit.sources.extracted import Context, Extracted
from briefkit.sources.readers import reader

PRINTED = {
    "fr-2020-17221": {1: "47698", 15: "47712"},
    "lessig-free-culture": {13: "xiv", 17: "1", 60: "46", 67: "53", 309: "303", 342: "336"},
    "cedefop-vet-finland": {1: "32", 12: "43"},
    "tarrant-v-herrmann": {2: "2", 6: "2", 28: "24"},
    "shapiro-crdt-study": {5: "3", 49: "47"},
    "thoma-geotopo": {1: "i", 4: "1", 23: "20"},
    "allen-cocke-catalogue": {2: "2", 29: "29"},
    "lameter-100g-slides": {1: "1", 12: "12"},
    "benson-winter-sports": {1: "i"},
}
"""Printed numbers by physical page, as seen on the pages."""
SCANS = {"heimat-bayern-archivgesetz"}


def documents(folder: Path) -> Iterator[tuple[str, Path]]:
    for line in (folder / "library/documents.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        yield entry["id"], folder / "library" / entry["file"]


def extract(path: Path) -> Extracted:
    read = reader(path.suffix)
    assert read is not None
    return read(path.read_bytes(), Context())


@pytest.mark.slow
def test_every_document_is_read(corpus: Path) -> None:
    for identity, path in documents(corpus):
        if identity in SCANS and shutil.which("tesseract") is None:
            with pytest.raises(SourceError, match="tesseract"):
                extract(path)
            continue
        got = extract(path)
        assert len(got.text) > 1000, identity
        assert "\x02" not in got.text, identity
        assert "\0" not in got.text, identity
        for index, label in PRINTED.get(identity, {}).items():
            assert next(page.label for page in got.pages if page.index == index) == label, (identity, index)


def test_ranges_lie_in_the_text_and_in_order(corpus: Path) -> None:
    paths = dict(documents(corpus))
    for identity in ("tarrant-v-herrmann", "gal-tracemonkey", "autogen-docx", "eliot-waste-land"):
        got = extract(paths[identity])
        source = Source(identity, got.text, pages=got.pages, furniture=got.furniture, headings=got.headings)
        for ranges in (source.furniture, [(page.start, page.end) for page in source.pages]):
            flat = [place for span in ranges for place in span]
            assert flat == sorted(flat), identity
            assert not flat or flat[-1] <= len(source.text), identity
        starts = [heading.start for heading in source.headings]
        assert starts == sorted(starts), identity
