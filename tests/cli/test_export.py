"""`geotimeline export`, `plugins` and `init`."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from geotimeline.plugins import find_exporter
from geotimeline.services.data.loading import load
from geotimeline.services.publishing.exporting import write_whole
from geotimeline.services.publishing.feeds import render_feed
from tests.cli.conftest import CHECKOUT, NOVEMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Ran


@pytest.mark.usefixtures("shipped")
def test_a_file_and_stdout_get_the_same_bytes_with_crlf(
    geotimeline: Callable[..., Ran], tmp_path: Path
) -> None:
    file = tmp_path / "timeline.ics"

    printed = geotimeline("export", "ical", "--now", NOVEMBER)
    written = geotimeline("export", "ical", "--now", NOVEMBER, "-o", str(file))

    assert written.out == ""
    assert file.read_bytes() == printed.out.encode()
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.usefixtures("shipped")
def test_a_file_that_is_there_is_replaced(
    geotimeline: Callable[..., Ran], tmp_path: Path
) -> None:
    file = tmp_path / "timeline.json"
    file.write_bytes(b"\xff old")

    geotimeline("export", "json", "type:visit", "--now", NOVEMBER, "-o", str(file))

    assert [row["type"] for row in json.loads(file.read_text("utf-8"))] == ["visit"]
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_stays_as_it_was_where_the_text_breaks_off(tmp_path: Path) -> None:
    file = tmp_path / "timeline.json"
    file.write_text("old")

    def broken() -> Iterator[str]:
        yield "new"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_whole(file, broken())

    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("options", "with_alarms"),
    [((), False), (("--alarms",), True), (("--option", "alarms=yes"), True)],
)
def test_reminders_are_exported_when_asked_for(
    geotimeline: Callable[..., Ran],
    options: tuple[str, ...],
    with_alarms: bool,  # noqa: FBT001 (the table's column)
) -> None:
    exported = geotimeline("export", "ical", "--now", NOVEMBER, *options)

    assert ("BEGIN:VALARM" in exported.out) == with_alarms


@pytest.mark.usefixtures("shipped")
def test_the_exporter_judges_its_own_options(geotimeline: Callable[..., Ran]) -> None:
    exported = geotimeline("export", "ical", "--uncertain", "maybe")

    assert (exported.code, exported.out) == (2, "")
    assert "auto, span, deadline" in exported.err


def test_plugins_say_where_they_come_from(geotimeline: Callable[..., Ran]) -> None:
    lines = [line.split() for line in geotimeline("plugins").out.splitlines()]
    objects = json.loads(geotimeline("plugins", "--json").out)

    assert ["exporter", "ical", "built", "in"] in lines
    assert ["notifier", "console", "built", "in"] in lines
    assert len(objects) == len(lines)


def test_a_plugin_says_what_it_can_be_told(geotimeline: Callable[..., Ran]) -> None:
    csv, webhook = geotimeline("plugins", "csv"), geotimeline("plugins", "webhook")
    (read,) = json.loads(geotimeline("plugins", "csv", "--json").out)

    assert [line.split()[0] for line in csv.out.splitlines()[1:]] == list(
        read["options"]
    )
    assert "  url " in webhook.out


def test_an_unknown_plugin_is_answered_with_the_nearest(
    geotimeline: Callable[..., Ran],
) -> None:
    refused = geotimeline("plugins", "markdwon")

    assert (refused.code, refused.out) == (13, "")
    assert "did you mean markdown?" in refused.err


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["jsn"], 13, "no exporter 'jsn'; did you mean json"),
        (["csv", "--option", "delimeter=tab"], 2, "did you mean delimiter?"),
        (["csv", "--option", "delimiter"], 2, "expected NAME=VALUE"),
        (["csv", "--uncertain", "span"], 2, "no option 'uncertain'; expected bom"),
        (["atom", "--alarms"], 2, "no option 'alarms'"),
        (["json", "-o", "no/such/folder/x"], 15, "cannot write no/such/folder/x"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_cannot_be_exported_is_refused_with_what_would_be_right(
    geotimeline: Callable[..., Ran], arguments: list[str], code: int, words: str
) -> None:
    refused = geotimeline("export", *arguments)

    assert (refused.code, refused.out) == (code, "")
    assert words in " ".join(refused.err.split())


@pytest.mark.parametrize("name", ["atom", "csv", "jsonld", "markdown"])
def test_every_option_of_an_exporter_is_documented(name: str) -> None:
    page = (CHECKOUT / "docs" / "exports.md").read_text("utf-8")
    _, _, section = page.partition(f"\n## {name}\n")
    section = section.partition("\n## ")[0]

    documented = re.findall(r"^\| `([a-z]+)=[^`]+` \|", section, re.MULTILINE)

    assert documented == list(find_exporter(name).options)


@pytest.mark.parametrize("options", [[], ["--example"]], ids=["empty", "example"])
def test_a_new_folder_is_sound_and_its_readme_leads_on(
    geotimeline: Callable[..., Ran],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
) -> None:
    folder = tmp_path / "desk"

    made = geotimeline("init", str(folder), *options)
    monkeypatch.chdir(folder)
    readme = (folder / "README.md").read_text("utf-8")
    commands = [line for line in readme.splitlines() if line.startswith("    geo")]

    assert made.code == 0
    assert geotimeline("check", "--now", NOVEMBER).code == 0
    assert len(commands) == 3
    for command in commands[:2]:
        words = command.partition("#")[0].split()[1:]
        assert geotimeline(*words, "--now", NOVEMBER).code == 0


def test_the_example_is_what_is_shipped(
    geotimeline: Callable[..., Ran], tmp_path: Path
) -> None:
    geotimeline("init", str(tmp_path), "--example")

    for name in ("events", "alerts"):
        shipped = {file.name: file.read_bytes() for file in (CHECKOUT / name).iterdir()}
        copied = {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()}
        assert copied == shipped


@pytest.mark.parametrize("taken", ["events", "README.md"])
def test_nothing_is_overwritten(
    geotimeline: Callable[..., Ran], tmp_path: Path, taken: str
) -> None:
    (tmp_path / taken).write_text("mine")

    made = geotimeline("init", str(tmp_path))

    assert made.code == 15
    assert "it is there already, and init overwrites nothing" in made.err
    assert [file.name for file in tmp_path.iterdir()] == [taken]


@pytest.mark.usefixtures("shipped")
def test_a_feed_is_exported_as_it_is_served(geotimeline: Callable[..., Ran]) -> None:
    loaded, now = load(CHECKOUT), datetime(2025, 11, 25, 9, tzinfo=UTC)

    exported = geotimeline("export", "ical", "--feed", "visits", "--now", NOVEMBER)

    assert exported.out.encode() == render_feed(loaded, "visits", now=now).body


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("ical", "--feed", "vists"), 13, "no feed 'vists'; did you mean visits?"),
        (("json", "--feed", "visits"), 2, "export ical, not json"),
        (("ical", "type:visit", "--feed", "visits"), 2, "its own query"),
        (("ical", "--title", "x", "--feed", "visits"), 2, "its own title"),
    ],
    ids=["unknown", "format", "query", "title"],
)
def test_a_feed_says_itself_what_it_holds(
    geotimeline: Callable[..., Ran], words: tuple[str, ...], code: int, said: str
) -> None:
    exported = geotimeline("export", *words)

    assert exported.code == code
    assert said in exported.err


def test_a_feed_warns_of_edited_history_where_there_is_a_ledger(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    visit = desk / "events" / "far-visit.yaml"
    visit.write_text("title: A visit far ahead\ntype: visit\ndate: 2999-12\n")
    without = [geotimeline("export", "ical", "--feed", "visits") for _ in range(2)]
    geotimeline("alerts", "send")
    geotimeline("export", "ical", "--feed", "visits")
    visit.unlink()

    after = geotimeline("export", "ical", "--feed", "visits")

    assert "warning" not in "".join(ran.err for ran in without)
    assert "warning: far-visit@geotimeline: it left without" in after.err
    assert (after.code, after.out[:15]) == (0, "BEGIN:VCALENDAR")
