"""What a scheduler does about clocks that are set, and about edits."""

from __future__ import annotations

from datetime import timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.redaction import Redactor
from geotimeline.errors import SchedulerDiedError
from geotimeline.services.delivering.holding_channels import HeldChannels
from geotimeline.services.scheduling.running import Running
from geotimeline.services.scheduling.watching import Watching
from geotimeline.services.scheduling.workbench import Workbench
from tests.faults.conftest import until

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from apscheduler.schedulers.background import BackgroundScheduler

    from tests.services.conftest import Desk

TWO_HOURS = timedelta(hours=2)


def test_a_clock_set_back_does_not_silence_the_ticks(
    tmp_path: Path, make_desk: Callable[..., Desk]
) -> None:
    desk = make_desk("2025-12-04")
    running = _running(tmp_path, desk)
    alarms = running._scheduler
    alarms.start(paused=True)
    running._set_intervals()
    usual = {job.id: job.next_run_time for job in alarms.get_jobs()}
    for name, at in usual.items():  # as they stand when the clock has been set back
        alarms.modify_job(name, next_run_time=at + TWO_HOURS)
    desk.clock.instant -= TWO_HOURS
    watching = Thread(target=running._keep_watch)

    watching.start()

    try:
        until(lambda: _are_soon(alarms, usual))
    finally:
        running.stop()
        watching.join()
        alarms.shutdown()
    assert set(usual) == {"plan", "tick"}


def test_an_edit_of_how_often_it_ticks_holds_at_once(
    tmp_path: Path, make_desk: Callable[..., Desk]
) -> None:
    running = _running(tmp_path, make_desk("2025-12-04"))
    alarms = running._scheduler
    alarms.start(paused=True)
    running._set_intervals()

    (tmp_path / "alerts").mkdir()
    (tmp_path / "alerts/settings.yaml").write_text("tick: 3min\n")
    running.tick()

    trigger = alarms.get_job("tick").trigger
    alarms.shutdown()
    assert trigger.interval == timedelta(minutes=3)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_it_ends_where_its_alarm_clock_has_died(
    tmp_path: Path, make_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_: object) -> None:
        raise ZeroDivisionError

    running = _running(tmp_path, make_desk("2025-12-04"))
    monkeypatch.setattr(type(running._scheduler), "_process_jobs", die)

    with pytest.raises(SchedulerDiedError):
        running.run()


def test_what_it_does_as_it_ends_may_still_set_an_alarm(
    tmp_path: Path, make_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    running = _running(tmp_path, make_desk("2025-12-04"))
    begun, may_go_on = Event(), Event()

    def plan(_: Running) -> None:
        begun.set()
        may_go_on.wait(30)
        running._set_intervals()

    monkeypatch.setattr(Running, "_plan_now", plan)
    ending = Thread(target=running.run, daemon=True)
    ending.start()
    assert begun.wait(30)

    running.stop()
    until(lambda: not running._is_alive())
    may_go_on.set()
    ending.join(30)

    assert not ending.is_alive()


def _running(folder: Path, desk: Desk) -> Running:
    (folder / "events").mkdir()
    workbench = Workbench(folder, {}, Redactor(), folder / "state")
    held = HeldChannels(folder, environ={}, redactor=Redactor())
    delivery = desk.delivery
    return Running(held, delivery, Watching(workbench, delivery))


def _are_soon(alarms: BackgroundScheduler, usual: Mapping[str, datetime]) -> bool:
    again = {job.id: job.next_run_time for job in alarms.get_jobs()}
    return all(again[name] < at + TWO_HOURS / 2 for name, at in usual.items())
