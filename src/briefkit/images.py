"""The images of a report: found in its tree, read from the project, and a finding for each that cannot be shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefkit.errors import BriefkitError
from briefkit.files import read
from briefkit.model import JSON, Finding, Report, Severity

MOST_BYTES = 20_000_000
SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")

RULES = {
    "BK701": "an image is missing or cannot be read. Its path is relative to the report; it may have 20 MB.",
    "BK702": "an image lies outside the project. Nothing outside its folder is read, so put a copy into the project.",
    "BK703": "an image is no file of the project. Nothing is fetched; save the image and name its file.",
    "BK704": "a file that is shown as an image is none. PNG, JPEG, GIF, WebP and SVG can be shown.",
}


def targets(tree: JSON) -> Iterator[str]:
    """The target of each image in pandoc's document, in order."""
    stack: list[JSON] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if node.get("t") == "Image":
                yield node["c"][2][0]
            stack.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            stack.extend(reversed(node))


def read_images(report: Report, root: Path) -> tuple[dict[str, bytes], list[Finding]]:
    """The bytes of each image, by its target as the report writes it, and what is wrong with the others."""
    if "![" not in report.text:  # saves a walk through the whole tree
        return {}, []
    images: dict[str, bytes] = {}
    findings: list[Finding] = []
    place = 0
    for target in targets(report.tree):
        written = _find(report.text, target, place)
        place = written if written >= 0 else place
        if target in images:
            continue
        problem = _read(target, root / Path(report.path).parent, root, images)
        if problem:
            rule, message = problem
            line, column = _position(report.text, place)
            findings.append(Finding(rule, Severity.ERROR, line, column, message))
    return images, findings


def _read(target: str, folder: Path, root: Path, images: dict[str, bytes]) -> tuple[str, str] | None:
    """Put the image's bytes into `images`, or say what is wrong: its rule and its message."""
    if "://" in target or target.startswith(("//", "data:")):
        return "BK703", f"the image “{_short(target)}” is not a file of the project; save it there and name that file"
    path = Path(_unquoted(target))
    path = path if path.is_absolute() else folder / path
    try:
        data = read(path, root, MOST_BYTES)
    except BriefkitError as error:
        outside = "outside the project" in error.problem or "leaves the project" in error.problem
        reason = f"it {error.problem}" if error.problem.startswith("is ") else error.problem
        return "BK702" if outside else "BK701", f"the image “{_short(target)}” cannot be shown: {reason}"
    except ValueError:
        return "BK701", f"the image “{_short(target)}” has a name that no file can have"
    svg = b"<svg" in data[:2000]
    if not svg and not data.startswith(SIGNATURES):
        return "BK704", f"“{_short(target)}” is no PNG, JPEG, GIF, WebP or SVG image"
    images[target] = data
    return None


def _find(text: str, target: str, start: int) -> int:
    """Where the target is written, from `start` on; -1 where it is written another way (escaped, by reference)."""
    place = text.find(target, start)
    return place if place >= 0 else text.find(_unquoted(target), start)


def _unquoted(target: str) -> str:
    """`a map.png` for `a%20map.png`."""
    if "%" not in target:
        return target
    from urllib.parse import unquote

    return unquote(target)


def _position(text: str, offset: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _short(target: str) -> str:
    return target if len(target) <= 80 else target[:77] + "…"
