"""`geotimeline import ical`: other people's calendars as events."""

from __future__ import annotations

import os

from geotimeline.cli import options
from geotimeline.cli.imports import terms
from geotimeline.cli.imports.settling import settle


def import_calendar(  # noqa: PLR0913 (a command's options)
    place: terms.Place,
    *,
    into: terms.Into = "",
    event_type: terms.EventType = "",
    tag: terms.Tag = None,
    name: terms.Name = "",
    max_size: terms.MaxSize = terms.DEFAULT_MAX_SIZE,
    dry_run: terms.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    """Take the entries of a calendar as events, and later what has moved in it.

    Each entry is an event of its own, known by its UID. Importing the calendar again
    adds a claim where an entry moved or was called off, and tells of those that are
    gone; what did not change writes nothing. Nothing is ever deleted.

    Examples:
      geotimeline import ical council.ics --dry-run
      geotimeline import ical https://example.org/council.ics --type meeting --tag un
      geotimeline import ical '${COUNCIL_CALENDAR}' --name 'Security Council'
    """
    from geotimeline.adapters.foreign_file import read_foreign
    from geotimeline.adapters.secrets import fill
    from geotimeline.formats.foreign_ical.reading import read_calendar
    from geotimeline.services.importing.terms import Origin, Terms, folder_of

    at = options.present(now)
    address = str(fill(place, environ=os.environ, folder=data, where="FILE|URL"))
    file = read_foreign(address, largest_bytes=max_size * terms.MIB)
    reading = read_calendar(file.octets, file.name, today=at.date())
    title = name or reading.name
    of = Origin.of_url if file.is_fetched else Origin.of_file
    origin = of(address if file.is_fetched else file.name, title)
    wanted = Terms(origin, folder_of(into, origin), event_type, tuple(tag or ()))
    settle(data, reading, wanted, at, dry_run=dry_run, as_json=as_json)
