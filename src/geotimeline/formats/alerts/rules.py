"""Rules and channels as they stand in a file."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING

from geotimeline.errors import QuerySyntaxError
from geotimeline.formats.alerts.digest import DIGEST, digest_in
from geotimeline.formats.alerts.fallbacks import FALLBACK
from geotimeline.formats.alerts.limits import LIMITS
from geotimeline.formats.alerts.quiet import QUIET, quiet_hours
from geotimeline.formats.yaml.faults import Fault, RefusedError
from geotimeline.formats.yaml.fields import Field, FieldTable, Kind, read_fields, said
from geotimeline.formats.yaml.kinds import (
    ID,
    IDS,
    LINE,
    ZONE,
    line_of_text,
    list_of,
    word_of,
)
from geotimeline.formats.yaml.nodes import YamlMapping, as_plain
from geotimeline.model.query import EVERYTHING, Query
from geotimeline.planning.channels import Channel
from geotimeline.planning.escalating import Escalation, out_of_order
from geotimeline.planning.leads import Lead
from geotimeline.planning.priority import Priority
from geotimeline.planning.recipients import Recipient
from geotimeline.planning.repeating import Repeat
from geotimeline.planning.rules import Rule
from geotimeline.planning.triggers import Trigger

if TYPE_CHECKING:
    from geotimeline.formats.yaml.fields import Scope
    from geotimeline.formats.yaml.nodes import Node

_HOUR_PATTERN = "([01][0-9]|2[0-3]):([0-5][0-9])"
_HOUR = re.compile(_HOUR_PATTERN)


def read_query(node: Node, scope: Scope) -> Query:
    """Read which events a rule is about.

    Raises:
        RefusedError: The query cannot be read.
    """
    try:
        return Query.parse(line_of_text(node, scope))
    except QuerySyntaxError as error:
        raise RefusedError(Fault(str(error))) from error


def read_lead(node: Node, scope: Scope) -> Lead:
    """Read `7d before first`.

    Raises:
        RefusedError: It is written otherwise.
    """
    try:
        return Lead.parse(line_of_text(node, scope))
    except ValueError as error:
        raise RefusedError(Fault(str(error))) from error


def read_trigger(node: Node, scope: Scope) -> Trigger:
    """Read `slipped`, or with a size that it must have: `slipped >= 7d`.

    Raises:
        RefusedError: There is no such revision, or the size cannot be read.
    """
    try:
        return Trigger.parse(line_of_text(node, scope))
    except ValueError as error:
        raise RefusedError(Fault(str(error))) from error


def read_repeat(node: Node, scope: Scope) -> Repeat:
    """Read `every 1d until acked, at most 5`.

    Raises:
        RefusedError: It is written otherwise.
    """
    try:
        return Repeat.parse(line_of_text(node, scope))
    except ValueError as error:
        raise RefusedError(Fault(str(error))) from error


def read_escalation(node: Node, scope: Scope) -> Escalation:
    """Read `after 4h unacked to duty-officer`.

    Raises:
        RefusedError: It is written otherwise.
    """
    try:
        return Escalation.parse(line_of_text(node, scope))
    except ValueError as error:
        raise RefusedError(Fault(str(error))) from error


def read_hour(node: Node, scope: Scope) -> time:
    """Read `09:00`.

    Raises:
        RefusedError: It is not an hour and minute of the day.
    """
    text = line_of_text(node, scope)
    match = _HOUR.fullmatch(text)
    if match is None:
        message = f"expected a time of day from 00:00 to 23:59, not {text!r}"
        raise RefusedError(Fault(message))
    return time(int(match[1]), int(match[2]))


QUERY = Kind("query", read_query, LINE.schema)
_LEADS = list_of(Kind("lead", read_lead, LINE.schema), "list of leads")
_REVISIONS = list_of(Kind("revision", read_trigger, LINE.schema), "list of revisions")
_TIME_OF_DAY = Kind("time of day", read_hour, {"type": ["string", "number"]})

_PRIORITY = word_of(Priority)
_REPEAT = Kind("repetition", read_repeat, LINE.schema)
_ESCALATIONS = list_of(
    Kind("escalation", read_escalation, LINE.schema), "list of escalations"
)

RULE_TABLE = FieldTable(
    of="a rule",
    fields=(
        Field("name", LINE, "Unique among the rules.", "visits", required=True),
        Field("match", QUERY, "Which events; all by default.", "type:visit actor:IN"),
        Field("remind", _LEADS, "At which moments.", "[7d before first, lapsed]"),
        Field("on", _REVISIONS, "At which changes.", '[narrowed, "slipped >= 7d"]'),
        Field("at", _TIME_OF_DAY, "Local time for moments that are days.", '"09:00"'),
        Field("timezone", ZONE, "Zone of that time.", "Europe/Berlin"),
        Field("channels", IDS, "Where to; the console by default.", "[desk-mail]"),
        Field("to", IDS, "Who is told, each in their zone.", "[anna, ben]"),
        Field("priority", _PRIORITY, "High and urgent break quiet hours.", "high"),
        Field(
            "repeat",
            _REPEAT,
            "How often to say it again.",
            "every 1d until acked, at most 5",
        ),
        Field(
            "escalate",
            _ESCALATIONS,
            "Who else is told when nobody acknowledges.",
            "after 4h unacked to duty-officer",
        ),
        Field("template", ID, "How its messages are worded.", "short"),
        Field("digest", DIGEST, "When to tell things together.", "daily at 08:00"),
    ),
)
RECIPIENT_TABLE = FieldTable(
    of="a recipient",
    fields=(
        Field("timezone", ZONE, "Whose hours count; else the rule's.", "Asia/Kolkata"),
        Field("channels", IDS, "How to reach them; else the rule's.", "[anna-mail]"),
        Field("quiet", QUIET, "When they are not to be told.", '"22:00-07:00"'),
        Field(
            "digest",
            DIGEST,
            "When to tell them things together.",
            "weekly on monday at 08:00",
        ),
    ),
)
CHANNEL_TABLE = FieldTable(
    of="a channel",
    fields=(
        Field("notifier", ID, "Which notifier delivers.", "email", required=True),
        Field("quiet", QUIET, "When nothing is sent through it.", "[22:00-07:00]"),
        Field("digest", DIGEST, "When it tells together.", "more than 5 at once"),
        Field("timezone", ZONE, "Zone of both.", "Europe/Berlin"),
        Field("template", ID, "How its messages are worded, else.", "sms"),
        Field("limit", LIMITS, "How much it may be given.", "30 per hour"),
        Field("fallback", FALLBACK, "What is used when it fails.", "sms"),
    ),
)


_OURS = frozenset(CHANNEL_TABLE.names)


def read_rule(node: Node, scope: Scope) -> Rule:
    """Read one rule.

    Raises:
        RefusedError: Something is wrong, all of it named.
    """
    faults: list[Fault] = []
    found = read_fields(node, RULE_TABLE, scope, faults)
    if not isinstance(node, YamlMapping):
        raise RefusedError(*faults)
    if "remind" not in node and "on" not in node:
        message = "asks for nothing: give it `remind` (moments) or `on` (changes)"
        faults.append(Fault(message, line=node.line))
    if disorder := out_of_order(found.get("escalate", ())):
        faults.append(Fault(disorder, "escalate", node.lines["escalate"]))
    if faults:
        raise RefusedError(*faults)
    found.pop("extra", None)
    found.setdefault("match", EVERYTHING)
    zone = found.setdefault("timezone", scope.settings.timezone)
    found["digest"] = digest_in(zone, found.get("digest"))
    # Who they are is looked up once all files are read (yaml_alerts).
    found["to"] = tuple(Recipient(name) for name in found.get("to", ()))
    return Rule(**found, path=scope.path, line=node.line)


def read_channel(node: Node, scope: Scope) -> Channel:
    """Read one channel; its name is set by whoever reads the list of them.

    Raises:
        RefusedError: It names no notifier.
    """
    if not isinstance(node, YamlMapping):
        message = f"expected a notifier and its settings, not {said(node)}"
        raise RefusedError(Fault(message))
    if "notifier" not in node:
        message = "`notifier` is missing: which notifier delivers, such as email"
        raise RefusedError(Fault(message, line=node.line))
    faults: list[Fault] = []
    found = read_fields(_our_part(node), CHANNEL_TABLE, scope, faults)
    if faults:
        raise RefusedError(*faults)
    zone = found.pop("timezone", scope.settings.timezone)
    settings = {name: as_plain(node[name]) for name in node if name not in _OURS}
    return Channel(
        name="",
        notifier=found["notifier"],
        settings=settings,
        quiet=quiet_hours(found.get("quiet", ()), zone),
        template=found.get("template", ""),
        digest=digest_in(zone, found.get("digest")),
        limits=found.get("limit", ()),
        fallback=found.get("fallback"),
        lines={name: node.lines[name] for name in node},
        path=scope.path,
        line=node.line,
    )


def _our_part(node: YamlMapping) -> YamlMapping:
    """Give the fields of a channel that are not settings of its notifier."""
    ours = YamlMapping(node.line)
    for name in node:
        if name in _OURS:
            ours[name] = node[name]
            ours.lines[name] = node.lines[name]
    return ours


def read_recipient(node: Node, scope: Scope) -> Recipient:
    """Read one recipient; the name is set by whoever reads the list of them.

    Raises:
        RefusedError: Something is wrong, all of it named.
    """
    faults: list[Fault] = []
    found = read_fields(node, RECIPIENT_TABLE, scope, faults)
    if faults or not isinstance(node, YamlMapping):
        raise RefusedError(*faults)
    found.pop("extra", None)
    zone = found.get("timezone", scope.settings.timezone)
    found["quiet"] = quiet_hours(found.get("quiet", ()), zone)
    found["digest"] = digest_in(zone, found.get("digest"))
    return Recipient(name="", **found, path=scope.path, line=node.line)


RULE = Kind("rule", read_rule, {"$ref": "#/$defs/rule"})
CHANNEL = Kind("channel", read_channel, {"$ref": "#/$defs/channel"})
RECIPIENT = Kind("recipient", read_recipient, {"$ref": "#/$defs/recipient"})
