"""Tables become events: columns by name, every wrong cell named, nothing twice."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from geotimeline.formats.foreign_table.clocks import WrongDateError
from geotimeline.formats.foreign_table.columns import OTHER_NAMES
from geotimeline.formats.foreign_table.dates import Order, read_date
from geotimeline.services.data.loading import load
from tests.cli.conftest import CHECKOUT
from tests.imports.conftest import LATER, NOW, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

    Import = Callable[..., Ran]

TABLE = """\
Datum;Was;Ort;Status;Budget;Tags
04.12.2025;Besuch in Delhi;New Delhi;confirmed;=1+1;a, b
12/2026;Gipfel;Genf;tentative;;
Q1 2026;Abkommen;;;;"c; d, e"
"""
WRONG = """\
plan.csv:2: row 2, title: is empty; every event needs a title
plan.csv:3: row 3, country: expected two capital letters (ISO 3166), such as IN, \
not 'Inda'
plan.csv:3: row 3, date: 'soon' is no date; expected 2025-12-04, 4 December 2025, or \
EDTF such as [..2025-12-31]
plan.csv:3: row 3, status: expected possible, planned, confirmed, held, postponed or \
cancelled, not 'maybe'
plan.csv:3: row 3, zone: the IANA database has no time zone 'Delhi'; expected such as \
Asia/Kolkata
"""
MAP = ("--map", "date=Datum", "--map", "title=Was", "--map", "place=Ort")


@pytest.fixture
def bring(desk: Path, geotimeline: Callable[..., Ran]) -> Import:
    """Import a table: bring(TABLE, *MAP)."""

    def call(text: str | bytes, *options: str, now: str = NOW) -> Ran:
        file = desk.parent / "plan.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return geotimeline("import", "csv", str(file), *options, "--now", now)

    return call


def test_rows_are_events_and_unknown_columns_are_kept(
    desk: Path, bring: Import
) -> None:
    ran = bring(TABLE, *MAP)

    visit = load(desk).timeline.event("besuch-in-delhi")
    (claim,) = visit.claims
    assert ran.code == 0
    assert ran.out.splitlines()[1:] == [
        "new\tevents/plan/gipfel.yaml\tGipfel: December 2026, planned",
        "new\tevents/plan/abkommen.yaml\tAbkommen: early 2026, planned",
    ]
    assert (visit.place and visit.place.name, visit.tags) == ("New Delhi", ("a", "b"))
    assert visit.extra["x-budget"] == "=1+1"
    assert (str(claim.date), claim.status.value) == ("2025-12-04", "confirmed")
    assert claim.quote == "04.12.2025"
    assert claim.source is not None
    assert claim.source.title == "plan.csv"
    assert load(desk).timeline.event("abkommen").tags == ("c", "d, e")


def test_a_preview_shows_how_the_columns_were_understood(
    desk: Path, bring: Import
) -> None:
    ran = bring(TABLE, *MAP, "--preview")

    assert ran.err.splitlines()[:6] == [
        "column  read as   row 2            row 3      row 4",
        "Datum   date      04.12.2025       12/2026    Q1 2026",
        "Was     title     Besuch in Delhi  Gipfel     Abkommen",
        "Ort     place     New Delhi        Genf",
        "Status  status    confirmed        tentative",
        "Budget  x-budget  =1+1",
    ]
    assert ran.err.endswith("nothing was written\n")
    assert tree(desk) == {}


def test_every_wrong_cell_is_named_and_nothing_is_written(
    desk: Path, bring: Import
) -> None:
    wrong = "title,date,status,country,zone\n,2025-12,,,\nA,soon,maybe,Inda,Delhi\n"

    ran = bring(wrong + "B,2025-12-04,,,\n")

    assert ran.code == 29
    told = WRONG.splitlines()
    assert [line.partition(": ")[2] for line in ran.err.splitlines()[:5]] == told
    assert "nothing was written; --skip-bad takes the other rows\n" in ran.err
    assert "error: 2 entries were not taken; see above" in ran.err
    assert tree(desk) == {}


def test_the_other_rows_are_taken_where_that_is_asked_for(
    desk: Path, bring: Import
) -> None:
    ran = bring("title,date\nA,soon\nB,2025-12-04\n", "--skip-bad")

    assert (ran.code, [*tree(desk)]) == (29, ["events/plan/b.yaml"])


def test_a_table_that_is_imported_again_adds_only_what_moved(
    desk: Path, bring: Import
) -> None:
    bring(TABLE, *MAP)
    before = tree(desk)

    same = bring(TABLE, *MAP, now=LATER)
    moved = bring(TABLE.replace("04.12", "11.12"), *MAP, now=LATER)

    assert (same.code, same.out) == (0, "")
    assert "slipped 7 days; 11 December 2025, confirmed" in moved.out
    first, second = load(desk).timeline.event("besuch-in-delhi").claims
    assert second.supersedes == (first.id,)
    after = tree(desk)
    assert [name for name in after if after[name] != before.get(name)] == [
        "events/plan/besuch-in-delhi.yaml"
    ]


def test_a_status_that_changed_is_news_also_without_a_date(bring: Import) -> None:
    undated = "date,title,status\n,Summit,{}\n"
    bring(undated.format("planned"))

    ran = bring(undated.format("cancelled"), now=LATER)

    assert "Summit: cancelled; date unknown, cancelled" in ran.out


def test_a_row_that_is_wrong_is_not_gone(bring: Import) -> None:
    bring(TABLE, *MAP)

    ran = bring(TABLE.replace("12/2026", "13/2026"), *MAP)

    assert "0 gone, 1 not taken" in ran.err


@pytest.mark.parametrize(
    ("octets", "note"),
    [
        ("Datum;Was\n2025-12;Zürich\n".encode(), False),
        ("\ufeffDatum;Was\r\n2025-12;Zürich\r\n".encode(), False),
        ("Datum;Was\n2025-12;Zürich\n".encode("cp1252"), True),
        ("Datum\tWas\n2025-12\tZürich\n".encode("utf-16"), False),
        ("sep=|\nDatum|Was\n2025-12|Zürich\n".encode(), False),
        ("Datum,Was\r2025-12,Zürich\r".encode(), False),
    ],
    ids=["utf-8", "mark", "windows", "utf-16", "sep", "mac"],
)
def test_encoding_and_delimiter_are_found(
    desk: Path, bring: Import, octets: bytes, *, note: bool
) -> None:
    ran = bring(octets, "--map", "title=Was", "--map", "date=datum")

    assert load(desk).timeline.event("zurich").title == "Zürich"
    assert ("read as Windows-1252" in ran.err) is note


@pytest.mark.parametrize(
    ("table", "options", "words"),
    [
        (
            "a,b\n1,2\n",
            (),
            "no column is the title; say which: --map title=NAME (a, b)",
        ),
        ("event,name\n", (), "'event' and 'name' could be the title; say which"),
        ("what\n", ("--map", "titel=what"), "no such field; did you mean `title`?"),
        ("what\n", ("--map", "title=wha"), "no such column; did you mean `what`?"),
        ("what\n", ("--map", "title"), "expected FIELD=COLUMN, not 'title'"),
        ("what,what\n", ("--map", "title=what"), "several columns have that name"),
        (
            "a,b\n",
            ("--map", "title=a", "--map", "title=b"),
            "title is two columns: a and b",
        ),
    ],
    ids=["no-title", "two", "field", "column", "no-sign", "name-twice", "field-twice"],
)
def test_columns_that_cannot_be_told_apart_are_refused(
    bring: Import, table: str, options: tuple[str, ...], words: str
) -> None:
    ran = bring(table, *options)

    assert ran.code == 2
    assert words in " ".join(ran.err.split())


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", "it holds no row with the names of the columns"),
        ('title\n"open\nB\n', "line 2: unexpected end of data"),
        ("PK\x03\x04\x14\x00", "it is a workbook or an archive; save the sheet as CSV"),
    ],
    ids=["empty", "open-quote", "workbook"],
)
def test_what_is_no_table_is_refused(bring: Import, table: str, words: str) -> None:
    ran = bring(table)

    assert (ran.code, words in ran.err) == (28, True)


def test_rows_of_one_id_are_milestones(desk: Path, bring: Import) -> None:
    bring(
        "id,title,milestone,date,end\n"
        "pact,A pact,,2026-01-05,2026-01-07\n"
        "pact,A pact,in-force,2026-03-01,\n"
    )

    event = load(desk).timeline.event("pact")
    assert event.uid == ""
    assert [(one.milestone, str(one.date)) for one in event.claims] == [
        ("event", "2026-01-05/2026-01-07"),
        ("in-force", "2026-03-01"),
    ]


def test_rows_that_cannot_be_told_apart_are_refused(bring: Import) -> None:
    ran = bring("title,date\nTalks,2025-12-04\nTalks,2025-12-05\ntalks,2025-12-04\n")

    assert "row 4: row 2 has the same title and date; give each an id" in ran.err


def test_hours_of_start_and_end_give_a_duration(desk: Path, bring: Import) -> None:
    bring("title,start,end,tz\nA,4.12.2025 15:30,2025-12-04 17:00,Asia/Kolkata\n")

    (claim,) = load(desk).timeline.event("a").claims
    assert (str(claim.date), str(claim.duration)) == ("2025-12-04T15:30:00", "PT1H30M")


def test_json_says_how_the_columns_were_understood(bring: Import) -> None:
    ran = bring("what,When,Cost\nA,2025-12,7\n", "--json", "--map", "title=what")

    found = json.loads(ran.out)
    assert found["columns"] == {"what": "title", "When": "date", "Cost": "x-cost"}
    assert found["counts"]["new"] == 1


def test_a_table_of_ours_that_comes_back_brings_nothing(
    desk: Path, geotimeline: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEOTIMELINE_DATA", str(CHECKOUT))
    table = desk.parent / "ours.csv"
    geotimeline("export", "csv", "-o", str(table), "--now", NOW)

    ran = geotimeline("import", "csv", str(table), "--dry-run", "--now", NOW)

    assert (ran.code, ran.out) == (0, "")


def test_a_table_of_ours_read_elsewhere_gives_the_same_table(
    desk: Path, geotimeline: Callable[..., Ran]
) -> None:
    table, again = desk.parent / "ours.csv", desk.parent / "again.csv"
    at = ("--now", NOW)
    geotimeline("export", "csv", "-o", str(table), "--data", str(CHECKOUT), *at)

    ran = geotimeline("import", "csv", str(table), *at)
    geotimeline("export", "csv", "-o", str(again), *at)

    assert ran.code == 0
    assert _but_for_revisions(again) == _but_for_revisions(table)


def _but_for_revisions(file: Path) -> list[dict[str, str]]:
    """Give the rows of a table without what only all the claims can say."""
    import csv  # noqa: PLC0415

    rows = [*csv.DictReader(file.read_text("utf-8").splitlines(keepends=True))]
    for row in rows:
        row.pop("revisions")
        row.pop("revised")
    return rows


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2025-12-04", "2025-12-04"),
        ("[..2025-12-31]", "[..2025-12-31]"),
        ("2025-12?", "2025-12?"),
        ("4.12.2025", "2025-12-04"),
        ("04.12.2025 15:30", "2025-12-04T15:30:00"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("5/5/2025", "2025-05-05"),
        ("2025/12/04", "2025-12-04"),
        ("2025.1.2", "2025-01-02"),
        ("2025-12-04 15:30", "2025-12-04T15:30:00"),
        ("12/2025", "2025-12"),
        ("Q1 2026", "2026-33"),
        ("2026-Q4", "2026-36"),
        ("4 December 2025", "2025-12-04"),
        ("4th Dec. 2025", "2025-12-04"),
        ("Dec 4, 2025", "2025-12-04"),
        ("December 4th 2025", "2025-12-04"),
        ("Sept 2025", "2025-09"),
        ("04-Dec-2025", "2025-12-04"),
        ("Thursday, December 4, 2025", "2025-12-04"),
        ("Thu 4.12.2025", "2025-12-04"),
        ("25/12/2025 3:30 PM", "2025-12-25T15:30:00"),
        ("4 December 2025, 12:05 a.m.", "2025-12-04T00:05:00"),
        ("2025-12-04T9:05", "2025-12-04T09:05:00"),
        ("H1 2026", "2026-40"),
        ("2026 2H", "2026-41"),
        ("3Q2026", "2026-35"),
        ("12-2025", "2025-12"),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, edtf: str) -> None:
    assert read_date(text, Order.UNSAID) == edtf


@pytest.mark.parametrize(
    ("order", "edtf"),
    [(Order.DAY_FIRST, "2025-12-04"), (Order.MONTH_FIRST, "2025-04-12")],
)
def test_a_date_that_can_be_read_in_two_ways_needs_a_word(
    order: Order, edtf: str
) -> None:
    with pytest.raises(WrongDateError, match="--dates day-first or --dates month"):
        read_date("04/12/2025", Order.UNSAID)

    assert read_date("04/12/2025", order) == edtf


@pytest.mark.parametrize(
    "text",
    [
        *("31.02.2025", "0/0/2025", "13/13/2025", "45995", "4.12.25", "Foo 2025"),
        *("99 December 2025", "4.12.2025 25:00", "2025-13-01", "٤/١٢/٢٠٢٥", "x" * 99),
        *("4.12.2025 13:00 PM", "12/2025 15:30", "15:30", "Q5 2026", "H0 2026"),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(WrongDateError):
        read_date(text, Order.DAY_FIRST)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4.12.25", "the year needs four digits"),
        ("4-Dec-25", "the year needs four digits"),
        ("Dec-25", "the year needs four digits"),
        ("4–5 December 2025", "can mean two things; write 2025-12-04/2025-12-05"),
        ("2025-12-04 to 2025-12-05", "can mean two things"),
        ("Friday, 4 December 2025", "that day is a Thursday"),
        ("45995", "how a spreadsheet counts days"),
    ],
)
def test_a_date_that_is_refused_is_told_what_would_be_right(
    text: str, words: str
) -> None:
    with pytest.raises(WrongDateError, match=re.escape(words)):
        read_date(text, Order.DAY_FIRST)


@pytest.mark.parametrize("word", ["TBD", "tbc", "N/A", "?", "–"])
def test_a_word_for_no_date_yet_is_kept_as_the_quote(
    desk: Path, bring: Import, word: str
) -> None:
    ran = bring(f"title,date\nSummit,{word}\n")

    (claim,) = load(desk).timeline.event("summit").claims
    assert ran.code == 0
    assert (claim.date, claim.quote) == (None, word)


@pytest.mark.parametrize(
    ("cells", "date", "duration"),
    [
        ("12/25/2025,10:00 AM,12/25/2025,11:30 AM", "2025-12-25T10:00:00", "PT1H30M"),
        ("12/25/2025,10:00,,11:30", "2025-12-25T10:00:00", "PT1H30M"),
        ("12/25/2025,,12/26/2025,", "2025-12-25/2025-12-26", "None"),
        (",,12/26/2025,", "../2025-12-26", "None"),
    ],
    ids=["hours", "one-day", "days", "end-alone"],
)
def test_hours_in_columns_of_their_own_belong_to_their_days(
    desk: Path, bring: Import, cells: str, date: str, duration: str
) -> None:
    head = "Subject,Start Date,Start Time,End Date,End Time"
    bring(f"{head}\nCall,{cells}\n")

    (claim,) = load(desk).timeline.event("call").claims
    assert (str(claim.date), str(claim.duration)) == (date, duration)


def test_an_hour_without_a_day_is_named(bring: Import) -> None:
    ran = bring("title,date,time\nCall,Q1 2026,15:30\nTalk,,noon\n")

    assert "row 2, time: 2026-33 '15:30': there is no such hour of a day" in ran.err
    assert "row 3, time: 'noon' is no hour; expected 15:30 or 3:30 PM" in ran.err


def test_what_stands_above_the_names_of_the_columns_is_passed_over(
    desk: Path, bring: Import
) -> None:
    table = "Events of the desk\n\nWhen;What\n2025-12-04;Summit\n"

    lost, ran = bring(table), bring(table, "--header", "3")

    assert "or in which row the names stand: --header ROW" in lost.err
    assert (ran.code, [*tree(desk)]) == (0, ["events/plan/summit.yaml"])
    assert "row 2 is empty" in bring(table, "--header", "2").err


def test_columns_of_one_name_are_all_kept(desk: Path, bring: Import) -> None:
    table = "title,Cost,Cost,,,notes\nSummit,1,2,3,4,text\n"

    shown = bring(table, "--preview")
    bring(table)

    event = load(desk).timeline.event("summit")
    kept = {name: text for name, text in event.extra.items() if name != "x-import"}
    assert kept == {"x-cost": "1", "x-cost-2": "2", "x-column": "3", "x-column-2": "4"}
    assert re.search(r"^notes +notes +text$", shown.err, re.MULTILINE)
    assert re.search(r"^Cost \(column 3\) +x-cost-2 +2$", shown.err, re.MULTILINE)


def test_rows_are_counted_and_what_would_help_is_told(bring: Import) -> None:
    ran = bring("title,date,status\nA,soon,maybe\nB,2025-12,\n")

    assert "0 gone, 1 not taken\n" in ran.err
    assert "nothing was written; --skip-bad takes the other rows" in ran.err


def test_every_field_of_a_column_is_documented() -> None:
    page = (CHECKOUT / "docs/imports.md").read_text("utf-8")

    rows = re.findall(r"^\| `([a-z_]+)` \| ([^|]*)\|", page, re.MULTILINE)

    documented = {name: tuple(re.findall("`([^`]+)`", said)) for name, said in rows}
    assert documented == dict(OTHER_NAMES)
