"""Who is told: people with a zone and channels of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geotimeline.planning.digests import Digest
    from geotimeline.planning.quiet import QuietHours


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody whom rules name under `to`.

    Attributes:
        name: What rules call them; part of the key of every reminder to them.
        timezone: IANA zone in which the rule's hour is theirs; the rule's if empty.
        channels: How they are reached; through the rule's channels if empty.
        quiet: When they are not to be told.
        digest: How they are told several things together; None where others say.
        path: File, relative to the data folder.
        line: Line in that file, from 1.
    """

    name: str
    timezone: str = ""
    channels: tuple[str, ...] = ()
    quiet: QuietHours | None = None
    digest: Digest | None = None
    path: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


class Address(NamedTuple):
    """Where one message goes, and by whose clocks it is due.

    Attributes:
        recipient: Who is told; empty where the channel alone says it.
        channel: Name of the channel.
        timezone: IANA zone of the hour at which it is due.
    """

    recipient: str
    channel: str
    timezone: str


def addresses(
    to: tuple[Recipient, ...], *, channels: tuple[str, ...], timezone: str
) -> tuple[Address, ...]:
    """List where a rule's messages go, in its own order, each place once.

    Args:
        to: Whom the rule names; nobody is everybody who reads its channels.
        channels: The rule's channels, for who has none.
        timezone: The rule's zone, for who has none.
    """
    if not to:
        return tuple(Address("", name, timezone) for name in dict.fromkeys(channels))
    return tuple(
        Address(one.name, name, one.timezone or timezone)
        for one in dict.fromkeys(to)
        for name in dict.fromkeys(one.channels or channels)
    )
