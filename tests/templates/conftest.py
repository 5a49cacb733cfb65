"""Templates read from a text as it stands in a file, and a desk that uses them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from geotimeline.formats.alerts.files import read_alerts
from geotimeline.planning.channels import Channel
from tests.cli.conftest import _terminal, desk, geotimeline
from tests.services.conftest import Desk, make_desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.planning.alerts import Alerts
    from geotimeline.planning.templates import Template
    from geotimeline.services.data.loading import Loaded

__all__ = ["_terminal", "desk", "geotimeline", "make_desk"]


@dataclass
class WordyDesk(Desk):
    """A desk whose messages are worded by templates.

    Attributes:
        templates: As they stand in a file.
    """

    templates: str = ""

    @property
    def loaded(self) -> Loaded:
        bare = super().loaded
        return replace(
            bare, alerts=replace(bare.alerts, templates=read(self.templates))
        )


def read(text: str) -> dict[str, Template]:
    """Read the templates of a file."""
    alerts: Alerts = read_alerts([("alerts/words.yaml", text)]).alerts
    return dict(alerts.templates)


@pytest.fixture
def wordy(make_desk: Callable[..., Desk]) -> Callable[..., WordyDesk]:
    """Make a desk: a date, leads, and templates of its rule and its channel."""

    def make(
        date: str, *leads: str, templates: str, rule: str = "", channel: str = ""
    ) -> WordyDesk:
        desk = make_desk(date, *leads)
        rules = tuple(replace(one, template=rule) for one in desk.rules)
        channels = {"console": Channel("console", "console", template=channel)}
        return WordyDesk(
            desk.events, rules, desk.clock, channels=channels, templates=templates
        )

    return make
