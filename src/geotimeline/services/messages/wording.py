"""Messages as they are worded: as usual, or by a template of rule or channel.

A template that fails costs no reminder: the usual words go, and say so.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geotimeline.planning.reminders import REPEATED
from geotimeline.services.decisions import decided
from geotimeline.services.messages.composing import as_payload, compose, read_payload
from geotimeline.services.messages.facts import facts_of
from geotimeline.services.messages.perishable import lasting, perishable
from geotimeline.services.messages.upcoming import Upcoming, upcoming_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.messages import Message
    from geotimeline.model.timeline import Row
    from geotimeline.planning.alerts import Alerts
    from geotimeline.planning.facts import Facts
    from geotimeline.planning.reminders import Identity, Reminder
    from geotimeline.planning.templates import Template


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a template could not be used.

    Attributes:
        template: The template.
        line: Line in its file, from 1.
        reason: Why, in words.
    """

    template: Template
    line: int
    reason: str

    def __str__(self) -> str:
        place = f"{self.template.path}:{self.line}"
        return f"the template {self.template.name} failed ({place}: {self.reason})"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words the messages of one pass.

    Attributes:
        alerts: The rules, channels and templates.
        rows: What is believed, by event id and milestone.
        upcoming: All that rules ask for.
        now: The present instant: what comes next comes after it.
        failures: The first failure of each template so far, by its name.
    """

    alerts: Alerts
    rows: Mapping[tuple[str, str], Row]
    upcoming: Upcoming
    now: datetime
    failures: dict[str, Failure] = field(default_factory=dict)

    def of_reminder(self, reminder: Reminder) -> Message:
        """Give the message that a reminder becomes."""
        identity = reminder.identity
        row = self.rows[identity.event, identity.milestone]
        following = self._following(reminder)
        usual = compose(reminder, row, following=following)
        return self._worded(usual, identity, row, following)

    def log_failures(self) -> None:
        """Say in the log which templates failed."""
        for failure in self.failures.values():
            decided("template failed", level=logging.WARNING, why=failure)

    def of_entry(self, entry: Entry) -> Entry:
        """Give an entry, worded as usual, in the words of its template."""
        identity = entry.identity
        is_said_again = identity.moment == REPEATED  # in the words that it had
        if is_said_again or template_for(self.alerts, identity) is None:
            return entry
        row = self.rows.get((identity.event, identity.milestone))
        message = self._worded(read_payload(entry.payload), identity, row, "")
        return replace(entry, payload=as_payload(message))

    def _worded(
        self, usual: Message, identity: Identity, row: Row | None, following: str
    ) -> Message:
        template = template_for(self.alerts, identity)
        if template is None:
            return usual
        zone = zone_of(self.alerts, identity)
        facts = facts_of(usual, identity, row, timezone=zone, following=following)
        message, failure = worded(usual, template, facts)
        if failure is not None:
            self.failures.setdefault(template.name, failure)
        return message

    def _following(self, reminder: Reminder) -> str:
        found = self.upcoming.after(reminder, self.now)
        if found is None:
            return ""
        words = upcoming_words(found, zone_of(self.alerts, reminder.identity))
        return perishable(words, found.told_at)


def template_for(alerts: Alerts, identity: Identity) -> Template | None:
    """Give the template of a message: its rule's, else its channel's, else none."""
    rules = (one.template for one in alerts.rules if one.name == identity.rule)
    channel = alerts.channels.get(identity.channel)
    name = next(rules, "") or (channel.template if channel else "")
    return alerts.templates.get(name)


def zone_of(alerts: Alerts, identity: Identity) -> str:
    """Give the IANA zone by whose clocks a message is due."""
    rule = next((one for one in alerts.rules if one.name == identity.rule), None)
    for address in rule.addresses if rule else ():
        if (address.recipient, address.channel) == (
            identity.recipient,
            identity.channel,
        ):
            return address.timezone
    recipient = alerts.recipients.get(identity.recipient)
    of_rule = rule.timezone if rule else "UTC"
    return (recipient.timezone if recipient else "") or of_rule


def worded(
    usual: Message, template: Template, facts: Facts
) -> tuple[Message, Failure | None]:
    """Give a message in the words of a template, or as usual and why.

    Args:
        usual: The message as it is without a template.
        template: The words of the user's own.
        facts: What they may say.
    """
    from geotimeline.formats.templates.rendering import (  # noqa: PLC0415 (imports Jinja2)
        TemplateFailedError,
        rendered_body,
        rendered_title,
    )

    part = "title"
    try:
        of_title = replace(facts, next=lasting(facts.next))  # it is shown in lists, too
        title = (
            rendered_title(template.title, of_title) if template.title else usual.title
        )
        part = "body"
        body = rendered_body(template.body, facts) if template.body else usual.body
    except TemplateFailedError as error:
        line = template.line_of(part, error.line or 1)
        failure = Failure(template, line, error.reason)
        told = f"{usual.body}\n\nThese are the usual words: {failure}"
        return replace(usual, body=told), failure
    return replace(usual, title=title, body=body), None
