"""`geotimeline check`: every problem of the data, with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from geotimeline.cli import options
from geotimeline.cli.output import say, say_json, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.services.checking.folder import Checked

_FOUND = 1


def check_data(
    *,
    strict: options.Strict = False,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    """Name every problem in events/ and alerts/, and end with 1 if there is one.

    What can be read and deserves a second look, such as a date without the words it
    rests on, is a warning: it leaves the exit code alone, unless --strict. Secrets are
    checked for their form only: they need not be there.

    Examples:
      geotimeline check
      geotimeline check --strict
      geotimeline check --json | jq -r '.[].path' | sort | uniq -c
    """
    from geotimeline.services.checking.folder import check

    checked = check(data, now=options.present(now))
    if as_json:
        say_json(list(_as_json(checked)))
    else:
        for found in (*checked.problems, *checked.warnings):
            say(str(found))
    tell(_sum_words(checked))
    if checked.problems or (strict and checked.warnings):
        raise typer.Exit(_FOUND)


def _sum_words(checked: Checked) -> str:
    warnings = _counted(len(checked.warnings), "warning") if checked.warnings else ""
    if checked.problems:
        return ", ".join(
            filter(None, (_counted(len(checked.problems), "problem"), warnings))
        )
    events, rules = _counted(checked.events, "event"), _counted(checked.rules, "rule")
    sound = f"no problems in {events}, {rules}"
    if not checked.rules:
        sound += " (so nobody will be told of anything)"
    return f"{sound}; {warnings}" if warnings else sound


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _as_json(checked: Checked) -> Iterator[dict[str, object]]:
    for problem in checked.problems:
        yield {
            "path": problem.path,
            "line": problem.line,
            "where": problem.where,
            "message": problem.message,
            "severity": "error",
            "code": None,
            "name": None,
        }
    for warning in checked.warnings:
        yield {
            "path": warning.path,
            "line": warning.line,
            "where": warning.where,
            "message": warning.message,
            "severity": "warning",
            "code": warning.code.value,
            "name": warning.code.slug,
        }
