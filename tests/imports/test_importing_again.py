"""A calendar that is imported again brings what moved as claims, and nothing twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geotimeline.services.data.loading import load
from tests.imports.conftest import LATER, calendar, entry, tree

if TYPE_CHECKING:
    from pathlib import Path

    from geotimeline.model.event import Event
    from tests.imports.conftest import Import

pytest.importorskip("icalendar")
FILE = "events/council/council.yaml"


def council(desk: Path) -> Event:
    return load(desk).timeline.event("council")


def test_what_did_not_change_writes_nothing(desk: Path, bring: Import) -> None:
    bring(calendar(entry()))
    before = tree(desk)

    ran = bring(calendar(entry(DTSTAMP="20251129T000000Z", SEQUENCE="4")), now=LATER)

    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "0 new, 0 changed, 1 unchanged, 0 gone, 0 not taken\n"
    assert tree(desk) == before


def test_the_same_instant_in_another_zone_is_no_news(desk: Path, bring: Import) -> None:
    bring(calendar(entry()))
    before = tree(desk)
    start, end = "DTSTART;TZID=Europe/Berlin", "DTEND;TZID=Europe/Berlin"
    moved = {start: "20251204T160000", end: "20251204T190000"}

    bring(calendar(entry(DTSTART=None, DTEND=None, **moved)), now=LATER)

    (claim,) = council(desk).claims
    assert claim.id == "council"
    assert before[FILE] != tree(desk)[FILE]  # its zone is a detail, and was written


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"DTSTART": "20251207T150000Z", "DTEND": "20251207T180000Z"},
            "slipped 3 days; 7 December 2025, 15:00–18:00 (UTC), confirmed",
        ),
        (
            {"DTSTART": "20251202T150000Z", "DTEND": "20251202T180000Z"},
            "advanced 2 days; 2 December 2025, 15:00–18:00 (UTC), confirmed",
        ),
        ({"STATUS": "CANCELLED"}, "cancelled; 4 December 2025, 15:00–18:00 (UTC), "),
        ({"STATUS": "TENTATIVE"}, "weakened: now planned"),
    ],
    ids=["later", "earlier", "off", "in-doubt"],
)
def test_what_moved_is_a_new_claim_that_replaces_the_old(
    desk: Path, bring: Import, changes: dict[str, str], words: str
) -> None:
    bring(calendar(entry()))

    ran = bring(calendar(entry(SEQUENCE="1", **changes)), now=LATER)

    first, second = council(desk).claims
    assert ran.out.startswith(f"changed\t{FILE}\tCouncil: ")
    assert words in ran.out
    assert (first.id, second.id, second.supersedes) == (
        "council",
        "council-2",
        ("council",),
    )
    assert bring(calendar(entry(SEQUENCE="1", **changes)), now=LATER).out == ""


def test_back_and_forth_is_kept_as_history(desk: Path, bring: Import) -> None:
    for number, day in enumerate(["04", "11", "04"]):
        text = entry(DTSTART=f"202512{day}T150000Z", DTEND=None, SEQUENCE=str(number))
        bring(calendar(text), now=f"2025-11-2{number}T12:00Z")

    dates = [str(claim.date) for claim in council(desk).claims]

    assert [date[:10] for date in dates] == ["2025-12-04", "2025-12-11", "2025-12-04"]


def test_details_change_in_place_and_comments_stay(desk: Path, bring: Import) -> None:
    bring(calendar(entry(DESCRIPTION="Old text")))
    file = desk / FILE
    file.write_text("# Ours.\n" + file.read_text("utf-8"), "utf-8")

    ran = bring(
        calendar(entry(LOCATION="Room 2", DESCRIPTION=None, URL="https://example.org"))
    )

    event = council(desk)
    assert "changed: place, url, notes" in ran.out
    assert file.read_text("utf-8").startswith("# Ours.\ntitle: Council\n")
    assert event.place is not None
    assert (event.place.name, event.url, event.notes) == (
        "Room 2",
        "https://example.org",
        "",
    )
    assert len(event.claims) == 1


def test_what_the_desk_wrote_itself_stays_and_is_told_once(
    desk: Path, bring: Import
) -> None:
    bring(calendar(entry()))
    file = desk / FILE
    text = file.read_text("utf-8").replace("title: Council", "title: Der Rat")
    file.write_text(text, "utf-8")

    unchanged = bring(calendar(entry()))
    ran = bring(calendar(entry(SUMMARY="The council")))
    again = bring(calendar(entry(SUMMARY="The council")))

    assert unchanged.out == again.out == ""
    assert "there it differs: title; yours stays" in ran.out
    assert council(desk).title == "Der Rat"


def test_what_is_gone_is_told_and_stays(desk: Path, bring: Import) -> None:
    over = entry(UID="over@example.org", SUMMARY="Over", DTSTART="20251101T150000Z")
    bring(calendar(entry(), over.replace("DTEND", "X-END")))

    ran = bring(calendar(), now=LATER)

    assert ran.out.startswith(f"gone\t{FILE}\tCouncil: ")
    assert len(ran.out.splitlines()) == 1  # what is over may go without a word
    assert council(desk).claims


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_an_invitation_does_not_say_that_the_others_are_gone(
    bring: Import, method: str
) -> None:
    bring(calendar(entry()))
    one = calendar(entry(UID="two@example.org", SUMMARY="Second"))

    ran = bring(one.replace("PRODID", f"METHOD:{method}\r\nPRODID"), now=LATER)

    assert ran.out.startswith("new\tevents/council/second.yaml")
    assert "0 gone" in ran.err


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "text",
    [
        calendar(entry(UID="two@example.org")).removesuffix("END:VCALENDAR\r\n"),
        "<html><title>Log in</title></html>",
        "",
    ],
    ids=["cut-off", "web-page", "empty"],
)
def test_what_is_no_whole_calendar_does_not_say_what_is_gone(
    bring: Import, text: str
) -> None:
    bring(calendar(entry()))

    ran = bring(text, "--name", "Council", now=LATER)

    assert "0 gone" in ran.err


def test_an_entry_in_whose_middle_the_file_ends_changes_nothing(
    desk: Path, bring: Import
) -> None:
    whole = calendar(entry())
    bring(whole)
    before = tree(desk)

    ran = bring(whole[: whole.index("T150000Z")], now=LATER)

    assert ran.code == 29
    assert "the file ends in the middle of it" in ran.err
    assert tree(desk) == before


def test_an_older_revision_is_left_out(desk: Path, bring: Import) -> None:
    bring(calendar(entry(SEQUENCE="2", DTSTART="20251204T160000Z")))
    before = tree(desk)

    bring(calendar(entry(SEQUENCE="1", LOCATION="Elsewhere")))

    assert tree(desk) == before


@pytest.mark.usefixtures("desk")
def test_a_count_of_revisions_that_began_anew_is_no_reason_to_miss_a_move(
    bring: Import,
) -> None:
    old = {"SEQUENCE": "7", "LAST_MODIFIED": "20251101T000000Z"}
    new = {"SEQUENCE": "0", "LAST_MODIFIED": "20251120T000000Z"}
    bring(calendar(entry(**old)))

    ran = bring(calendar(entry(**new, DTSTART="20251204T160000Z")))

    assert ran.out.startswith("changed")


def test_another_calendar_adds_its_own_claim_about_the_same_event(
    desk: Path, bring: Import
) -> None:
    bring(calendar(entry()))

    other = calendar(entry(DTSTART="20251211T150000Z", LOCATION="Theirs"), name="Other")
    ran = bring(other, now=LATER)

    event = council(desk)
    assert "contradicted" in ran.out
    assert [claim.id for claim in event.claims] == ["council", "other"]
    assert event.claims[1].supersedes == ()
    assert event.place is not None
    assert event.place.name == "Chamber"


def test_an_event_of_ones_own_with_the_uid_gets_the_claim(
    desk: Path, bring: Import
) -> None:
    file = desk / "events/our.yaml"
    file.write_text("title: Ours\ntype: visit\nuid: council-1@example.org\n", "utf-8")

    ran = bring(calendar(entry()))

    event = load(desk).timeline.event("our")
    assert ran.out.startswith("changed\tevents/our.yaml\tOurs: ")
    assert (event.title, event.place) == ("Ours", None)
    assert [claim.id for claim in event.claims] == ["c1", "council"]


def test_entries_that_turned_out_to_be_one_event_each_keep_their_say(
    desk: Path, bring: Import
) -> None:
    both = (entry(), entry(UID="two@example.org", SUMMARY="Second", LOCATION="Other"))
    bring(calendar(*both))
    (desk / "events/council/second.yaml").unlink()
    file = desk / FILE
    merged = "merged: [{uid: two@example.org, recorded: 2025-11-28T12:00:00Z}]"
    file.write_text(file.read_text("utf-8").replace("claims:", f"{merged}\nclaims:"))

    ran = bring(calendar(*both), now=LATER)
    again = bring(calendar(*both), now=LATER)

    event = council(desk)
    assert (ran.code, again.out) == (0, "")
    assert [*tree(desk)] == [FILE]
    assert [claim.supersedes for claim in event.claims] == [(), ()]
    assert event.place is not None
    assert event.place.name == "Chamber"


def test_a_dry_run_writes_nothing(desk: Path, bring: Import) -> None:
    ran = bring(calendar(entry()), "--dry-run")

    assert ran.out.startswith(f"new\t{FILE}\tCouncil: 4 December 2025")
    assert ran.err.endswith("nothing was written\n")
    assert tree(desk) == {}


def test_entries_that_are_not_taken_do_not_stop_the_others(
    desk: Path, bring: Import
) -> None:
    ran = bring(calendar(entry(), entry(UID="bad@example.org", DTSTART="soon")))

    assert ran.code == 29
    assert (
        "not taken: council.ics:14: UID bad@example.org: DTSTART is 'soon'" in ran.err
    )
    assert [*tree(desk)] == [FILE]


def test_nothing_is_written_where_one_file_cannot_be(desk: Path, bring: Import) -> None:
    text = calendar(entry(), entry(UID="two@example.org", SUMMARY="Second"))
    bring(calendar(entry()))
    before = tree(desk)

    moved = text.replace("20251204T15", "20251205T15")
    ran = bring(moved, "--into", "council/council.yaml")

    assert ran.code == 15
    assert tree(desk) == before


def test_data_with_problems_is_refused_whole(desk: Path, bring: Import) -> None:
    (desk / "events/broken.yaml").write_text("title: [\n", "utf-8")

    ran = bring(calendar(entry()))

    assert ran.code == 1
    assert "events/broken.yaml:2" in ran.err
    assert not (desk / FILE).exists()


@pytest.mark.parametrize("folder", ["../elsewhere", "/elsewhere", "a/../../b"])
def test_files_are_written_below_events_alone(bring: Import, folder: str) -> None:
    ran = bring(calendar(entry()), "--into", folder)

    assert ran.code == 2
    assert "leads out of events/" in ran.err


def test_the_options_say_type_tags_name_and_folder(desk: Path, bring: Import) -> None:
    text = calendar(entry(CATEGORIES="debate"))

    options = ("--type", "meeting", "--tag", "un", "--tag", "debate", "--name", "UNSC")
    bring(text, *options, "--into", "events/un/2026")

    event = council(desk)
    assert event.path == "events/un/2026/council.yaml"
    assert (event.type, event.tags) == ("meeting", ("debate", "un"))
    assert event.claims[0].source is not None
    assert event.claims[0].source.title == "UNSC"


def test_json_gives_everything(bring: Import) -> None:
    bring(calendar(entry()))
    moved = entry(SEQUENCE="1", DTSTART="20251205T150000Z", LOCATION="Room 2")

    ran = bring(calendar(moved, entry(UID="bad", DTSTART="soon")), "--json", now=LATER)

    found = json.loads(ran.out)
    (event,) = found["events"]
    assert found["written"] is True
    assert found["counts"] == {"new": 0, "changed": 1, "unchanged": 0, "gone": 0}
    assert (event["outcome"], event["event"], event["claims"], event["details"]) == (
        "changed",
        "council",
        ["council-2"],
        ["place"],
    )
    assert [one["kind"] for one in event["changes"][0]["revisions"]] == [
        "slipped",
        "shortened",
    ]
    assert found["not_taken"][0]["where"] == "UID bad"
