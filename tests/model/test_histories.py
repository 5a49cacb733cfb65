"""What was believed in turn: replayed from nothing, it gives the present belief."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given

from geotimeline.edtf import parse
from geotimeline.model.event import Claim, Event, Relation
from geotimeline.model.histories import histories
from geotimeline.model.outlook import Outlook
from geotimeline.model.revision import RevisionKind, revisions
from geotimeline.model.timeline import Timeline
from geotimeline.model.vocabulary import RelationKind
from tests.strategies import timelines

ALL = datetime(9999, 1, 1, tzinfo=UTC)
NOV_25 = datetime(2025, 11, 25, 9, tzinfo=UTC)


@given(timelines())
def test_the_last_step_is_what_the_timeline_shows(events: tuple[Event, ...]) -> None:
    shown = {
        (row.event.id, row.belief.milestone): row.belief
        for row in Timeline(events).rows(as_of=ALL)
    }

    last = {key: steps[-1].belief for key, steps in histories(events, as_of=ALL)}

    assert {key: one.window for key, one in last.items()} == {
        key: one.window for key, one in shown.items()
    }
    assert {key: one.status for key, one in last.items()} == {
        key: one.status for key, one in shown.items()
    }


@given(timelines())
def test_revisions_replayed_from_nothing_lead_to_the_present(
    events: tuple[Event, ...],
) -> None:
    for _, steps in histories(events, as_of=ALL):
        told: Outlook | None = None
        for step in steps:
            now = Outlook.of(step.belief)
            kinds = [one.kind for one in revisions(told, now)]
            assert (RevisionKind.NEW in kinds) == (told is None)
            told = now
        assert told == Outlook.of(steps[-1].belief)


def test_another_event_that_moves_makes_a_step_in_which_no_claim_entered() -> None:
    visit = Event(
        id="visit",
        title="Visit",
        type="visit",
        claims=(
            Claim(id="c1", date=parse("[..2025-12-31]"), recorded=NOV_25),
            Claim(
                id="c2",
                date=parse("2025-12-04"),
                recorded=NOV_25 + timedelta(days=3),
            ),
        ),
    )
    agenda = Event(
        id="agenda",
        title="Agenda",
        type="announcement",
        claims=(Claim(id="c1", recorded=NOV_25),),
        relations=(Relation(RelationKind.BEFORE, "visit"),),
    )

    found = dict(histories((visit, agenda), as_of=ALL))

    assert [step.belief.window.last for step in found["agenda", "event"]] == [
        parse("2025-12-31").last,
        parse("2025-12-04").last,
    ]
    assert found["agenda", "event"][1].entered == ()
