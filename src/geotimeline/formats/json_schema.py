"""The JSON Schema of event and alert files, for editors that complete and check.

It is made of the tables that the readers use, and ships as `schemas/*.json`; write it
anew with `python -m geotimeline.formats.json_schema`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from geotimeline.formats.alerts.fallbacks import FALLBACK_TABLE
from geotimeline.formats.alerts.feeds import FEED_TABLE, TOKEN_TABLE
from geotimeline.formats.alerts.files import ALERTS_TABLE
from geotimeline.formats.alerts.rules import CHANNEL_TABLE, RECIPIENT_TABLE, RULE_TABLE
from geotimeline.formats.alerts.settings import SETTINGS_TABLE
from geotimeline.formats.alerts.templates import TEMPLATE_TABLE
from geotimeline.formats.events.claims import (
    CLAIM_TABLE,
    SHORT_FORM_FIELDS,
    SPEAKER_TABLE,
)
from geotimeline.formats.events.event import (
    ACTOR_TABLE,
    EVENT_TABLE,
    MERGER_TABLE,
    PLACE_TABLE,
)
from geotimeline.formats.events.files import FILE_TABLE, SOURCES_FILE_TABLE
from geotimeline.formats.events.relations import RELATION_TABLE
from geotimeline.formats.events.sources import SOURCE_TABLE
from geotimeline.formats.yaml.fields import OWN
from geotimeline.formats.yaml.nodes import YamlMapping, as_plain
from geotimeline.formats.yaml.tree import read_tree

if TYPE_CHECKING:
    from geotimeline.formats.yaml.fields import Field, FieldTable

Schema = dict[str, object]

SCHEMAS = Path(__file__).parent / "schemas"
"""The folder in which the schemas ship."""


def event_schema() -> Schema:
    """Give the schema of the files of `events/`, the shared sources included."""
    of_the_claim = {field.name: False for field in SHORT_FORM_FIELDS}
    one_form = {"dependentSchemas": {"claims": {"properties": of_the_claim}}}
    event = _of(EVENT_TABLE) | one_form
    return _document(
        "event",
        "A file of events/: one event, several, or the shared sources",
        any_of=[
            {"$ref": "#/$defs/event"},
            _of(FILE_TABLE),
            _of(SOURCES_FILE_TABLE),
        ],
        defs={
            "event": event,
            "event-with-id": {"$ref": "#/$defs/event", "required": ["id"]},
            "claim": _of(CLAIM_TABLE),
            "source": _of(SOURCE_TABLE),
            "speaker": _of(SPEAKER_TABLE),
            "actor": _of(ACTOR_TABLE),
            "place": _of(PLACE_TABLE),
            "relation": _of(RELATION_TABLE),
            "merger": _of(MERGER_TABLE),
        },
    )


def alerts_schema() -> Schema:
    """Give the schema of the files of `alerts/`, the settings included."""
    asks = {"anyOf": [{"required": ["remind"]}, {"required": ["on"]}]}
    something = {"anyOf": [{"required": ["title"]}, {"required": ["body"]}]}
    any_setting = {"additionalProperties": True}
    return _document(
        "alerts",
        "A file of alerts/: rules, channels and feeds, or the settings",
        any_of=[_of(ALERTS_TABLE), _of(SETTINGS_TABLE)],
        defs={
            "rule": _of(RULE_TABLE) | asks,
            "channel": _of(CHANNEL_TABLE) | any_setting,
            "recipient": _of(RECIPIENT_TABLE),
            "fallback": _of(FALLBACK_TABLE),
            "template": _of(TEMPLATE_TABLE) | something,
            "feed": _of(FEED_TABLE),
            "token": _of(TOKEN_TABLE),
        },
    )


def as_text(schema: Schema) -> str:
    """Give a schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the schemas anew."""
    SCHEMAS.mkdir(exist_ok=True)
    for name, schema in (("event", event_schema()), ("alerts", alerts_schema())):
        (SCHEMAS / f"{name}.schema.json").write_text(as_text(schema), "utf-8")


def _document(name: str, title: str, *, any_of: list[Schema], defs: Schema) -> Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:geotimeline:{name}",
        "title": title,
        "anyOf": any_of,
        "$defs": defs,
    }


def _of(table: FieldTable) -> Schema:
    schema: Schema = {
        "type": "object",
        "properties": {field.name: _property(field) for field in table.fields},
        "additionalProperties": False,
    }
    if table.own_fields:
        schema["patternProperties"] = {f"^{OWN}": True}
    if required := [field.name for field in table.required]:
        schema["required"] = required
    return schema


def _property(field: Field) -> Schema:
    return {
        **field.kind.schema,
        "description": f"{field.meaning} ({field.kind.words})",
        "examples": [_example(field)],
    }


def _example(field: Field) -> object:
    tree = read_tree(f"{field.name}: {field.example}")
    return as_plain(tree[field.name]) if isinstance(tree, YamlMapping) else tree


if __name__ == "__main__":
    main()
