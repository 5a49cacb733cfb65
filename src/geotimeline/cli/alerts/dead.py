"""`geotimeline alerts dead`: what could not be delivered."""

from __future__ import annotations

from geotimeline.cli import options
from geotimeline.cli.alerts import naming
from geotimeline.cli.output import say_json, tell


def show_dead(
    *,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    state: options.State = None,
) -> None:
    """Show what could not be delivered, with the reason.

    Examples:
      geotimeline alerts dead
      geotimeline alerts dead --json | jq -r '.[].last_error'
    """
    from geotimeline.interfaces.entries import State
    from geotimeline.services.scheduling.workbench import Workbench

    with Workbench.at(data, state).existing_ledger() as ledger:
        entries = tuple(ledger.entries(states=[State.DEAD]))
    if as_json:
        from geotimeline.formats.reminders.ledger_text import entry_as_json

        say_json([entry_as_json(entry) for entry in entries])
        return
    naming.say_entries(entries)
    if entries:
        tell("to try one again: geotimeline alerts retry KEY")
    else:
        tell("everything that was sent has been delivered")
