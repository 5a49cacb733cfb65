"""`geotimeline alerts`: what will be sent, what was, and sending itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.cli.lazy import LazyGroup, group

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar


class _Alerts(LazyGroup):
    places: ClassVar[Mapping[str, str]] = {
        "plan": "geotimeline.cli.alerts.plan:plan_alerts",
        "send": "geotimeline.cli.alerts.send:send_alerts",
        "preview": "geotimeline.cli.alerts.preview:preview_alert",
        "test": "geotimeline.cli.alerts.test:try_channel",
        "log": "geotimeline.cli.alerts.log:show_log",
        "why": "geotimeline.cli.alerts.why:why_told",
        "ack": "geotimeline.cli.alerts.ack:acknowledge_alerts",
        "snooze": "geotimeline.cli.alerts.snooze:snooze_alerts",
        "silence": "geotimeline.cli.alerts.silence:silence_alerts",
        "dead": "geotimeline.cli.alerts.dead:show_dead",
        "retry": "geotimeline.cli.alerts.retry:retry_alerts",
        "simulate": "geotimeline.cli.alerts.simulate:simulate_alerts",
    }


def _before_commands() -> None:
    """Plan, send, look up and steer reminders."""


app = group(_Alerts, "alerts", _before_commands)
