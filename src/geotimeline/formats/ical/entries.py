"""One milestone of an event as an entry of a calendar: values, not yet text."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.formats.ical.appearances import sight_of
from geotimeline.formats.ical.content_lines import one_line
from geotimeline.formats.ical.descriptions import description_of
from geotimeline.formats.ical.identities import uid_of
from geotimeline.formats.ical.kept_lines import kept_lines
from geotimeline.formats.ical.looks import beliefs_of, looks_backwards, move_of
from geotimeline.formats.ical.moves import EPOCH, last_move
from geotimeline.formats.ical.placing import LeftOut
from geotimeline.formats.ical.titles import entry_title, withdrawn_title
from geotimeline.model.lapse import lapses_at
from geotimeline.model.vocabulary import EVENT_ITSELF
from geotimeline.model.window_edtf import window_edtf
from geotimeline.model.words import title_words

if TYPE_CHECKING:
    from geotimeline.formats.ical.appearances import Appearance
    from geotimeline.formats.ical.editions import Edition
    from geotimeline.formats.ical.looks import Beliefs
    from geotimeline.formats.ical.moves import Move
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event
    from geotimeline.model.timeline import Row

_ONE_DAY = timedelta(days=1)


class Entry(NamedTuple):  # made a hundred thousand times: a dataclass takes four times
    """What a VEVENT (RFC 5545 §3.6.1) or VTODO says; texts are not escaped yet.

    Attributes:
        uid: Stable identity.
        stamp: When it was last revised, in UTC.
        sequence: Number of the revision of start, end or status.
        appearance: When it is, and its status.
        title: One line.
        description: Several lines.
        categories: Its type and tags.
        place: Where; may be empty.
        url: A page about it; may be empty.
        own: What only we read back, by the names of X- properties.
        kept: Lines that an import kept, not folded yet.
        alarms: The lines of its VALARMs, not folded yet.
    """

    uid: str
    stamp: datetime
    sequence: int
    appearance: Appearance
    title: str
    description: str
    categories: tuple[str, ...] = ()
    place: str = ""
    url: str = ""
    own: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()


def entry_of(row: Row, edition: Edition) -> Entry | LeftOut:
    """Make the entry of a milestone, or say why it has no place in a calendar."""
    sight = sight_of(row.event, row.belief, edition.uncertain)
    beliefs = beliefs_of(row, edition)
    if isinstance(sight, LeftOut):
        return _withdrawn(row, beliefs, sight, edition)
    move = move_of(row, beliefs, sight.appearance, edition)
    if edition.is_over(sight.appearance, move):
        return LeftOut.GONE
    lapsed = lapsed_on(row, edition.today)
    title = entry_title(
        title_words(row.event, row.belief.milestone),
        row.belief,
        sight.placement,
        lapsed=lapsed is not None,
        put_off=sight.put_off,
    )
    told = description_of(row, beliefs, edition.today)
    made = _made(row, sight.appearance, title, told, move)
    return made if lapsed is None else made._replace(stamp=max(made.stamp, lapsed))


def _withdrawn(
    row: Row, beliefs: Beliefs, why: LeftOut, edition: Edition
) -> Entry | LeftOut:
    """Make the entry of what had a place until now: cancelled, where it stood."""
    if not beliefs:
        return why
    looks = tuple(looks_backwards(row.event, beliefs, edition))
    appearance, move = looks[0].appearance, last_move(looks)
    if appearance is None or edition.is_over(appearance, move):
        return why
    name = title_words(row.event, row.belief.milestone)
    told = description_of(row, beliefs, edition.today)
    return _made(row, appearance, withdrawn_title(name, row.belief), told, move)


def _made(
    row: Row, appearance: Appearance, title: str, description: str, move: Move
) -> Entry:
    event, belief = row.event, row.belief
    return Entry(
        uid=uid_of(event.stable_uid, belief.milestone),
        stamp=max(move.heard_at, EPOCH),
        sequence=move.sequence,
        appearance=appearance,
        title=one_line(title),
        description=description,
        categories=categories_of(event),
        place=place_words(event),
        url=event.url or belief.newest.url,
        own=_own(event, belief),
        kept=kept_lines(event) if event.extra else (),
    )


def lapsed_on(row: Row, today: datetime) -> datetime | None:
    """Give the 00:00 UTC from which an entry says that it lapsed; None if it did not.

    Args:
        row: The milestone, and what is believed of it.
        today: 00:00 UTC of the present day.
    """
    last = row.belief.window.closing_day
    if last is None or last > today.date():  # no zone is a whole day ahead
        return None
    at = lapses_at(row.event, row.belief)
    if at is None or at > today:
        return None
    midnight = datetime.combine(at.date(), time(), UTC)
    return midnight if midnight == at else midnight + _ONE_DAY


def categories_of(event: Event) -> tuple[str, ...]:
    """Give the type and the tags of an event, each once, on one line each."""
    return tuple(map(one_line, dict.fromkeys((event.type, *event.tags))))


def place_words(event: Event) -> str:
    """Say on one line where an event is; "" where that is not known."""
    place = event.place
    return (
        one_line(", ".join(filter(None, (place.name, place.country)))) if place else ""
    )


def _own(event: Event, belief: Belief) -> tuple[tuple[str, str], ...]:
    edtf = window_edtf(belief.window, event.timezone, is_period=event.is_period)
    own = [("EDTF", edtf), ("STATUS", belief.status.value), ("ID", event.id)]
    if belief.milestone != EVENT_ITSELF:
        own.append(("MILESTONE", belief.milestone))
    if belief.is_contradicted:
        against = " ".join(claim.id for claim in belief.contradicting)
        own.append(("CONTRADICTED-BY", against))
    return tuple(own)
