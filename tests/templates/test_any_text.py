"""What the world writes never breaks a message, and is never run as a template."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.model.event import Actor, Claim, Event, Place, Source, Speaker
from geotimeline.model.timeline import Timeline
from geotimeline.model.zones import LATEST
from geotimeline.planning.reminders import Identity, Reminder
from geotimeline.planning.templates import Template
from geotimeline.services.messages.composing import (
    ACKNOWLEDGE,
    as_payload,
    compose,
    read_payload,
)
from geotimeline.services.messages.facts import facts_of
from geotimeline.services.messages.sending_words import with_acknowledgement
from geotimeline.services.messages.wording import worded

DUE = datetime(2025, 12, 1, tzinfo=UTC)
NASTY = (
    "{{ what }}",
    "{% for c in claims %}",
    "{{ 9 ** 9 }}",
    "{#",
    "#}",
    "\n",
    "\r\n",
    "\u2028",
    "\x85",
    "\x1a",
    "\x1b[2J",
    "\x00",
    "\u202e",
    "\u2066",
    "שלום",
    "%s",
    "{0.__class__}",
    "<b>",
)
texts = st.lists(st.sampled_from(NASTY) | st.text(max_size=6), max_size=5).map("".join)
EVERYTHING = Template(
    name="t",
    title="{{ what }}|{{ by }}|{{ quote }}|{{ source }}|{{ tags | join }}",
    body=(
        "{{ place }}|{{ url }}|{{ type }}|{{ actors | join }}|{{ why }}|{{ when }}"
        "{% for c in claims %}|{{ c.words }}|{{ c.role }}|{{ c.note }}|{{ c.url }}"
        "{% endfor %}"
    ),
)


@st.composite
def events(draw: st.DrawFn) -> Event:
    claim = Claim(
        id="c",
        date=parse("2025-12"),
        by=Speaker(draw(texts), draw(texts)),
        source=Source(title=draw(texts), publisher=draw(texts), url=draw(texts)),
        quote=draw(texts),
        url=draw(texts),
        notes=draw(texts),
    )
    return Event(
        id="e",
        title=draw(texts),
        type=draw(texts) or "visit",
        claims=(claim,),
        actors=(Actor(draw(texts)),),
        place=Place(draw(texts)),
        tags=(draw(texts), draw(texts)),
        url=draw(texts),
    )


@given(events(), texts)
def test_any_text_makes_a_message_of_known_shape(event: Event, reason: str) -> None:
    (row,) = Timeline((event,)).rows(as_of=LATEST)
    identity = Identity("e", "event", reason, "first", "b", "c", reason, "console")
    reminder = Reminder(identity, identity.key, DUE, LATEST, reason)
    usual = compose(reminder, row)
    facts = facts_of(usual, identity, row, timezone="UTC", following=reason)

    message, failure = worded(usual, EVERYTHING, facts)

    assert failure is None
    assert len(message.title.splitlines()) == 1
    assert len(message.body.splitlines()) == 1
    assert message.title.count("|") >= 4
    assert facts.quote in message.title
    for one in (usual, message):
        assert ACKNOWLEDGE not in one.title
        assert read_payload(as_payload(one)) == one
    assert usual.body.count(ACKNOWLEDGE) == 1
    assert ACKNOWLEDGE not in message.body
    shown = with_acknowledgement(usual).body
    kept = "\n\u200c\u200d"  # joiners belong to some scripts
    assert not [char for char in shown if char not in kept and not char.isprintable()]


@given(texts)
def test_what_looks_like_a_template_is_said_as_it_stands(quote: str) -> None:
    claim = Claim(id="c", date=parse("2025-12"), quote="{{ what }}" + quote)
    event = Event(id="e", title="{{ quote }}{% if %}", type="visit", claims=(claim,))
    (row,) = Timeline((event,)).rows(as_of=LATEST)
    identity = Identity("e", "event", "r", "first", "b", "c", "", "console")
    reminder = Reminder(identity, identity.key, DUE, LATEST, "why")
    usual = compose(reminder, row)
    facts = facts_of(usual, identity, row, timezone="UTC")

    message, _ = worded(usual, EVERYTHING, facts)

    assert message.title.startswith("{{ quote }}{% if %}||{{ what }}")
    assert usual.title.startswith("{{ quote }}{% if %}: ")
