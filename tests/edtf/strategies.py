"""Hypothesis strategies for days, sets of days, and texts of the EDTF profile."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from geotimeline.edtf import DaySet, DaySpan

days = st.dates() | st.dates(date(2025, 11, 1), date(2026, 2, 1))
marks = st.sampled_from(["", "?", "~", "%"])


@st.composite
def day_spans(
    draw: st.DrawFn, *, longest: int = 4_000, closed: bool = False
) -> DaySpan:
    """Spans of up to so many days, most of them close together, some open."""
    first = draw(days)
    ordinal = first.toordinal() + draw(st.integers(0, 40) | st.integers(0, longest))
    last = date.fromordinal(min(ordinal, date.max.toordinal()))
    side = draw(st.sampled_from(["closed"] * 6 + ["past", "future", "both"]))
    return DaySpan(
        None if side in ("past", "both") and not closed else first,
        None if side in ("future", "both") and not closed else last,
    )


day_sets = st.lists(day_spans(), max_size=6).map(DaySet.union)
closed_day_sets = st.lists(day_spans(longest=60, closed=True), max_size=6).map(
    DaySet.union
)


@st.composite
def plain_texts(draw: st.DrawFn) -> str:
    """A day, month or year that exists."""
    return draw(days).isoformat()[: draw(st.sampled_from([4, 7, 10]))]


@st.composite
def masked_texts(draw: st.DrawFn) -> str:
    """A date that exists with some of its digits unknown."""
    text = draw(plain_texts())
    hidden = draw(st.sets(st.integers(0, len(text) - 1)))
    return "".join(
        "X" if place in hidden and character != "-" else character
        for place, character in enumerate(text)
    )


@st.composite
def season_texts(draw: st.DrawFn) -> str:
    """A season, quarter, third or half of a year."""
    return f"{draw(st.integers(1, 9999)):04}-{draw(st.integers(21, 41))}"


@st.composite
def date_texts(draw: st.DrawFn) -> str:
    """Any one date: masked or not, with a mark on every side of every part."""
    text = draw(masked_texts() | season_texts())
    return "-".join(
        draw(marks) + component + draw(marks) for component in text.split("-")
    )


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


@st.composite
def interval_texts(draw: st.DrawFn) -> str:
    """An interval, with an open or unknown side now and then."""
    start, end = _ordered(draw(plain_texts()), draw(plain_texts()))
    start, end = start + draw(marks), end + draw(marks)
    undated = draw(st.sampled_from(["", ".."]))
    return draw(
        st.sampled_from([f"{start}/{end}", f"{undated}/{end}", f"{start}/{undated}"])
    )


@st.composite
def set_texts(draw: st.DrawFn) -> str:
    """A set with single members and ranges, open at its ends now and then."""
    members = draw(st.lists(date_texts() | _range_texts(), min_size=1, max_size=5))
    if draw(st.booleans()):
        members[0] = f"..{draw(plain_texts())}"
    if draw(st.booleans()):
        members.append(f"{draw(plain_texts())}..")
    joined = ",".join(members)
    return draw(st.sampled_from([f"[{joined}]", f"{{{joined}}}"]))


@st.composite
def _range_texts(draw: st.DrawFn) -> str:
    return "..".join(_ordered(draw(plain_texts()), draw(plain_texts())))


@st.composite
def instant_texts(draw: st.DrawFn) -> str:
    """An instant with or without an offset."""
    moment = draw(st.datetimes()).replace(microsecond=0)
    offset = draw(st.sampled_from(["", "Z", "+05:30", "-11", "+14:00", "+00:00"]))
    return moment.isoformat() + offset


edtf_texts = (
    plain_texts() | date_texts() | interval_texts() | set_texts() | instant_texts()
)
edtf_like_texts = (
    edtf_texts
    | st.text("0123456789-/.~?%,[]{}TZXYSW: \u0662\n", max_size=30)
    | st.text(max_size=30)
)
