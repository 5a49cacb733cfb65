"""`geotimeline alerts log`: what was sent, failed, is waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import completing, options
from geotimeline.cli.output import say, say_json, tell

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry


def show_log(
    event_id: Annotated[
        str,
        typer.Argument(
            metavar="EVENT",
            help="Only what concerns this event.",
            autocompletion=completing.event_ids,
            show_default="all",
        ),
    ] = "",
    *,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Also what was never to be sent, with the reason."),
    ] = False,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    state: options.State = None,
) -> None:
    """Show what was sent, what failed and what is waiting, by when it was or will be.

    Examples:
      geotimeline alerts log
      geotimeline alerts log ru-in-putin-visit-new-delhi --all
      geotimeline alerts log --json | jq '.[] | select(.state=="dead")'
    """
    from geotimeline.interfaces.entries import State
    from geotimeline.services.scheduling.workbench import Workbench
    from geotimeline.services.steering.finding import find_event

    never = {State.EXPIRED, State.SUPERSEDED, State.SILENCED}
    states = None if everything else [one for one in State if one not in never]
    with Workbench.at(data, state).existing_ledger() as ledger:
        if event_id:
            find_event(data, ledger, event_id)
        entries = sorted(
            ledger.entries(states=states, event=event_id or None), key=_when
        )
    if as_json:
        from geotimeline.formats.reminders.ledger_text import entry_as_json

        say_json([entry_as_json(entry) for entry in entries])
        return
    from geotimeline.formats.reminders.ledger_text import entry_lines

    for entry in entries:
        for line in entry_lines(entry):
            say(line)
    if not entries:
        tell("nothing was sent, and nothing is waiting; see `geotimeline alerts plan`")


def _when(entry: Entry) -> tuple[datetime, str]:
    """Order by the instant that is shown: when it was sent, else when it will be."""
    return entry.sent_at or entry.not_before, entry.key
