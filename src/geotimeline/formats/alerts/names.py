"""Names between the files of `alerts/`: given once, and known where they are used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from geotimeline.errors import Problem
from geotimeline.formats.yaml.faults import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geotimeline.planning.alerts import Alerts
    from geotimeline.planning.recipients import Recipient
    from geotimeline.planning.rules import Rule


class _Named(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def path(self) -> str: ...

    @property
    def line(self) -> int: ...


def same_names(what: str, found: Iterable[_Named]) -> Iterator[Problem]:
    """Name every rule, channel, recipient and the like whose name is taken already."""
    first: dict[str, _Named] = {}
    for one in found:
        if (other := first.setdefault(one.name, one)) is not one:
            message = (
                f"the {what} {one.name!r} already stands in {other.path}:{other.line}; "
                "give one of the two another name"
            )
            yield Problem(one.path, one.line, "", message)


def unknown_names(alerts: Alerts) -> Iterator[Problem]:
    """Name every channel, recipient and template that is used and in no file."""
    for rule in alerts.rules:
        of = f"the rule {rule.name!r}"
        to = tuple(one.name for one in rule.to)
        yield from _unknown(rule, of, "channels", "channel", rule.channels, alerts)
        yield from _unknown(rule, of, "to", "recipient", to, alerts)
        yield from _unreachable(rule, of, alerts)
        yield from _unknown_template(rule, of, rule.template, alerts)
    for one in alerts.recipients.values():
        of = f"the recipient {one.name!r}"
        yield from _unknown(one, of, "channels", "channel", one.channels, alerts)
    for channel in alerts.channels.values():
        of = f"the channel {channel.name!r}"
        yield from _unknown_template(channel, of, channel.template, alerts)


def who_is_meant(rule: Rule, alerts: Alerts) -> Rule:
    """Give a rule the recipients that it knows by name only."""
    meant = tuple(_known(one, alerts) for one in rule.to)
    escalate = tuple(
        one if one.to is None else replace(one, to=_known(one.to, alerts))
        for one in rule.escalate
    )
    return replace(rule, to=meant, escalate=escalate)


def _known(recipient: Recipient, alerts: Alerts) -> Recipient:
    return alerts.recipients.get(recipient.name, recipient)


def _unreachable(rule: Rule, of: str, alerts: Alerts) -> Iterator[Problem]:
    """Name whom an escalation names and cannot reach."""
    where = "escalate"
    for one in rule.escalate:
        if one.to is None:
            yield from _unknown(rule, of, where, "channel", (one.channel,), alerts)
        elif one.to.name not in alerts.recipients:
            names = (one.to.name,)
            yield from _unknown(rule, of, where, "recipient", names, alerts)
        elif not alerts.recipients[one.to.name].channels:
            message = (
                f"{of} escalates to {one.to.name!r}, who has no channels; give "
                f"`channels` to the recipient, or escalate `to channel NAME`"
            )
            yield Problem(rule.path, rule.line, where, message)


def _unknown_template(
    user: _Named, of: str, name: str, alerts: Alerts
) -> Iterator[Problem]:
    if name:
        yield from _unknown(user, of, "template", "template", (name,), alerts)


def _unknown(
    user: _Named,
    of: str,
    where: str,
    what: str,
    names: Iterable[str],
    alerts: Alerts,
) -> Iterator[Problem]:
    by_kind: dict[str, Iterable[str]] = {
        "channel": alerts.channels,
        "recipient": alerts.recipients,
        "template": alerts.templates,
    }
    known = tuple(by_kind[what])
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known)
            message = f"{of} names no known {what} {name!r}; {hint}"
            yield Problem(user.path, user.line, where, message)
