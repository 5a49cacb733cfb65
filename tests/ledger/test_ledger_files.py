from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.ledger.sqlite import files as ledger_files
from geotimeline.adapters.ledger.sqlite import statements as ledger_statements
from geotimeline.adapters.ledger.sqlite.files import open_ledger_file
from geotimeline.adapters.ledger.sqlite.ledger import SqliteLedger
from geotimeline.adapters.ledger.sqlite.rows import to_row
from geotimeline.adapters.ledger.sqlite.schema import STEPS, prepare
from geotimeline.errors import LedgerError
from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import State
from geotimeline.testing.ledger import NOON, make_entry

if TYPE_CHECKING:
    from pathlib import Path

    from geotimeline.interfaces.entries import Entry


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "news desk #1?%20" / "ledger.sqlite3"


def test_only_the_owner_may_read_what_is_created(path: Path) -> None:
    with closing(SqliteLedger(path)) as ledger:
        ledger.remember("name", "value")

        files = sorted(path.parent.iterdir())
        modes = {file.stat().st_mode & 0o777 for file in files}

    assert [file.name for file in files] == [
        "ledger.sqlite3",
        "ledger.sqlite3-shm",
        "ledger.sqlite3-wal",
    ]
    assert modes == {0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_what_was_written_is_there_when_opened_again(path: Path) -> None:
    entry = make_entry()
    with closing(SqliteLedger(path)) as ledger:
        ledger.apply(Changes(NOON, insert=(entry,)))

    with closing(SqliteLedger(path)) as ledger:
        assert list(ledger.entries()) == [entry]
        assert ledger.last_planned_at() == NOON


def test_a_relative_path_is_taken_from_where_the_program_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with closing(SqliteLedger(type(tmp_path)("ledger.sqlite3"))) as ledger:
        assert list(ledger.entries()) == []

    assert (tmp_path / "ledger.sqlite3").exists()


def test_it_is_set_to_survive_a_power_cut(path: Path) -> None:
    with closing(open_ledger_file(path)) as connection:
        settings = {
            name: connection.execute(f"pragma {name}").fetchone()[0]
            for name in (
                "journal_mode",
                "synchronous",
                "busy_timeout",
                "wal_autocheckpoint",
                "user_version",
            )
        }
        (version,) = connection.execute("select v from meta").fetchone()

    full = 2
    assert settings == {
        "journal_mode": "wal",
        "synchronous": full,
        "busy_timeout": 30_000,
        "wal_autocheckpoint": 200,
        "user_version": len(STEPS),
    }
    assert version == str(len(STEPS))


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("NEXT_DUE", "reminder_open"),
        ("OPEN_ENTRIES", "reminder_open"),
        ("ENTRIES_OF_EVENT", "reminder_event"),
        ("CLAIM", "reminder_open"),
        ("CLAIM_WITHIN", "reminder_open"),
        ("ABANDONED", "reminder_claimed"),
        ("UNDER_WAY", "reminder_claimed"),
        ("SPENT", "attempt_channel_at"),
        ("RECENT_ATTEMPTS", "attempt_channel"),
        ("DEAD_SINCE", "attempt_dead"),
    ],
)
def test_the_sent_of_many_years_cost_nothing(path: Path, name: str, index: str) -> None:
    statement = getattr(ledger_statements, name)
    numbers = dict.fromkeys(re.findall(r":(\w+)", statement), 0)
    parameters = numbers | {"without_channels": "[]", "rooms": "{}"}
    with closing(open_ledger_file(path)) as connection:
        rows = connection.execute(f"explain query plan {statement}", parameters)
        plan = [row["detail"] for row in rows]

    assert [step for step in plan if re.match("SCAN (reminder|attempt)$", step)] == []
    assert [step for step in plan if f"INDEX {index} " in f"{step} "]


def test_a_newer_ledger_is_refused_in_words(path: Path) -> None:
    newer = (*STEPS, ("alter table reminder add column later text",))
    with closing(open_ledger_file(path)) as connection:
        prepare(connection, str(path), newer)

    with pytest.raises(LedgerError, match="a newer geotimeline wrote it") as caught:
        SqliteLedger(path)

    assert caught.value.exit_code == 16
    assert str(path) in str(caught.value)


def test_an_older_ledger_is_brought_up_to_date(path: Path) -> None:
    with closing(SqliteLedger(path)) as ledger:
        ledger.apply(Changes(NOON, insert=(make_entry(),)))
    steps = (*STEPS, ("alter table reminder add column later text default 'new'",))

    with closing(open_ledger_file(path)) as connection:
        for _ in range(2):
            prepare(connection, str(path), steps)

        (later,) = connection.execute("select later from reminder").fetchone()
        (version,) = connection.execute("pragma user_version").fetchone()
        (noted,) = connection.execute(
            "select v from meta where k = 'schema_version'"
        ).fetchone()
    assert (later, version, noted) == ("new", len(steps), str(len(steps)))


