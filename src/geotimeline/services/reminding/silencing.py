"""Silences in a planning pass: what they hold, what comes back, and who is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.interfaces.entries import Entry, State
from geotimeline.planning.reminders import NOTICE, Identity
from geotimeline.planning.steering import Hush, places_held
from geotimeline.services.messages.composing import as_payload, compose_notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.model.timeline import Row
    from geotimeline.planning.rules import Rule
    from geotimeline.planning.steering import Silence


class Silencing:
    """The silences of one pass, asked about reminders and entries."""

    def __init__(
        self,
        silences: Iterable[Silence],
        rows: Mapping[tuple[str, str], Row],
        held: Iterable[Entry],
        *,
        now: datetime,
    ) -> None:
        """Bring together what a pass knows.

        Args:
            silences: All that the ledger keeps.
            rows: What is believed, by event id and milestone.
            held: What the ledger holds silenced.
            now: The present instant.
        """
        self._hush = Hush(silences, now=now)
        self._rows = rows
        self._now = now
        self._held = tuple(held)

    def note(self, identity: Identity, at: datetime) -> str:
        """Say which silence holds a message that is meant for an instant.

        Returns:
            The reason in words; empty where no silence holds it.
        """
        row = self._rows.get((identity.event, identity.milestone))
        silence = None if row is None else self._hush.over(row, at)
        return "" if silence is None else silence_note(silence)

    def returning(self) -> Iterator[Entry]:
        """Yield one-off messages that no silence holds any more and that still help.

        What the plan asks for comes back by the plan.
        """
        for entry in self._held:
            if (
                not entry.identity.is_from_plan
                and entry.expires_at > self._now
                and not self.note(entry.identity, entry.not_before)
            ):
                yield replace(entry, state=State.PLANNED, note="")

    def notices(self, rules: Sequence[Rule]) -> Mapping[str, Entry]:
        """Give what says, in time, that each lasting silence will end, by key."""
        found: dict[str, Entry] = {}
        for silence, query in self._hush.lasting:
            if silence.ended_at is None:
                for place in places_held(query, self._rows.values(), rules):
                    entry = _notice(silence, *place, self._now)
                    found[entry.key] = entry
        return found


def silence_note(silence: Silence) -> str:
    """Say which silence it is, until when, by whom and what for."""
    by = f" by {silence.by}" if silence.by else ""
    why = f": {silence.why}" if silence.why else ""
    until = f"{silence.until:%Y-%m-%d %H:%M} UTC"
    return f"silence {silence.number} until {until}{by}{why}"


def _notice(silence: Silence, recipient: str, channel: str, now: datetime) -> Entry:
    identity = Identity(
        event="",
        milestone="",
        rule="",
        moment=NOTICE,
        bound=f"silence={silence.number}",
        claim="",
        recipient=recipient,
        channel=channel,
    )
    message = compose_notice(identity.key, silence)
    return Entry(
        identity=identity,
        key=identity.key,
        due_at=silence.notice_at,
        not_before=silence.notice_at,
        expires_at=silence.ends,
        payload=as_payload(message),
        state=State.PLANNED,
        created_at=now,
    )
