"""What `status` says of channels that fail, wait, or that nobody has tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from geotimeline.formats.reminders.health_text import health_as_json, health_lines
from geotimeline.formats.reminders.metrics_text import metrics_text
from geotimeline.interfaces.standings import Confirmation
from geotimeline.planning.channels import Channel
from geotimeline.planning.falling_back import Fallback
from geotimeline.planning.limiting import RateLimit
from geotimeline.services.delivering.gates import Gates
from geotimeline.services.health.confirming import confirm, confirmations
from geotimeline.services.health.vital_signs import examine
from geotimeline.services.steering.asking import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.interfaces.vitals import Health
    from tests.services.conftest import Desk

NINE = datetime(2025, 11, 27, 9, tzinfo=UTC)


def health(desk: Desk, now: datetime | None = None) -> Health:
    gates = Gates(desk.ledger, desk.channels)
    return examine(
        desk.ledger, holder="here", now=now or desk.clock.instant, gates=gates
    )


def line(found: Health, name: str) -> str:
    (one,) = (each for each in health_lines(found) if f" {name}:" in each)
    return one


def test_a_channel_that_rests_says_since_when_until_when_and_what_waits(
    busy_desk: Callable[..., Desk],
) -> None:
    desk = busy_desk(20)
    desk.channels = {"mail": Channel("mail", "mail", fallback=Fallback("console"))}
    desk.mail.unplug()
    desk.at("2025-11-27 09:00")

    found = health(desk)

    said = line(found, "mail")
    assert "it has failed since 2025-11-27 09:00 UTC and is left alone" in said
    assert "until 2025-11-27 09:00:30 UTC" in said
    assert "waiting for it; falls back on console" in said
    assert "never confirmed by a person" in said
    assert found.overdue == 0
    assert 'geotimeline_channel_resting{channel="mail"} 1\n' in metrics_text(found)
    after = health(desk, NINE + timedelta(minutes=1))
    assert "the next message shows whether it works again" in line(after, "mail")
    assert after.overdue == 1


def test_a_limit_that_is_used_up_is_told_and_is_no_failure(
    busy_desk: Callable[..., Desk],
) -> None:
    desk = busy_desk(5)
    limits = (RateLimit.parse("2 per hour"),)
    desk.channels = {"mail": Channel("mail", "mail", limits=limits)}
    desk.at("2025-11-27 09:00")

    found = health(desk)

    mail = health_as_json(found)["channels"]["mail"]  # type: ignore[index] # plain JSON
    assert (mail["resting"], mail["waiting"]) == (False, 3)
    assert mail["held_up_by"] == "its limit of 2 per hour is used up"
    assert mail["held_up_until"] == "2025-11-27T10:00:00Z"
    (waiting, *_) = desk.ledger.open_entries()
    (life,) = ask(desk.loaded, desk.ledger, waiting.key, now=NINE).lives
    assert life.waits_for == (
        "mail: its limit of 2 per hour is used up, until 2025-11-27 10:00:00 UTC"
    )


def test_what_was_given_up_is_counted_by_channel(
    busy_desk: Callable[..., Desk],
) -> None:
    desk = busy_desk(3)
    desk.channels = {"mail": Channel("mail", "mail")}
    desk.mail.unplug(retryable=False)
    desk.at("2025-11-27 09:00")

    found, later = health(desk), health(desk, NINE + timedelta(days=2))

    assert "3 given up in the last day" in line(found, "mail")
    assert (found.dead, later.dead) == (3, 0)


def test_the_last_word_of_a_person_counts(busy_desk: Callable[..., Desk]) -> None:
    desk = busy_desk(1)
    desk.channels = {"mail": Channel("mail", "mail")}
    said = Confirmation(NINE, arrived=True, by="Ada")

    confirm("mail", said, desk.ledger)
    confirmed = health(desk)
    confirm("mail", replace(said, arrived=False, by=""), desk.ledger)
    denied = health(desk)

    assert confirmations(desk.ledger)["mail"].arrived is False
    assert "last confirmed by Ada on 2025-11-27 09:00:00 UTC" in line(confirmed, "mail")
    assert "last said not to have arrived by a person on" in line(denied, "mail")
    assert "confirmed_timestamp_seconds{" not in metrics_text(denied)


def test_a_console_that_nobody_uses_is_not_spoken_of(
    busy_desk: Callable[..., Desk],
) -> None:
    desk = busy_desk(1)
    desk.channels = {name: Channel(name, name) for name in ("mail", "console")}

    assert not any("console:" in each for each in health_lines(health(desk)))
