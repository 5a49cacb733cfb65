"""One event as it stands in a file, in the short form or with a list of claims."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geotimeline.formats.events.claims import CLAIMS, SHORT_FORM_FIELDS, claim_of
from geotimeline.formats.events.following import RECURRENCE, stray_occurrences
from geotimeline.formats.events.lints import LINTS
from geotimeline.formats.events.relations import RELATIONS
from geotimeline.formats.events.sources import SOURCES, with_own_sources
from geotimeline.formats.yaml.faults import Fault, RefusedError
from geotimeline.formats.yaml.fields import Field, FieldTable, Kind, read_fields
from geotimeline.formats.yaml.kinds import (
    COUNTRY,
    DURATION,
    ID,
    INSTANT,
    LINE,
    LINES,
    PROSE,
    ZONE,
    identifier,
    line_of_text,
    list_of,
    named,
    word_of,
)
from geotimeline.formats.yaml.nodes import YamlMapping
from geotimeline.model.event import Actor, Event, Merger, Place
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.formats.yaml.fields import Scope
    from geotimeline.formats.yaml.nodes import Node

ACTOR_TABLE = FieldTable(
    of="an actor",
    own_fields=False,
    fields=(
        Field("id", LINE, "ISO 3166 code, or an id of yours.", "RU", required=True),
        Field("name", LINE, "As people call it.", "Rosneft"),
        Field("role", LINE, "Host, guest, sender, target and the like.", "target"),
    ),
)
PLACE_TABLE = FieldTable(
    of="a place",
    own_fields=False,
    fields=(
        Field("name", LINE, "Town or site.", "New Delhi"),
        Field("country", COUNTRY, "ISO 3166 code; gives seasons their half.", "IN"),
    ),
)

MERGER_TABLE = FieldTable(
    of="a merger",
    own_fields=False,
    fields=(
        Field("uid", LINE, "The other's `uid`, or its id.", "old-id", required=True),
        Field(
            "recorded",
            INSTANT,
            "When you learnt that they are the same.",
            "2025-11-25T09:00:00Z",
            required=True,
        ),
    ),
)


def read_actor(node: Node, scope: Scope) -> Actor:
    """Read an actor: an id, or an id with name and role.

    Raises:
        RefusedError: There is no id.
    """
    if isinstance(node, str):
        return Actor(line_of_text(node, scope))
    faults: list[Fault] = []
    found = read_fields(node, ACTOR_TABLE, scope, faults)
    if faults:
        raise RefusedError(*faults)
    return Actor(**found)


def read_place(node: Node, scope: Scope) -> Place:
    """Read a place: its name, or name and country.

    Raises:
        RefusedError: A field is wrong.
    """
    if isinstance(node, str):
        return Place(line_of_text(node, scope))
    faults: list[Fault] = []
    found = read_fields(node, PLACE_TABLE, scope, faults)
    if not faults and not found:
        faults.append(Fault("a place needs a name or a country"))
    if faults:
        raise RefusedError(*faults)
    return Place(**found)


ACTORS = list_of(
    Kind("actor", read_actor, {"anyOf": [LINE.schema, {"$ref": "#/$defs/actor"}]}),
    "list of actors",
)
PLACE = Kind(
    "name, or a place",
    read_place,
    {"anyOf": [LINE.schema, {"$ref": "#/$defs/place"}]},
)


def read_merger(node: Node, scope: Scope) -> Merger:
    """Read which event was taken in, and when that became known.

    Raises:
        RefusedError: One of the two is missing.
    """
    faults: list[Fault] = []
    found = read_fields(node, MERGER_TABLE, scope, faults)
    if faults:
        raise RefusedError(*faults)
    return Merger(**found)


MERGED = list_of(
    Kind("merger", read_merger, {"$ref": "#/$defs/merger"}), "list of mergers"
)
CODES = named(LINE, "codes by scheme")
STATUSES = list_of(word_of(Status), "list of statuses")

EVENT_FIELDS = (
    Field("id", ID, "Unique; the file's name without ending by default.", "visit"),
    Field("title", LINE, "What happens, in one line.", "Putin in India", required=True),
    Field("type", LINE, "A word of your choice.", "visit", required=True),
    Field("actors", ACTORS, "Who takes part.", "[RU, {id: IN, role: host}]"),
    Field("place", PLACE, "Where.", "{name: New Delhi, country: IN}"),
    Field("timezone", ZONE, "Where its days are meant.", "Asia/Kolkata"),
    Field("tags", LINES, "Words to find it by.", "[diplomacy, summit]"),
    Field("relations", RELATIONS, "How it stands to other events.", "{before: other}"),
    Field(
        "sources",
        SOURCES,
        "Sources that its claims name by id.",
        '{putin-india-article: {title: "Putin in Delhi"}}',
        attribute="",
    ),
    Field("claims", CLAIMS, "What is claimed, by whom.", "[{id: c1, date: 2025-12}]"),
    Field("duration", DURATION, "How long it lasts.", "P2D"),
    Field("recurs", RECURRENCE, "How it comes again.", "FREQ=MONTHLY;BYDAY=1MO"),
    Field(
        "expect",
        STATUSES,
        "What you should hear of it before its first possible day.",
        "[confirmed]",
    ),
    Field(
        "merged",
        MERGED,
        "Events that turned out to be this one.",
        "[{uid: old-id, recorded: 2025-11-25T09:00:00Z}]",
    ),
    Field(
        "codes",
        named(LINE, "codes by scheme"),
        "PLOVER, CAMEO and the like.",
        "{plover: CONSULT}",
    ),
    Field("uid", LINE, "Identity in calendars; the id by default.", "putin-2025"),
    Field("url", LINE, "A page about it.", "https://example.org/visit"),
    Field("notes", PROSE, "What you want to add.", "The text may mean 2026."),
    Field(
        "lint-ignore",
        LINTS,
        "What `check` is not to warn of.",
        "[quote-missing]",
        attribute="lint_ignore",
    ),
)
"""The fields of an event that has its claims in a list."""

_ONLY_CLAIMS = ("supersedes", "retracts", "disputes", "occurrence")
EVENT_TABLE = FieldTable(
    of="an event",
    fields=EVENT_FIELDS + SHORT_FORM_FIELDS,
    strays={
        name: f"`{name}` belongs to a claim: put it into an item of `claims:`"
        for name in _ONLY_CLAIMS
    },
)
_SHORT_FORM_NAMES = tuple(field.name for field in SHORT_FORM_FIELDS)


def read_event(node: Node, scope: Scope, default_id: str) -> Event:
    """Read one event.

    Args:
        node: Its fields.
        scope: What the readers may look up.
        default_id: The id, where the fields give none; empty where they must.

    Raises:
        RefusedError: Something is wrong, all of it named.
    """
    faults: list[Fault] = []
    scope = with_own_sources(node, scope, faults)
    found = read_fields(node, EVENT_TABLE, scope, faults)
    if not isinstance(node, YamlMapping):
        raise RefusedError(*faults)
    if "claims" in node:
        faults += (*_fields_of_a_claim(node), *stray_occurrences(node))
    if "id" not in node:
        faults += _wrong_default(default_id, scope, node.line)
        found["id"] = default_id
    if faults:
        raise RefusedError(*faults)
    return _event(found | {"file_id": default_id}, node.line, scope)


def _fields_of_a_claim(node: YamlMapping) -> Iterator[Fault]:
    for name in _SHORT_FORM_NAMES:
        if name in node:
            message = (
                f"`{name}` belongs to a claim: put it into an item of `claims:`, "
                "or drop `claims:` and keep the short form"
            )
            yield Fault(message, name, node.lines[name])


def _wrong_default(default_id: str, scope: Scope, line: int) -> Iterator[Fault]:
    if not default_id:
        yield Fault(
            "`id` is missing: one of several events in a file needs it", "", line
        )
        return
    try:
        identifier(default_id, scope)
    except RefusedError as error:
        for fault in error.faults:
            message = f"the file's name gives no id: {fault.message}; give it an `id:`"
            yield Fault(message, "", line)


def _event(found: dict[str, Any], line: int, scope: Scope) -> Event:
    of_claim = {n: found.pop(n) for n in _SHORT_FORM_NAMES if n in found}
    if "claims" not in found:
        found["claims"] = (claim_of({"id": "c1", "line": line} | of_claim),)
    if (duration := found.pop("duration", None)) is not None:
        found["claims"] = tuple(
            claim if claim.duration else replace(claim, duration=duration)
            for claim in found["claims"]
        )
    found.setdefault("timezone", scope.settings.timezone)
    return Event(**found, path=scope.path, line=line)
