"""Which digest a message belongs to: as its rule, its reader or its channel asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.planning.digests import AtOnce, Digest, OneByOne, Scheduled, in_zone
from geotimeline.planning.reminders import MOVED, ON, REPEATED

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.planning.alerts import Alerts
    from geotimeline.planning.reminders import Identity, Reminder

FOR_PROGRAMS = frozenset({"webhook", "command"})
"""Notifiers whose readers are programs: they take messages one by one."""

USUAL = AtOnce()
"""What people get where nothing is asked for."""

_ALONE = OneByOne()


class Wishes:
    """The digests that `alerts/` asks for, ready to be asked about messages."""

    def __init__(self, alerts: Alerts, usual: Digest = USUAL) -> None:
        """Take note of them.

        Args:
            alerts: The rules, channels and recipients.
            usual: What holds where none of them says anything.
        """
        self._alerts = alerts
        self._usual = usual
        self._rules = {rule.name: rule for rule in alerts.rules}

    def digest_of(self, identity: Identity) -> Digest:
        """Say how a message is told together with others.

        The rule's wish comes before the reader's, and that before the channel's. What
        is loud goes alone unless its rule itself says otherwise; so does what is about
        no event, and what somebody asked for. The hour is that of the reader's zone.
        """
        if not (identity.is_from_plan or identity.moment in (ON, MOVED, REPEATED)):
            return _ALONE
        reader = self._alerts.recipients.get(identity.recipient)
        found = self._asked(identity)
        return in_zone(found, reader.timezone) if reader and reader.timezone else found

    def told_at(self, reminder: Reminder) -> datetime:
        """Give when a digest at an hour tells it, else when it is due, in UTC.

        What would be stale by the hour of the digest goes by itself.
        """
        digest = self.digest_of(reminder.identity)
        if not isinstance(digest, Scheduled):
            return reminder.due_at
        at = digest.next_at(reminder.due_at)
        return at if at < reminder.expires_at else reminder.due_at

    def _asked(self, identity: Identity) -> Digest:
        rule = self._rules.get(identity.rule)
        if rule is not None and (rule.digest is not None or rule.priority.is_loud):
            return rule.digest or _ALONE
        reader = self._alerts.recipients.get(identity.recipient)
        channel = self._alerts.channels.get(identity.channel)
        for one in (reader, channel):
            if one is not None and one.digest is not None:
                return one.digest
        is_for_program = channel is not None and channel.notifier in FOR_PROGRAMS
        return _ALONE if is_for_program else self._usual
