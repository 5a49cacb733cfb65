"""`geotimeline status`: is the scheduler alive, for people and monitors."""

from __future__ import annotations

from geotimeline.cli import options
from geotimeline.cli.alerts import naming  # noqa: TC001 (Typer reads it at run time)
from geotimeline.cli.output import flush, say, say_json


def show_status(
    *,
    within: naming.Within = None,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Say whether the scheduler is alive, what is due next, how each channel fares.

    Ends with 0 if all is well, with 21 if no scheduler is running, with 22 if it has
    not ticked for minutes, and with 23 if something could not be delivered in the last
    day. Where cron sends (--within, or `passes` in alerts/settings.yaml) no scheduler
    need run, and 22 says that the last pass is overdue. Nothing is sent or written.

    Examples:
      geotimeline status
      geotimeline status --state /var/lib/desk || echo "wake somebody"
      geotimeline status --within 10min
      geotimeline status --json | jq .channels
    """
    from geotimeline.interfaces.vitals import patience
    from geotimeline.services.data.loading import alerts_of, settings_of
    from geotimeline.services.delivering.gates import Gates
    from geotimeline.services.health.vital_signs import examine
    from geotimeline.services.scheduling.workbench import Workbench

    settings = settings_of(data)
    if within is None and settings.passes is not None:
        within = patience(settings.passes)
    workbench = Workbench.at(data, state)
    with workbench.existing_ledger() as ledger:
        health = examine(
            ledger,
            holder=workbench.holder(),
            now=options.present(now),
            within=within,
            gates=Gates(ledger, alerts_of(data).channels, settings.rest),
        )
    if as_json:
        from geotimeline.formats.reminders.health_text import health_as_json

        say_json(health_as_json(health))
    else:
        from geotimeline.formats.reminders.health_text import health_lines

        for line in health_lines(health):
            say(line)
    if health.trouble is not None:
        flush()
        raise health.trouble
