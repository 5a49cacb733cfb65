"""Dates counted in a circle are unknown, named by `check`, and cost no time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from geotimeline.model.event import Event, Relation
from geotimeline.model.following_problems import following_problems
from geotimeline.model.histories import histories
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import RelationKind
from tests.following.making import ALL, NOTHING_KNOWN, claim, event, rows, starts
from tests.following.strategies import at

NOV_1 = at("2025-11-01")
MANY = 500


def placed(one: Event, path: str, line: int) -> Event:
    claims = tuple(replace(claim, line=line + n) for n, claim in enumerate(one.claims))
    return replace(one, path=path, line=1, claims=claims)


def problems(*events: Event) -> list[str]:
    return [str(one) for one in following_problems(Timeline(events))]


def test_a_circle_is_unknown_and_what_hangs_on_it_too() -> None:
    found = rows(
        event("a", claim("c1", "1d after b")),
        event("b", claim("c1", "1d after a")),
        event("c", claim("c1", "1d after b")),
        event("d", claim("c1", "2025-12-04")),
        event("e", claim("c1", "1d after d")),
    )

    assert [starts(found, name) for name in "abce"] == [NOTHING_KNOWN] * 3 + [
        "2025-12-05"
    ]


def test_what_else_is_claimed_in_a_circle_still_counts() -> None:
    found = rows(
        event("a", claim("c1", "1d after b"), claim("c2", "2025-12-04")),
        event("b", claim("c1", "1d after a")),
        event("c", claim("c1", "1d after a")),
    )

    assert starts(found, "a") == "2025-12-04"
    assert starts(found, "c") == "2025-12-05"


def test_a_circle_through_two_files_is_named_with_both_and_their_lines() -> None:
    assert problems(
        placed(event("a", claim("c1", "1d after b")), "events/a.yaml", 4),
        placed(event("b", claim("c1", "2w before a")), "events/b.yaml", 7),
    ) == [
        (
            "events/a.yaml:4: claims[0].date: dates are counted in a circle: a is "
            "counted from b, b from a (events/b.yaml:7); give one of them a date"
        )
    ]


def test_a_milestone_counted_from_itself_is_named() -> None:
    itself = event("a", claim("c1", "1d after ends", milestone="ends"))

    assert problems(placed(itself, "events/a.yaml", 4)) == [
        (
            "events/a.yaml:4: claims[0].date: dates are counted in a circle: a#ends is "
            "counted from ends; give one of them a date"
        )
    ]


def test_a_circle_through_milestones_of_several_events_is_one_problem() -> None:
    found = problems(
        placed(
            event(
                "a",
                claim("c1", "1d after ends", milestone="signed"),
                claim("c2", "1d after b#x", milestone="ends"),
            ),
            "events/a.yaml",
            4,
        ),
        placed(event("b", claim("c1", "1d after a#signed", milestone="x")), "b", 9),
        placed(event("c", claim("c1", "1d after a#signed")), "c", 2),
    )

    assert len(found) == 1
    assert "(events/a.yaml:5)" in found[0]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (
            "1d after in-froce",
            (
                "'in-froce' is neither a milestone of this event nor an event; did you "
                "mean in-force?"
            ),
        ),
        (
            "1d after sanction",
            (
                "'sanction' is neither a milestone of this event nor an event; did you "
                "mean sanctions (events/s.yaml)?"
            ),
        ),
        (
            "1d after sanctions",
            "sanctions has no milestone 'event'; events/s.yaml has sanctions#signed",
        ),
        (
            "1d after sanctions#ends",
            "sanctions has no milestone 'ends'; events/s.yaml has sanctions#signed",
        ),
        (
            "1d after qqqq",
            (
                "'qqqq' is neither a milestone of this event nor an event; this event "
                "has in-force, event"
            ),
        ),
    ],
)
def test_an_anchor_that_is_not_there_is_named_with_the_nearest(
    rule: str, message: str
) -> None:
    found = problems(
        placed(
            event("a", claim("c1", "2025-12", milestone="in-force"), claim("c2", rule)),
            "events/a.yaml",
            4,
        ),
        placed(
            event("sanctions", claim("c1", "2025-12", milestone="signed")),
            "events/s.yaml",
            3,
        ),
    )

    assert found == [f"events/a.yaml:5: claims[1].date: {message}"]


def chain(*, closed: bool) -> tuple[Event, ...]:
    first = claim("c1", f"1d after e{MANY - 1}" if closed else "2025-12-04")
    links = (
        event(f"e{n}", claim("c1", f"1d after e{n - 1}", recorded=NOV_1))
        for n in range(1, MANY)
    )
    return event("e0", first), *links


@pytest.mark.timeout(20)
def test_a_long_chain_is_counted_to_its_end() -> None:
    events = chain(closed=False)

    found = rows(*events)

    assert starts(found, f"e{MANY - 1}") == "2027-04-17"
    assert problems(*events) == []
    assert len(dict(histories(events, as_of=ALL))) == MANY


@pytest.mark.timeout(20)
def test_a_long_chain_is_narrowed_to_its_end() -> None:
    late = Relation(RelationKind.AFTER, "law")
    first = event("e0", claim("c1"), relations=(late,))

    found = rows(
        event("law", claim("c1", "2025-12-04")), first, *chain(closed=False)[1:]
    )

    last = found[f"e{MANY - 1}", "event"].belief.window
    assert last.first is not None
    assert str(last.first) == "2027-04-17"


@pytest.mark.timeout(20)
def test_a_long_circle_is_unknown_and_told_in_few_words() -> None:
    events = chain(closed=True)

    assert starts(rows(*events), "e7") == NOTHING_KNOWN
    assert len(problems(*events)) == 1
    assert "and 494 more" in problems(*events)[0]
    assert len(dict(histories(events, as_of=ALL))) == MANY


@pytest.mark.timeout(20)
def test_many_revisions_of_an_anchor_move_many_followers() -> None:
    anchor = event(
        "a",
        *(
            claim(
                f"c{n}",
                str(NOV_1.date() + timedelta(days=n)),
                recorded=NOV_1 + timedelta(days=n),
                supersedes=(f"c{n - 1}",),
            )
            for n in range(40)
        ),
    )
    followers = [
        event(f"b{n}", claim("c1", f"{n}d after a", recorded=NOV_1)) for n in range(100)
    ]

    told = dict(histories((anchor, *followers), as_of=ALL))

    assert {len(told[f"b{n}", "event"]) for n in range(100)} == {40}
