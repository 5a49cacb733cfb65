"""What is counted of each channel, and that nothing is counted twice or lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.formats.reminders.metrics_text import metrics_text
from geotimeline.interfaces.attempts import Outcome
from geotimeline.interfaces.entries import Claimed, State
from geotimeline.interfaces.standings import Confirmation
from geotimeline.interfaces.vitals import ChannelTally
from geotimeline.services.health.confirming import confirm
from geotimeline.services.health.tallying import Tallies, tallies
from geotimeline.services.health.vital_signs import examine
from geotimeline.testing.ledger import NOON, make_entry

PAGE = Path(__file__).parents[2] / "docs/watching.md"
CLAIMED = Claimed(make_entry(), possible_repeat=False)


def _outcome(state: State, second: int) -> Outcome:
    at = NOON + timedelta(seconds=second)
    error = "" if state is State.SENT else f"failed at {second}"
    again = at if state is State.PLANNED else None
    return Outcome(state, at, error=error, not_before=again)


ENDINGS = st.lists(st.sampled_from([State.SENT, State.PLANNED, State.DEAD]))


@given(st.lists(ENDINGS))
def test_it_does_not_matter_when_tallies_are_written_down(
    batches: list[list[State]],
) -> None:
    ledger, fresh, whole = MemoryLedger(), Tallies(), ChannelTally()
    second = 0

    for batch in batches:
        for state in batch:
            second += 1
            outcome = _outcome(state, second)
            fresh.note(CLAIMED, outcome)
            whole = whole.after(CLAIMED, outcome)
        fresh.save(ledger)

    assert tallies(ledger).get("console", ChannelTally()) == whole


def test_nothing_is_written_where_nothing_happened() -> None:
    ledger, fresh = MemoryLedger(), Tallies()
    fresh.note(CLAIMED, _outcome(State.SENT, 1))
    fresh.save(ledger)
    ledger.remember("channel/console", "still as it was")

    fresh.save(ledger)

    assert ledger.recall("channel/console") == "still as it was"


def test_every_metric_is_documented() -> None:
    ledger, fresh = MemoryLedger(), Tallies()
    fresh.note(CLAIMED, _outcome(State.SENT, 1))
    fresh.save(ledger)
    confirm("console", Confirmation(NOON, arrived=True), ledger)

    text = metrics_text(examine(ledger, holder=None, now=NOON))

    names = [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")]
    page = PAGE.read_text("utf-8")
    assert len(names) == len(set(names)) == 17
    assert [name for name in names if f"`{name}" not in page] == []
    assert 'geotimeline_sent_total{channel="console"} 1\n' in text
    seen = 'geotimeline_channel_confirmed_timestamp_seconds{channel="console"} '
    assert f"{seen}{NOON.timestamp():.15g}\n" in text
