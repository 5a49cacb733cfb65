"""Whatever happens on the way, the next push that gets through makes a mirror."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.errors import CalendarServerError
from geotimeline.interfaces.collections import MovedOnError
from geotimeline.services.publishing.push_outcome import Leave, Pushed
from geotimeline.services.publishing.pushing import EDITED, object_name, push
from tests.caldav.test_pushing import feed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.interfaces.collections import Collection

THEIRS = "dentist.ics"
NAMES = ("visit", "vote", "talks", "summit")
FEEDS = st.dictionaries(
    st.sampled_from(NAMES), st.sampled_from(("20251204", "20251205", "20251206"))
)
ALL_ALLOWED = Leave(overwrite=True, empty=True)


@dataclass
class Shelf:
    """A collection in memory, cut off after so many writes where `writes_left` says."""

    url: str = "https://dav.example.org/desk/"
    kept: dict[str, tuple[str, str]] = field(default_factory=dict)
    writes_left: int | None = None
    answers_before_cut: bool = True
    numbers: count[int] = field(default_factory=count)

    def versions(self) -> Mapping[str, str]:
        return {name: version for name, (version, _) in self.kept.items()}

    def text(self, name: str) -> str:
        return self.kept[name][1]

    def put(self, name: str, text: str, *, version: str | None) -> str:
        self._match(name, version)
        self._cut_off_before()
        new = f'"{next(self.numbers)}"'
        self.kept[name] = (new, text)
        self._cut_off_after()
        return new

    def remove(self, name: str, *, version: str) -> None:
        self._match(name, version)
        self._cut_off_before()
        del self.kept[name]
        self._cut_off_after()

    def _match(self, name: str, version: str | None) -> None:
        if (self.kept.get(name) or (None,))[0] != version:
            raise MovedOnError

    def _cut_off_before(self) -> None:
        if self.writes_left == 0 and not self.answers_before_cut:
            raise CalendarServerError(self.url, "no answer")

    def _cut_off_after(self) -> None:
        if self.writes_left == 0:
            raise CalendarServerError(self.url, "no answer")
        if self.writes_left is not None:
            self.writes_left -= 1


def mirrored(calendar: str, shelf: Collection, ledger: MemoryLedger) -> Pushed:
    *_, last = push(calendar, shelf, ledger, feed="all", leave=ALL_ALLOWED)
    return last


@given(
    st.lists(
        st.tuples(FEEDS, st.none() | st.integers(0, 3), st.booleans()), max_size=5
    ),
    FEEDS,
    st.sets(st.sampled_from(NAMES)),
)
def test_after_any_accidents_a_push_leaves_the_feed_and_what_is_others(
    before: list[tuple[dict[str, str], int | None, bool]],
    last: dict[str, str],
    edited: set[str],
) -> None:
    shelf, ledger = (
        Shelf(kept={THEIRS: ('"theirs"', feed(dentist="20251204"))}),
        MemoryLedger(),
    )
    for days, writes, arrives in before:
        shelf.writes_left, shelf.answers_before_cut = writes, arrives
        with suppress(CalendarServerError):
            mirrored(feed(**days), shelf, ledger)
    for name in edited & {
        n for n in NAMES if object_name(f"{n}@geotimeline") in shelf.kept
    }:
        shelf.kept[object_name(f"{name}@geotimeline")] = (
            '"x"',
            feed(**{name: "20251224"}),
        )
    shelf.writes_left = None

    first = mirrored(feed(**last), shelf, ledger)
    again = mirrored(feed(**last), shelf, ledger)

    theirs = shelf.kept.pop(THEIRS)
    assert theirs == ('"theirs"', feed(dentist="20251204"))
    assert set(shelf.kept) == {object_name(f"{name}@geotimeline") for name in last}
    for name, day in last.items():
        assert f"DATE:{day}" in shelf.kept[object_name(f"{name}@geotimeline")][1]
    assert not [*first.left_alone, *first.leftovers]
    assert again == Pushed(unchanged=len(last))


@given(st.lists(st.tuples(FEEDS, st.none() | st.integers(0, 3), st.booleans())))
def test_an_accident_is_never_taken_for_somebody_s_edit(
    pushes: list[tuple[dict[str, str], int | None, bool]],
) -> None:
    shelf, ledger = Shelf(), MemoryLedger()
    for days, writes, arrives in pushes:
        shelf.writes_left, shelf.answers_before_cut = writes, arrives
        leave = Leave(empty=True)
        with suppress(CalendarServerError):
            for done in push(feed(**days), shelf, ledger, feed="all", leave=leave):
                assert not [*done.left_alone, *done.leftovers]


@dataclass
class Unversioned(Shelf):
    """A collection whose server says no versions, as RFC 4791 §5.3.4 does not allow."""

    def versions(self) -> Mapping[str, str]:
        return dict.fromkeys(self.kept, "")

    def put(self, name: str, text: str, *, version: str | None) -> str:
        super().put(name, text, version=version)
        return ""

    def _match(self, name: str, version: str | None) -> None:
        """Take what comes."""


def test_without_versions_an_edit_is_seen_by_what_it_says() -> None:
    shelf, ledger = Unversioned(), MemoryLedger()
    mirrored(feed(visit="20251204", vote="20251204"), shelf, ledger)
    again = mirrored(feed(visit="20251204", vote="20251204"), shelf, ledger)
    for name in ("visit", "vote"):
        edited = feed(**{name: "20251224"})
        shelf.kept[object_name(f"{name}@geotimeline")] = ("", edited)

    *_, moved = push(feed(visit="20251205"), shelf, ledger, feed="all", leave=Leave())

    assert again == Pushed(unchanged=2)
    assert [one.reason for one in moved.left_alone] == [EDITED, EDITED]
    assert all("20251224" in text for _, text in shelf.kept.values())
