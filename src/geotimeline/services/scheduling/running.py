"""The scheduler: sleeps until something is due, notices edits, stops cleanly.

APScheduler is the alarm clock, the ledger is the truth: no event is ever a job. A few
coarse jobs plan and tick; the main thread watches that clocks agree and that the
scheduler lives.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

from geotimeline.errors import LedgerError, SchedulerDiedError
from geotimeline.interfaces.vitals import PLAN_EVERY
from geotimeline.services.decisions import decided
from geotimeline.services.delivering.holding_back import HoldingBack
from geotimeline.services.reminding.following_up import is_followed
from geotimeline.services.reminding.replanning import replan

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from apscheduler.job import Job

    from geotimeline.services.delivering.delivery import Delivery
    from geotimeline.services.delivering.holding_channels import HeldChannels
    from geotimeline.services.scheduling.watching import Watching

_WATCH_SECONDS = 1.0
_DRIFT_SECONDS = 2.0
_SOON = timedelta(milliseconds=20)
_STUCK = timedelta(seconds=1)
_SLEPT = timedelta(seconds=2)


class Running:
    """A scheduler at work on one data folder and one ledger."""

    def __init__(
        self, held: HeldChannels, delivery: Delivery, watching: Watching
    ) -> None:
        """Prepare; nothing runs until `run`.

        Args:
            held: The data, reloaded when files change.
            delivery: What sends; its clock is the scheduler's.
            watching: Learns of every tick, and of trouble with the ledger.
        """
        self._held = held
        self._delivery = delivery
        self._watching = watching
        self._clock = delivery.clock
        self._stop = threading.Event()
        self._at_work = threading.Lock()
        self._nudged = threading.Event()
        self._scheduler = _alarm_clock()
        self._alarm: Job | None = None
        self._unwell = ""
        self._looked_at = self._clock.now()
        self._drift = self._measured_drift()
        delivery.done = self._after_attempt
        self._adopt_channels()

    @property
    def tick_every(self) -> timedelta:
        """At most this long it lets pass between two ticks, as settings say now."""
        return self._held.loaded.settings.tick

    def stop(self) -> None:
        """Ask `run` to end; safe in other threads, and not in signal handlers."""
        self._stop.set()

    def run(self) -> None:
        """Work until `stop` is called, then let what is in flight end.

        Raises:
            SchedulerDiedError: The alarm clock's thread ended by itself.
        """
        self._set_intervals()
        self._scheduler.add_job(self._plan)
        self._scheduler.start()
        decided("running", events=len(self._held.loaded.timeline))
        with self._held.watched(self._changed):
            try:
                self._keep_watch()
            finally:
                self._stop.set()
                self._end()

    def _set_intervals(self) -> None:
        """Plan and tick regularly, counted from now.

        APScheduler counts by the wall clock: it would sleep through an hour set back.
        """
        tick = self.tick_every.total_seconds()
        for job, name, seconds in (
            (self._plan, "plan", PLAN_EVERY.total_seconds()),
            (self.tick, "tick", tick),
        ):
            self._scheduler.add_job(
                job, "interval", seconds=seconds, id=name, replace_existing=True
            )

    def _keep_watch(self) -> None:
        """Wake up when wall and monotonic clocks disagree; see that all live."""
        while not self._stop.wait(_WATCH_SECONDS):
            moved = self._measured_drift() - self._drift
            if abs(moved) > _DRIFT_SECONDS:
                self._drift += moved
                decided("clock moved", by=f"{moved:+.0f} s")
                self._set_intervals()
                self._changed()
            if not self._is_alive():
                raise SchedulerDiedError
            if self._nudged.is_set():
                self._nudged.clear()
                self._follow_up()

    def _measured_drift(self) -> float:
        return self._clock.now().timestamp() - time.monotonic()

    def _is_alive(self) -> bool:
        thread = self._scheduler._thread  # noqa: SLF001 (APScheduler shows it no other way)
        return thread is not None and thread.is_alive()

    def _end(self) -> None:
        """Claim nothing more, and give what is in flight the time it was promised."""
        decided("stopping")
        self._delivery.stop()
        if self._is_alive():
            # To wait in there would keep the lock that what runs may ask for.
            self._scheduler.shutdown(wait=False)
        with self._at_work:
            pass
        in_flight = self._delivery.channels_in_flight()
        notifiers = self._delivery.notifiers
        timeouts = [notifiers[n].timeout_seconds for n in in_flight & {*notifiers}]
        if not self._delivery.finish(max(timeouts, default=0.0) + 5.0):
            decided("left in flight", level=logging.WARNING, why="no answer in time")
        self._watching.ended()
        decided("stopped")

    def _changed(self) -> None:
        """Plan anew at once, after whatever the scheduler's one thread does now."""
        if not self._stop.is_set():
            self._scheduler.add_job(self._plan)

    def _plan(self) -> None:
        """Reload what changed, write the plan, send what is due."""
        self._alone(self._plan_now)

    def _plan_now(self) -> None:
        if self._held.refresh():
            self._delivery.settings = self._held.loaded.settings
            self._set_intervals()
            self._delivery.holding = HoldingBack(self._held.loaded.alerts)
            self._adopt_channels()
        now = self._clock.now()
        replan(self._held.loaded, self._delivery.ledger, now=now)
        self._tick_now(now)

    def tick(self) -> None:
        """Send what is due; plan first where the last plan does not hold any more."""
        self._alone(self._plan_and_tick)

    def _plan_and_tick(self) -> None:
        now = self._clock.now()
        is_left = bool(self._delivery.ledger.abandoned())  # by a process that died
        if is_left or self._has_slept(now) or self._held.is_stale():
            self._plan_now()
        else:
            self._tick_now(now)

    def _has_slept(self, now: datetime) -> bool:
        """Whether ticks were left out: then what is overdue is to be caught up."""
        return now - self._looked_at > 2 * self.tick_every + _SLEPT

    def _adopt_channels(self) -> None:
        """Send through the channels as they are now; those mended are tried at once."""
        now = self._clock.now()
        self._delivery.notifiers = self._held.notifiers
        mended = dict.fromkeys(self._held.mended, now)
        self._delivery.mended = {**self._delivery.mended, **mended}

    def _tick_now(self, now: datetime) -> None:
        self._looked_at = now
        if self._held.look_at_channels():
            self._adopt_channels()
        self._delivery.fall_back()
        self._delivery.send_due(now)
        self._set_alarm()
        self._watching.ticked()

    def _after_attempt(self) -> None:
        """Take the next that is due, in the thread that has just become free."""
        if not self._stop.is_set():
            self._guarded(self._send_more)
            self._nudged.set()

    def _send_more(self) -> None:
        now = self._clock.now()
        if not self._has_slept(now):
            self._delivery.send_due(now)

    def _follow_up(self) -> None:
        """After attempts: plan what follows from them, and wake up in time."""
        if is_followed(self._held.loaded.alerts.rules):
            self._changed()
        else:
            self._set_alarm()

    def _alone(self, job: Callable[[], object]) -> None:
        """Do one of the scheduler's own jobs; none is begun once it is to end."""
        with self._at_work:
            if not self._stop.is_set():
                self._guarded(job)

    def _guarded(self, job: Callable[[], object]) -> None:
        """Live through a ledger that cannot be used; say so once, and when it works."""
        try:
            job()
        except LedgerError as error:
            self._watching.troubled()
            if str(error) != self._unwell:
                self._unwell = str(error)
                decided("ledger trouble", level=logging.ERROR, why=error)
        else:
            if self._unwell:
                self._unwell = ""
                decided("ledger works again")

    def _set_alarm(self) -> None:
        """Wake at the next due instant; the tick is there for all else.

        What was due a while ago waits for hands, or for its channel, and for no alarm.
        """
        if self._stop.is_set():
            return
        now = self._clock.now()
        try:
            due = self._delivery.next_chance(after=now - _STUCK)
        except LedgerError:
            return  # the next tick says so
        if self._alarm is not None:
            with suppress(JobLookupError):  # it has rung already
                self._alarm.remove()
            self._alarm = None
        if due is not None and due < now + self.tick_every:
            at = max(due, now + _SOON)
            self._alarm = self._scheduler.add_job(self.tick, "date", run_date=at)


def _alarm_clock() -> BackgroundScheduler:
    """Make APScheduler as it was measured to be safe: few jobs, one thread."""
    return BackgroundScheduler(
        timezone="UTC",
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={
            "misfire_grace_time": None,
            "coalesce": True,
            "max_instances": 1,
        },
    )
