"""The files of `alerts/`: rules and channels, merged over all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.errors import Problem
from geotimeline.formats.yaml_faults import Fault, RefusedError, did_you_mean
from geotimeline.formats.yaml_fields import Field, FieldTable, Scope, read_fields
from geotimeline.formats.yaml_kinds import list_of, named
from geotimeline.formats.yaml_rules import CHANNEL, RULE
from geotimeline.formats.yaml_settings import SETTINGS_FILE
from geotimeline.formats.yaml_tree import read_tree
from geotimeline.planning.rules import CONSOLE, Alerts, Channel, Rule
from geotimeline.planning.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    ),
)
_DEFAULTS = Settings()


class AlertsRead(NamedTuple):
    """What was read.

    Attributes:
        alerts: The rules and channels that have no problems.
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
    problems: list[Problem] = []
    for path, text in files:
        if path != SETTINGS_FILE:
            faults: list[Fault] = []
            found = _read_file(text, Scope(path, settings), faults)
            rules += found.rules
            channels += found.channels.values()
            problems += RefusedError(*faults).problems(path)
    by_name = {CONSOLE.name: CONSOLE} | {one.name: one for one in channels}
    if all(problem.where.startswith("rules") for problem in problems):
        problems += _unknown_channels(rules, by_name)  # else one may be known after all
    problems += _same_names("rule", rules)
    problems += _same_names("channel", channels)
    return AlertsRead(Alerts(tuple(rules), by_name), tuple(sorted(problems)))


def _read_file(text: str, scope: Scope, faults: list[Fault]) -> Alerts:
    try:
        root = read_tree(text)
        found = read_fields(root, ALERTS_TABLE, scope, faults) if root != "" else {}
    except RefusedError as error:
        faults.extend(error.faults)
        found = {}
    channels: Mapping[str, Channel] = found.get("channels", {})
    named_channels = {n: replace(one, name=n) for n, one in channels.items()}
    return Alerts(found.get("rules", ()), named_channels)


def _same_names(
    what: str, found: Sequence[Rule] | Sequence[Channel]
) -> Iterable[Problem]:
    first: dict[str, Rule | Channel] = {}
    for one in found:
        if (other := first.setdefault(one.name, one)) is not one:
            message = (
                f"the {what} {one.name!r} already stands in {other.path}:{other.line}; "
                "give one of the two another name"
            )
            yield Problem(one.path, one.line, "", message)


def _unknown_channels(
    rules: Sequence[Rule], channels: Mapping[str, Channel]
) -> Iterable[Problem]:
    for rule in rules:
        for name in rule.channels:
            if name not in channels:
                hint = did_you_mean(name, channels)
                message = f"the rule {rule.name!r} names no known channel {name!r}"
                yield Problem(rule.path, rule.line, "channels", f"{message}; {hint}")
