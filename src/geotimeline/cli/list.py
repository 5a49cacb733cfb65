"""`geotimeline list`: the timeline, with a bar for each window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.output import say, say_json, tell, tell_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from geotimeline.services.questions.listing import Listing, Wanted


def list_events(  # noqa: PLR0913 (a command's options)
    query: options.Query = options.EVERYTHING,
    *,
    first: options.FirstDay = None,
    last: options.LastDay = None,
    before: options.Before = "",
    after: options.After = "",
    certain: Annotated[
        bool, typer.Option("--certain", help="Only what certainly is as asked.")
    ] = False,
    as_of: options.AsOf = None,
    as_json: options.AsJson = False,
    as_svg: Annotated[
        bool, typer.Option("--svg", help="Print the same picture as an SVG.")
    ] = False,
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    """List events, earliest possible day first.

    Without a range everything is listed. A range answers for what possibly falls in
    it, in days of each event's zone; --certain for what certainly does. --before and
    --after answer for each event how sure it is that it begins so.

    Examples:
      geotimeline list
      geotimeline list 'type:visit actor:IN' --from 2025-12 --to 2026-01
      geotimeline list --as-of 2025-11-26 --before ru-in-putin-visit-new-delhi
      geotimeline list --now 2025-11-25T09:00Z --json | jq -r '.[].id'
      geotimeline list --svg > timeline.svg
    """
    from geotimeline.model.query import Query
    from geotimeline.services.questions.listing import Wanted, listing

    if as_json and as_svg:
        message = "--json and --svg exclude each other"
        raise typer.BadParameter(message)
    if first is not None and last is not None and last < first:
        message = "--to lies before --from"
        raise typer.BadParameter(message)
    if certain and not (first or last or before or after):
        message = "--certain needs a range: --from, --to, --before or --after"
        raise typer.BadParameter(message)
    wanted = Wanted(Query.parse(query), first, last, certain, before, after)
    at = options.present(now)
    known = as_of or at
    found = listing(data, wanted, now=at, as_of=known)
    if as_json:
        say_json(list(_as_json(found, wanted, at)))
    else:
        _draw(found, wanted, at, known, as_svg=as_svg)
    tell_problems(found.problems)


def _as_json(found: Listing, wanted: Wanted, now: datetime) -> Iterator[object]:
    from geotimeline.formats.json import row_as_json

    for row, answer in zip(found.rows, found.answers, strict=True):
        asked = {"answer": answer.value} if wanted.asks else {}
        yield row_as_json(row, now) | asked


def _draw(
    found: Listing, wanted: Wanted, now: datetime, known: datetime, *, as_svg: bool
) -> None:
    from geotimeline.cli.page import page
    from geotimeline.formats.beliefs.closed_windows import closed_lines
    from geotimeline.formats.drawing.picture import picture_of

    is_order = wanted.before or wanted.after
    picture = picture_of(
        found.rows,
        now=now,
        first=wanted.first,
        last=wanted.last,
        answers=[one.value for one in found.answers] if is_order else (),
    )
    if as_svg:
        from geotimeline.formats.drawing.svg import svg_lines

        _say_all(svg_lines(picture))
        return
    from geotimeline.formats.drawing.timeline_text import timeline_lines

    _say_all(timeline_lines(picture, page()))
    if not found.rows:
        tell(_nothing(found, wanted, known))
    for line in closed_lines(found.closed, now=now):
        tell(line)


def _say_all(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def _nothing(found: Listing, wanted: Wanted, known: datetime) -> str:
    if not found.events:
        return "no events yet; write the first one into events/"
    if wanted.query.terms or wanted.asks:
        return "no event matches; `geotimeline list` shows them all"
    by = f"{known:%Y-%m-%d %H:%M} UTC"
    return f"nothing was known by {by}: every claim is recorded later"
