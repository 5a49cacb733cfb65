"""The next message about an event, as it would be sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geotimeline.errors import NotFoundError
from geotimeline.formats.yaml.faults import did_you_mean
from geotimeline.model.zones import EARLIEST, LATEST
from geotimeline.planning.plan import plan_rows
from geotimeline.services.delivering.telling_times import TellingTimes
from geotimeline.services.messages.sending_words import with_acknowledgement
from geotimeline.services.messages.upcoming import Upcoming
from geotimeline.services.messages.wording import Wording, template_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from geotimeline.interfaces.messages import Message
    from geotimeline.planning.alerts import Alerts
    from geotimeline.planning.reminders import Reminder
    from geotimeline.planning.templates import Template
    from geotimeline.services.data.loading import Loaded
    from geotimeline.services.messages.wording import Failure

_WHY = "`geotimeline alerts plan --explain` says what is not planned, and why"
_SOME_LINK = "/ack/…"  # a real one is signed when it is sent


@dataclass(frozen=True, slots=True)
class Preview:
    """A message that will be sent.

    Attributes:
        reminder: What it tells, and where it goes.
        message: Its words.
        template: Whose words they are; None where they are the usual ones.
        failure: Why the template could not be used; None where it could.
    """

    reminder: Reminder
    message: Message
    template: Template | None
    failure: Failure | None


def preview(
    loaded: Loaded,
    event_id: str,
    *,
    now: datetime,
    rule: str = "",
    channel: str = "",
    template: str = "",
) -> Preview:
    """Give what will be sent next of an event; the ledger is not looked at.

    Args:
        loaded: The data.
        event_id: Which event.
        now: The present instant.
        rule: Only what this rule asks for; any if empty.
        channel: Only what goes through this channel; any if empty.
        template: Whose words to use instead of those that it will have.

    Raises:
        NotFoundError: There is nothing of that name, or nothing to come.
    """
    alerts = loaded.alerts
    loaded.timeline.event(event_id)
    _expect("rule", rule, [one.name for one in alerts.rules])
    _expect("channel", channel, alerts.channels)
    _expect("template", template, alerts.templates)
    rows = loaded.timeline.rows(as_of=now)
    asked = plan_rows(
        rows, alerts.rules, since=EARLIEST, until=LATEST, wishes=loaded.wishes
    )
    found = _next(asked, event_id, rule, channel, now)
    by_key = {(row.event.id, row.belief.milestone): row for row in rows}
    alerts = _with_template(alerts, template) if template else alerts
    upcoming = Upcoming(asked, TellingTimes(loaded).of)
    wording = Wording(alerts, by_key, upcoming, now)
    message = wording.of_reminder(found)
    url = loaded.settings.public_url
    return Preview(
        reminder=found,
        message=with_acknowledgement(message, f"{url}{_SOME_LINK}" if url else ""),
        template=template_for(alerts, found.identity),
        failure=next(iter(wording.failures.values()), None),
    )


def _expect(kind: str, name: str, known: Iterable[str]) -> None:
    known = tuple(known)
    if name and name not in known:
        raise NotFoundError(kind, name, did_you_mean(name, known))


def _next(
    asked: Iterable[Reminder], event_id: str, rule: str, channel: str, now: datetime
) -> Reminder:
    for one in asked:
        identity = one.identity
        if (
            identity.event == event_id
            and one.due_at >= now
            and rule in ("", identity.rule)
            and channel in ("", identity.channel)
        ):
            return one
    kind = "reminder to come of"
    raise NotFoundError(kind, event_id, _WHY)


def _with_template(alerts: Alerts, name: str) -> Alerts:
    return replace(
        alerts, rules=tuple(replace(one, template=name) for one in alerts.rules)
    )
