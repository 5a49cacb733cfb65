"""The commands by which people steer reminders, on the shipped events."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import NOVEMBER, _terminal, desk, geotimeline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

__all__ = ["_terminal", "desk", "geotimeline"]

VISIT = "ru-in-putin-visit-new-delhi"
SENT = "2025-12-01T08:05Z"
LATER = "2025-12-01T10:00Z"


@pytest.fixture
def told(geotimeline: Callable[..., Ran], desk: Path) -> Callable[..., Ran]:
    """Give the program after a first run and one reminder of the visit."""
    assert desk.is_dir()
    geotimeline("alerts", "send", "--now", NOVEMBER)
    geotimeline("alerts", "send", "--now", SENT)
    return geotimeline


def key_of(run: Callable[..., Ran], state: str) -> str:
    logged = json.loads(run("alerts", "log", "--json", "--all").out)
    return next(str(one["key"]) for one in logged if one["state"] == state)


def test_the_life_of_a_reminder_is_told_by_key_and_by_event(
    told: Callable[..., Ran],
) -> None:
    key = key_of(told, "sent")
    told(
        "alerts", "ack", key[:8], "--by", "Ada", "--note", "on the plan", "--now", LATER
    )

    by_key = told("alerts", "why", key[:6], "--now", LATER)
    by_event = json.loads(told("alerts", "why", VISIT, "--json", "--now", LATER).out)

    assert by_key.out.startswith("Vladimir Putin visits India: December 2025\n")
    assert "  tried     2025-12-01 08:05 UTC sent, " in by_key.out
    assert "  noted     2025-12-01 10:00 UTC by Ada (cli): on the plan\n" in by_key.out
    (life,) = [one for one in by_event["reminders"] if one["key"] == key]
    assert life["acknowledged"]["by"] == "Ada"
    assert [one["outcome"] for one in life["tries"]] == ["sent"]
    assert {one["moment"] for one in by_event["not_planned"]} == {"2h before start"}
    assert not by_event["no_rule"]


def test_an_event_that_no_rule_asks_for_is_said_to_be_so(
    told: Callable[..., Ran],
) -> None:
    asked = told("alerts", "why", "in-russian-crude-imports", "--now", LATER)

    assert asked.code == 0
    assert "no rule of alerts/ asks for in-russian-crude-imports" in asked.err


def test_a_snoozed_reminder_comes_again(told: Callable[..., Ran]) -> None:
    snoozed = told("alerts", "snooze", VISIT, "2d", "--now", LATER)
    early = told("alerts", "send", "--now", "2025-12-03T09:59Z")
    again = told("alerts", "send", "--now", "2025-12-03T10:00Z")

    assert "1 reminder snoozed until 2025-12-03 10:00 UTC" in snoozed.err
    assert "Once more" not in early.out
    assert "Once more, as somebody asked." in again.out


@pytest.mark.parametrize("length", ["2", "0d", "2 months", "-1d"])
def test_a_length_that_cannot_be_read_is_refused(
    told: Callable[..., Ran], length: str
) -> None:
    refused = told("alerts", "snooze", VISIT, "--now", LATER, "--", length)

    assert refused.code == 12
    assert "expected a length of time such as 30min, 4h, 2d or 1w" in refused.err


def test_a_silence_is_made_listed_and_ended(told: Callable[..., Ran]) -> None:
    made = told(
        *("alerts", "silence", f"id:{VISIT}", "--until", "2026-01-10"),
        *("--why", "our own", "--by", "Ada", "--now", LATER),
    )
    explained = told("alerts", "plan", "--explain", "--now", LATER)
    listed = told("alerts", "silence", "--list", "--now", LATER)
    (as_json,) = json.loads(told("alerts", "silence", "--list", "--json").out)
    ended = told("alerts", "silence", "--end", "1", "--now", "2025-12-02")
    twice = told("alerts", "silence", "--end", "1", "--now", "2025-12-02")

    line = (
        "  1  lasts     2025-12-01 10:00 – 2026-01-10 00:00 UTC  "
        f"id:{VISIT} · Ada · our own\n"
    )
    assert made.out.startswith(line)
    assert listed.out == line
    assert "silenced: silence 1 until 2026-01-10 00:00 UTC by Ada: our own" in (
        explained.out
    )
    assert (as_json["query"], as_json["why"]) == (f"id:{VISIT}", "our own")
    assert "silence 1 has ended" in ended.err
    assert twice.code == 13
    assert "none lasts" in twice.err


@pytest.mark.parametrize(
    "options",
    [
        ("--until", "2025-11-30"),
        ("--until", "2025-12-20", "--from", "2025-12-21"),
        ("--until", "2025-12-20", "--list"),
        (),
    ],
)
def test_a_silence_that_means_nothing_is_refused(
    told: Callable[..., Ran], options: tuple[str, ...]
) -> None:
    refused = told("alerts", "silence", "type:visit", *options, "--now", LATER)

    assert refused.code == 2
    assert "--until" in refused.err
    assert json.loads(told("alerts", "silence", "--list", "--json").out) == []


def test_what_is_dead_is_listed_and_tried_again(
    geotimeline: Callable[..., Ran],
    desk: Path,
) -> None:
    rules = desk / "alerts" / "rules.yaml"
    rules.write_text(
        "rules: [{name: visits, match: 'type:visit', remind: first, channels: pager}]\n"
        "channels: {pager: {notifier: command, command: [sh, -c, 'exit 64']}}\n"
    )
    geotimeline("alerts", "send", "--now", NOVEMBER)
    geotimeline("alerts", "send", "--now", "2025-12-01T09:05Z")
    (dead,) = json.loads(geotimeline("alerts", "dead", "--json").out)
    rules.write_text(rules.read_text().replace("exit 64", "exit 0"))

    again = geotimeline("alerts", "retry", dead["key"][:6], "--now", LATER)
    sent = geotimeline("alerts", "send", "--now", LATER)

    assert dead["state"] == "dead"
    assert "1 reminder will be tried again" in again.err
    assert "sent 1 reminder, failed 0" in sent.err
    assert geotimeline("alerts", "dead").out == ""


def test_a_simulation_is_the_plan_and_touches_no_ledger(
    geotimeline: Callable[..., Ran],
    desk: Path,
    tmp_path: Path,
) -> None:
    span = ("--from", NOVEMBER, "--to", "2026-02-01", "--json")

    simulated = geotimeline("alerts", "simulate", *span)
    shown = geotimeline("alerts", "simulate", *span[:-1])

    planned = json.loads(geotimeline("alerts", "plan", *span, "--now", NOVEMBER).out)
    entries = json.loads(simulated.out)
    assert {one["key"] for one in planned} <= {one["key"] for one in entries}
    assert "nothing was sent or written" in shown.err
    assert desk.is_dir()
    assert not (tmp_path / "state").exists()


def test_a_simulation_knows_the_silences_of_the_ledger(
    told: Callable[..., Ran],
) -> None:
    until = ("--until", "2026-01-10")
    told("alerts", "silence", f"id:{VISIT}", *until, "--now", LATER)

    span = ("--from", LATER, "--to", "2026-02-01", "--json")
    entries = json.loads(told("alerts", "simulate", *span).out)

    during = [
        one
        for one in entries
        if one["event"] == VISIT and one["sent_at"] and one["sent_at"] < "2026-01-10"
    ]
    assert during == []
    assert {one["state"] for one in entries if one["event"] == VISIT} >= {"silenced"}
    assert [one["moment"] for one in entries if not one["event"]] == ["silence ends"]


def test_a_simulation_assumes_that_nobody_acknowledges_unless_told_so(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    (desk / "alerts/rules.yaml").write_text(
        "rules:\n"
        "  - name: r\n"
        f"    match: id:{VISIT}\n"
        "    remind: 3d before last\n"
        "    repeat: every 1d until acked, at most 2\n"
        "    escalate: after 4h unacked to channel console\n"
    )
    span = ("--from", NOVEMBER, "--to", "2026-02-01")

    def moments(*options: str) -> list[str]:
        told = geotimeline("alerts", "simulate", *span, "--json", *options).out
        return [one["moment"] for one in json.loads(told) if one["sent_at"]]

    unheard = geotimeline("alerts", "simulate", *span).err
    heard = geotimeline("alerts", "simulate", *span, "--acked").err

    assert moments() == ["3d before last", "escalated", *["3d before last"] * 2]
    assert moments("--acked") == ["3d before last"]
    assert "would send 4 reminders if nobody acknowledged anything" in unheard
    assert "would send 1 reminder if everything was acknowledged" in heard
