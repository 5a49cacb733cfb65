"""`geotimeline alerts ack`: somebody has taken note."""

from __future__ import annotations

from typing import Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.alerts import naming
from geotimeline.cli.output import tell


def acknowledge_alerts(
    name: naming.Name,
    *,
    note: Annotated[
        str, typer.Option("--note", metavar="TEXT", help="What there is to say of it.")
    ] = "",
    by: naming.By = "",
    data: options.Data = options.HERE,
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Acknowledge a reminder, or all that was told of an event so far.

    A reminder that is still to come is not sent any more if its key is given; an event
    leaves it alone. Doing it twice changes nothing.

    Examples:
      geotimeline alerts ack ru-in-putin-visit-new-delhi --note "on the plan for Friday"
      geotimeline alerts ack 3f9a2c
    """
    from geotimeline.services.scheduling.workbench import Workbench
    from geotimeline.services.steering.steering import acknowledge

    with Workbench.at(data, state).existing_ledger() as ledger:
        taken = acknowledge(ledger, name, at=options.present(now), by=by, note=note)
        naming.say_entries(e for one in taken for e in ledger.with_key(one.key))
    tell(f"{naming.counted(taken)} acknowledged")
