"""The files of `alerts/`: rules, channels and what else has a name, merged over all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.formats.alerts.fallbacks import fallback_problems
from geotimeline.formats.alerts.feeds import FEEDS
from geotimeline.formats.alerts.names import (
    same_names,
    unknown_names,
    who_is_meant,
)
from geotimeline.formats.alerts.rules import CHANNEL, RECIPIENT, RULE
from geotimeline.formats.alerts.settings import SETTINGS_FILE
from geotimeline.formats.alerts.templates import TEMPLATE
from geotimeline.formats.yaml.faults import Fault, RefusedError
from geotimeline.formats.yaml.fields import Field, FieldTable, Scope, read_fields
from geotimeline.formats.yaml.kinds import list_of, named
from geotimeline.formats.yaml.tree import read_tree
from geotimeline.planning.alerts import Alerts
from geotimeline.planning.channels import CONSOLE, Channel
from geotimeline.planning.feeds import by_name
from geotimeline.planning.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geotimeline.errors import Problem
    from geotimeline.planning.feeds import Feed
    from geotimeline.planning.recipients import Recipient
    from geotimeline.planning.rules import Rule
    from geotimeline.planning.templates import Template

ALERTS_TABLE = FieldTable(
    of="a file of rules and channels",
    fields=(
        Field(
            "rules",
            list_of(RULE, "list of rules"),
            "What to tell, when, and where to.",
            "[{name: visits, match: type:visit, remind: 7d before first}]",
        ),
        Field(
            "channels",
            named(CHANNEL, "channels by name"),
            "Named destinations.",
            "{desk-mail: {notifier: email, to: desk@example.org}}",
        ),
        Field(
            "recipients",
            named(RECIPIENT, "recipients by name"),
            "People whom rules name under `to`.",
            "{anna: {timezone: Asia/Kolkata, channels: [anna-mail]}}",
        ),
        Field(
            "feeds",
            FEEDS,
            "Calendars that people subscribe to.",
            "{visits: {match: type:visit, title: Visits}}",
        ),
        Field(
            "templates",
            named(TEMPLATE, "templates by name"),
            "Words of your own for messages.",
            """{short: {title: "{{ what }}", body: "{{ when }}"}}""",
        ),
    ),
)
_DEFAULTS = Settings()


class AlertsRead(NamedTuple):
    """What was read.

    Attributes:
        alerts: The rules, channels and so on that have no problems.
        problems: All that is wrong, sorted by file and line.
    """

    alerts: Alerts
    problems: tuple[Problem, ...]


def read_alerts(
    files: Iterable[tuple[str, str]], *, settings: Settings = _DEFAULTS
) -> AlertsRead:
    """Read the files of `alerts/`; the settings are passed over.

    What notifiers say of a channel's settings is not looked at here.

    Args:
        files: Path relative to the data folder, and text, of each file.
        settings: Zone of rules that name none.
    """
    rules: list[Rule] = []
    channels: list[Channel] = []
    recipients: list[Recipient] = []
    feeds: list[Feed] = []
    templates: list[Template] = []
    problems: list[Problem] = []
    for path, text in files:
        if path != SETTINGS_FILE:
            faults: list[Fault] = []
            found = _read_file(text, Scope(path, settings), faults)
            rules += found.rules
            channels += found.channels.values()
            recipients += found.recipients.values()
            feeds += found.feeds.values()
            templates += found.templates.values()
            problems += RefusedError(*faults).problems(path)
    alerts = _merged(rules, channels, recipients, feeds, templates)
    if all(problem.where.startswith("rules") for problem in problems):
        problems += unknown_names(alerts)  # else one may be known after all
        problems += fallback_problems(alerts)
    problems += same_names("rule", rules)
    problems += same_names("channel", channels)
    problems += same_names("recipient", recipients)
    problems += same_names("feed", feeds)
    problems += same_names("template", templates)
    return AlertsRead(alerts, tuple(sorted(problems)))


def _merged(
    rules: Iterable[Rule],
    channels: Iterable[Channel],
    recipients: Iterable[Recipient],
    feeds: Iterable[Feed],
    templates: Iterable[Template],
) -> Alerts:
    alerts = Alerts(
        tuple(rules),
        {CONSOLE.name: CONSOLE} | {one.name: one for one in channels},
        {one.name: one for one in recipients},
        by_name(feeds),
        {one.name: one for one in templates},
    )
    meant = tuple(who_is_meant(rule, alerts) for rule in alerts.rules)
    return replace(alerts, rules=meant)


def _read_file(text: str, scope: Scope, faults: list[Fault]) -> Alerts:
    try:
        root = read_tree(text)
        found = read_fields(root, ALERTS_TABLE, scope, faults) if root != "" else {}
    except RefusedError as error:
        faults.extend(error.faults)
        found = {}
    channels: Mapping[str, Channel] = found.get("channels", {})
    recipients: Mapping[str, Recipient] = found.get("recipients", {})
    templates: Mapping[str, Template] = found.get("templates", {})
    return Alerts(
        found.get("rules", ()),
        {name: replace(one, name=name) for name, one in channels.items()},
        {name: replace(one, name=name) for name, one in recipients.items()},
        found.get("feeds", {}),
        {name: replace(one, name=name) for name, one in templates.items()},
    )
