"""How the scheduler fares, in words and as JSON (docs/watching.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.json import instant_as_json
from geotimeline.formats.terminal import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.interfaces.vitals import ChannelTally, Health


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
    for name, tally in health.channels.items():
        yield f"channel     {plain(name)}: {_channel_words(tally)}"


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
            name: _channel_as_json(tally) for name, tally in health.channels.items()
        },
    }


def _words(instant: datetime | None, otherwise: str = "never") -> str:
    return otherwise if instant is None else f"{instant:%Y-%m-%d %H:%M:%S} UTC"


def _channel_words(tally: ChannelTally) -> str:
    said = [f"{tally.sent} sent, last {_words(tally.sent_at)}"]
    if tally.failures:
        said.append(f"{tally.failures} failed in a row, last {_words(tally.failed_at)}")
        said.append(plain(tally.error))
    return "; ".join(filter(None, said))


def _channel_as_json(tally: ChannelTally) -> dict[str, object]:
    return {
        "sent": tally.sent,
        "retried": tally.retried,
        "dead": tally.dead,
        "failures_in_a_row": tally.failures,
        "last_sent": instant_as_json(tally.sent_at),
        "last_failure": instant_as_json(tally.failed_at),
        "last_error": tally.error,
    }
