"""All that `alerts/` says, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geotimeline.planning.channels import CONSOLE, Channel
from geotimeline.planning.feeds import ALL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.planning.feeds import Feed
    from geotimeline.planning.recipients import Recipient
    from geotimeline.planning.rules import Rule
    from geotimeline.planning.templates import Template


@dataclass(frozen=True, slots=True)
class Alerts:
    """All that `alerts/` says.

    Attributes:
        rules: In the order of the files.
        channels: By name; `console` is always there.
        recipients: By name.
        feeds: By name; `all` is always there.
        templates: By name.
    """

    rules: tuple[Rule, ...] = ()
    channels: Mapping[str, Channel] = field(
        default_factory=lambda: {CONSOLE.name: CONSOLE}
    )
    recipients: Mapping[str, Recipient] = field(default_factory=dict)
    feeds: Mapping[str, Feed] = field(default_factory=lambda: {ALL.name: ALL})
    templates: Mapping[str, Template] = field(default_factory=dict)
