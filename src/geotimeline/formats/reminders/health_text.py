"""How the scheduler fares, in words and as JSON (docs/watching.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.json import instant_as_json
from geotimeline.formats.terminal import plain
from geotimeline.interfaces.standings import Standing
from geotimeline.interfaces.vitals import ChannelTally
from geotimeline.planning.channels import CONSOLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.interfaces.standings import Confirmation
    from geotimeline.interfaces.vitals import Health


def health_lines(health: Health) -> Iterator[str]:
    """Say line by line how the scheduler and each channel fare."""
    pulse = health.pulse
    queue = [f"{count} {state.value}" for state, count in health.queue.items() if count]
    holder = health.holder or (
        "not running" if health.within is None else "none; cron sends"
    )
    yield f"scheduler   {plain(holder)}"
    if health.within is not None or health.passed_at is not None:
        yield f"last pass   {_words(health.passed_at)}"
    yield f"last tick   {_words(pulse.tick_at if pulse else None)}"
    yield f"last plan   {_words(health.planned_at)}"
    yield f"next due    {_words(health.next_due, 'nothing planned')}"
    yield f"queue       {', '.join(queue) or 'empty'}"
    yield f"overdue     {health.overdue}"
    yield f"dead        {health.dead} in the last day"
    for name in _names(health):
        said = (*_tally_words(health, name), *_standing_words(health, name))
        yield f"channel     {plain(name)}: {'; '.join(map(plain, said))}"


def health_as_json(health: Health) -> dict[str, object]:
    """Give it as plain JSON values, as docs/watching.md describes."""
    trouble, pulse = health.trouble, health.pulse
    return {
        "ok": trouble is None,
        "trouble": None if trouble is None else str(trouble),
        "at": instant_as_json(health.at),
        "running": health.holder is not None,
        "process": health.holder,
        "started_at": instant_as_json(pulse.started_at if pulse else None),
        "last_tick": instant_as_json(pulse.tick_at if pulse else None),
        "last_pass": instant_as_json(health.passed_at),
        "last_plan": instant_as_json(health.planned_at),
        "next_due": instant_as_json(health.next_due),
        "queue": {state.value: count for state, count in health.queue.items()},
        "overdue": health.overdue,
        "dead_in_last_day": health.dead,
        "channels": {
            name: _tally_as_json(health.channels.get(name, ChannelTally()))
            | _standing_as_json(health.standings.get(name, Standing()))
            for name in _names(health)
        },
    }


def _words(instant: datetime | None, otherwise: str = "never") -> str:
    return otherwise if instant is None else f"{instant:%Y-%m-%d %H:%M:%S} UTC"


def _names(health: Health) -> list[str]:
    """Name the channels, but for a console that nobody uses: it is always there."""
    names = {*health.channels, *health.standings}
    is_idle = health.standings.get(CONSOLE.name, Standing()) == Standing()
    if CONSOLE.name not in health.channels and is_idle:
        names -= {CONSOLE.name}
    return sorted(names)


def _tally_words(health: Health, name: str) -> Iterator[str]:
    tally = health.channels.get(name, ChannelTally())
    yield f"{tally.sent} sent, last {_words(tally.sent_at)}"
    if tally.failures:
        yield f"{tally.failures} failed in a row, last {_words(tally.failed_at)}"
        yield tally.error


def _standing_words(health: Health, name: str) -> Iterator[str]:
    standing = health.standings.get(name, Standing())
    if standing.obstacle is not None:
        yield standing.obstacle.words
    if standing.waiting:
        yield f"{standing.waiting} waiting for it"
    if standing.dead:
        yield f"{standing.dead} given up in the last day"
    if standing.fallback:
        yield f"falls back on {standing.fallback}"
    yield _confirmation_words(standing.confirmation)


def _confirmation_words(said: Confirmation | None) -> str:
    if said is None:
        return "never confirmed by a person"
    what = "confirmed" if said.arrived else "said not to have arrived"
    return f"last {what} by {said.by or 'a person'} on {_words(said.at)}"


def _tally_as_json(tally: ChannelTally) -> dict[str, object]:
    return {
        "sent": tally.sent,
        "retried": tally.retried,
        "dead": tally.dead,
        "failures_in_a_row": tally.failures,
        "last_sent": instant_as_json(tally.sent_at),
        "last_failure": instant_as_json(tally.failed_at),
        "last_error": tally.error,
    }


def _standing_as_json(standing: Standing) -> dict[str, object]:
    obstacle, said = standing.obstacle, standing.confirmation
    return {
        "resting": obstacle is not None and obstacle.is_failure,
        "held_up_by": obstacle.why if obstacle else "",
        "held_up_until": instant_as_json(obstacle.until if obstacle else None),
        "waiting": standing.waiting,
        "dead_in_last_day": standing.dead,
        "fallback": standing.fallback or None,
        "confirmed_at": instant_as_json(said.at if said and said.arrived else None),
        "confirmed_by": said.by if said and said.arrived else "",
        "denied_at": instant_as_json(said.at if said and not said.arrived else None),
    }
