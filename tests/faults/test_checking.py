"""The checker itself finds what it is there to find."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.faults.checking import Arrival, Verdict, check
from tests.servers.http import Answer, Hang

DUE = datetime(2025, 12, 4, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TAKEN = Arrival("a", DUE, DUE + SECOND, marked=False, behaviour=Answer())
UNANSWERED = Arrival("a", DUE, DUE, marked=False, behaviour=Hang())
REFUSED = Arrival("a", DUE, DUE, marked=False, behaviour=Answer(503))
AGAIN = Arrival("a", DUE, DUE + SECOND, marked=True, behaviour=Answer())


def judged(*arrivals: Arrival) -> Verdict:
    return check(["a"], arrivals)


def test_what_came_once_is_clean() -> None:
    assert judged(TAKEN).clean
    assert judged(REFUSED, TAKEN).clean


def test_what_never_came_or_was_never_taken_is_lost() -> None:
    assert judged().lost == {"a"}
    assert judged(REFUSED).lost == {"a"}
    assert judged(UNANSWERED).lost == {"a"}


def test_a_second_copy_is_excused_only_where_it_says_so() -> None:
    assert judged(TAKEN, TAKEN).unexcused == {"a"}
    assert judged(UNANSWERED, TAKEN).unexcused == {"a"}
    assert judged(UNANSWERED, AGAIN).clean
    assert judged(UNANSWERED, AGAIN).repeats == 1


def test_early_is_what_comes_before_the_due_instant() -> None:
    early = Arrival("a", DUE, DUE - SECOND, marked=False, behaviour=Answer())

    assert judged(early).early == {"a"}
    assert judged(TAKEN).early == set()
