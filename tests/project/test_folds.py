"""Folds are kept between runs, and a check says the same whether they were kept or not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefkit import folds
from briefkit.api import as_json, check_files
from briefkit.folds import Folds
from briefkit.match import fold
from briefkit.model import Source
from briefkit.values import replace

SENTENCE = "La digue du nord a cédé à l’aube, et l’eau a gagné les prés {}. "
TEXT = "".join(SENTENCE.format(number) for number in range(1200))
SOURCE = Source("flood", TEXT, "sources/flood.txt", "ab" * 32, furniture=((70, 90),))


@pytest.fixture(autouse=True)
def _user(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("user-cache")))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The long texts that were folded, in order."""
    texts: list[str] = []

    def counted(text: str, skips: tuple[tuple[int, int], ...]) -> object:
        if len(text) > 40_000:
            texts.append(text)
        return fold(text, skips)

    monkeypatch.setattr(folds, "fold", counted)
    return texts


def _entries(root: Path) -> list[Path]:
    return sorted(path for path in (root / ".briefkit/cache").glob("*/*") if path.is_file())


def test_a_kept_fold_is_not_made_again(tmp_path: Path, made: list[str]) -> None:
    first, again = Folds(tmp_path)(SOURCE), Folds(tmp_path)(SOURCE)
    assert len(made) == 1
    assert (again.skeleton, again.starts, again.counts) == (first.skeleton, first.starts, first.counts)
    assert [again.range_of(at, at + 9) for at in range(0, 60_000, 997)] == [
        first.range_of(at, at + 9) for at in range(0, 60_000, 997)
    ]


CHANGES: dict[str, Source] = {
    "another file": replace(SOURCE, sha256="cd" * 32),
    "another kind": replace(SOURCE, path="sources/flood.md"),
    "metadata that a reader looks at": replace(SOURCE, metadata={"encoding": "latin-1"}),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_changed_is_folded_anew(tmp_path: Path, made: list[str], what: str) -> None:
    Folds(tmp_path)(SOURCE)
    Folds(tmp_path)(CHANGES[what])
    assert len(made) == 2


def test_another_installation_folds_anew(tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Folds(tmp_path)(SOURCE)
    monkeypatch.setattr("briefkit.sources.cache.installation", lambda: "another")
    Folds(tmp_path)(SOURCE)
    assert len(made) == 2


NOT_KEPT: dict[str, Source] = {
    "private": replace(SOURCE, private=True),
    "read by recognition": replace(SOURCE, recognised=(2,)),
    "a scan": replace(SOURCE, scanned=True),
    "in memory": replace(SOURCE, path=None),
    "short": replace(SOURCE, text=TEXT[:900]),
    "ASCII": replace(SOURCE, text=TEXT.encode("ascii", "ignore").decode()),
}


@pytest.mark.parametrize("what", NOT_KEPT)
def test_what_must_not_or_need_not_be_kept_is_not(tmp_path: Path, what: str) -> None:
    assert Folds(tmp_path)(NOT_KEPT[what]).skeleton
    assert not _entries(tmp_path)


def _cut(entries: list[Path]) -> None:
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-9])


def _forge(entries: list[Path]) -> None:
    for entry in entries:
        entry.write_bytes(entry.read_bytes().replace(b"ladiguedu", b"ladiguede"))


def _exchange(entries: list[Path]) -> None:
    one, two = (entry.read_bytes() for entry in entries)
    entries[0].write_bytes(two)
    entries[1].write_bytes(one)


@pytest.mark.parametrize("damage", [_cut, _forge, _exchange])
def test_a_damaged_fold_is_made_anew(project: Path, made: list[str], damage: Callable[[list[Path]], None]) -> None:
    (project / "sources/flood.txt").write_text(TEXT, "utf-8")
    (project / "sources/storm.txt").write_text(TEXT.replace("nord", "sud"), "utf-8")
    report = project / "reports/x.md"
    words = "« La digue du nord a cédé » [@flood], « digue du sud a cédé » [@storm], « digue de l’est » [@storm].\n"
    report.write_text(words, "utf-8")
    first = as_json(check_files(report))
    assert len(made) == 2
    assert as_json(check_files(report)) == first
    assert len(made) == 2
    damage(_entries(project))
    assert as_json(check_files(report)) == first
    assert len(made) == 4
    assert as_json(check_files(report)) == first
    assert len(made) == 4
