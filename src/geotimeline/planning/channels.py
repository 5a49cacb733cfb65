"""Channels: named destinations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.planning.digests import Digest
    from geotimeline.planning.falling_back import Fallback
    from geotimeline.planning.limiting import RateLimit
    from geotimeline.planning.quiet import QuietHours


Setting = object  # text, a list or a mapping of the same, as YAML gives it


@dataclass(frozen=True, slots=True)
class Channel:
    """A named destination: a notifier with its settings.

    Attributes:
        name: What rules call it.
        notifier: Name of the notifier.
        settings: What the file gives it, secrets still as `${NAME}`.
        quiet: When nothing is to be sent through it.
        template: How its messages are worded, unless their rule says otherwise; as
            usual if empty.
        digest: How its messages are told together; None where others say.
        limits: How much it may be given in how long a span; all of them hold.
        fallback: Where messages go that it does not take; None for nowhere.
        lines: Line of each of its fields in the file, from 1.
        path: File, relative to the data folder.
        line: Line in that file, from 1.
    """

    name: str
    notifier: str
    settings: Mapping[str, Setting] = field(default_factory=dict)
    quiet: QuietHours | None = None
    template: str = ""
    digest: Digest | None = None
    limits: tuple[RateLimit, ...] = ()
    fallback: Fallback | None = None
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    path: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


CONSOLE = Channel(name="console", notifier="console")
"""The channel that works with no set-up; a file may redefine it."""
