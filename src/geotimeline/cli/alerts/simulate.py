"""`geotimeline alerts simulate`: what would be sent over a span."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.alerts import naming
from geotimeline.cli.output import say_json, tell

_AHEAD = timedelta(days=90)


def simulate_alerts(
    *,
    since: options.SpanStart = None,
    until: options.SpanEnd = None,
    acked: Annotated[
        bool,
        typer.Option(
            "--acked", help="As if everything were acknowledged when it is sent."
        ),
    ] = False,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Show what would be sent over a span, with catch-up and silences. Sends nothing.

    The scheduler runs on a clock that steps through the span and on a new ledger, so
    that what was due earlier is taken as known; silences are those of your own ledger.
    Every channel takes what it is given. Nobody acknowledges anything, so that all is
    said again and escalated as the rules ask, unless --acked is given.

    Examples:
      geotimeline alerts simulate
      geotimeline alerts simulate --from 2025-11-25 --to 2026-02-01
      geotimeline alerts simulate --acked
      geotimeline alerts simulate --json | jq -r '.[] | select(.state=="sent").sent_at'
    """
    from geotimeline.services.data.loading import load
    from geotimeline.services.scheduling.simulating import simulate
    from geotimeline.services.scheduling.workbench import Workbench

    logging.getLogger("geotimeline").addHandler(logging.NullHandler())
    start = since or options.present(now)
    end = until or start + _AHEAD
    if end < start:
        message = "--to lies before --from"
        raise typer.BadParameter(message)
    loaded = load(data)
    with Workbench.at(data, state).existing_ledger() as ledger:
        silences = ledger.silences()
    entries = simulate(loaded, silences, since=start, until=end, acked=acked)
    if as_json:
        from geotimeline.formats.reminders.ledger_text import entry_as_json

        say_json([entry_as_json(entry) for entry in entries])
        return
    naming.say_entries(entries)
    sent = [entry for entry in entries if entry.sent_at and not entry.digest]
    noted = "everything was acknowledged" if acked else "nobody acknowledged anything"
    tell(f"would send {naming.counted(sent)} if {noted}; nothing was sent or written")
