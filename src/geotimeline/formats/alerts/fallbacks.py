"""Fallbacks of channels as they stand in a file, and what is wrong between them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from geotimeline.errors import Problem
from geotimeline.formats.alerts.settings import LENGTH
from geotimeline.formats.yaml.faults import Fault, RefusedError, did_you_mean
from geotimeline.formats.yaml.fields import (
    Field,
    FieldTable,
    Kind,
    Scope,
    read_fields,
)
from geotimeline.formats.yaml.kinds import ID
from geotimeline.formats.yaml.nodes import YamlMapping
from geotimeline.model.cycles import cycles
from geotimeline.planning.falling_back import Fallback

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geotimeline.formats.yaml.nodes import Node
    from geotimeline.planning.alerts import Alerts
    from geotimeline.planning.channels import Channel

_FIELD = "fallback"

FALLBACK_TABLE = FieldTable(
    of="a fallback",
    fields=(
        Field("to", ID, "Which channel is used instead.", "sms", required=True),
        Field("after", LENGTH, "How long a failing channel is waited for.", "30min"),
    ),
)


def read_fallback(node: Node, scope: Scope) -> Fallback:
    """Read `sms`, or `{to: sms, after: 30min}`.

    Raises:
        RefusedError: It is written otherwise.
    """
    if not isinstance(node, YamlMapping):
        return Fallback(ID.read(node, scope))
    faults: list[Fault] = []
    found = read_fields(node, FALLBACK_TABLE, scope, faults)
    if faults:
        raise RefusedError(*faults)
    found.pop("extra", None)
    return Fallback(**found)


FALLBACK = Kind(
    "channel, or fallback",
    read_fallback,
    {"anyOf": [ID.schema, {"$ref": "#/$defs/fallback"}]},
)


def fallback_problems(alerts: Alerts) -> Iterator[Problem]:
    """Name every fallback on a channel that stands in no file, or on itself."""
    for channel in alerts.channels.values():
        other = None if channel.fallback is None else channel.fallback.to
        if other is not None and other not in alerts.channels:
            hint = did_you_mean(other, alerts.channels)
            yield _problem(channel, f"there is no channel {other!r}; {hint}")
    yield from _circles(alerts.channels)


def _circles(channels: Mapping[str, Channel]) -> Iterator[Problem]:
    leading = defaultdict[str, list[str]](list)
    for name, channel in channels.items():
        if channel.fallback is not None:
            leading[channel.fallback.to].append(name)
    for circle in cycles(leading):
        first = circle.index(min(circle))
        names = (*circle[first:], *circle[:first])
        steps = " → ".join((*names, names[0]))
        message = f"fallbacks lead in a circle: {steps}; let one of them have none"
        yield _problem(channels[names[0]], message)


def _problem(channel: Channel, message: str) -> Problem:
    line = channel.lines.get(_FIELD, channel.line)
    where = f"channels.{channel.name}.{_FIELD}"
    return Problem(channel.path, line, where, message)
