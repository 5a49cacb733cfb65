"""Messages in the words of templates, from the plan to what a notifier is given."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.edtf import parse
from geotimeline.interfaces.entries import State
from geotimeline.model.event import Claim
from geotimeline.model.query import Query
from geotimeline.model.timeline import Timeline
from geotimeline.model.zones import EARLIEST, LATEST
from geotimeline.planning.channels import Channel
from geotimeline.planning.escalating import Escalation
from geotimeline.planning.plan import plan_rows
from geotimeline.planning.recipients import Recipient
from geotimeline.planning.repeating import Repeat
from geotimeline.planning.triggers import Trigger
from geotimeline.services.delivering.telling_times import TellingTimes
from geotimeline.services.messages.upcoming import Upcoming
from geotimeline.services.messages.wording import Wording
from geotimeline.services.steering.steering import snooze

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import pytest

    from tests.templates.conftest import WordyDesk

    MakeDesk = Callable[..., WordyDesk]

WORDS = """\
templates:
  short: {title: "short {{ what }}", body: "{{ why }} / {{ when }} / {{ next }}"}
  phone:
    title: "phone {{ kind }}: {{ what }}"
    body: "{{ why }} by {{ channel }}, {{ acknowledge }}"
  broken:
    title: "fine"
    body: |
      so far
      {{ claims[7].by }}
  titled: {title: "only {{ what }}"}
