"""The images of a report: read from the project, or a finding with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefkit.images import read_images
from briefkit.model import Report

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def report(text: str, *targets: str) -> Report:
    images = [{"t": "Image", "c": [["", [], []], [], [target, ""]]} for target in targets]
    tree = {"blocks": [{"t": "Para", "c": images}], "meta": {}}
    return Report("reports/x.md", text, "", tree, (), (), ())


def test_the_bytes_of_each_image_by_its_target(project: Path) -> None:
    (project / "reports" / "a map.png").write_bytes(PNG)
    images, findings = read_images(report("![m](a%20map.png)", "a%20map.png"), project)
    assert images == {"a%20map.png": PNG}
    assert findings == []


@pytest.mark.parametrize(
    ("target", "rule", "words"),
    [
        ("gone.png", "BK701", "no such file"),
        ("../../etc/passwd", "BK702", "outside the project"),
        ("/etc/passwd", "BK702", "outside the project"),
        ("link.png", "BK702", "symbolic link"),
        ("https://example.org/a.png", "BK703", "not a file of the project"),
        ("//example.org/a.png", "BK703", "not a file of the project"),
        ("data:image/png;base64,AAAA", "BK703", "not a file of the project"),
        ("text.png", "BK704", "no PNG"),
        (".", "BK701", "folder"),
        ("a\0b", "BK701", "name"),
    ],
)
def test_what_cannot_be_shown_is_a_finding(project: Path, target: str, rule: str, words: str) -> None:
    (project / "reports" / "text.png").write_bytes(b"words")
    (project / "reports" / "link.png").symlink_to("/etc/hostname")
    text = f"# A\n\nSee ![x]({target}) now"
    images, findings = read_images(report(text, target), project)
    assert images == {}
    assert [(f.rule, f.severity, f.line, f.column) for f in findings] == [(rule, "error", 3, 10)]
    assert words in findings[0].message


def test_one_finding_for_an_image_used_twice_is_enough_where_it_can_be_shown(project: Path) -> None:
    (project / "reports" / "a.png").write_bytes(PNG)
    images, findings = read_images(report("![](a.png) ![](a.png)", "a.png", "a.png"), project)
    assert list(images) == ["a.png"]
    assert findings == []
