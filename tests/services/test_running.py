"""What a scheduler does about clocks that are set."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.adapters.redaction import Redactor
from geotimeline.services.delivering.holding_channels import HeldChannels
from geotimeline.services.scheduling.running import Running
from geotimeline.services.scheduling.watching import Watching
from geotimeline.services.scheduling.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.services.conftest import Desk

TWO_HOURS = timedelta(hours=2)


def test_a_clock_set_back_does_not_silence_the_ticks(
    tmp_path: Path, make_desk: Callable[..., Desk]
) -> None:
    (tmp_path / "events").mkdir()
    workbench = Workbench(tmp_path, {}, Redactor(), tmp_path / "state")
    delivery = make_desk("2025-12-04").delivery
    held = HeldChannels(tmp_path, environ={}, redactor=Redactor())
    running = Running(held, delivery, Watching(workbench, delivery))
    alarms = running._scheduler
    alarms.start(paused=True)
    running._set_intervals()
    usual = {job.id: job.next_run_time for job in alarms.get_jobs()}
    for name, at in usual.items():  # as they stand when the clock has been set back
        alarms.modify_job(name, next_run_time=at + TWO_HOURS)

    running._set_intervals()

    again = {job.id: job.next_run_time for job in alarms.get_jobs()}
    alarms.shutdown()
    assert set(again) == {"plan", "tick"}
    assert all(again[name] < usual[name] + TWO_HOURS / 2 for name in usual)
