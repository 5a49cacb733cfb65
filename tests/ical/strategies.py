"""Events of every kind, with any text in any field."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.formats.ical.placing import Uncertain
from geotimeline.model.duration import Duration
from geotimeline.model.event import Claim, Event, Place, Source, Speaker
from geotimeline.model.vocabulary import Status

FIRST_WORD = datetime(2025, 10, 1, tzinfo=UTC)

DATES = [
    "2025-12",
    "2025-12?",
    "2025-12-04",
    "2025-12-11~",
    "2025-12-04/2025-12-05",
    "[2025-12-10..2025-12-20]",
    "[..2025-12-31]",
    "[2026-01..]",
    "[2025-12-04,2025-12-09]",
    "2022/..",
    "../2026-03",
    "2025-24",
    "2025-12-04T16:00:00Z",
    "2025-12-04T16:00:00",
    "XXXX-XX-XX",
]
dates = st.none() | st.sampled_from([parse(text) for text in DATES])
statuses = st.sampled_from(Status)
durations = st.none() | st.sampled_from([Duration.parse(d) for d in ("P2D", "PT90M")])
hows = st.sampled_from([how.value for how in Uncertain])
"""What may become of a date that is not known to the day."""

# Everything that a YAML file may hold, and what it may not; lone surrogates as well.
texts = st.text(max_size=200) | st.text(
    st.sampled_from("\\;,:\"'\n\r\t\x00\x0b\x85\u2028\u2029\u202eé€𝄞🇮🇳\ud800 x"),
    max_size=99,
)
names = texts.filter(str.strip)


@st.composite
def claims(draw: st.DrawFn, number: int, text: st.SearchStrategy[str]) -> Claim:
    recorded = FIRST_WORD + timedelta(days=number)
    return Claim(
        f"c{number}",
        draw(dates),
        draw(statuses),
        by=draw(st.none() | st.builds(Speaker, text, text)),
        source=draw(st.none() | st.builds(Source, text, text, text, text)),
        quote=draw(text),
        notes=draw(text),
        url=draw(text),
        duration=draw(durations),
        recorded=draw(st.sampled_from([recorded, recorded, recorded, None])),
    )


@st.composite
def events(draw: st.DrawFn, text: st.SearchStrategy[str] = texts) -> Event:
    """An event of one to four claims, each recorded a day after the one before."""
    count = draw(st.integers(1, 4))
    told = [draw(claims(number, text)) for number in range(count)]
    return Event(
        draw(st.from_regex(r"[a-z][a-z0-9._-]{0,30}", fullmatch=True)),
        draw(text),
        draw(st.sampled_from(["visit", "sanction", "statistic"])),
        tuple(told),
        uid=draw(st.just("") | text),
        place=draw(st.none() | st.builds(Place, text, text)),
        timezone=draw(st.sampled_from(["UTC", "Asia/Kolkata", "Pacific/Auckland"])),
        tags=tuple(draw(st.lists(text, max_size=3))),
        url=draw(text),
        notes=draw(text),
    )


def timelines(
    text: st.SearchStrategy[str] = texts, *, most: int = 4
) -> st.SearchStrategy[tuple[Event, ...]]:
    """Up to so many events, each with an id and a uid of its own."""
    return st.lists(
        events(text), max_size=most, unique_by=(lambda e: e.id, lambda e: e.stable_uid)
    ).map(tuple)
