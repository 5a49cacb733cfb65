"""`geotimeline add`: a new event in a file of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from geotimeline.cli import options, stating
from geotimeline.cli.output import tell
from geotimeline.cli.writing import put_down


def add_event(  # noqa: PLR0913 (a command's options)
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What it is called.")],
    *,
    event_type: Annotated[
        str,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="visit, exercise, sanction, tariff, deadline, … or a word of yours.",
        ),
    ],
    date: stating.Date = None,
    event_id: Annotated[
        str | None,
        typer.Option(
            "--id",
            metavar="ID",
            help="Its id, and the name of its file.",
            show_default="made of the title",
        ),
    ] = None,
    actor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE", help="Who takes part; again for more.", show_default=False
        ),
    ] = None,
    place: Annotated[
        str, typer.Option(metavar="NAME", help="Town or site.", show_default=False)
    ] = "",
    country: Annotated[
        str,
        typer.Option(metavar="CODE", help="ISO 3166 code of it.", show_default=False),
    ] = "",
    timezone: Annotated[
        str,
        typer.Option(
            metavar="ZONE",
            help="IANA zone of its days, such as Asia/Kolkata.",
            show_default="that of alerts/settings.yaml",
        ),
    ] = "",
    tag: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORD", help="A word of yours; again for more.", show_default=False
        ),
    ] = None,
    status: stating.Status = "",
    by: stating.By = "",
    role: stating.Role = "",
    said: stating.Said = None,
    source: stating.Source = "",
    quote: stating.Quote = "",
    duration: stating.Duration = "",
    url: stating.Url = "",
    notes: stating.Notes = "",
    recorded: stating.Recorded = None,
    dry_run: stating.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    """Add an event in a file of its own, and say what will be reminded of.

    The id is made of the title, without dates: those may slip. Nothing is overwritten.

    Examples:
      geotimeline add 'BRICS summit' --type summit --date 2026-07 --country IN
      geotimeline add '14th INDRA exercise' --type exercise --actor RU --actor IN
      geotimeline add 'Waiver ends' --type deadline --date '[..2026-03-31]' --dry-run
    """
    from geotimeline.services.writing.adding import Subject, adding
    from geotimeline.services.writing.statements import Statement

    at = options.present(now)
    subject = Subject(
        title=title,
        type=event_type,
        actors=tuple(actor or ()),
        place=place,
        country=country,
        timezone=timezone,
        tags=tuple(tag or ()),
    )
    statement = Statement(
        recorded=recorded or at,
        date=date or "",
        status=status,
        by=by,
        role=role,
        said=said or "",
        source=source,
        quote=quote,
        duration=duration,
        url=url,
        notes=notes,
    )
    added = adding(data, subject, statement, event_id=event_id, now=at)
    put_down(added, data, at, dry_run=dry_run, as_json=as_json)
    if not any(one.shifts for one in added.consequences):
        tell("no rule of alerts/ will remind of it")
    if not dry_run:
        tell(f"next: geotimeline show {added.event.id}")
