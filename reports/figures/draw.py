# ruff: noqa: INP001
"""Draws the two figures of the sample report: `python reports/figures/draw.py`. Needs nothing but Python."""

from __future__ import annotations

from pathlib import Path

ACCENT, SOFT, INK, HAIR = "#1d4673", "#5b6675", "#1b2430", "#c9d1da"
FONT = "'Source Sans 3', 'Source Sans Pro', Arial, sans-serif"

EVENTS = (
    (15, "15 Aug", "Anchorage", "US–Russia summit"),
    (18, "18 Aug", "Washington", "Europe’s leaders"),
    (24, "24 Aug", "Kyiv", "Independence Day"),
    (35, "4 Sept", "Paris", "26 states pledge"),
    (36, "5 Sept", "Vladivostok", "Moscow refuses"),
)

PLEDGES = (
    ("4 Aug", "Netherlands", 0.6),
    ("5 Aug", "Nordic states", 1.1),
    ("13 Aug", "Germany", 1.6),
    ("24 Aug", "Canada", 2.1),
)


def text(
    x: float, y: float, words: str, *, size: int = 13, fill: str = INK, weight: int = 500, anchor: str = "middle"
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="{FONT}" font-size="{size}" font-weight="{weight}" fill="{fill}"'
        f' text-anchor="{anchor}">{words}</text>'
    )


def svg(width: int, height: int, body: list[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    return "\n".join([head, *body, "</svg>", ""])


def timeline() -> str:
    """Days of August run on into September: 35 is 4 September. Neighbours stand above and below the line by turns."""
    width, middle, left, step = 720, 92, 70, 27.2
    body = [f'<line x1="20" y1="{middle}" x2="{width - 20}" y2="{middle}" stroke="{ACCENT}" stroke-width="2"/>']
    for day in range(14, 38):
        x = left + (day - 15) * step
        body.append(f'<line x1="{x:g}" y1="{middle - 3}" x2="{x:g}" y2="{middle + 3}" stroke="{HAIR}"/>')
    for number, (day, date, place, words) in enumerate(EVENTS):
        x, up = left + (day - 15) * step, number % 2 == 0
        top = middle - 72 if up else middle + 40
        end = middle - 24 if up else middle + 22
        body.append(f'<line x1="{x:g}" y1="{middle}" x2="{x:g}" y2="{end}" stroke="{ACCENT}" stroke-width="1"/>')
        body.append(f'<circle cx="{x:g}" cy="{middle}" r="5.5" fill="{ACCENT}" stroke="#ffffff" stroke-width="2"/>')
        body.append(text(x, top, date, size=14, fill=ACCENT, weight=700))
        body.append(text(x, top + 19, place, size=17, weight=700))
        body.append(text(x, top + 37, words, size=14, fill=SOFT))
    return svg(width, 178, body)


def purl() -> str:
    width, floor, scale = 560, 190, 68
    body = []
    for value in (0.5, 1.0, 1.5, 2.0):
        y = floor - value * scale
        body.append(f'<line x1="46" y1="{y:g}" x2="{width - 10}" y2="{y:g}" stroke="{HAIR}" stroke-width="0.8"/>')
        body.append(text(38, y + 4, f"{value:.1f}", size=14, fill=SOFT, anchor="end"))
    for number, (date, who, value) in enumerate(PLEDGES):
        x, height = 78 + number * 124, value * scale
        body.append(f'<rect x="{x}" y="{floor - height:g}" width="68" height="{height:g}" fill="{ACCENT}"/>')
        body.append(text(x + 34, floor - height - 7, f"{value:.1f}", size=16, weight=700))
        body.append(text(x + 34, floor + 20, date, size=15, weight=700))
        body.append(text(x + 34, floor + 38, who, size=14, fill=SOFT))
    body.append(f'<line x1="46" y1="{floor}" x2="{width - 10}" y2="{floor}" stroke="{INK}" stroke-width="1"/>')
    return svg(width, 236, body)


if __name__ == "__main__":
    folder = Path(__file__).parent
    (folder / "timeline.svg").write_text(timeline(), encoding="utf-8")
    (folder / "purl.svg").write_text(purl(), encoding="utf-8")
