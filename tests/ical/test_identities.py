"""UIDs: one for each milestone, the same for good."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geotimeline.formats.ical.identities import LONGEST, NOTHING, uid_of
from tests.ical.strategies import names

awkward = names | st.text("aA.+%@-_ /é", min_size=1, max_size=12)
milestones = st.just("event") | awkward
APPLE = "5B1C9E0A-0D4F-4B52-9C53-1B1F2F6C7A11"
owners = st.tuples(awkward, milestones)


@pytest.mark.parametrize(
    ("stable_uid", "milestone", "uid"),
    [
        ("ru-in-visit", "event", "ru-in-visit@geotimeline"),
        ("us-tariff", "in-force", "us-tariff+in-force@geotimeline"),
        ("a visit/é", "event", "a%20visit%2F%C3%A9@geotimeline"),
        ("040000-E1@outlook.example", "event", "040000-E1@outlook.example"),
        ("040000-E1@outlook.example", "ends", "040000-E1+ends@outlook.example"),
        ("a@geotimeline", "event", "a%40geotimeline@geotimeline"),
        (APPLE, "event", APPLE),
        (APPLE, "ends", f"{APPLE}+ends"),
        ("feed-bad-cafe", "event", "feed-bad-cafe@geotimeline"),
    ],
)
def test_a_uid_is_made_from_identity_and_milestone(
    stable_uid: str, milestone: str, uid: str
) -> None:
    assert uid_of(stable_uid, milestone) == uid


@given(owners, owners)
@example(("a.signed", "event"), ("a", "signed"))
@example(("a+signed", "event"), ("a", "signed"))
@example(("a@geotimeline", "event"), ("a", "event"))
@example(("a@b+c", "event"), ("a@b", "c"))
@example((f"{APPLE}+c", "event"), (APPLE, "c"))
@example((f"{APPLE}@geotimeline", "event"), (APPLE, "event"))
def test_two_milestones_never_share_a_uid(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert (uid_of(*one) == uid_of(*other)) == (one == other)


@given(owners)
def test_a_uid_is_legal_everywhere(owner: tuple[str, str]) -> None:
    uid = uid_of(*owner)

    assert uid.isascii()
    assert uid.isprintable()
    assert not set(uid) & set(' /\\,;:"') or ":" in owner[0]
    assert "@" in uid
    assert len(uid) <= LONGEST


def test_a_very_long_uid_is_cut_and_still_its_own() -> None:
    one, other = uid_of("x" * 300 + "1", "event"), uid_of("x" * 300 + "2", "event")

    assert one != other
    assert max(len(one), len(other)) <= LONGEST


@given(owners)
def test_no_event_bears_the_uid_of_the_entry_that_there_is_none(
    owner: tuple[str, str],
) -> None:
    assert uid_of(*owner) != NOTHING
