"""`geotimeline alerts retry`: try again what could not be delivered."""

from __future__ import annotations

from geotimeline.cli import options
from geotimeline.cli.alerts import naming
from geotimeline.cli.output import tell


def retry_alerts(
    name: naming.Name,
    *,
    by: naming.By = "",
    data: options.Data = options.HERE,
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Try again what could not be delivered: at once, and for a day at least.

    The scheduler sends it within its next tick, or `alerts send` does.

    Examples:
      geotimeline alerts retry 3f9a2c
      geotimeline alerts retry ru-in-putin-visit-new-delhi
    """
    from geotimeline.services.scheduling.workbench import Workbench
    from geotimeline.services.steering.steering import retry

    with Workbench.at(data, state).existing_ledger() as ledger:
        again = retry(ledger, name, now=options.present(now), by=by)
    naming.say_entries(again)
    tell(f"{naming.counted(again)} will be tried again")
