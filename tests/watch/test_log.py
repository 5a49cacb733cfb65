"""What a scheduler logs: a line for each decision, and a page that names them all."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import geotimeline
from geotimeline.interfaces.entries import State
from geotimeline.services.delivering.attempt_log import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.conftest import Child, Home

SOURCE = Path(geotimeline.__file__).parent
PAGE = Path(__file__).parents[2] / "docs/watching.md"
LOGGING = {"decided", "failed", "_log_known", "_log_entry", "_write"}
CLOSED = {State.SUPERSEDED.value, State.SILENCED.value, State.EXPIRED.value}


def _written_out() -> Iterator[str]:
    """Yield the decisions that the source names, wherever it logs one."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in LOGGING:
                yield from _words(node.args[0])


def _name(call: ast.Call) -> str:
    function = call.func
    return getattr(function, "id", "") or getattr(function, "attr", "")


def _words(told: ast.expr) -> Iterator[str]:
    for node in ast.walk(told):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_every_decision_is_documented_and_no_other() -> None:
    table = PAGE.read_text("utf-8").split("| decision |")[1].split("\n\n")[0]
    cells = [row.split("|")[1] for row in table.splitlines()[2:]]

    documented = [word for cell in cells for word in re.findall("`([^`]+)`", cell)]

    assert sorted(documented) == sorted({*_written_out(), *WORDS.values(), *CLOSED})


def test_what_is_closed_or_planned_again_names_its_event(
    home: Home, run: Callable[..., Child]
) -> None:
    home.event("visit", "2025-12-04T12:00:00Z")
    child = run()
    planned = child.wait_for("planned")

    home.event("visit", "2025-12-05T12:00:00Z")
    closed = child.wait_for("superseded")

    same = ("key", "event", "moment", "channel")
    assert [closed[name] for name in same] == [planned[name] for name in same]
    assert closed["why"]
