"""`geotimeline changes`: what moved, newest first."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.output import flush, say_json, tell, tell_problems, write
from geotimeline.cli.points_in_time import (
    read_first_day,
    read_instant,
    read_last_day,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geotimeline.services.questions.changing import Asked, Changed
    from geotimeline.services.questions.last_look import Looks

_LOOKED_BACK = timedelta(days=7)
_DAY_OR_LESS = len("2025-12-04")


def read_since(text: str) -> datetime:
    """Read an instant, or the first of a day, month or year, into UTC.

    Raises:
        InstantSyntaxError: It is none of these.
    """
    if len(text) > _DAY_OR_LESS:
        return read_instant(text)
    return datetime.combine(read_first_day(text), time.min, UTC)


def read_until(text: str) -> datetime:
    """Read an instant, or the last of a day, month or year, into UTC; inclusive.

    Raises:
        InstantSyntaxError: It is none of these.
    """
    if len(text) > _DAY_OR_LESS:
        return read_instant(text)
    return datetime.combine(read_last_day(text), time.max, UTC)


Since = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        parser=read_since,
        metavar="WHEN",
        help="From this day (UTC) or instant on, inclusive.",
        show_default="7 days before --until",
    ),
]
Until = Annotated[
    datetime | None,
    typer.Option(
        "--until",
        parser=read_until,
        metavar="WHEN",
        help="Up to this day (UTC) or instant, inclusive.",
        show_default="now",
    ),
]


def show_changes(  # noqa: PLR0913 (a command's options)
    query: options.Query = options.EVERYTHING,
    *,
    since: Since = None,
    until: Until = None,
    new: Annotated[
        bool,
        typer.Option("--new", help="Only what came since you last asked for it so."),
    ] = False,
    as_json: options.AsJson = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Print a brief in Markdown.")
    ] = False,
    data: options.Data = options.HERE,
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Show what changed in what is believed, newest first: the morning brief.

    Each change with its size, who said it, and what was believed before. A window that
    closed with nothing said of the outcome is a change too.

    Examples:
      geotimeline changes --since 2025-11-01
      geotimeline changes 'type:visit' --new
      geotimeline changes --since 2025-11 --until 2025-11 --markdown > brief.md
    """
    from geotimeline.model.query import Query
    from geotimeline.services.questions.changing import Asked, changing

    _refuse_at_once({"--json": as_json, "--markdown": as_markdown})
    _refuse_at_once({"--new": new, "--since": since})
    _refuse_at_once({"--new": new, "--until": until})
    at = options.present(now)
    end = min(until or at, at)
    looks = _looks(data, state, query) if new else None
    last = looks.last if looks else None
    start = last.at if last else since or end - _LOOKED_BACK
    if start > end and last is None:
        message = "--since lies after --until, or after now"
        raise typer.BadParameter(message)
    asked = Asked(start, end, Query.parse(query), last)
    found = changing(data, asked)
    _say(found, asked, as_json=as_json, as_markdown=as_markdown)
    if looks:
        flush()  # what could not be shown has not been seen
        looks.keep(found.look)
    tell_problems(found.problems)


def _refuse_at_once(given: dict[str, object]) -> None:
    if all(given.values()):
        message = f"{' and '.join(given)} exclude each other"
        raise typer.BadParameter(message)


def _looks(data: Path, state: Path | None, query: str) -> Looks:
    """Find out when this person last looked, and tell if this is the first time."""
    from geotimeline.adapters.state_folder import state_folder
    from geotimeline.services.questions.last_look import Looks

    looks = Looks.of(state_folder(data, state).path, query.strip())
    if looks.last is None:
        days = _LOOKED_BACK.days
        tell(
            f"you look for the first time: here is what changed in the last {days} days"
        )
    return looks


def _say(found: Changed, asked: Asked, *, as_json: bool, as_markdown: bool) -> None:
    if as_json:
        from geotimeline.formats.beliefs.changes_json import change_as_json

        say_json([change_as_json(change) for change in found.changes])
        return
    if as_markdown:
        from geotimeline.formats.markdown.changes import markdown_lines

        _say_all(markdown_lines(found.changes, since=asked.since, until=asked.until))
        return
    from geotimeline.cli.page import page
    from geotimeline.formats.beliefs.changes_text import change_lines

    _say_all(change_lines(found.changes, page().paint))
    if not found.changes:
        tell(f"nothing changed since {asked.since:%Y-%m-%d %H:%M} UTC")


def _say_all(lines: Iterable[str]) -> None:
    write(f"{line}\n" for line in lines)
