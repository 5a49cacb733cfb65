"""Rules: which events somebody wants to be told about, at which moments, and how."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from typing import TYPE_CHECKING

from geotimeline.planning.leads import LAPSE
from geotimeline.planning.priority import Priority
from geotimeline.planning.recipients import Address, Recipient, addresses

if TYPE_CHECKING:
    from geotimeline.model.query import Query
    from geotimeline.planning.digests import Digest
    from geotimeline.planning.escalating import Escalation
    from geotimeline.planning.leads import Lead
    from geotimeline.planning.repeating import Repeat
    from geotimeline.planning.triggers import Trigger

NINE = time(9, 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """Which events, at which moments, through which channels.

    Attributes:
        name: Unique among the rules; part of every reminder's key.
        match: Which events.
        remind: At which moments.
        on: At which revisions and lapses.
        at: Local time of day for moments that are days.
        timezone: IANA zone of `at`, and of leads in days and longer.
        channels: Names of the channels, in the order of the file.
        priority: How loud it is.
        repeat: How often what it tells is said again; None for never.
        escalate: Who else is told when nobody acknowledges, the shortest wait first.
        template: How its messages are worded; as their channel says if empty.
        digest: How its messages are told together; None where others say.
        to: Who is told, each at `at` in their own zone; nobody by name if empty.
        path: File, relative to the data folder.
        line: Line in that file, from 1.
    """

    name: str
    match: Query
    remind: tuple[Lead, ...] = ()
    on: tuple[Trigger, ...] = ()
    at: time = NINE
    timezone: str = "UTC"
    channels: tuple[str, ...] = ("console",)
    to: tuple[Recipient, ...] = ()
    priority: Priority = Priority.NORMAL
    repeat: Repeat | None = None
    escalate: tuple[Escalation, ...] = ()
    template: str = ""
    digest: Digest | None = None
    path: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def leads(self) -> tuple[Lead, ...]:
        """What it reminds of, a lapse named under `on` included, each once."""
        lapse = [LAPSE for trigger in self.on if trigger.kind is None]
        return tuple({str(lead): lead for lead in (*self.remind, *lapse)}.values())

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Where its messages go, each place once."""
        return addresses(self.to, channels=self.channels, timezone=self.timezone)
