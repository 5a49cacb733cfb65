"""Mirroring a feed into a real CalDAV server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.caldav_collection import CalDavCollection, Login
from geotimeline.adapters.ledger.memory.ledger import MemoryLedger
from geotimeline.errors import CalendarServerError, EmptyMirrorError
from geotimeline.services.publishing.push_outcome import Leave, Pushed
from geotimeline.services.publishing.pushing import EDITED, object_name, push
from tests.servers.radicale import PASSWORD, USER

if TYPE_CHECKING:
    from geotimeline.interfaces.ledger import Ledger
    from tests.servers.radicale import CalDavServer

SAFE = Leave()


def feed(**days: str) -> str:
    """Write a calendar with an entry on each of these days."""
    entries = "".join(
        f"BEGIN:VEVENT\r\nUID:{name}@geotimeline\r\nDTSTAMP:20251101T000000Z\r\n"
        f"DTSTART;VALUE=DATE:{day}\r\nSUMMARY:{name}\r\nEND:VEVENT\r\n"
        for name, day in days.items()
    )
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n"
    return f"{head}{entries}END:VCALENDAR\r\n"


def pushed(
    calendar: str, url: str, ledger: Ledger, leave: Leave = SAFE, name: str = "all"
) -> Pushed:
    collection = CalDavCollection(url, Login(USER, PASSWORD))
    others = [one for one in ("all", "own") if one != name]
    *_, last = push(calendar, collection, ledger, feed=name, leave=leave, others=others)
    return last


def path_of(server: CalDavServer, url: str, name: str) -> str:
    found = object_name(f"{name}@geotimeline")
    return url.removeprefix(f"http://127.0.0.1:{server.port}") + found


def test_only_what_changed_is_written(server: CalDavServer) -> None:
    url, ledger = server.calendar("desk"), MemoryLedger()

    first = pushed(feed(visit="20251204", vote="20251210"), url, ledger)
    again = pushed(feed(visit="20251204", vote="20251210"), url, ledger)
    assert server.writes() == ["PUT", "PUT"]
    moved = pushed(feed(visit="20251205", talks="20251211"), url, ledger)

    assert first.created == ["visit@geotimeline", "vote@geotimeline"]
    assert again == Pushed(unchanged=2)
    assert moved.updated == ["visit@geotimeline"]
    assert moved.created == ["talks@geotimeline"]
    assert moved.removed == ["vote@geotimeline"]
    assert "20251205" in server.ask("GET", path_of(server, url, "visit"))[1]
    assert server.ask("GET", path_of(server, url, "vote"))[0] == 404


def test_entries_of_others_are_never_touched(server: CalDavServer) -> None:
    url, ledger = server.calendar("desk"), MemoryLedger()
    theirs = url.removeprefix(f"http://127.0.0.1:{server.port}") + "dentist.ics"
    server.ask("PUT", theirs, feed(dentist="20251204"))

    pushed(feed(visit="20251204"), url, ledger)
    pushed(feed(), url, ledger, Leave(empty=True, tidy=True, overwrite=True))

    assert server.ask("GET", theirs)[0] == 200
    assert server.ask("GET", path_of(server, url, "visit"))[0] == 404


def test_an_entry_with_our_uid_that_is_not_ours_is_told_of(
    server: CalDavServer,
) -> None:
    url = server.calendar("desk")
    theirs = url.removeprefix(f"http://127.0.0.1:{server.port}") + "by-hand.ics"
    server.ask("PUT", theirs, feed(visit="20251204"))

    done = pushed(feed(visit="20251205", vote="20251210"), url, MemoryLedger())

    assert done.created == ["vote@geotimeline"]
    assert [one.uid for one in done.left_alone] == ["visit@geotimeline"]
    assert "not ours" in done.left_alone[0].reason
    assert "20251204" in server.ask("GET", theirs)[1]


@pytest.mark.parametrize("last", [{"visit": "20251206"}, {"vote": "20251210"}])
def test_what_somebody_changed_in_the_calendar_stays_until_it_is_overwritten(
    server: CalDavServer, last: dict[str, str]
) -> None:
    url, ledger = server.calendar("desk"), MemoryLedger()
    pushed(feed(visit="20251204"), url, ledger)
    path = path_of(server, url, "visit")
    server.ask("PUT", path, feed(visit="20251224"))

    kept = pushed(feed(**last), url, ledger)
    assert [one.reason for one in kept.left_alone] == [EDITED]
    assert "20251224" in server.ask("GET", path)[1]

    done = pushed(feed(**last), url, ledger, Leave(overwrite=True))
    assert not done.left_alone
    assert "20251224" not in server.ask("GET", path)[1]


def test_what_a_server_only_rewrote_is_still_ours(server: CalDavServer) -> None:
    url, ledger = server.calendar("desk"), MemoryLedger()
    pushed(feed(visit="20251204"), url, ledger)
    rewritten = feed(visit="20251204").replace(
        "SUMMARY", "X-SERVER:was here\r\nSUMMARY"
    )
    server.ask("PUT", path_of(server, url, "visit"), rewritten)

    assert pushed(feed(visit="20251204"), url, ledger) == Pushed(unchanged=1)
    assert pushed(feed(visit="20251205"), url, ledger).updated == ["visit@geotimeline"]


def test_a_deleted_entry_comes_back(server: CalDavServer) -> None:
    url, ledger = server.calendar("desk"), MemoryLedger()
    pushed(feed(visit="20251204"), url, ledger)
    server.ask("DELETE", path_of(server, url, "visit"))

    assert pushed(feed(visit="20251204"), url, ledger).created == ["visit@geotimeline"]


def test_a_vanished_calendar_is_an_error_and_forgets_nothing(
    server: CalDavServer,
) -> None:
    url, ledger = server.calendar("desk"), MemoryLedger()
    pushed(feed(visit="20251204"), url, ledger)
    server.ask("DELETE", f"/{USER}/desk/")

    with pytest.raises(CalendarServerError, match="no calendar at this address"):
        pushed(feed(), url, ledger, Leave(empty=True))


def test_an_empty_feed_does_not_empty_the_calendar(server: CalDavServer) -> None:
    url, ledger = server.calendar("desk"), MemoryLedger()
    pushed(feed(visit="20251204"), url, ledger)

    with pytest.raises(EmptyMirrorError, match="would remove 1 entry from"):
        pushed(feed(), url, ledger)
    assert pushed(feed(), url, ledger, Leave(empty=True)).removed


def test_a_run_that_is_cut_off_can_be_repeated(server: CalDavServer) -> None:
    url, ledger = server.calendar("desk"), MemoryLedger()
    calendar = feed(**{f"visit-{number}": "20251204" for number in range(10)})
    server.fail_after = 4

    with pytest.raises(CalendarServerError, match="HTTP 503"):
        pushed(calendar, url, ledger)
    server.fail_after = None
    done = pushed(calendar, url, ledger)

    assert len(done.created) == 6
    assert done.unchanged == 4
    assert len(server.writes()) == 10


def test_who_has_lost_the_memory_recognises_what_was_written(
    server: CalDavServer,
) -> None:
    url = server.calendar("desk")
    pushed(
        feed(visit="20251204", vote="20251210", gone="20251211"), url, MemoryLedger()
    )

    ledger = MemoryLedger()
    done = pushed(feed(visit="20251204", vote="20251211"), url, ledger)
    assert done.unchanged == 1
    assert done.updated == ["vote@geotimeline"]
    assert done.leftovers == [object_name("gone@geotimeline")]

    tidied = pushed(feed(visit="20251204"), url, ledger, Leave(tidy=True))
    assert sorted(tidied.removed) == sorted(
        ("vote@geotimeline", object_name("gone@geotimeline"))
    )


def test_two_feeds_in_one_calendar_keep_what_the_other_has(
    server: CalDavServer,
) -> None:
    url, ledger = server.calendar("desk"), MemoryLedger()
    pushed(feed(visit="20251204", vote="20251210"), url, ledger)

    first = pushed(feed(visit="20251204", talks="20251211"), url, ledger, name="own")
    then = pushed(feed(talks="20251211"), url, ledger, name="own")
    again = pushed(feed(visit="20251204", vote="20251210"), url, ledger)

    assert (first.created, first.unchanged) == (["talks@geotimeline"], 1)
    assert (first.leftovers, first.other_feeds) == (
        [object_name("vote@geotimeline")],
        ["all"],
    )
    assert then.removed == []
    assert (again.unchanged, again.created) == (2, [])


def test_tidying_takes_what_other_feeds_have(server: CalDavServer) -> None:
    url, ledger = server.calendar("desk"), MemoryLedger()
    pushed(feed(visit="20251204", vote="20251210"), url, ledger)

    tidied = pushed(feed(visit="20251204"), url, ledger, Leave(tidy=True), name="own")

    assert tidied.removed == [object_name("vote@geotimeline")]


def test_a_dry_run_writes_nothing(server: CalDavServer) -> None:
    url, ledger = server.calendar("desk"), MemoryLedger()

    for _ in range(2):
        done = pushed(feed(visit="20251204"), url, ledger, Leave(dry_run=True))
        assert done.created == ["visit@geotimeline"]
    assert server.writes() == []


def test_an_address_that_is_no_calendar_is_told_with_those_that_are(
    server: CalDavServer,
) -> None:
    known = server.calendar("desk")

    with pytest.raises(CalendarServerError, match=known):
        pushed(feed(), f"http://127.0.0.1:{server.port}/{USER}/", MemoryLedger())


def test_a_wrong_password_is_told_and_not_shown(server: CalDavServer) -> None:
    collection = CalDavCollection(server.calendar("desk"), Login(USER, "hunter2"))

    with pytest.raises(CalendarServerError, match="check name and password") as told:
        collection.versions()
    assert "hunter2" not in str(told.value)
    assert "hunter2" not in repr(Login(USER, "hunter2"))
