"""`geotimeline alerts plan`: what will be sent, when, why, to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.alerts import naming
from geotimeline.cli.output import say, say_json, tell

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from geotimeline.services.data.loading import Loaded
    from geotimeline.services.reminding.accounting import Account
    from geotimeline.services.reminding.forecasting import Forecast

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
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Show what will be sent, when, why, and to whom. Sends nothing.

    It knows what was recorded by --as-of. Only with --explain it looks at the ledger,
    and says what of the plan was sent already, is silenced, expired or fell away.

    Examples:
      geotimeline alerts plan
      geotimeline alerts plan --from 2025-12-01 --to 2026-01-01 --explain
      geotimeline alerts plan --now 2025-11-25T09:00Z --json | jq -r '.[].due_at'
    """
    from geotimeline.services.data.loading import load
    from geotimeline.services.reminding.forecasting import forecast

    at = options.present(now)
    start = since or at
    end = until or start + _AHEAD
    if end < start:
        message = "--to lies before --from"
        raise typer.BadParameter(message)
    loaded = load(data)
    planned = forecast(loaded, since=start, until=end, as_of=as_of or at)
    found = _account(planned, data, state, (start, end), at) if explain else None
    if as_json:
        _say_json(loaded, planned, found)
    else:
        _say(loaded, planned, at, found)
        if not planned.reminders:
            tell(f"nothing is due from {start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}")
    if found is not None and not found.has_ledger:
        tell("there is no ledger yet: nothing was sent, silenced or expired so far")
    if not loaded.alerts.rules:
        tell("no rules in alerts/: nobody will be told of anything")
    if planned.watching:
        rules = ", ".join(planned.watching)
        tell(f"revisions are told as soon as they are known, by the rules {rules}")


def _account(
    planned: Forecast,
    data: Path,
    state: Path | None,
    span: tuple[datetime, datetime],
    now: datetime,
) -> Account:
    from geotimeline.services.reminding.accounting import account
    from geotimeline.services.scheduling.workbench import Workbench

    since, until = span
    with Workbench.at(data, state).existing_ledger() as ledger:
        return account(planned, ledger, since=since, until=until, now=now)


def _say(
    loaded: Loaded, planned: Forecast, now: datetime, found: Account | None
) -> None:
    from geotimeline.formats.reminders.life_text import standing_words
    from geotimeline.formats.reminders.reminder_text import planned_lines

    rules = {rule.name: rule for rule in loaded.alerts.rules}
    for reminder in planned.reminders:
        row = planned.rows[reminder.identity.event, reminder.identity.milestone]
        at = planned.digests.get(reminder.key)
        for line in planned_lines(reminder, row, rules, now=now, digest_at=at):
            say(line)
        if found is not None and (entry := found.known.get(reminder.key)):
            say(f"  ledger: {standing_words(entry)}")
            for way in found.ways.get(reminder.key, ()):
                say(f"  through {way.identity.channel}: {standing_words(way)}")
        elif found is not None and reminder.key in found.hushed:
            say(f"  will be silenced: {found.hushed[reminder.key]}")
    if found is not None:
        _say_untold(planned, found)


def _say_untold(planned: Forecast, found: Account) -> None:
    from geotimeline.formats.reminders.reminder_text import not_planned_line

    if planned.not_planned:
        say("")
        say("Not planned, whatever the span:")
        for one in planned.not_planned:
            say(f"  {not_planned_line(one)}")
    if planned.unasked:
        say("")
        say("No rule asks for:")
        for event in planned.unasked:
            say(f"  {event}")
    if found.following:
        say("")
        say("Follows, unless somebody acknowledges:")
        naming.say_entries(found.following)
    if found.fallen:
        say("")
        say("Was due in this span, and is not told:")
        naming.say_entries(found.fallen)


def _say_json(loaded: Loaded, planned: Forecast, found: Account | None) -> None:
    from geotimeline.formats.reminders.ledger_text import entry_as_json
    from geotimeline.formats.reminders.life_text import standing_words
    from geotimeline.formats.reminders.reminder_text import (
        not_planned_as_json,
        reminder_as_json,
    )

    rules, rows = {rule.name: rule for rule in loaded.alerts.rules}, planned.rows
    reminders = [
        reminder_as_json(
            one,
            rows[one.identity.event, one.identity.milestone],
            rules,
            digest_at=planned.digests.get(one.key),
        )
        for one in planned.reminders
    ]
    if found is None:
        say_json(reminders)
        return
    for one in reminders:
        entry = found.known.get(str(one["key"]))
        one["state"] = None if entry is None else entry.state.value
        hushed = found.hushed.get(str(one["key"]), "")
        one["standing"] = hushed if entry is None else standing_words(entry)
        one["instead"] = [
            {"key": way.key, "channel": way.identity.channel, "state": way.state.value}
            for way in found.ways.get(str(one["key"]), ())
        ]
    refused = [not_planned_as_json(one) for one in planned.not_planned]
    say_json(
        {
            "planned": reminders,
            "not_planned": refused,
            "no_rule": list(planned.unasked),
            "following": [entry_as_json(entry) for entry in found.following],
            "not_told": [entry_as_json(entry) for entry in found.fallen],
        }
    )
