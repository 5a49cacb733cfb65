"""The colours of an SVG timeline, light and dark.

Each colour of text has a contrast of at least 4.5 to 1 with its background (WCAG 2.2,
1.4.3).
"""

from __future__ import annotations

_LIGHT = {
    "done": "#1a7f37",
    "sure": "#116329",
    "ahead": "#0969da",
    "faint": "#57606a",
    "moved": "#9a6700",
    "gone": "#cf222e",
    "unclear": "#bc4c00",
}
_DARK = {
    "done": "#3fb950",
    "sure": "#56d364",
    "ahead": "#58a6ff",
    "faint": "#8b949e",
    "moved": "#d29922",
    "gone": "#ff7b72",
    "unclear": "#ffa657",
}
_PLAIN = """\
text{font:14px system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.title{font-weight:600}
.words,.scale,.now{font-size:12.5px}
.id{font:12px ui-monospace,Consolas,"DejaVu Sans Mono",monospace}
.sure{stroke:none}
.maybe{fill-opacity:.16;stroke-width:1.5}
.period{fill-opacity:.45;stroke:none}
.may-last{fill:none;stroke-width:2;stroke-dasharray:2 4}
.today{stroke-width:1.5;stroke-dasharray:4 3}
"""


def _colours(
    tones: dict[str, str], *, page: str, text: str, soft: str, grid: str, now: str
) -> str:
    surfaces = (
        f".page{{fill:{page}}}text{{fill:{text}}}"
        f".words,.scale,.id{{fill:{soft}}}"
        f".grid{{stroke:{grid}}}.today{{stroke:{now}}}.now{{fill:{now}}}"
    )
    coloured = "".join(
        f".tone-{name}{{fill:{colour};stroke:{colour}}}tspan.tone-{name}{{stroke:none}}"
        for name, colour in tones.items()
    )
    return surfaces + coloured


STYLE = (
    _colours(
        _LIGHT,
        page="#ffffff",
        text="#1f2328",
        soft="#57606a",
        grid="#d8dee4",
        now="#bf3989",
    )
    + "\n@media(prefers-color-scheme:dark){"
    + _colours(
        _DARK,
        page="#0d1117",
        text="#e6edf3",
        soft="#9198a1",
        grid="#30363d",
        now="#f778ba",
    )
    + "}\n"
    + _PLAIN
)
"""The style sheet of the picture."""
