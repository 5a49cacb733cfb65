"""Whatever fails and is held meanwhile: the last word that anybody got is not wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geotimeline.edtf import parse, words
from geotimeline.model.event import Claim
from geotimeline.model.vocabulary import Status
from geotimeline.planning.triggers import Trigger
from geotimeline.services.steering.steering import silence
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.interfaces.messages import Message
    from tests.services.conftest import Desk

HOUR = timedelta(hours=1)
DATES = ("2025-12-04", "2026-01-12", "2025-12")
DAYS = {words(parse(text)): parse(text).starts for text in DATES}


STATUSES = (Status.PLANNED, Status.CONFIRMED, Status.CANCELLED, Status.POSTPONED)

beliefs = st.tuples(st.sampled_from(DATES), st.sampled_from(STATUSES))
faults = st.tuples(
    st.sampled_from(["console", "mail"]), st.sampled_from(["fails", "hangs", "works"])
)
steps = st.lists(
    beliefs | faults | st.tuples(st.just("silence"), st.integers(1, 12)),
    min_size=1,
    max_size=8,
)
asked = st.lists(
    st.sampled_from(["slipped", "advanced", "cancelled", "narrowed", "slipped >= 7d"]),
    unique=True,
)


@settings(
    max_examples=examples(2),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps, asked, st.lists(st.integers(1, 7), min_size=8, max_size=8))
def test_the_last_word_through_each_channel_is_not_wrong(
    make_desk: Callable[..., Desk],
    done: list[tuple[object, object]],
    on: list[str],
    hours: list[int],
) -> None:
    desk = make_desk("2025-12-04", "7d before first", channels=("console", "mail"))
    triggers = tuple(Trigger.parse(text) for text in on)
    desk.rules = (replace(desk.rules[0], on=triggers),)
    desk.at("2025-11-01 09:00")
    now = datetime(2025, 11, 27, 9, tzinfo=UTC)
    _pass(desk, now)
    for step, wait in zip(done, hours, strict=False):
        _do(desk, step, now)
        now += wait * HOUR
        _pass(desk, now)
    for channel in (desk.console, desk.mail):
        channel.error = None
    for _ in range(4):
        now += 6 * HOUR
        _pass(desk, now)

    for channel in (desk.console, desk.mail):
        told = [one for one in channel.sent if one.kind == "reminder"]
        assert not told or _is_right(told[-1], desk)
        assert len({one.key for one in told}) == len(told)


def _do(desk: Desk, step: tuple[object, object], now: datetime) -> None:
    """Change what is believed, let a channel fail or work, or silence everything."""
    what, how = step
    if what == "silence" and isinstance(how, int):
        ends = now + how * HOUR
        silence(desk.loaded, desk.ledger, "", starts=now, ends=ends, now=now)
    elif isinstance(how, Status):
        date = None if how is Status.POSTPONED else parse(str(what))
        desk.change(claims=(Claim(id="c1", date=date, status=how),))
    else:
        channel = desk.console if what == "console" else desk.mail
        channel.error = None
        if how == "fails":
            channel.unplug()
        elif how == "hangs":
            channel.hang_up()


def _pass(desk: Desk, now: datetime) -> None:
    desk.at(f"{now:%Y-%m-%d %H:%M}")


def _is_right(message: Message, desk: Desk) -> bool:
    """Whether what a message says may still be expected."""
    (claim,) = desk.events[0].claims
    said = message.title.removeprefix("A visit: ")
    is_off = "(was " in said or "no new date" in said.partition(";")[0]
    if claim.status in (Status.CANCELLED, Status.POSTPONED):
        return is_off
    assert claim.date is not None
    return not is_off and bool(DAYS[said.split("; now ")[-1]] & claim.date.starts)
