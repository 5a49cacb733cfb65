"""The pages on the formats say what the readers do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geotimeline.formats.alerts.fallbacks import FALLBACK_TABLE
from geotimeline.formats.alerts.feeds import FEED_TABLE, TOKEN_TABLE
from geotimeline.formats.alerts.files import ALERTS_TABLE, read_alerts
from geotimeline.formats.alerts.rules import CHANNEL_TABLE, RECIPIENT_TABLE, RULE_TABLE
from geotimeline.formats.alerts.settings import SETTINGS_TABLE, read_settings
from geotimeline.formats.alerts.templates import TEMPLATE_TABLE
from geotimeline.formats.events.claims import CLAIM_TABLE, SPEAKER_TABLE
from geotimeline.formats.events.event import (
    ACTOR_TABLE,
    EVENT_TABLE,
    MERGER_TABLE,
    PLACE_TABLE,
)
from geotimeline.formats.events.files import FILE_TABLE, read_event_file
from geotimeline.formats.events.relations import RELATION_TABLE
from geotimeline.formats.events.sources import SOURCE_TABLE
from geotimeline.formats.yaml.fields import Field, FieldTable, Scope
from geotimeline.formats.yaml.nodes import YamlMapping
from geotimeline.formats.yaml.tree import read_tree
from geotimeline.model.event import Source

DOCS = Path(__file__).parents[2] / "docs"
EVENTS = (DOCS / "events-format.md").read_text("utf-8")
ALERTS = (DOCS / "alerts-format.md").read_text("utf-8")
TABLES = [
    *((EVENTS, table) for table in (EVENT_TABLE, CLAIM_TABLE, FILE_TABLE)),
    *((EVENTS, table) for table in (ACTOR_TABLE, PLACE_TABLE, SPEAKER_TABLE)),
    *((EVENTS, table) for table in (SOURCE_TABLE, RELATION_TABLE, MERGER_TABLE)),
    *((ALERTS, table) for table in (ALERTS_TABLE, RULE_TABLE)),
    (ALERTS, TEMPLATE_TABLE),
    *(
        (ALERTS, table)
        for table in (CHANNEL_TABLE, FALLBACK_TABLE, RECIPIENT_TABLE, SETTINGS_TABLE)
    ),
    *((ALERTS, table) for table in (FEED_TABLE, TOKEN_TABLE)),
]
KNOWN = {
    "putin-india-article": Source("putin-india-article", title="Putin in Delhi"),
}


def part_name(part: object) -> str:
    return part.of if isinstance(part, FieldTable) else ""


def row(field: Field) -> str:
    need = " (required)" if field.required else ""
    value = f"{field.kind.words}{need}"
    return f"| `{field.name}` | {value} | {field.meaning} | `{field.example}` |"


@pytest.mark.parametrize(("page", "table"), TABLES, ids=part_name)
def test_every_field_is_documented_as_it_is_read(page: str, table: FieldTable) -> None:
    missing = [row(field) for field in table.fields if row(field) not in page]

    assert missing == []


def test_no_field_is_documented_that_is_not_read() -> None:
    for page in (EVENTS, ALERTS):
        known = {
            row(field) for of, table in TABLES if of is page for field in table.fields
        }
        documented = re.findall(r"^\| `.*", page, flags=re.MULTILINE)

        assert set(documented) <= known


@pytest.mark.parametrize(("_page", "table"), TABLES, ids=part_name)
def test_every_example_of_a_field_can_be_read(_page: str, table: FieldTable) -> None:
    scope = Scope(shared_sources=KNOWN)
    for field in table.fields:
        node = read_tree(f"{field.name}: {field.example}")
        assert isinstance(node, YamlMapping)
        field.kind.read(node[field.name], scope)


def blocks(page: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)


@pytest.mark.parametrize("text", blocks(EVENTS))
def test_every_example_of_an_event_file_can_be_read(text: str) -> None:
    events, problems = read_event_file(text, "events/example.yaml")

    assert problems == ()
    assert events


def test_every_example_of_an_alert_file_can_be_read() -> None:
    rules, fallbacks, feeds, settings = blocks(ALERTS)

    assert read_alerts([("alerts/rules.yaml", rules)]).problems == ()
    assert read_alerts([("alerts/channels.yaml", fallbacks)]).problems == ()
    assert read_alerts([("alerts/feeds.yaml", feeds)]).problems == ()
    assert read_settings(settings).problems == ()
