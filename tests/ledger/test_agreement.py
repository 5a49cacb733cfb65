"""Memory and SQLite are asked the same things in any order, and must agree."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
)

from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.adapters.ledger.sqlite.ledger import SqliteLedger
from geotimeline.interfaces.attempts import Outcome
from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import Claimed, State
from geotimeline.interfaces.gathering import Gathering
from geotimeline.interfaces.steering import Acknowledgement
from geotimeline.planning.limiting import Allowance, RateLimit
from geotimeline.testing.ledger import NOON, MovableLeaseClock, make_entry
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.ledger import Ledger

Answer = TypeVar("Answer")
Allowances = dict[str, Allowance]

CHANNELS = ("mail", "chat")
EVENTS = ("visit", "exercise", "tariff")
DIGESTS = ("monday", "tuesday")
KEYS = tuple(
    make_entry(e, channel=c).key for e in (*EVENTS, *DIGESTS) for c in CHANNELS
)
TELLERS = tuple(make_entry(e, channel=c).key for e in DIGESTS for c in CHANNELS)
TOLD = tuple(key for key in KEYS if key not in TELLERS)

# Few values, close together: ties and repetitions are where two ledgers may differ.
instants = st.integers(-3, 6).map(lambda hours: NOON + timedelta(hours=hours))
keys = st.sampled_from(KEYS)
entries = st.builds(
    make_entry,
    st.sampled_from((*EVENTS, *DIGESTS)),
    instants,
    channel=st.sampled_from(CHANNELS),
    not_before=instants,
    expires_at=instants,
    priority=st.integers(0, 2),
    state=st.sampled_from(State),
    payload=st.sampled_from(["{}", "[]"]),
)
gatherings = st.builds(
    Gathering,
    st.sampled_from(TELLERS),
    st.lists(st.sampled_from(TOLD), unique=True, max_size=4).map(tuple),
    instants,
    st.just("in the digest"),
)
closures = st.tuples(keys, st.sampled_from(State), st.text(max_size=3))
refreshed = st.tuples(keys, st.just('"new"'), instants, instants, instants)
outcomes = st.one_of(
    st.builds(Outcome, st.just(State.SENT), instants, message_id=st.just("<a@b>")),
    st.builds(Outcome, st.just(State.DEAD), instants, error=st.just("550")),
    st.builds(
        Outcome,
        st.just(State.PLANNED),
        instants,
        not_before=instants,
        error=st.just("503"),
        may_have_arrived=st.booleans(),
        asked_until=st.none() | instants,
    ),
    st.builds(Outcome, st.just(State.DEAD), instants, instead=entries),
)
limits = st.builds(RateLimit, st.integers(1, 3), st.sampled_from([timedelta(hours=2)]))
allowances = st.builds(
    Allowance, st.lists(limits, max_size=2).map(tuple), st.none() | st.integers(1, 2)
)


class LedgersAgree(RuleBasedStateMachine):
    claims: Bundle[Claimed] = Bundle("claims")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.lease_clock = MovableLeaseClock()
        self.memory = MemoryLedger(lease_clock=self.lease_clock)
        self.sqlite = self.open()

    def open(self) -> SqliteLedger:
        path = Path(self.folder.name) / "ledger.sqlite3"
        return SqliteLedger(path, lease_clock=self.lease_clock)

    def teardown(self) -> None:
        self.sqlite.close()
        self.folder.cleanup()

    def both(self, ask: Callable[[Ledger], Answer]) -> Answer:
        in_memory, in_sqlite = ask(self.memory), ask(self.sqlite)
        assert in_memory == in_sqlite
        return in_memory

    @rule(
        planned_at=instants,
        insert=st.lists(entries, max_size=4).map(tuple),
        refresh=st.lists(refreshed, max_size=2).map(tuple),
        close=st.lists(closures, max_size=2).map(tuple),
        reopen=st.lists(st.tuples(keys, instants), max_size=2).map(tuple),
        gather=st.lists(gatherings, max_size=2).map(tuple),
    )
    def plan(
        self,
        planned_at: datetime,
        insert: tuple[Entry, ...],
        refresh: tuple[tuple[str, str, datetime, datetime, datetime], ...],
        close: tuple[tuple[str, State, str], ...],
        reopen: tuple[tuple[str, datetime], ...],
        gather: tuple[Gathering, ...],
    ) -> None:
        changes = Changes(planned_at, insert, close, refresh, reopen, gather)
        self.both(lambda ledger: ledger.apply(changes))

    @rule(
        target=claims,
        now=instants,
        limit=st.integers(0, 4),
        without=st.sets(st.sampled_from(CHANNELS)),
        allowed=st.dictionaries(st.sampled_from(CHANNELS), allowances),
    )
    def claim(
        self, now: datetime, limit: int, without: set[str], allowed: Allowances
    ) -> MultipleResults[Claimed]:
        claimed = self.both(
            lambda ledger: ledger.claim(
                now=now,
                owner="here",
                lease_seconds=60,
                limit=limit,
                without_channels=without,
                allowances=allowed,
            )
        )
        return multiple(*claimed)

    @rule(claimed=claims)
    def renew(self, claimed: Claimed) -> None:
        self.both(lambda ledger: ledger.renew(claimed, lease_seconds=90))

    @rule(claimed=claims)
    def release(self, claimed: Claimed) -> None:
        self.both(lambda ledger: ledger.release(claimed))

    @rule(claimed=claims, outcome=outcomes)
    def settle(self, claimed: Claimed, outcome: Outcome) -> None:
        self.both(lambda ledger: ledger.settle(claimed, outcome))

    @rule(key=keys, at=instants, by=st.sampled_from(["Ada", ""]))
    def acknowledge(self, key: str, at: datetime, by: str) -> None:
        taken = Acknowledgement(key, at, by)
        self.both(lambda ledger: ledger.acknowledge(taken))

    @rule(key=keys, until=instants)
    def snooze(self, key: str, until: datetime) -> None:
        self.both(lambda ledger: ledger.snooze(key, until=until, note="later"))

    @rule(key=keys, at=instants, expires_at=instants)
    def retry(self, key: str, at: datetime, expires_at: datetime) -> None:
        self.both(
            lambda ledger: ledger.retry(
                key, now=at, expires_at=expires_at, note="again"
            )
        )

    @rule(starts=instants, ends=instants)
    def silence(self, starts: datetime, ends: datetime) -> None:
        self.both(
            lambda ledger: ledger.add_silence(
                "type:visit", starts=starts, ends=ends, by="Ada", why="quiet"
            )
        )

    @rule(number=st.integers(0, 4), at=instants)
    def end_silence(self, number: int, at: datetime) -> None:
        self.both(lambda ledger: ledger.end_silence(number, at=at))

    @rule(claimed=consumes(claims))
    def die(self, claimed: Claimed) -> None:
        """A claimer goes away and settles nothing."""

    @rule(seconds=st.sampled_from([30, 60]))
    def wait(self, seconds: int) -> None:
        self.lease_clock.advance(seconds)

    @rule()
    def reboot(self) -> None:
        self.lease_clock.reboot()

    @rule()
    def reopen(self) -> None:
        self.sqlite.close()
        self.sqlite = self.open()

    @invariant()
    def everything_told_is_the_same(self) -> None:
        self.both(lambda ledger: ledger.last_planned_at())
        self.both(lambda ledger: ledger.next_due())
        self.both(lambda ledger: ledger.next_due(after=NOON))
        self.both(lambda ledger: ledger.abandoned())
        self.both(lambda ledger: ledger.dead_since(NOON))
        self.both(lambda ledger: ledger.open_entries())
        self.both(lambda ledger: list(ledger.entries()))
        self.both(lambda ledger: ledger.states(KEYS))
        self.both(lambda ledger: ledger.silences())
        self.both(lambda ledger: ledger.silenced_entries())
        self.both(lambda ledger: [ledger.acknowledgement(key) for key in KEYS])
        self.both(lambda ledger: ledger.with_key(KEYS[0][:6]))
        self.both(lambda ledger: [ledger.attempts(key) for key in KEYS])
        self.both(lambda ledger: [ledger.recent_attempts(c, count=3) for c in CHANNELS])


TestLedgersAgree = LedgersAgree.TestCase
TestLedgersAgree.settings = settings(
    max_examples=examples(1),
    stateful_step_count=30,
)
