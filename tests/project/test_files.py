"""Reads stay in the project; writes replace a file whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefkit.errors import ProjectError
from briefkit.files import confine, read, relative, size, write


def test_a_file_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    assert read(tmp_path / "a", tmp_path, 1) == b"x"


@pytest.mark.parametrize("name", ["../a", "/etc/hostname", "sub/../../a"])
def test_nothing_outside_is_read(tmp_path: Path, name: str) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(ProjectError, match="outside the project") as caught:
        read(root / name, root, 100)
    assert str(tmp_path) not in str(caught.value)


def test_a_link_out_is_told_apart(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (root / "link").symlink_to(tmp_path)
    with pytest.raises(ProjectError, match="symbolic link"):
        confine(root / "link" / "a", root)


def test_too_large(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"xyz")
    with pytest.raises(ProjectError, match="larger than"):
        read(tmp_path / "a", tmp_path, 2)


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="folder"):
        read(tmp_path, tmp_path, 2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p")
    with pytest.raises(ProjectError, match="pipe"):
        read(tmp_path / "p", tmp_path, 2)


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "build" / "a.pdf"
    write(path, b"one", tmp_path)
    path.chmod(0o640)
    write(path, b"two", tmp_path)
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(path.parent.iterdir()) == [path]


def test_a_link_is_replaced_and_its_target_kept(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"old")
    (tmp_path / "a.pdf").symlink_to(tmp_path / "precious")
    write(tmp_path / "a.pdf", b"new", tmp_path)
    assert (tmp_path / "precious").read_bytes() == b"old"
    assert (tmp_path / "a.pdf").read_bytes() == b"new"


def test_on_a_failure_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ProjectError, match="no space left"):
        write(path, b"new", tmp_path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(b"")
    with pytest.raises(ProjectError, match="cannot write here") as caught:
        write(tmp_path / "build" / "a.pdf", b"x", tmp_path)
    assert caught.value.path == "build"


@pytest.mark.parametrize(("number", "words"), [(2_000_000, "2 MB"), (1500, "1.5 kB"), (100_000_000, "100 MB")])
def test_sizes_for_a_person(number: int, words: str) -> None:
    assert size(number) == words


def test_names_are_relative_with_forward_slashes(tmp_path: Path) -> None:
    assert relative(tmp_path / "reports" / "a.md", tmp_path) == "reports/a.md"
    assert relative(Path("/elsewhere/a.md"), tmp_path) == "a.md"
