"""The algebra of beliefs against one that knows nothing but lists of days.

Here a date is the set of its days, a belief is what is left of them by the four rules
of `geotimeline.model.belief`, and a relation is a condition on combinations of days.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geotimeline.edtf import parse
from geotimeline.model.answers import Answer
from geotimeline.model.belief import belief
from geotimeline.model.event import Claim, Event, Relation, Speaker
from geotimeline.model.outlook import Outlook
from geotimeline.model.revision import RevisionKind, revisions
from geotimeline.model.standing import begins_before
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import RelationKind, Status
from geotimeline.model.window import Window
from tests.examples import examples

FIRST = date(2025, 12, 1)
MONTH = tuple(FIRST + timedelta(n) for n in range(31))
YEARS = tuple(FIRST + timedelta(n) for n in range(-40, 71))  # open dates end here
ALL = datetime(9999, 1, 1, tzinfo=UTC)
FORECASTS = (Status.POSSIBLE, Status.PLANNED, Status.CONFIRMED)

Days = frozenset[date]


@dataclass(frozen=True)
class Stated:
    """A claim, and the days that its date names; None where it gives no date."""

    claim: Claim
    days: Days | None

    @property
    def possible(self) -> Days:
        return frozenset(YEARS) if self.days is None else self.days


@st.composite
def dates(draw: st.DrawFn, *, are_open: bool = True) -> tuple[str, Days]:
    """A date as it is written, and its days."""
    one, two = sorted((draw(st.sampled_from(MONTH)), draw(st.sampled_from(MONTH))))
    inside = frozenset(day for day in YEARS if one <= day <= two)
    closed = [
        (f"{one}", frozenset({one})),
        (f"{one}?", frozenset({one})),
        (f"[{one}..{two}]", inside),
        (f"[{one},{two}]", frozenset({one, two})),
        ("2025-12", frozenset(MONTH)),
    ]
    opened = [
        (f"[..{two}]", frozenset(day for day in YEARS if day <= two)),
        (f"[{one}..]", frozenset(day for day in YEARS if day >= one)),
    ]
    return draw(st.sampled_from(closed + opened if are_open else closed))


@st.composite
def statements(draw: st.DrawFn) -> tuple[Stated, ...]:
    """Claims that may contradict, replace and take back each other."""
    found: list[Stated] = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        text, days = draw(st.none() | dates()) or (None, None)
        earlier = st.sampled_from([one.claim.id for one in found] or [""])
        names = st.tuples(earlier) if found else st.just(())
        speaker = draw(st.sampled_from([None, "Peskov", "Putin"]))
        claim = Claim(
            id=f"c{number}",
            date=parse(text) if text else None,
            status=draw(st.sampled_from(Status)),
            by=Speaker(speaker, identity=speaker) if speaker else None,
            said=parse(str(FIRST + timedelta(draw(st.integers(-60, -55))))),
            recorded=ALL - timedelta(draw(st.integers(1, 4))),
            supersedes=draw(st.just(()) | names),
            retracts=draw(st.just(()) | names),
        )
        found.append(Stated(claim, days))
    return tuple(found)


def _is_retraction_alone(one: Stated) -> bool:
    is_silent = one.days is None and one.claim.status is Status.PLANNED
    return bool(one.claim.retracts) and is_silent


def _not_taken_back(stated: tuple[Stated, ...]) -> list[Stated]:
    """Rule 1, first half; what is retracted last speaks first."""
    retracted: set[str] = set()
    last_known = sorted(
        stated, key=lambda one: (one.claim.known_from, one.claim.newness), reverse=True
    )
    for one in last_known:
        if one.claim.id not in retracted:
            retracted |= set(one.claim.retracts) - {one.claim.id}
    replaced = {
        name
        for one in stated
        if one.claim.id not in retracted
        for name in one.claim.supersedes
    }
    return [
        one
        for one in sorted(stated, key=lambda one: one.claim.newness)
        if one.claim.id not in retracted | replaced and not _is_retraction_alone(one)
    ]


def _counting(stated: tuple[Stated, ...]) -> list[Stated]:
    """Rules 1 and 2: what still counts, oldest first."""
    left = _not_taken_back(stated)
    left = [
        older
        for place, older in enumerate(left)
        if not any(
            newer.claim.by == older.claim.by is not None
            and newer.claim.status is not Status.CANCELLED
            and not newer.possible & older.possible
            for newer in left[place + 1 :]
        )
    ]
    held = [one for one in left if one.claim.status is Status.HELD and one.days]
    if held:
        since = left.index(held[-1])
        left = [
            one
            for place, one in enumerate(left)
            if one.claim.status is Status.HELD
            or (place > since and one.claim.status not in FORECASTS)
        ]
    put_off = [n for n, s in enumerate(left) if s.claim.status is Status.POSTPONED]
    return left[put_off[-1] :] if put_off else left


@settings(max_examples=examples(4))
@given(statements())
def test_what_is_believed_is_what_the_four_rules_leave_of_the_days(
    stated: tuple[Stated, ...],
) -> None:
    counting = _counting(stated)
    assume(counting)
    held = any(one.claim.status is Status.HELD for one in counting)
    deciding = [s for s in counting if not (held and s.claim.status in FORECASTS)]
    dated = [one for one in counting if one.days is not None]
    moving = [s for s in dated if s.claim.status is not Status.CANCELLED] or dated[-1:]
    days = frozenset(YEARS).intersection(*(one.possible for one in moving))

    found = belief(
        Event(id="e", title="E", type="visit", claims=tuple(s.claim for s in stated)),
        as_of=ALL,
    )

    assert found is not None
    assert found.status is deciding[-1].claim.status
    assert found.is_contradicted == (not days)
    expected = days or moving[-1].possible
    assert {day for day in YEARS if day in found.window.starts} == expected


@given(
    st.lists(dates(are_open=False), min_size=2, max_size=3),
    st.lists(
        st.tuples(
            st.integers(0, 2), st.sampled_from(["before", "after"]), st.integers(0, 2)
        ),
        max_size=2,
    ),
)
def test_relations_leave_the_days_that_fit_some_days_of_the_others(
    named: list[tuple[str, Days]], related: list[tuple[int, str, int]]
) -> None:
    few = [(text, frozenset(sorted(days)[:6])) for text, days in named]
    texts = [f"[{','.join(map(str, sorted(days)))}]" for _, days in few]
    pairs = [one for one in related if max(one[0], one[2]) < len(few)]
    assume(len({frozenset((a, b)) for a, _, b in pairs}) == len(pairs))
    assume(all(a != b for a, _, b in pairs))
    events = tuple(
        Event(
            id=f"e{n}",
            title="E",
            type="visit",
            claims=(Claim(id="c1", date=parse(text)),),
            relations=tuple(
                Relation(RelationKind(kind), f"e{other}")
                for subject, kind, other in pairs
                if subject == n
            ),
        )
        for n, text in enumerate(texts)
    )
    fitting = [
        days
        for days in itertools.product(*(one for _, one in few))
        if all(
            days[a] <= days[b] if kind == "before" else days[a] >= days[b]
            for a, kind, b in pairs
        )
    ]
    assume(fitting)

    rows = Timeline(events).rows(as_of=ALL)

    for row in rows:
        place = int(row.event.id[1:])
        left = {day for day in MONTH if day in row.belief.window.starts}
        assert left == {days[place] for days in fitting}


@given(dates(are_open=False), dates(are_open=False))
def test_a_move_is_as_long_as_its_shortest_and_its_longest_pair_of_days(
    old: tuple[str, Days], new: tuple[str, Days]
) -> None:
    assume(not old[1] <= new[1] and not new[1] <= old[1])
    apart = [(after - before).days for before in old[1] for after in new[1]]

    (found,) = revisions(_outlook(old[0]), _outlook(new[0]))

    assert found.size is not None
    later = found.kind is RevisionKind.SLIPPED
    sizes = sorted(apart if later else [-days for days in apart])
    assert (found.size.least, found.size.most) == (max(sizes[0], 0), sizes[-1])
    assert later or found.kind is RevisionKind.ADVANCED


@given(dates(are_open=False), dates(are_open=False))
def test_before_is_certain_possible_or_never_as_the_pairs_of_days_are(
    one: tuple[str, Days], other: tuple[str, Days]
) -> None:
    pairs = list(itertools.product(one[1], other[1]))
    answer = begins_before(_window(one[0]), _window(other[0]))

    assert (answer is Answer.CERTAINLY) == all(a < b for a, b in pairs)
    assert (answer is Answer.NEVER) == all(a > b for a, b in pairs)


def _outlook(text: str) -> Outlook:
    return Outlook(parse(text).starts, None, None, Status.PLANNED)


def _window(text: str) -> Window:
    return Window(starts=parse(text).starts)
