"""`geotimeline list`: the timeline, with a bar for each window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.output import say, say_json, tell, tell_problems

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from geotimeline.services.listing import Listing, Wanted


def list_events(
    query: options.Query = options.EVERYTHING,
    *,
    first: options.FirstDay = None,
    last: options.LastDay = None,
    certain: Annotated[
        bool, typer.Option("--certain", help="Only what certainly falls in the range.")
    ] = False,
    as_json: options.AsJson = False,
    as_svg: Annotated[
        bool, typer.Option("--svg", help="Print the same picture as an SVG.")
    ] = False,
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    """List events, earliest possible day first.

    Without a range everything is listed. A range answers for what possibly falls in
    it, in days of each event's zone; --certain for what certainly does.

    Examples:
      geotimeline list
      geotimeline list 'type:visit actor:IN' --from 2025-12 --to 2026-01
      geotimeline list --now 2025-11-25T09:00Z --json | jq -r '.[].id'
      geotimeline list --svg > timeline.svg
    """
    from geotimeline.model.query import Query
    from geotimeline.services.listing import Wanted, listing

    if as_json and as_svg:
        message = "--json and --svg exclude each other"
        raise typer.BadParameter(message)
    wanted = Wanted(Query.parse(query), first, last, certain)
    at = options.present(now)
    found = listing(data, wanted, now=at)
    if as_json:
        from geotimeline.formats.json import row_as_json

        say_json([row_as_json(row, at) for row in found.rows])
    else:
        _draw(found, wanted, at, as_svg=as_svg)
    tell_problems(found.problems)


def _draw(found: Listing, wanted: Wanted, now: datetime, *, as_svg: bool) -> None:
    from geotimeline.cli.page import page
    from geotimeline.formats.closed_windows import closed_lines
    from geotimeline.formats.picture import picture_of

    picture = picture_of(found.rows, now=now, first=wanted.first, last=wanted.last)
    if as_svg:
        from geotimeline.formats.svg import svg_lines

        _say_all(svg_lines(picture))
        return
    from geotimeline.formats.timeline_text import timeline_lines

    _say_all(timeline_lines(picture, page()))
    if not found.rows:
        tell(_nothing(found, wanted, now))
    for line in closed_lines(found.closed, now=now):
        tell(line)


def _say_all(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def _nothing(found: Listing, wanted: Wanted, now: datetime) -> str:
    if not found.events:
        return "no events yet; write the first one into events/"
    if wanted.query.terms or wanted.first or wanted.last:
        return "no event matches; `geotimeline list` shows them all"
    known = f"{now:%Y-%m-%d %H:%M} UTC"
    return f"nothing was known by {known}: every claim is recorded later"