"""


def told(desk: WordyDesk) -> list[tuple[str, str]]:
    return [(message.title, message.body) for message in desk.console.sent]


def test_a_rule_words_its_messages(wordy: MakeDesk) -> None:
    desk = wordy("2025-12", "first", "last", templates=WORDS, rule="short")

    desk.at("2025-11-01 09:00")
    desk.at("2025-12-01 09:00")

    upcoming = "31 December 2025, 09:00 (UTC), the last possible day"
    body = f"the first possible day / December 2025 / {upcoming}"
    assert told(desk) == [("short A visit", body)]


def test_a_channel_words_what_no_rule_words(wordy: MakeDesk) -> None:
    desk = wordy("2025-12", "first", templates=WORDS, channel="phone")

    desk.at("2025-11-01 09:00")
    desk.at("2025-12-01 09:00")

    (sent,) = desk.console.sent
    ack = f"geotimeline alerts ack {sent.key[:8]}"
    words = f"the first possible day by console, {ack}"
    assert told(desk) == [("phone lead: A visit", words)]


def test_the_rules_template_wins(wordy: MakeDesk) -> None:
    desk = wordy("2025-12", "first", templates=WORDS, rule="titled", channel="phone")

    desk.at("2025-11-01 09:00")
    desk.at("2025-12-01 09:00")

    (sent,) = desk.console.sent
    assert sent.title == "only A visit"
    assert sent.body.startswith("Why now: the first possible day\nWhen: December 2025")


def test_the_link_stands_where_the_template_says(wordy: MakeDesk) -> None:
    desk = wordy("2025-12", "first", templates=WORDS, channel="phone")
    desk.at("2025-11-01 09:00")
    desk.at("2025-12-01 08:00")
    delivery = desk.delivery
    delivery.link = lambda entry: f"https://desk.example.org/ack/{entry.key}"
    desk.clock.instant = desk.clock.instant.replace(hour=9)

    delivery.send_all()

    (sent,) = desk.console.sent
    assert sent.body.endswith(f"console, https://desk.example.org/ack/{sent.key}")


def test_a_template_that_fails_costs_no_reminder(
    wordy: MakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk = wordy("2025-12", "first", templates=WORDS, rule="broken")
    desk.at("2025-11-01 09:00")

    with caplog.at_level(logging.WARNING, "geotimeline"):
        desk.at("2025-12-01 09:00")

    (sent,) = desk.console.sent
    why = "the template broken failed (alerts/words.yaml:10: a list has no item 7 here"
    assert sent.title == "A visit: December 2025"
    assert sent.body.startswith("Why now: the first possible day\n")
    assert sent.body.splitlines()[-1].startswith(f"These are the usual words: {why}")
    logged = {getattr(record, "facts", {}).get("why", "") for record in caplog.records}
    assert any(line.startswith(why) for line in logged)


def test_a_failure_is_logged_once_a_pass(
    wordy: MakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    leads = ("first", "1d before first", "2d before first", "last")
    desk = wordy("2025-12", *leads, templates=WORDS, rule="broken")

    with caplog.at_level(logging.WARNING, "geotimeline"):
        desk.at("2025-11-20 09:00")

    assert [record.getMessage() for record in caplog.records] == ["template failed"]


def test_words_are_frozen_at_the_first_attempt(wordy: MakeDesk) -> None:
    desk = wordy("2025-12", "first", templates=WORDS, rule="titled")
    desk.at("2025-11-01 09:00")
    desk.templates = WORDS.replace("only", "altered")
    desk.console.unplug()
    desk.at("2025-12-01 09:00")
    desk.templates = WORDS
    desk.console.error = None

    desk.at("2025-12-01 12:00")

    assert [message.title for message in desk.console.sent] == ["altered A visit"]


def test_lateness_stands_above_the_words_of_a_template(wordy: MakeDesk) -> None:
    desk = wordy("2025-12-04", "7d before first", templates=WORDS, rule="short")
    desk.at("2025-11-01 09:00")

    desk.at("2025-11-28 12:00")

    (sent,) = desk.console.sent
    late, words = sent.body.split("\n")
    assert late == "Late by 1 day 3 hours."
    assert words.startswith("7 days before the first possible day / 4 December 2025")
    assert sent.reason.endswith("; late by 1 day 3 hours")


def test_what_is_snoozed_comes_again_in_its_words(wordy: MakeDesk) -> None:
    desk = wordy("2025-12-04", "7d before first", templates=WORDS, channel="phone")
    desk.at("2025-11-01 09:00")
    desk.at("2025-11-27 09:00")
    now: datetime = desk.clock.instant
    for day in (28, 29):
        later = now.replace(day=day)
        snooze(desk.ledger, desk.console.sent[-1].key, until=later, now=now)
        desk.at(f"2025-11-{day} 09:00")

    first, second, third = desk.console.sent
    assert second.title == third.title == first.title
    once_more = "Once more, as somebody asked.\n7 days before the first possible day"
    for again in (second, third):
        ack = f"geotimeline alerts ack {again.key[:8]}"
        assert again.body == f"{once_more} by console, {ack}"


def test_a_revision_is_worded_too(wordy: MakeDesk) -> None:
    words = 'templates: {t: {title: "{{ kind }}: {{ changed }}", body: "{{ edtf }}"}}'
    desk = wordy("2025-12", "last", templates=words, rule="t")
    (rule,) = desk.rules
    desk.rules = (replace(rule, on=(Trigger.parse("narrowed"),)),)
    desk.at("2025-11-01 09:00")
    claim = Claim(id="c2", date=parse("2025-12-04/2025-12-05"))
    desk.change(claims=(*desk.events[0].claims, claim))

    desk.at("2025-11-02 09:00")

    assert told(desk)[0][0].startswith("revision: narrowed 31 → ")


def test_the_digest_of_the_missed_is_worded_by_its_channel(wordy: MakeDesk) -> None:
    desk = wordy("2025-12-04", "7d before first", templates=WORDS, channel="phone")
    desk.at("2025-11-01 09:00")

    desk.at("2025-12-08 09:00")

    (sent,) = desk.console.sent
    what = "1 reminder missed while geotimeline was not running"
    assert sent.title == f"phone missed: {what}"


def test_the_next_reminder_is_told_by_the_clocks_of_who_is_told(
    wordy: MakeDesk,
) -> None:
    words = 'templates: {t: {body: "{{ due }} | {{ next }} | {{ recipient }}"}}'
    desk = wordy("2025-12-04", "first", "7d after last", templates=words, rule="t")
    (rule,) = desk.rules
    desk.rules = (replace(rule, to=(Recipient("anna", "Asia/Kolkata"),)),)
    desk.at("2025-11-01 09:00")

    desk.at("2025-12-04 03:30")

    due = "4 December 2025, 09:00 (Asia/Kolkata)"
    following = "11 December 2025, 09:00 (Asia/Kolkata), 7 days after the last possible"
    assert told(desk)[0][1] == f"{due} | {following} day | anna"


def test_what_is_said_again_is_announced_as_such(wordy: MakeDesk) -> None:
    desk = wordy("2025-12-04", "first", templates=WORDS)
    (rule,) = desk.rules
    repeat = Repeat.parse("every 1d until acked, at most 2")
    desk.rules = (replace(rule, repeat=repeat),)
    desk.at("2025-11-01 09:00")

    desk.at("2025-12-04 09:00")

    again = "5 December 2025, 09:00 (UTC), the first possible day; said again, 1 of 2"
    assert f"\nNext reminder: {again}, unless acknowledged\n" in told(desk)[0][1]


def test_a_lapse_to_come_is_not_told_as_if_it_were_certain(wordy: MakeDesk) -> None:
    desk = wordy("2025-12-04", "first", "lapsed", templates=WORDS)
    desk.at("2025-11-01 09:00")

    desk.at("2025-12-04 09:00")

    lapse = "5 December 2025, 09:00 (UTC), unless the outcome is known by then"
    assert f"\nNext reminder: {lapse}\n" in told(desk)[0][1]


def test_the_next_reminder_is_told_however_far_it_is(wordy: MakeDesk) -> None:
    desk = wordy("2025-12-04", "100d before first", "first", templates=WORDS)
    desk.at("2025-08-01 09:00")

    desk.at("2025-08-26 09:00")

    following = "4 December 2025, 09:00 (UTC), the first possible day"
    assert f"\nNext reminder: {following}\n" in told(desk)[0][1]


def test_what_is_past_is_not_the_next(wordy: MakeDesk) -> None:
    desk = wordy("2025-12-04", "2d before first", "1d before first", templates=WORDS)
    (event,) = desk.events
    rows = Timeline((event,)).rows(as_of=LATEST)
    asked = plan_rows(rows, desk.rules, since=EARLIEST, until=LATEST)
    late = asked[1].due_at + timedelta(hours=1)
    by_key = {("visit", "event"): rows[0]}
    upcoming = Upcoming(asked, TellingTimes(desk.loaded).of)
    wording = Wording(desk.loaded.alerts, by_key, upcoming, late)

    message = wording.of_reminder(asked[0])

    assert "Next reminder" not in message.body


def test_a_revision_is_said_again_in_its_words(wordy: MakeDesk) -> None:
    words = 'templates: {t: {title: "{{ kind }}", body: "{{ changed }}"}}'
    desk = wordy("2025-12", "last", templates=words, rule="t")
    (rule,) = desk.rules
    repeat = Repeat.parse("every 1d until acked, at most 2")
    narrowed = Trigger.parse("narrowed")
    desk.rules = (replace(rule, on=(narrowed,), repeat=repeat),)
    desk.at("2025-11-01 09:00")
    claim = Claim(id="c2", date=parse("2025-12-04"))
    desk.change(claims=(*desk.events[0].claims, claim))

    desk.at("2025-11-02 09:00")
    desk.at("2025-11-03 09:00")

    changed = "narrowed 31 → 1 day"
    assert told(desk) == [
        ("revision", changed),
        ("revision", f"Said again, 1 of 2.\n{changed}"),
    ]


def test_what_nobody_acknowledged_is_told_in_the_words_of_its_channel(
    wordy: MakeDesk,
) -> None:
    desk = wordy("2025-12-04", "7d before first", templates=WORDS)
    desk.channels["mail"] = Channel("mail", "console", template="phone")
    (rule,) = desk.rules
    step = Escalation.parse("after 4h unacked to channel mail")
    desk.rules = (replace(rule, escalate=(step,)),)
    desk.at("2025-11-01 09:00")

    desk.at("2025-11-27 09:00")
    desk.at("2025-11-27 10:00")
    desk.at("2025-11-27 13:00")

    (sent,) = desk.mail.sent
    assert sent.title == "phone escalated: A visit"
    ack = f"geotimeline alerts ack {sent.key[:8]}"
    assert sent.body == f"nobody has acknowledged it for 4 hours by mail, {ack}"


def test_an_edited_template_reaches_what_has_not_been_tried(wordy: MakeDesk) -> None:
    desk = wordy("2025-12", "first", templates=WORDS, rule="titled")
    desk.at("2025-11-20 09:00")
    desk.templates = WORDS.replace("only", "altered")

    desk.at("2025-11-21 09:00")

    (entry,) = desk.ledger.entries(states=(State.PLANNED,))
    assert "altered A visit" in entry.payload


def test_a_rule_that_is_about_others_keeps_the_usual_words(wordy: MakeDesk) -> None:
    desk = wordy("2025-12", "first", templates=WORDS)
    (rule,) = desk.rules
    other = replace(rule, name="other", match=Query.parse("type:exercise"))
    desk.rules = (rule, replace(other, template="titled"))
    desk.at("2025-11-01 09:00")

    desk.at("2025-12-01 09:00")

    assert [title for title, _ in told(desk)] == ["A visit: December 2025"]
