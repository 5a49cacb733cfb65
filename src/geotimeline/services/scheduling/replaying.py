"""A replay: past or future days run through the same code at another speed.

The clock steps to every instant at which something happens — a reminder is due, a claim
is recorded, a window closes — in order, so that the output equals live passes at those
instants.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.interfaces.changes import Changes
from geotimeline.model.belief import known_instants
from geotimeline.model.lapse import lapses_at
from geotimeline.model.zones import LATEST
from geotimeline.planning.plan import plan_rows
from geotimeline.services.decisions import decided
from geotimeline.services.reminding.following_up import is_followed
from geotimeline.services.reminding.replanning import replan

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator
    from datetime import datetime

    from geotimeline.interfaces.messages import Message
    from geotimeline.services.data.loading import Loaded
    from geotimeline.services.delivering.delivery import Delivery
    from geotimeline.services.delivering.senders import Sender

_MOMENT = timedelta(microseconds=1)


@dataclass(slots=True)
class SteppingClock:
    """A clock that shows what it was last set to.

    Attributes:
        instant: The instant it shows, in UTC.
    """

    instant: datetime

    def now(self) -> datetime:
        """Give the instant it was set to."""
        return self.instant


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Shows on the console what another channel would have been sent.

    Attributes:
        channel: The channel that is stood in for.
        console: What shows it.
    """

    channel: str
    console: Sender

    @property
    def timeout_seconds(self) -> float:
        """As long as the console may take."""
        return self.console.timeout_seconds

    def send(self, message: Message) -> str | None:
        """Show the message under the channel's name."""
        shown = replace(message, title=f"[{self.channel}] {message.title}")
        return self.console.send(shown)


def replay(
    loaded: Loaded,
    delivery: Delivery,
    clock: SteppingClock,
    *,
    speed: float,
    until: datetime,
    stop: threading.Event,
) -> None:
    """Run from where the clock stands until nothing more happens, or until `stop`.

    Args:
        loaded: The data; claims recorded later become known on the way.
        delivery: Sends; its clock is `clock`, its ledger a throw-away one.
        clock: Stands at the first instant.
        speed: Seconds of the replay for each real second; 0 does not wait at all.
        until: The replay ends before this instant.
        stop: Set by Ctrl-C and SIGTERM.
    """
    decided("replay", speed=f"{speed:g}", events=len(loaded.timeline))
    while not stop.is_set():
        replan(loaded, delivery.ledger, now=clock.instant)
        delivery.fall_back()
        if delivery.send_all() and is_followed(loaded.alerts.rules):
            replan(loaded, delivery.ledger, now=clock.instant)
        upcoming = next_instant(loaded, delivery, after=clock.instant)
        if upcoming is None or upcoming >= until:
            decided("replay ended", why="nothing more happens")
            return
        if speed and stop.wait((upcoming - clock.instant).total_seconds() / speed):
            break
        # It was awake all the while: what becomes known at last was never awaited.
        delivery.ledger.apply(Changes(planned_at=upcoming - _MOMENT))
        clock.instant = upcoming
    decided("replay stopped")


def next_instant(
    loaded: Loaded, delivery: Delivery, *, after: datetime
) -> datetime | None:
    """Give the next instant at which something happens; None if nothing does."""
    return min(
        (at for at in _instants(loaded, delivery, after) if at > after), default=None
    )


def _instants(
    loaded: Loaded, delivery: Delivery, after: datetime
) -> Iterator[datetime]:
    for event in loaded.timeline:
        yield from known_instants(event)
    rows = loaded.timeline.rows(as_of=after)
    for row in rows:
        lapse = lapses_at(row.event, row.belief)
        if lapse is not None:
            yield lapse
    planned = plan_rows(
        rows, loaded.alerts.rules, since=after, until=LATEST, wishes=loaded.wishes
    )
    yield from (reminder.due_at for reminder in planned if reminder.due_at > after)
    yield from (silence.until for silence in delivery.ledger.silences())
    # A retry, what follows from something told, or the end of a limit's span.
    waiting = delivery.next_chance(after=after)
    if waiting is not None:
        yield waiting
