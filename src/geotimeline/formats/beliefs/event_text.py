"""One event in plain words: what is believed, who says so, what will be told."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from geotimeline.edtf import words
from geotimeline.formats.beliefs.event_series import shown_of
from geotimeline.formats.reminders.reminder_text import reminder_line
from geotimeline.formats.terminal import plain
from geotimeline.model.vocabulary import EVENT_ITSELF
from geotimeline.model.words import belief_lines, claim_words, dated_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from geotimeline.model.event import Claim, Event, Source
    from geotimeline.model.timeline import Row
    from geotimeline.planning.reminders import Reminder
    from geotimeline.planning.rules import Rule

_MOST_REMINDERS = 5


def heading_lines(event: Event, paint: Callable[[str, str], str]) -> Iterator[str]:
    """Say what the event is, and where it is written."""
    yield f"{paint(plain(event.title), 'title')}  {paint(plain(event.id), 'faint')}"
    yield plain(" · ".join(filter(None, _facts(event))))
    yield paint(f"{plain(event.path)}:{event.line}", "faint")
    if event.url:
        yield plain(event.url)


def belief_block(
    row: Row, now: datetime, paint: Callable[[str, str], str]
) -> Iterator[str]:
    """Say what is believed of one milestone, on whose word, and what stepped aside."""
    event, belief = row.event, row.belief
    yield ""
    if belief.milestone != EVENT_ITSELF:
        yield paint(plain(belief.milestone), "title")
    # The claims that follow are said here with their ids and lines instead.
    summary = takewhile(
        lambda line: not line.startswith("Claim"), belief_lines(row, now)
    )
    yield from map(plain, summary)
    yield ""
    yield "Claims that count, newest first:"
    for claim in belief.counting:
        yield from _claim_lines(claim, event, paint)
    if belief.aside:
        yield ""
        yield "Claims that stepped aside:"
    for aside in belief.aside:
        by = "" if aside.by is aside.claim else f" ({aside.by.id})"
        yield f"  {plain(aside.reason.value + by)}:"
        yield from _claim_lines(aside.claim, event, paint)


def source_lines(event: Event) -> Iterator[str]:
    """Name the sources, each once, with what is needed to find them again."""
    sources = (claim.source for claim in event.claims if claim.source)
    texts = [*map(_source_words, sources), *(claim.url for claim in event.claims)]
    named = dict.fromkeys(plain(text) for text in texts if text)
    if named:
        yield ""
        yield "Sources:"
        for text in named:
            yield f"  {text}"


def relation_lines(event: Event) -> Iterator[str]:
    """Say how it stands to other events, and what the desk noted."""
    if event.relations:
        yield ""
        for relation in event.relations:
            stage = f"#{relation.milestone}"
            stage = "" if relation.milestone == EVENT_ITSELF else stage
            yield plain(f"Relation: {relation.kind.value} {relation.target}{stage}")
    if event.notes:
        yield ""
        yield plain(f"Note: {event.notes}")


def upcoming_lines(
    reminders: Sequence[Reminder], rules: Mapping[str, Rule]
) -> Iterator[str]:
    """Say what will be told next."""
    yield ""
    if not reminders:
        yield "No reminder is planned."
        return
    yield "Next reminders:"
    for reminder in reminders[:_MOST_REMINDERS]:
        yield f"  {reminder_line(reminder, rules)}"
    if len(reminders) > _MOST_REMINDERS:
        yield f"  … and {len(reminders) - _MOST_REMINDERS} more"


def _facts(event: Event) -> Iterator[str]:
    yield event.type
    yield ", ".join(actor.name or actor.id for actor in event.actors)
    if event.place:
        yield ", ".join(filter(None, (event.place.name, event.place.country)))
    yield event.timezone
    yield " ".join(f"#{tag}" for tag in event.tags)


def _claim_lines(
    claim: Claim, event: Event, paint: Callable[[str, str], str]
) -> Iterator[str]:
    """Say one claim: its id, what it claims, where it is written; then who said it."""
    place = f"{event.path}:{claim.line}"
    facts = f"{claim.id} · {dated_words(claim)} · {claim.status.value}"
    yield f"  {plain(facts)}  {paint(plain(place), 'faint')}"
    yield f"    {plain(claim_words(claim))}"
    if claim.notes:
        yield f"    Note: {plain(claim.notes)}"


def _source_words(source: Source) -> str:
    published = f"published {words(source.published)}" if source.published else ""
    url = source.url if source.url != source.words else ""
    return " — ".join(filter(None, (source.words, published, url)))


def event_lines(
    event: Event,
    rows: Iterable[Row],
    *,
    now: datetime,
    paint: Callable[[str, str], str],
) -> Iterator[str]:
    """Say all that is known of an event at an instant, but for its reminders.

    Of a long series only some occurrences are told of.
    """
    yield from heading_lines(event, paint)
    shown, left_out = shown_of(event, rows, now=now)
    if not shown:
        yield ""
        yield "Nothing was known of it yet."
    for row in shown:
        yield from belief_block(row, now, paint)
    if left_out:
        yield ""
        yield f"… and {left_out} more occurrences: geotimeline list id:{event.id}"
    yield from source_lines(event)
    yield from relation_lines(event)
