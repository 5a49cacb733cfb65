"""Events as they stand in files: one a file, or several; all problems at once."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.errors import Problem
from geotimeline.formats.events.event import EVENT_TABLE, read_event
from geotimeline.formats.events.sources import with_own_sources
from geotimeline.formats.yaml.faults import Fault, RefusedError
from geotimeline.formats.yaml.fields import (
    Field,
    FieldTable,
    Kind,
    Scope,
    read_fields,
    said,
)
from geotimeline.formats.yaml.nodes import YamlList, YamlMapping
from geotimeline.formats.yaml.tree import read_tree
from geotimeline.planning.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geotimeline.formats.yaml.nodes import Node
    from geotimeline.model.event import Event, Source

SHARED_SOURCES = "events/sources.yaml"
"""The file whose sources every event may name."""

_NO_SOURCES: Mapping[str, Source] = MappingProxyType({})
_DEFAULTS = Settings()


def _list_of_events(node: Node, _: Scope) -> None:
    if not isinstance(node, YamlList):
        raise RefusedError(Fault(f"expected a list of events, not {said(node)}"))


_SOURCES_FIELD = next(f for f in EVENT_TABLE.fields if f.name == "sources")
_AN_EVENTS_OWN = "`{}` belongs to an event: put it into an item of `events:`"
FILE_TABLE = FieldTable(
    of="a file of several events",
    fields=(
        Field(
            "events",
            Kind(
                "list of events",
                _list_of_events,
                {"type": "array", "items": {"$ref": "#/$defs/event-with-id"}},
            ),
            "The events, each with an `id` of its own.",
            "[{id: visit, title: Putin in India, type: visit}]",
            required=True,
        ),
        _SOURCES_FIELD,
    ),
    strays={name: _AN_EVENTS_OWN.format(name) for name in EVENT_TABLE.names},
)
SOURCES_FILE_TABLE = FieldTable(
    of="the file of shared sources", fields=(_SOURCES_FIELD,), own_fields=False
)


class EventsRead(NamedTuple):
    """What was read.

    Attributes:
        events: Those without problems, in the order of the files.
        problems: All that is wrong, sorted by file and line.
    """

    events: tuple[Event, ...]
    problems: tuple[Problem, ...]


def read_events(
    files: Iterable[tuple[str, str]], *, settings: Settings = _DEFAULTS
) -> EventsRead:
    """Read all files of `events/`, the shared sources first.

    Args:
        files: Path relative to the data folder, and text, of each file.
        settings: Zone of events that name none, and aliases of speakers.
    """
    texts = dict(files)
    sources, problems = _NO_SOURCES, list[Problem]()
    if SHARED_SOURCES in texts:
        sources, wrong = read_sources_file(texts.pop(SHARED_SOURCES), SHARED_SOURCES)
        problems += wrong
    events: list[Event] = []
    for path, text in texts.items():
        read = read_event_file(text, path, settings=settings, sources=sources)
        events += read.events
        problems += read.problems
    problems += shared_names(events)
    return EventsRead(tuple(events), tuple(sorted(problems)))


def read_event_file(
    text: str,
    path: str,
    *,
    settings: Settings = _DEFAULTS,
    sources: Mapping[str, Source] = _NO_SOURCES,
) -> EventsRead:
    """Read one file; it may hold one event, several under `events:`, or none.

    Args:
        text: What the file says.
        path: Where it stands, relative to the data folder; its stem is the id of the
            event that gives none itself.
        settings: Zone of events that name none, and aliases of speakers.
        sources: Shared sources by id; those of the file come first.
    """
    scope = Scope(path, settings, sources)
    events: list[Event] = []
    faults: list[Fault] = []
    try:
        root = read_tree(text)
        if isinstance(root, YamlMapping) and "events" in root:
            events += _several(root, scope, faults)
        elif root != "":  # a file of comments only is an event put aside
            events.append(read_event(root, scope, _stem(path)))
    except RefusedError as error:
        faults.extend(error.faults)
    return EventsRead(tuple(events), RefusedError(*faults).problems(path))


def read_sources_file(
    text: str, path: str = SHARED_SOURCES
) -> tuple[Mapping[str, Source], tuple[Problem, ...]]:
    """Read the shared sources, by id, and what is wrong with them."""
    scope = Scope(path)
    faults: list[Fault] = []
    try:
        root = read_tree(text)
        if root != "":
            scope = with_own_sources(root, scope, faults)
            read_fields(root, SOURCES_FILE_TABLE, scope, faults)
    except RefusedError as error:
        faults.extend(error.faults)
    return scope.own_sources, RefusedError(*faults).problems(path)


def shared_names(events: Sequence[Event]) -> tuple[Problem, ...]:
    """Name events that share an id or a uid with an earlier one, and where both are."""
    problems: list[Problem] = []
    ids: dict[str, Event] = {}
    uids: dict[str, Event] = {}
    for event in events:
        first = ids.setdefault(event.id, event)
        same_uid = uids.setdefault(event.stable_uid, event)
        if first is not event:
            problems.append(_shared("id", event.id, event, first))
        elif same_uid is not event:
            problems.append(_shared("uid", event.stable_uid, event, same_uid))
    return (*problems, *_wrong_mergers(events, uids))


def _wrong_mergers(
    events: Iterable[Event], uids: Mapping[str, Event]
) -> Iterator[Problem]:
    """Name the events called merged that have files still, or were merged twice."""
    taken: dict[str, Event] = {}
    for event in events:
        for merger in event.merged:
            other = uids.get(merger.uid)
            first = taken.setdefault(merger.uid, event)
            if other is not None:
                message = (
                    f"{merger.uid!r} is still there ({other.path}:{other.line}): move "
                    "its claims here and remove it, or do not call it merged"
                )
            elif first is not event:
                message = (
                    f"{merger.uid!r} is merged into another event already "
                    f"({first.path}:{first.line}); name it in one of the two"
                )
            else:
                continue
            yield Problem(event.path, event.line, "merged", message)


def _several(root: YamlMapping, scope: Scope, faults: list[Fault]) -> Iterator[Event]:
    scope = with_own_sources(root, scope, faults)
    read_fields(root, FILE_TABLE, scope, faults)
    items = root["events"]
    if not isinstance(items, YamlList):
        return
    for index, item in enumerate(items):
        try:
            yield read_event(item, scope, "")
        except RefusedError as error:
            below = RefusedError(*error.under(f"[{index}]", items.lines[index]))
            faults.extend(below.under("events", items.lines[index]))


def _stem(path: str) -> str:
    """Give a file's name without its folders and its ending."""
    return path.rpartition("/")[2].rpartition(".")[0]


def _shared(name: str, value: str, event: Event, first: Event) -> Problem:
    message = (
        f"the {name} {value!r} is taken by {first.path}:{first.line}; "
        f"give one of the two events another `{name}:`"
    )
    return Problem(event.path, event.line, "", message)
