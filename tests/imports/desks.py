"""Events as files of a data folder, and imports into one, without a command line."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from geotimeline.formats.decoding import storable
from geotimeline.formats.events.edit import new_event
from geotimeline.formats.events.fields import claim_fields, event_fields
from geotimeline.formats.ical.content_lines import one_line
from geotimeline.model.event import Actor, Event, Place, Source
from geotimeline.services.importing.importing import importing
from tests.strategies import timelines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from geotimeline.formats.events.imported import Reading
    from geotimeline.services.importing.outcomes import Import
    from geotimeline.services.importing.terms import Terms


lines = st.text(
    st.sampled_from("aZé🜚=+-@'\";:,\\#|[]{}&*!%>\t \u202e"), max_size=20
) | st.text(max_size=20)
"""Texts that an event file can hold on one line, made to annoy."""
lines = lines.map(storable).map(one_line).map(str.strip).filter(bool)


@st.composite
def worded(draw: st.DrawFn) -> tuple[Event, ...]:
    """Events that belong together, with any words in them."""
    return tuple(
        replace(
            event,
            title=draw(lines),
            place=draw(st.none() | st.builds(Place, lines, st.just("IN"))),
            tags=tuple(draw(st.lists(lines, max_size=2, unique=True))),
            actors=tuple(draw(st.lists(st.builds(Actor, lines), max_size=2))),
            url=draw(st.just("") | lines),
            notes=draw(st.just("") | lines),
            uid=draw(st.just("") | st.just(f"{event.id}@elsewhere.example")),
            claims=tuple(
                replace(
                    claim,
                    quote=draw(st.just("") | lines),
                    source=draw(st.none() | st.builds(Source, st.just(""), lines)),
                )
                for claim in event.claims
            ),
        )
        for event in draw(timelines(most=2))
    )


@contextmanager
def desk_of(events: Iterable[Event] = ()) -> Iterator[Path]:
    """Write events into a data folder, for as long as the `with` block lasts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "events").mkdir()
        for event in events:
            claims = [claim_fields(claim, event) for claim in event.claims]
            fields = event_fields(event, event.claims) | {"claims": claims}
            text = new_event(fields)
            (folder / f"events/{event.id}.yaml").write_bytes(text.encode())
        yield folder


def bring(folder: Path, reading: Reading, terms: Terms, now: datetime) -> Import:
    """Import what was read, and write it without waiting for the disk."""
    found = importing(folder, reading, terms, now=now)
    for change in found.changes:
        change.path.parent.mkdir(exist_ok=True)
        change.path.write_bytes(change.new.encode())
    return found
