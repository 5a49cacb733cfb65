# ruff: noqa: D102 (the names of the tests are the sentences)
"""What a ledger promises about digests: many told as one, each of them once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geotimeline.interfaces.attempts import Outcome
from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import Entry, State
from geotimeline.interfaces.gathering import Gathering
from geotimeline.interfaces.steering import Acknowledgement
from geotimeline.testing.ledger.entries import (
    LEASE_SECONDS,
    NOON,
    ONE_DAY,
    ONE_SECOND,
    claim,
    claim_one,
    events,
    insert,
    make_entry,
)
from geotimeline.testing.ledger.store import Leases, LedgerStore

if TYPE_CHECKING:
    from geotimeline.interfaces.ledger import Ledger

_LATER = NOON + ONE_DAY / 2
_NOTE = "in the digest of noon"
_DIGEST = make_entry("digest")
_ONE, _OTHER, _THIRD = (make_entry(name) for name in ("one", "other", "third"))


def _gathering(*members: Entry, digest: Entry = _DIGEST) -> Gathering:
    keys = tuple(one.key for one in members)
    return Gathering(digest.key, keys, digest.not_before, _NOTE)


def _gather(ledger: Ledger, *members: Entry, digest: Entry = _DIGEST) -> None:
    """Let a digest tell the members; what is not known is entered first."""
    gathering = _gathering(*members, digest=digest)
    changes = Changes(NOON, insert=(digest, *members), gather=(gathering,))
    ledger.apply(changes)


def _now(ledger: Ledger, entry: Entry) -> Entry:
    (found,) = ledger.with_key(entry.key)
    return found


class GatheringContract(LedgerStore):
    """Promises about `Changes.gather`, and about all that ends a digest."""

    def test_what_a_digest_tells_waits_for_it(self, ledger: Ledger) -> None:
        late = make_entry("digest", _LATER)

        _gather(ledger, _ONE, _OTHER, digest=late)

        member = _now(ledger, _ONE)
        assert (member.state, member.note) == (State.WAITING, _NOTE)
        assert (member.digest, member.not_before) == (late.key, _LATER)
        assert claim(ledger) == ()
        assert ledger.next_due() == _LATER

    def test_only_the_digest_is_claimed(self, ledger: Ledger) -> None:
        _gather(ledger, _ONE, _OTHER)

        assert events(claim(ledger)) == ["digest"]

    def test_what_it_tells_is_sent_with_it(self, ledger: Ledger) -> None:
        _gather(ledger, _ONE, _OTHER)
        sent = Outcome(State.SENT, NOON + ONE_SECOND, message_id="<a@b>")

        ledger.settle(claim_one(ledger), sent)

        for entry in (_ONE, _OTHER):
            member = _now(ledger, entry)
            assert (member.state, member.message_id) == (State.SENT, "<a@b>")
            assert (member.sent_at, member.digest) == (sent.at, _DIGEST.key)
            assert ledger.attempts(member.key) == ()

    def test_what_it_tells_waits_while_it_is_tried_again(self, ledger: Ledger) -> None:
        _gather(ledger, _ONE)

        ledger.settle(claim_one(ledger), Outcome(State.PLANNED, NOON, not_before=NOON))

        assert _now(ledger, _ONE).state is State.WAITING
        assert events(claim(ledger)) == ["digest"]

    @pytest.mark.parametrize("may_have_arrived", [False, True])
    def test_what_it_tells_goes_by_itself_when_it_is_dead(
        self, ledger: Ledger, *, may_have_arrived: bool
    ) -> None:
        _gather(ledger, _ONE)
        dead = Outcome(State.DEAD, NOON, may_have_arrived=may_have_arrived)

        ledger.settle(claim_one(ledger), dead)

        claimed = claim_one(ledger)
        assert claimed.entry.identity.event == "one"
        assert claimed.entry.digest == ""
        assert "digest could not be delivered" in claimed.entry.note
        assert claimed.possible_repeat is may_have_arrived

    def test_what_it_tells_ends_with_what_goes_instead(self, ledger: Ledger) -> None:
        _gather(ledger, _ONE)
        other = make_entry("digest", channel="other")
        dead = Outcome(State.DEAD, NOON, instead=other)

        ledger.settle(claim_one(ledger), dead)

        (claimed,) = claim(ledger)
        assert claimed.entry.key == other.key
        ledger.settle(claimed, Outcome(State.SENT, NOON, message_id="<c@d>"))
        member = _now(ledger, _ONE)
        assert (member.state, member.message_id) == (State.SENT, "<c@d>")

    def test_what_it_tells_is_told_where_something_was_sent_instead(
        self, ledger: Ledger
    ) -> None:
        _gather(ledger, _ONE)
        claimed = claim_one(ledger)
        other = make_entry("digest", channel="other")
        insert(ledger, other)
        ledger.settle(claim_one(ledger), Outcome(State.SENT, NOON, message_id="<c@d>"))

        ledger.settle(claimed, Outcome(State.DEAD, NOON, instead=other))

        assert claim(ledger) == ()
        assert _now(ledger, _ONE).message_id == "<c@d>"

    def test_a_digest_that_was_abandoned_and_closed_lets_its_members_go(
        self, ledger: Ledger, lease_clock: Leases
    ) -> None:
        _gather(ledger, _ONE)
        claim_one(ledger)
        lease_clock.advance(LEASE_SECONDS)

        ledger.apply(Changes(NOON, close=((_DIGEST.key, State.EXPIRED, "stale"),)))

        claimed = claim_one(ledger)
        assert claimed.entry.identity.event == "one"
        assert claimed.possible_repeat

    def test_what_it_tells_is_acknowledged_with_it(self, ledger: Ledger) -> None:
        _gather(ledger, _ONE)
        ledger.settle(claim_one(ledger), Outcome(State.SENT, NOON))

        assert ledger.acknowledge(Acknowledgement(_DIGEST.key, NOON, "Ada"))

        taken = ledger.acknowledgement(_ONE.key)
        assert _now(ledger, _ONE).state is State.ACKED
        assert taken == Acknowledgement(_ONE.key, NOON, "Ada")

    def test_an_acknowledged_member_stays_so_when_the_digest_is_sent(
        self, ledger: Ledger
    ) -> None:
        _gather(ledger, _ONE)
        claimed = claim_one(ledger)
        ledger.acknowledge(Acknowledgement(_ONE.key, NOON))

        ledger.settle(claimed, Outcome(State.SENT, NOON))

        assert _now(ledger, _ONE).state is State.ACKED

    def test_what_it_is_not_to_tell_any_more_goes_by_itself(
        self, ledger: Ledger
    ) -> None:
        _gather(ledger, _ONE, _OTHER)

        _gather(ledger, _OTHER)

        left = _now(ledger, _ONE)
        assert (left.state, left.digest, left.note) == (State.PLANNED, "", "")
        assert sorted(events(claim(ledger))) == ["digest", "one"]

    def test_one_digest_hands_over_to_another(self, ledger: Ledger) -> None:
        _gather(ledger, _ONE, _OTHER)
        new = make_entry("new digest")
        moves = (_gathering(_ONE, digest=new), _gathering(_OTHER))

        ledger.apply(Changes(NOON, insert=(new,), gather=moves))

        assert _now(ledger, _ONE).digest == new.key
        assert _now(ledger, _OTHER).digest == _DIGEST.key

    def test_a_digest_that_is_closed_lets_its_members_go(self, ledger: Ledger) -> None:
        _gather(ledger, _ONE)

        ledger.apply(Changes(NOON, close=((_DIGEST.key, State.SUPERSEDED, "gone"),)))

        assert events(claim(ledger)) == ["one"]

    def test_from_the_first_try_on_it_tells_what_it_told(self, ledger: Ledger) -> None:
        _gather(ledger, _ONE)
        claimed = claim_one(ledger)

        _gather(ledger, _ONE, _OTHER)
        _gather(ledger, _THIRD)
        ledger.apply(Changes(NOON, close=((_ONE.key, State.SUPERSEDED, "moved"),)))
        again = (_ONE.key, "new words", NOON, NOON, NOON + ONE_DAY)
        ledger.apply(Changes(NOON, refresh=(again,)))
        snoozed = ledger.snooze(_ONE.key, until=_LATER, note="later")

        assert not snoozed
        assert _now(ledger, _ONE).payload == _ONE.payload
        assert sorted(events(claim(ledger))) == ["other", "third"]
        ledger.settle(claimed, Outcome(State.SENT, NOON))
        assert _now(ledger, _ONE).state is State.SENT

    def test_a_digest_given_back_untried_may_still_change(self, ledger: Ledger) -> None:
        _gather(ledger, _ONE)
        ledger.release(claim_one(ledger))

        _gather(ledger, _ONE, _OTHER)

        assert _now(ledger, _OTHER).digest == _DIGEST.key

    def test_a_digest_does_not_tell_what_somebody_is_sending(
        self, ledger: Ledger
    ) -> None:
        insert(ledger, _ONE)
        claim_one(ledger)

        _gather(ledger, _ONE, _OTHER)

        assert _now(ledger, _DIGEST).state is State.SUPERSEDED
        assert events(claim(ledger)) == ["other"]

    def test_no_two_digests_tell_the_same(self, ledger: Ledger) -> None:
        _gather(ledger, _ONE)
        second = make_entry("second digest")

        _gather(ledger, _ONE, _OTHER, digest=second)

        assert _now(ledger, _ONE).digest == _DIGEST.key
        assert sorted(events(claim(ledger))) == ["digest", "other"]

    def test_what_is_snoozed_leaves_its_digest(self, ledger: Ledger) -> None:
        _gather(ledger, _ONE, _OTHER)

        assert ledger.snooze(_ONE.key, until=_LATER, note="later")

        ledger.settle(claim_one(ledger), Outcome(State.SENT, NOON))
        assert ledger.next_due() == _LATER
