"""Rules, channels and settings are read, or all that is wrong is told at once."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from hypothesis import given

from geotimeline.formats.alerts.files import AlertsRead, read_alerts
from geotimeline.formats.alerts.settings import SettingsRead, read_settings
from geotimeline.model.query import Query
from geotimeline.planning.channels import CONSOLE, Channel
from geotimeline.planning.leads import Lead
from geotimeline.planning.rules import Rule
from geotimeline.planning.settings import Settings
from geotimeline.planning.triggers import Trigger
from tests.yaml.yaml_texts import files, soups

RULES = """\
rules:
  - name: visits
    match: type:visit actor:IN
    remind: [30d before first, 2h before start]
    on: [narrowed, slipped>=7d]
    at: 09:30
    timezone: Europe/Berlin
    channels: [console, desk-mail]
  - {name: lapses, remind: lapsed}
"""
CHANNELS = """\
channels:
  desk-mail:
    notifier: email
    to: [desk@example.org, NO]
    headers: {X-Desk: "7"}
"""


def read(*texts: str) -> AlertsRead:
    return read_alerts((f"alerts/{n}.yaml", text) for n, text in enumerate(texts))


def problems(*texts: str) -> list[str]:
    return [str(problem) for problem in read(*texts).problems]


def test_rules_and_channels_of_several_files_are_merged() -> None:
    alerts, wrong = read(RULES, CHANNELS, "# nothing here\n")

    assert wrong == ()
    visits, lapses = alerts.rules
    assert visits == Rule(
        name="visits",
        match=Query.parse("type:visit actor:IN"),
        remind=(Lead.parse("30d before first"), Lead.parse("2h before start")),
        on=(Trigger.parse("narrowed"), Trigger.parse("slipped >= 7d")),
        at=time(9, 30),
        timezone="Europe/Berlin",
        channels=("console", "desk-mail"),
    )
    assert (visits.path, visits.line, lapses.line) == ("alerts/0.yaml", 2, 9)
    assert (lapses.channels, lapses.timezone) == (("console",), "UTC")
    assert alerts.channels["console"] == CONSOLE
    mail = alerts.channels["desk-mail"]
    assert mail == Channel(
        name="desk-mail",
        notifier="email",
        settings={"to": ["desk@example.org", "NO"], "headers": {"X-Desk": "7"}},
    )
    assert (mail.path, mail.line) == ("alerts/1.yaml", 3)
    assert mail.lines == {"notifier": 3, "to": 4, "headers": 5}


def test_the_console_may_be_redefined() -> None:
    alerts, wrong = read("channels: {console: {notifier: console, width: 60}}\n")

    assert wrong == ()
    assert alerts.channels["console"].settings == {"width": "60"}


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("{remind: first}", "rules[0]: `name` is missing"),
        ("{name: a}", "rules[0]: asks for nothing"),
        ("{name: a, reminds: first}", "did you mean `remind`?"),
        ("{name: a, remind: 2h before first}", "from a day that has no hour"),
        ("{name: a, remind: tomorrow}", "rules[0].remind: cannot read the lead"),
        (
            "{name: a, on: sliped}",
            "rules[0].on: cannot read 'sliped': did you mean 'slipped'",
        ),
        (
            "{name: a, on: [held, slipped > big]}",
            "rules[0].on[1]: cannot read 'slipped > big'",
        ),
        ("{name: a, on: held, at: 25:00}", "rules[0].at: expected a time of day"),
        ("{name: a, on: held, at: 9}", "rules[0].at: expected a time of day"),
        ("{name: a, on: held, timezone: CEST}", "rules[0].timezone: the IANA"),
        ("{name: a, on: held, match: typ:a}", "rules[0].match: cannot read the query"),
        ("{name: a, on: held, channels: mail}", "no known channel 'mail'"),
        ("a", "rules[0]: expected the fields of a rule"),
    ],
)
def test_what_is_wrong_with_a_rule_is_told(rule: str, told: str) -> None:
    found = problems(f"# rules\nrules:\n  - {rule}\n")

    assert all(one.startswith("alerts/0.yaml:3: ") for one in found)
    assert told in "".join(found)


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        ("{to: a}", "channels.desk: `notifier` is missing"),
        ("email", "channels.desk: expected a notifier and its settings"),
        ("{notifier: []}", "channels.desk: `notifier` is missing"),
    ],
)
def test_what_is_wrong_with_a_channel_is_told(channel: str, told: str) -> None:
    (first,) = problems(f"channels:\n  desk: {channel}\n")

    assert first.startswith("alerts/0.yaml:2: ")
    assert told in first


def test_a_name_that_stands_twice_is_told_with_both_files() -> None:
    told = problems(RULES + CHANNELS, CHANNELS, "rules: [{name: visits, on: held}]\n")

    assert [line.partition(";")[0] for line in told] == [
        "alerts/1.yaml:3: the channel 'desk-mail' already stands in alerts/0.yaml:12",
        "alerts/2.yaml:1: the rule 'visits' already stands in alerts/0.yaml:2",
    ]


def test_a_channel_that_could_not_be_read_is_not_called_unknown() -> None:
    told = problems(RULES, "channels:\n  desk-mail: {to: a}\n")

    assert len(told) == 1


def test_settings_are_read() -> None:
    settings, wrong = read_settings(
        "timezone: Europe/Berlin\nspeakers: {Vladimir Putin: [Putin, ПУТИН]}\n"
        "grace: 1h\ntick: 0.5s\nlease: 250 ms\nworkers: 4\nx-mine: a\n"
    )

    assert wrong == ()
    assert settings.identity_of("путин") == "Vladimir Putin"
    assert settings.identity_of("VLADIMIR PUTIN") == "Vladimir Putin"
    assert settings.identity_of("Peskov") == "Peskov"
    assert (settings.grace, settings.tick) == (
        timedelta(hours=1),
        timedelta(milliseconds=500),
    )
    assert (settings.lease, settings.workers) == (timedelta(milliseconds=250), 4)


def test_empty_settings_are_the_defaults() -> None:
    assert read_settings("# none\n") == (Settings(), ())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("timezone: Berlin", "timezone: the IANA database has no time zone 'Berlin'"),
        ("grace: 10", "grace: expected a number above 0 and a unit"),
        ("tick: 0s", "tick: expected a number above 0 and a unit"),
        ("workers: 0", "workers: expected a whole number from 1 to 64"),
        ("worker: 1", "worker: alerts/settings.yaml has no field `worker`; did"),
        ("speakers: {a: [x], b: X}", "speakers.b: 'X' already stands for 'a'"),
    ],
)
def test_what_is_wrong_with_settings_is_told(line: str, told: str) -> None:
    (problem,) = read_settings(f"{line}\n").problems

    assert str(problem).startswith(f"alerts/settings.yaml:1: {told}")


@given(files | soups)
def test_any_text_gives_alerts_or_problems(text: str) -> None:
    assert isinstance(read(text), AlertsRead)
    assert isinstance(read_settings(text), SettingsRead)


@given(files)
def test_any_rule_and_channel_gives_alerts_or_problems(text: str) -> None:
    inner = text.replace("\n", "\n    ")

    assert isinstance(read(f"rules:\n  -\n    {inner}\n"), AlertsRead)
    assert isinstance(read(f"channels:\n  a:\n    {inner}\n"), AlertsRead)
