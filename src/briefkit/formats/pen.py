"""Colours for a terminal, where they are wanted."""

from __future__ import annotations

RED, YELLOW, GREEN, CYAN, BOLD, FAINT = "31", "33", "32", "36", "1", "2"


class Pen:
    """Writes in colour, or not."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def __call__(self, text: str, *codes: str) -> str:
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.color and text else text
