"""A timeline as text for other programs, by an exporter found by its name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from geotimeline.adapters.atomic_file import write_pieces_atomically
from geotimeline.errors import FileWriteError
from geotimeline.interfaces.exporters import Exporter, ExportRequest
from geotimeline.model.query import EVERYTHING, Query
from geotimeline.model.zones import EARLIEST, LATEST
from geotimeline.planning.plan import plan_rows
from geotimeline.plugins import Kind, find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from geotimeline.model.timeline import Row
    from geotimeline.planning.reminders import Reminder
    from geotimeline.services.data.loading import Loaded

ALARMS = "alarms"
"""The option by which an exporter is given the reminders of the rules."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to export, and how.

    Attributes:
        format: Name of the exporter.
        query: Which events.
        options: The exporter's own options.
        title: Name of the whole.
        description: What it is about; may be empty.
        colour: A CSS colour by its name; empty for none.
        categories: What sort of calendar it is.
        address: URL at which it is published; empty where that is not known.
    """

    format: str
    query: Query = EVERYTHING
    options: Mapping[str, str] = field(default_factory=dict)
    title: str = "Timeline"
    description: str = ""
    colour: str = ""
    categories: tuple[str, ...] = ()
    address: str = ""


def exported(
    loaded: Loaded,
    order: Order,
    *,
    now: datetime,
    as_of: datetime,
    warn: Callable[[str], None],
) -> Iterator[str]:
    """Give the text piece by piece.

    Args:
        loaded: The data.
        order: What to export, and how.
        now: The instant of the export, in UTC.
        as_of: An instant in UTC; claims known from later on are left out.
        warn: Called with a sentence about what was left out.

    Raises:
        NotFoundError: No exporter has that name.
        ExportOptionError: The exporter does not understand an option.
    """
    make = cast("type[Exporter]", find(Kind.EXPORTER, order.format))
    return make().export(requested(loaded, order, now=now, as_of=as_of, warn=warn))


def requested(
    loaded: Loaded,
    order: Order,
    *,
    now: datetime,
    as_of: datetime,
    warn: Callable[[str], None],
) -> ExportRequest:
    """Give an exporter what it needs to carry out an order; as in `exported`."""
    rows = loaded.timeline.rows(as_of=as_of, query=order.query)
    wants_reminders = order.options.get(ALARMS, "no") != "no"
    return ExportRequest(
        rows=rows,
        now=now,
        title=order.title,
        description=order.description,
        colour=order.colour,
        categories=order.categories,
        address=order.address,
        options=order.options,
        reminders=_reminders(loaded, rows) if wants_reminders else {},
        warn=warn,
        timeline=loaded.timeline,
        query=order.query,
        as_of=as_of,
    )


def _reminders(
    loaded: Loaded, rows: tuple[Row, ...]
) -> dict[tuple[str, str], tuple[Reminder, ...]]:
    """Plan all that rules ask for, whenever it is due, by event and milestone."""
    found: dict[tuple[str, str], list[Reminder]] = defaultdict(list)
    rules, wishes = loaded.alerts.rules, loaded.wishes
    for reminder in plan_rows(rows, rules, since=EARLIEST, until=LATEST, wishes=wishes):
        found[reminder.identity.event, reminder.identity.milestone].append(reminder)
    return {key: tuple(reminders) for key, reminders in found.items()}


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Replace a file as a whole or not at all; a device or a pipe is written to.

    Raises:
        FileWriteError: It cannot be written.
        FileChangedError: Somebody else wrote it at the same time.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="") as device:
                device.writelines(pieces)
            return
        before = sha256(path.read_bytes()).hexdigest() if path.exists() else None
    except OSError as error:
        raise FileWriteError(str(path), error.strerror or str(error)) from error
    write_pieces_atomically(path, pieces, before)
