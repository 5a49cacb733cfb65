"""What a claim does, in plain words: the belief, the claims, the reminders."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.formats.beliefs.changes_words import belief_words, what_words
from geotimeline.formats.terminal import plain
from geotimeline.model.timeline import Row
from geotimeline.model.words import lapse_words, title_words
from geotimeline.model.zones import local_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.planning.consequences import Consequence
    from geotimeline.planning.reminders import Identity
    from geotimeline.planning.rules import Rule
    from geotimeline.planning.shifts import Shift

_MOST_REMINDERS = 8


def consequence_lines(
    found: Iterable[Consequence], rules: Mapping[str, Rule], *, now: datetime
) -> Iterator[str]:
    """Say what a claim does to each milestone that it changes.

    Args:
        found: What it does.
        rules: The user's rules, by name.
        now: The present instant, in UTC.
    """
    for one in found:
        title = title_words(one.turn.event, one.turn.belief.milestone)
        yield plain(f"{title}: {what_words(one.turn)}")
        for line in (*_belief_lines(one, now), *_reminder_lines(one, rules, now)):
            yield f"  {plain(line)}"


def _belief_lines(found: Consequence, now: datetime) -> Iterator[str]:
    event, belief = found.turn.event, found.turn.belief
    before = found.turn.before
    now_said = belief_words(event, belief)
    was = belief_words(event, before) if before else now_said
    yield f"now: {now_said}" if was == now_said else f"now: {now_said} (was: {was})"
    for aside in found.aside:
        by = "" if aside.by is aside.claim else f" ({aside.by.id})"
        yield f"claim {aside.claim.id} steps aside: {aside.reason.value}{by}"
    for claim in belief.contradicting:
        pair = f"{claim.id} cannot be true with {belief.newest.id}"
        yield f"warning: {pair}, which is newer and stands"
    lapsed = lapse_words(Row(event, belief), now)
    if lapsed:
        yield f"warning: {lapsed}"


def _reminder_lines(
    found: Consequence, rules: Mapping[str, Rule], now: datetime
) -> Iterator[str]:
    if found.told_by:
        yield f"told with the next pass by {_rules_words(found.told_by)}"
    lines = list(_shift_lines(found.shifts, rules, now))
    yield from lines[:_MOST_REMINDERS]
    if len(lines) > _MOST_REMINDERS:
        yield f"… and {len(lines) - _MOST_REMINDERS} more reminders"


def _shift_lines(
    shifts: Sequence[Shift], rules: Mapping[str, Rule], now: datetime
) -> Iterator[str]:
    """Say what becomes of reminders, once for all to whom the same happens."""
    together: dict[tuple[str, str], list[str]] = {}
    told = [one.reminder.identity for one in shifts]
    originals = {_original(one) for one in told if not one.number}
    for shift, identity in zip(shifts, told, strict=True):
        if not identity.number or _original(identity) not in originals:
            said = shift_words(shift, rules, now=now)
            names = together.setdefault((said, identity.rule), [])
            names += [identity.recipient] if identity.recipient else []
    for (said, rule), names in together.items():
        to = f" · to {', '.join(dict.fromkeys(names))}" if names else ""
        yield f"{said} · rule {rule}{to}"


def shift_words(shift: Shift, rules: Mapping[str, Rule], *, now: datetime) -> str:
    """Say what becomes of a reminder.

    "the reminder 7 days before the first possible day is now due 2025-11-27 09:00
    (Europe/Berlin), not 2025-11-24 09:00".
    """
    zone = _zone(shift.reminder.identity, rules)
    before = shift.before and _when(shift.before.due_at, zone)
    named = f"the reminder “{shift.reminder.reason}”"
    if shift.after is None:
        return f"{named}, due {before} ({zone}), falls away"
    due = f"{_when(shift.after.due_at, zone)} ({zone})"
    said = f"{named} is now due {due}, not {before}"
    if not before:
        said = f"{named} is due {due}"
    return f"{said}; the next pass sends it" if shift.after.due_at <= now else said


def _original(identity: Identity) -> Identity:
    """Give what is said again by it: that moves with the first, and is not told."""
    return replace(identity, bound="", claim="", number=0)


def _zone(identity: Identity, rules: Mapping[str, Rule]) -> str:
    """Name the zone by whose clocks somebody is told."""
    rule = rules.get(identity.rule)
    if rule is None:
        return "UTC"
    zones = {(one.recipient, one.channel): one.timezone for one in rule.addresses}
    return zones.get((identity.recipient, identity.channel), rule.timezone)


def _when(instant: datetime, zone: str) -> str:
    return f"{local_time(instant, zone):%Y-%m-%d %H:%M}"


def _rules_words(names: Sequence[str]) -> str:
    return f"the rule{'' if len(names) == 1 else 's'} {', '.join(names)}"
