"""What a claim does, in plain words: the belief, the claims, the reminders."""

from __future__ import annotations

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
    by_rule = {_but_for_the_channel(one): one for one in found.shifts}
    lines = [shift_words(one, rules, now=now) for one in by_rule.values()]
    yield from lines[:_MOST_REMINDERS]
    if len(lines) > _MOST_REMINDERS:
        yield f"… and {len(lines) - _MOST_REMINDERS} more reminders"


def shift_words(shift: Shift, rules: Mapping[str, Rule], *, now: datetime) -> str:
    """Say what becomes of a reminder.

    "the reminder 7 days before the first possible day is now due 2025-11-27 09:00
    (Europe/Berlin), not 2025-11-24 09:00 · rule visits".
    """
    identity = shift.reminder.identity
    rule = rules.get(identity.rule)
    zone = rule.timezone if rule else "UTC"
    before = shift.before and _when(shift.before.due_at, zone)
    named = f"the reminder “{shift.reminder.reason}”"
    if shift.after is None:
        said = f"{named}, due {before} ({zone}), falls away"
    else:
        due = f"{_when(shift.after.due_at, zone)} ({zone})"
        said = (
            f"{named} is now due {due}, not {before}"
            if before
            else f"{named} is due {due}"
        )
        if shift.after.due_at <= now:
            said += "; the next pass sends it"
    return f"{said} · rule {identity.rule}"


def _when(instant: datetime, zone: str) -> str:
    return f"{local_time(instant, zone):%Y-%m-%d %H:%M}"


def _but_for_the_channel(shift: Shift) -> tuple[object, ...]:
    identity = shift.reminder.identity
    due = shift.after and shift.after.due_at
    return identity.rule, identity.moment, due


def _rules_words(names: Sequence[str]) -> str:
    return f"the rule{'' if len(names) == 1 else 's'} {', '.join(names)}"