def older_ledger(path: Path, version: int) -> sqlite3.Connection:
    """Make a ledger as it was then."""
    path.parent.mkdir(parents=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    prepare(connection, str(path), STEPS[:version])
    return connection


def enter(older: sqlite3.Connection, entry: Entry) -> None:
    """Write an entry into a ledger of any version."""
    insert, _, _ = ledger_statements.INSERT.partition("on conflict")
    older.execute(insert, to_row(entry))


@pytest.mark.parametrize("version", range(1, len(STEPS)))
def test_an_older_ledger_keeps_all_it_has(path: Path, version: int) -> None:
    with closing(older_ledger(path, version)) as older:
        enter(older, make_entry())

    with closing(SqliteLedger(path)) as ledger:
        assert ledger.silences() == ()
        assert list(ledger.entries()) == [make_entry()]


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_ledger_learns_of_which_channel_its_attempts_were(
    path: Path, version: int
) -> None:
    entry = make_entry(attempts=2, state=State.DEAD, fence=2)
    tries = [(entry.key, "retry"), (entry.key, "dead"), ("of nothing known", "sent")]
    with closing(older_ledger(path, version)) as older:
        enter(older, entry)
        older.executemany(
            "insert into attempt (key, at, outcome, ms, error) values (?, 0, ?, 1, '')",
            tries,
        )

    with closing(SqliteLedger(path)) as ledger:
        dead, retry = ledger.recent_attempts("console", count=9)
        assert (dead.outcome, dead.is_passing) == ("dead", False)
        assert (retry.outcome, retry.is_passing) == ("retry", True)
        assert ledger.attempts(entry.key) == (retry, dead)


def test_an_upgrade_that_fails_leaves_the_older_ledger(path: Path) -> None:
    steps = (*STEPS, ("create table extra (x)", "create nonsense"))

    with closing(open_ledger_file(path)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            prepare(connection, str(path), steps)

        tables = {row["name"] for row in connection.execute("pragma table_list")}
    assert "extra" not in tables
    with closing(SqliteLedger(path)) as ledger:
        assert ledger.next_due() is None


def test_a_ledger_that_another_process_made_meanwhile_is_kept(path: Path) -> None:
    with closing(SqliteLedger(path)) as ledger:
        ledger.remember("name", "value")

        ledger_files._create(path)

    with closing(SqliteLedger(path)) as ledger:
        assert ledger.recall("name") == "value"
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_an_empty_file_becomes_a_ledger(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch()

    with closing(SqliteLedger(path)) as ledger:
        assert ledger.next_due() is None


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table bookmark (url)")
    before = path.read_bytes()

    with pytest.raises(LedgerError, match="the database of another program"):
        SqliteLedger(path)

    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("shopping list\n" * 100)

    with pytest.raises(LedgerError, match="it is not a ledger, or it is damaged"):
        SqliteLedger(path)

    assert path.read_text() == "shopping list\n" * 100


def test_a_damaged_ledger_is_told_as_such(path: Path) -> None:
    with closing(SqliteLedger(path)) as ledger:
        entries = tuple(make_entry(f"event-{number}") for number in range(500))
        ledger.apply(Changes(NOON, insert=entries))
    page = 4096
    with path.open("r+b") as file:
        file.seek(page)
        file.write(b"\xff" * (path.stat().st_size - page))

    with closing(SqliteLedger(path)) as ledger:
        with pytest.raises(LedgerError, match="it is damaged; put a backup"):
            list(ledger.entries())
        with pytest.raises(LedgerError, match="it is damaged; put a backup"):
            ledger.claim(now=NOON, owner="", lease_seconds=1, limit=1)


def test_a_folder_in_its_place_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="it cannot be opened"):
        SqliteLedger(tmp_path)


def test_a_file_in_the_place_of_its_folder_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "state").touch()

    with pytest.raises(LedgerError, match=r"Not a directory|File exists"):
        SqliteLedger(tmp_path / "state" / "ledger.sqlite3")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write read-only files")
def test_a_read_only_ledger_is_refused_in_words(path: Path) -> None:
    SqliteLedger(path).close()
    path.chmod(0o400)
    path.parent.chmod(0o500)

    with pytest.raises(LedgerError, match="it may not be written"):
        SqliteLedger(path).remember("name", "value")


def test_a_connection_that_may_not_write_says_so(path: Path) -> None:
    with closing(SqliteLedger(path)) as ledger:
        ledger._connection.execute("pragma query_only = on")

        with pytest.raises(LedgerError, match="it may not be written"):
            ledger.remember("name", "value")
        assert ledger.recall("name") is None


def test_a_ledger_that_another_process_keeps_locked_is_told_as_such(
    path: Path,
) -> None:
    with (
        closing(SqliteLedger(path)) as ledger,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        ledger._connection.execute("pragma busy_timeout = 1")
        other.execute("begin immediate")

        with pytest.raises(LedgerError, match="another process kept it locked"):
            ledger.remember("name", "value")

        assert ledger.recall("name") is None
        other.execute("rollback")
        ledger.remember("name", "value")
        assert ledger.recall("name") == "value"


def test_a_closed_ledger_says_so(path: Path) -> None:
    ledger = SqliteLedger(path)
    ledger.close()

    with pytest.raises(LedgerError, match="closed"):
        ledger.next_due()


def test_a_ledger_that_was_removed_is_not_made_anew_by_a_reader(path: Path) -> None:
    with closing(SqliteLedger(path)) as ledger:
        path.unlink()

        with pytest.raises(LedgerError, match="it cannot be opened"):
            list(ledger.entries())

    assert not path.exists()


def test_an_instant_without_a_zone_is_not_written(path: Path) -> None:
    naive = make_entry(due_at=NOON.replace(tzinfo=None), created_at=NOON)

    with closing(SqliteLedger(path)) as ledger:
        with pytest.raises(TypeError):
            ledger.apply(Changes(NOON, insert=(make_entry(), naive)))

        assert list(ledger.entries()) == []
