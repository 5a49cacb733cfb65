"""`geotimeline changes --new`: what this person has not seen yet."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.services.questions.last_look import LastLook, Looks
from tests.changes.conftest import THIRD_CLAIM, VISIT, add_claim

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ran

NOV_25 = datetime(2025, 11, 25, 9, tzinfo=UTC)


@pytest.fixture
def look(geotimeline: Callable[..., Ran], desk: Path) -> Callable[..., list[str]]:
    """Look at what is new at an hour; give the ids of the events that changed."""

    def call(now: str, *asked: str) -> list[str]:
        ran = geotimeline(
            "changes", "--new", "--json", "--now", now, "--data", str(desk), *asked
        )
        assert ran.code == 0
        return [one["id"] for one in json.loads(ran.out)]

    return call


def test_the_first_look_says_so_and_shows_seven_days(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    first = geotimeline("changes", "--new", "--now", "2025-11-26", "--data", str(desk))
    second = geotimeline("changes", "--new", "--now", "2025-11-27", "--data", str(desk))

    assert VISIT in first.out
    assert first.err.startswith("you look for the first time")
    assert (second.out, second.err) == (
        "",
        "nothing changed since 2025-11-26 00:00 UTC\n",
    )


def test_a_claim_is_new_once(look: Callable[..., list[str]], desk: Path) -> None:
    look("2025-11-26")
    add_claim(desk, THIRD_CLAIM)

    assert look("2025-11-28T12:00Z") == [VISIT, "ru-in-visit-agenda"]
    assert look("2025-11-28T13:00Z") == []


def test_a_claim_that_comes_in_late_is_new_though_it_was_recorded_earlier(
    look: Callable[..., list[str]], desk: Path
) -> None:
    look("2025-11-29")
    add_claim(desk, THIRD_CLAIM)

    assert look("2025-11-30") == [VISIT, "ru-in-visit-agenda"]
    assert look("2025-12-01") == []


def test_each_query_has_a_last_look_of_its_own(
    look: Callable[..., list[str]], desk: Path
) -> None:
    look("2025-11-26")
    look("2025-11-26", "type:tariff")
    add_claim(desk, THIRD_CLAIM)

    assert look("2025-11-29", "type:tariff") == []
    assert look("2025-11-29") == [VISIT, "ru-in-visit-agenda"]


def test_a_look_at_an_earlier_hour_makes_nothing_new_again(
    look: Callable[..., list[str]],
) -> None:
    look("2025-11-27")
    look("2025-11-20")

    assert look("2025-11-28") == []


def test_what_could_not_be_printed_has_not_been_seen(
    geotimeline: Callable[..., Ran],
    desk: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    from geotimeline.cli import changes  # noqa: PLC0415
    from geotimeline.cli.output import WriteError  # noqa: PLC0415

    def full_disk() -> None:
        reason = "No space left on device"
        raise WriteError(reason)

    state = ("--state", str(tmp_path / "here"))
    asked = ("changes", "--new", "--now", "2025-11-26", "--data", str(desk), *state)
    with monkeypatch.context() as patch:
        patch.setattr(changes, "flush", full_disk)
        failed = geotimeline(*asked)

    again = geotimeline(*asked)

    assert failed.code == WriteError.exit_code
    assert again.err.startswith("you look for the first time")


def test_a_folder_that_cannot_be_written_is_told(
    geotimeline: Callable[..., Ran], desk: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    asked = ("changes", "--new", "--now", "2025-11-26", "--data", str(desk))

    ran = geotimeline(*asked, "--state", str(tmp_path / "file" / "below"))

    assert ran.code == 15
    assert "last-look.json" in ran.err


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"at": "2025-11-25"}', '{"at": 3, "claims": []}', "\0"]
)
def test_a_file_that_makes_no_sense_is_as_good_as_none(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "last-look.json").write_text(text, "utf-8")

    looks = Looks.of(tmp_path, "")
    looks.keep(LastLook(NOV_25, frozenset({("e", "c1")})))

    assert looks.last is None
    assert Looks.of(tmp_path, "").last == LastLook(NOV_25, frozenset({("e", "c1")}))


def test_of_two_looks_at_once_one_stands(tmp_path: Path) -> None:
    mine, other = Looks.of(tmp_path, ""), Looks.of(tmp_path, "")

    other.keep(LastLook(NOV_25, frozenset()))
    mine.keep(LastLook(NOV_25 + timedelta(1), frozenset()))

    assert Looks.of(tmp_path, "").last == LastLook(NOV_25, frozenset())


ids = st.text(min_size=1, max_size=8)


@given(
    st.frozensets(st.tuples(ids, ids), max_size=6),
    st.frozensets(st.tuples(ids, ids), max_size=6),
    st.integers(-5, 5),
)
def test_what_was_seen_stays_seen_through_file_and_later_looks(
    seen: frozenset[tuple[str, str]], more: frozenset[tuple[str, str]], days: int
) -> None:
    import tempfile  # noqa: PLC0415

    first = LastLook(NOV_25, seen)
    later = first.continued(LastLook(NOV_25 + timedelta(days), more))

    with tempfile.TemporaryDirectory() as folder:
        Looks.of(Path(folder), "type:visit").keep(later)
        read = Looks.of(Path(folder), "type:visit").last

    assert read == later
    assert later.at >= first.at
    assert later.claims >= seen | more
