"""`geotimeline claim`: write down what somebody said of an event."""

from __future__ import annotations

from typing import Annotated

import typer

from geotimeline.cli import options, stating
from geotimeline.cli.output import tell
from geotimeline.cli.writing import put_down


def claim(  # noqa: PLR0913 (a command's options)
    event_id: options.EventId,
    *,
    date: stating.Date = None,
    status: stating.Status = "",
    milestone: Annotated[
        str,
        typer.Option(metavar="NAME", help="The stage spoken of.", show_default="event"),
    ] = "",
    by: stating.By = "",
    role: stating.Role = "",
    said: stating.Said = None,
    source: stating.Source = "",
    quote: stating.Quote = "",
    url: stating.Url = "",
    reliability: Annotated[
        str,
        typer.Option(
            metavar="A-F", help="Admiralty grade of the source.", show_default=False
        ),
    ] = "",
    credibility: Annotated[
        str,
        typer.Option(
            metavar="1-6", help="Admiralty grade of the item.", show_default=False
        ),
    ] = "",
    duration: stating.Duration = "",
    supersedes: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CLAIM", help="A claim that it replaces.", show_default=False
        ),
    ] = None,
    retracts: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CLAIM", help="A claim that it takes back.", show_default=False
        ),
    ] = None,
    disputes: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CLAIM", help="A claim that it denies.", show_default=False
        ),
    ] = None,
    notes: stating.Notes = "",
    recorded: stating.Recorded = None,
    claim_id: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Id of the new claim.",
            show_default="made of who spoke, or of the status",
        ),
    ] = None,
    dry_run: stating.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    """Add a claim to an event's file, and say what it does.

    Comments, order and every other line stay. Prints the file and the claim's id; what
    changes in the belief and in the reminders is told on stderr.

    Examples:
      geotimeline claim ru-in-visit-agenda --status cancelled --by 'Dmitry Peskov'
      geotimeline claim us-tariff-india --date 2025-11-01 --source 'Federal Register'
      geotimeline claim ru-in-visit-agenda --date 2025-12-03 --said 2025-11-28 --dry-run
    """
    from geotimeline.services.writing.claiming import claiming
    from geotimeline.services.writing.statements import Statement

    at = options.present(now)
    statement = Statement(
        recorded=recorded or at,
        date=date or "",
        status=status,
        milestone=milestone,
        by=by,
        role=role,
        said=said or "",
        source=source,
        quote=quote,
        reliability=reliability,
        credibility=credibility,
        duration=duration,
        supersedes=tuple(supersedes or ()),
        retracts=tuple(retracts or ()),
        disputes=tuple(disputes or ()),
        url=url,
        notes=notes,
    )
    added = claiming(data, event_id, statement, claim_id=claim_id, now=at)
    put_down(added, data, at, dry_run=dry_run, as_json=as_json)
    if not dry_run:
        tell(f"next: geotimeline why {event_id}")
