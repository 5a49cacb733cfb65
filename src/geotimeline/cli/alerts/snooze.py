"""`geotimeline alerts snooze`: tell it later."""

from __future__ import annotations

from geotimeline.cli import options
from geotimeline.cli.alerts import naming
from geotimeline.cli.output import tell


def snooze_alerts(
    name: naming.Name,
    length: naming.Length,
    *,
    by: naming.By = "",
    data: options.Data = options.HERE,
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Tell a reminder later, or once more if it was sent already.

    Of an event: what was told last through each channel, else what comes next.

    Examples:
      geotimeline alerts snooze ru-in-putin-visit-new-delhi 2d
      geotimeline alerts snooze 3f9a2c 4h
    """
    from geotimeline.services.scheduling.workbench import Workbench
    from geotimeline.services.steering.steering import snooze

    at = options.present(now)
    with Workbench.at(data, state).existing_ledger() as ledger:
        later = snooze(ledger, name, until=at + length, now=at, by=by)
    naming.say_entries(later)
    tell(f"{naming.counted(later)} snoozed until {at + length:%Y-%m-%d %H:%M} UTC")
