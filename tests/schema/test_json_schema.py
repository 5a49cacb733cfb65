"""The schemas that ship are current, and agree with what the readers take."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from geotimeline.formats.json_schema import (
    SCHEMAS,
    alerts_schema,
    as_text,
    event_schema,
)
from geotimeline.formats.yaml.nodes import as_plain
from geotimeline.formats.yaml.tree import read_tree

ROOT = Path(__file__).parents[2]
EVENTS = Draft202012Validator(event_schema())
ALERTS = Draft202012Validator(alerts_schema())


_UNLIKE_YAML_1_2 = ("timestamp", "merge", "bool")


class AsEditorsDo(yaml.SafeLoader):
    """YAML 1.2 as editors read it: numbers and truth values, but no dates."""


AsEditorsDo.yaml_implicit_resolvers = {
    letter: [pair for pair in pairs if not pair[0].endswith(_UNLIKE_YAML_1_2)]
    for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
AsEditorsDo.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("true|false"), list("tf")
)


def both_ways(text: str) -> list[Any]:  # YAML comes in
    """Read a text as we do and as an editor does."""
    return [as_plain(read_tree(text)), yaml.load(text, AsEditorsDo)]  # noqa: S506 (a SafeLoader)


@pytest.mark.parametrize(
    ("name", "schema"), [("event", event_schema()), ("alerts", alerts_schema())]
)
def test_the_schema_that_ships_is_current(name: str, schema: dict[str, object]) -> None:
    shipped = (SCHEMAS / f"{name}.schema.json").read_text("utf-8")

    assert shipped == as_text(schema), "run python -m geotimeline.formats.json_schema"
    Draft202012Validator.check_schema(json.loads(shipped))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "events").rglob("*.yaml")), ids=lambda path: path.stem
)
def test_the_shipped_events_are_valid(path: Path) -> None:
    for document in both_ways(path.read_text("utf-8")):
        EVENTS.validate(document)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "alerts").rglob("*.yaml")), ids=lambda path: path.stem
)
def test_the_shipped_alerts_are_valid(path: Path) -> None:
    for document in both_ways(path.read_text("utf-8")):
        ALERTS.validate(document)


@pytest.mark.parametrize(
    "text",
    [
        "title: a\ntype: b\ndate: [..2025-12-31]\n",
        "title: a\ntype: b\ndate: 2025\nactors: [NO]\ncredibility: 2\nx-a: {b: 1}\n",
        "title: a\ntype: b\nplace: New Delhi\nrelations: {before: [c, d#signed]}\n",
        "events: [{id: a, title: a, type: b}]\n",
        "sources: {a: {title: b}}\n",
    ],
)
def test_what_is_read_is_valid(text: str) -> None:
    for document in both_ways(text):
        EVENTS.validate(document)


@pytest.mark.parametrize(
    "text",
    [
        "title: a\n",
        "title: a\ntype: b\ntitel: c\n",
        "title: a\ntype: b\nstatus: planed\n",
        "title: a\ntype: b\ndate: 2025\nclaims: [{date: 2025}]\n",
        "title: a\ntype: b\nclaims: []\n",
        "title: a\ntype: b\nrelations: {befor: c}\n",
        "title: a\ntype: b\nrecorded: 2025-11-25\n",
        "events: [{title: a, type: b}]\n",
    ],
)
def test_what_is_refused_is_invalid(text: str) -> None:
    for document in both_ways(text):
        assert not EVENTS.is_valid(document)


def test_a_rule_that_asks_for_nothing_is_invalid() -> None:
    assert ALERTS.is_valid({"rules": [{"name": "a", "remind": "first"}]})
    assert not ALERTS.is_valid({"rules": [{"name": "a"}]})
    assert not ALERTS.is_valid({"channels": {"a": {"to": "b"}}})
