"""`geotimeline check`: every problem of the data, with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from geotimeline.cli import options
from geotimeline.cli.output import say, say_json, tell

if TYPE_CHECKING:
    from geotimeline.errors import Problem

_FOUND = 1


def check_data(
    *,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    """Name every problem in events/ and alerts/, and end with 1 if there is one.

    Secrets are checked for their form only: they need not be there.

    Examples:
      geotimeline check
      geotimeline check --json | jq -r '.[].path' | sort | uniq -c
    """
    from geotimeline.services.checking import check

    checked = check(data, now=options.present(now))
    if as_json:
        say_json([_as_json(problem) for problem in checked.problems])
    else:
        for problem in checked.problems:
            say(str(problem))
    count = len(checked.problems)
    if count:
        tell(_counted(count, "problem"))
        raise typer.Exit(_FOUND)
    events, rules = _counted(checked.events, "event"), _counted(checked.rules, "rule")
    tell(f"no problems in {events}, {rules}")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "where": problem.where,
        "message": problem.message,
    }
