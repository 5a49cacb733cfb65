"""`geotimeline alerts plan`: what will be sent, when, why, to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.output import say, say_json, tell

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.services.forecasting import Forecast
    from geotimeline.services.loading import Loaded

_AHEAD = timedelta(days=90)


def plan_alerts(
    *,
    since: options.SpanStart = None,
    until: options.SpanEnd = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also say what is not planned, and why.")
    ] = False,
    as_of: options.AsOf = None,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    """Show what will be sent, when, why, and to whom. Sends nothing.

    It knows what was recorded by --as-of, and looks at no ledger: what was sent already
    is in `geotimeline alerts log`.

    Examples:
      geotimeline alerts plan
      geotimeline alerts plan --from 2025-12-01 --to 2026-01-01 --explain
      geotimeline alerts plan --now 2025-11-25T09:00Z --json | jq -r '.[].due_at'
    """
    from geotimeline.services.forecasting import forecast
    from geotimeline.services.loading import load

    at = options.present(now)
    start = since or at
    end = until or start + _AHEAD
    if end < start:
        message = "--to lies before --from"
        raise typer.BadParameter(message)
    loaded = load(data)
    planned = forecast(loaded, since=start, until=end, as_of=as_of or at)
    if as_json:
        _say_json(planned, explain=explain)
    else:
        _say(loaded, planned, at, explain=explain)
        if not planned.reminders:
            tell(f"nothing is due from {start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}")
    if planned.watching:
        rules = ", ".join(planned.watching)
        tell(f"revisions are told as soon as they are known, by the rules {rules}")


def _say(loaded: Loaded, planned: Forecast, now: datetime, *, explain: bool) -> None:
    from geotimeline.formats.reminder_text import not_planned_line, planned_lines

    rules = {rule.name: rule for rule in loaded.alerts.rules}
    for reminder in planned.reminders:
        row = planned.rows[reminder.identity.event, reminder.identity.milestone]
        for line in planned_lines(reminder, row, rules, now=now):
            say(line)
    if explain and planned.not_planned:
        say("")
        say("Not planned, whatever the span:")
        for one in planned.not_planned:
            say(f"  {not_planned_line(one)}")


def _say_json(planned: Forecast, *, explain: bool) -> None:
    from geotimeline.formats.reminder_text import not_planned_as_json, reminder_as_json

    reminders = [
        reminder_as_json(one, planned.rows[one.identity.event, one.identity.milestone])
        for one in planned.reminders
    ]
    if not explain:
        say_json(reminders)
        return
    refused = [not_planned_as_json(one) for one in planned.not_planned]
    say_json({"planned": reminders, "not_planned": refused})
