"""`geotimeline alerts`, and a replay."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import A_YEAR_LATER, CHECKOUT, NOVEMBER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

GOLDEN = CHECKOUT / "tests" / "cli" / "golden"
VISIT = "ru-in-putin-visit-new-delhi"


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("now", [NOVEMBER, A_YEAR_LATER])
def test_the_plan_matches_its_golden_file(
    geotimeline: Callable[..., Ran], golden: Callable[[Path, str], None], now: str
) -> None:
    planned = geotimeline("alerts", "plan", "--now", now, "--explain")

    assert planned.code == 0
    golden(GOLDEN / f"plan-{now[:10]}.txt", planned.out)


@pytest.mark.usefixtures("shipped")
def test_adjacent_spans_plan_what_the_whole_does(
    geotimeline: Callable[..., Ran],
) -> None:
    def keys(since: str, until: str) -> list[str]:
        span = ("--from", since, "--to", until, "--now", NOVEMBER, "--json")
        return [
            one["key"] for one in json.loads(geotimeline("alerts", "plan", *span).out)
        ]

    whole = keys("2025-11-25", "2026-02-01")
    parts = keys("2025-11-25", "2025-12-24T08:00Z") + keys(
        "2025-12-24T08:00Z", "2026-02-01"
    )

    assert whole == parts
    assert whole


@pytest.mark.usefixtures("shipped")
def test_an_empty_plan_says_so(geotimeline: Callable[..., Ran]) -> None:
    planned = geotimeline("alerts", "plan", "--now", "2027-01-01")

    assert planned.out == ""
    assert "nothing is due from 2027-01-01 00:00 to 2027-04-01 00:00" in planned.err


def test_passes_send_each_reminder_once_and_the_log_remembers(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    first = geotimeline("alerts", "send", "--now", NOVEMBER)
    rehearsed = geotimeline("alerts", "send", "--now", "2025-12-01T08:05Z", "--dry-run")
    sent = geotimeline("alerts", "send", "--now", "2025-12-01T08:05Z")
    again = geotimeline("alerts", "send", "--now", "2025-12-01T08:10Z")
    logged = json.loads(geotimeline("alerts", "log", VISIT, "--json").out)

    assert desk.is_dir()
    assert "taken as known (first run)" in first.err
    assert "would send 1 reminder; nothing was sent" in rehearsed.err
    assert sent.out.startswith("Vladimir Putin visits India: December 2025\n")
    assert "sent 1 reminder, failed 0" in sent.err
    assert "sent 0 reminders" in again.err
    assert [one["moment"] for one in logged if one["state"] == "sent"] == ["first"]


@pytest.mark.usefixtures("desk")
def test_a_rehearsal_on_a_new_ledger_makes_none(
    geotimeline: Callable[..., Ran], tmp_path: Path
) -> None:
    geotimeline("alerts", "send", "--dry-run", "--now", NOVEMBER)
    geotimeline("alerts", "log")

    assert not (tmp_path / "state").exists()


def test_a_failed_delivery_is_told_logged_and_ends_with_20(
    geotimeline: Callable[..., Ran], desk: Path, tmp_path: Path
) -> None:
    (desk / "alerts" / "rules.yaml").write_text(
        "rules: [{name: visits, match: 'type:visit', remind: first, channels: pager}]\n"
        "channels: {pager: {notifier: command, command: ['false']}}\n"
    )
    state = ("--state", str(tmp_path / "elsewhere"))
    geotimeline("alerts", "send", "--now", NOVEMBER, *state)

    sent = geotimeline("alerts", "send", "--now", "2025-12-01T12:00Z", *state)
    (entry,) = json.loads(geotimeline("alerts", "log", "--json", *state).out)

    assert sent.code == 20
    assert f"not sent: {VISIT}, first, to pager: " in sent.err
    assert entry["attempts"] == 1
    assert entry["last_error"]


@pytest.mark.usefixtures("desk")
def test_a_test_message_goes_through_the_channel(
    geotimeline: Callable[..., Ran],
) -> None:
    tested = geotimeline("alerts", "test", "console", "--now", NOVEMBER)

    assert tested.code == 0
    assert tested.out.startswith("geotimeline: test of the channel console\n")
    assert "sent to console" in tested.err


def test_a_test_that_fails_says_why_and_tells_no_secret(
    geotimeline: Callable[..., Ran], desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_TOKEN", "hunter2-and-more")
    (desk / "alerts" / "more.yaml").write_text(
        "channels:\n  pager:\n    notifier: command\n"
        '    command: [sh, -c, "echo hunter2-and-more >&2; exit 1", "${DESK_TOKEN}"]\n'
    )

    tested = geotimeline("alerts", "test", "pager")

    assert tested.code == 20
    assert tested.err.startswith("error: ")
    assert "hunter2" not in tested.err + tested.out


@pytest.mark.usefixtures("desk")
def test_a_replay_tells_on_the_console_what_live_passes_would(
    geotimeline: Callable[..., Ran], tmp_path: Path
) -> None:
    replayed = geotimeline(
        "run", "--now", NOVEMBER, "--speed", "0", "--log-format", "json"
    )

    decisions = [json.loads(line) for line in replayed.err.splitlines()]
    sent = [one["time"] for one in decisions if one["decision"] == "sent"]
    planned = geotimeline("alerts", "plan", "--now", NOVEMBER, "--json")
    assert replayed.code == 0
    assert sent == [one["due_at"] for one in json.loads(planned.out)]
    assert not (tmp_path / "state").exists()


@pytest.mark.usefixtures("desk")
def test_a_replay_shows_other_channels_on_the_console(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    (desk / "alerts" / "rules.yaml").write_text(
        "rules: [{name: visits, match: 'type:visit', remind: first, channels: pager}]\n"
        "channels: {pager: {notifier: command, command: ['false']}}\n"
    )

    replayed = geotimeline("run", "--now", NOVEMBER, "--speed", "0")

    assert "[pager] Vladimir Putin visits India" in replayed.out
