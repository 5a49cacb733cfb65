"""Tokens of feeds: made, shown once, kept as digests, taken away; the file stays."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.errors import DataError, FileWriteError, NotFoundError, StatementError
from geotimeline.formats.alerts.files import read_alerts
from geotimeline.formats.alerts.tokens import with_token, without_token
from geotimeline.services.data.loading import alerts_of, load
from geotimeline.services.publishing.feed_tokens import make_token, revoke_token
from tests.cli.conftest import geotimeline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

__all__ = ["geotimeline"]  # the fixture

TODAY = date(2025, 11, 28)
COMMENTED = """\
# What people subscribe to.
feeds:
  # The desk's own.
  visits:
    match: type:visit # all of them
    tokens:
      # Anna left in spring.
      - hash: sha256:{a}
        label: anna
      - sha256:{b} # the newsroom
      # more to come

  deadlines:
    match: type:deadline
rules:
  - {{name: all, remind: lapsed}}
""".format(a="a" * 64, b="b" * 64)
FILES = {
    "nothing": "",
    "comments alone": "# feeds to come\n",
    "rules alone": "rules:\n  - {name: all, remind: lapsed}\n",
    "rules without a final line end": "rules:\n  - {name: all, remind: lapsed}",
    "another feed": "feeds:\n  other:\n    match: type:visit\n",
    "the feed": "feeds:\n  visits:\n    match: type:visit\n  z:\n    title: Z\n",
    "deeper": "feeds:\n      visits:\n            title: V\n",
    "its tokens": COMMENTED,
    "no tokens left": "feeds:\n  visits:\n    tokens: [] # nobody\n    title: V\n",
    "tokens in brackets": f"feeds:\n  visits:\n    tokens: [sha256:{'c' * 64}]\n",
    "windows": COMMENTED.replace("\n", "\r\n"),
    "a byte order mark": "\ufeff" + COMMENTED,
}


def digests(text: str) -> list[str]:
    alerts, problems = read_alerts([("alerts/feeds.yaml", text)])
    assert problems == ()
    visits = alerts.feeds.get("visits")
    return [one.digest for one in visits.tokens or ()] if visits else []


def fields(digit: str) -> dict[str, str]:
    return {"hash": f"sha256:{digit * 64}", "label": digit, "made": "2025-11-28"}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_a_token_is_added_and_taken_away_and_nothing_else_changes(text: str) -> None:
    added = with_token(text, "visits", fields("d"))
    removed = without_token(added, "visits", "d" * 64)

    assert digests(added) == [*digests(text), "d" * 64]
    assert digests(removed) == digests(text)
    kept = [line for line in text.splitlines() if "tokens: [" not in line]
    assert [line for line in added.splitlines() if line in kept] == kept
    assert [line for line in removed.splitlines() if line in kept] == kept


@given(st.permutations("abcdef"), st.sampled_from(sorted(FILES)))
def test_tokens_come_and_go_in_any_order(order: list[str], name: str) -> None:
    text = FILES[name]
    for digit in "def":
        text = with_token(text, "visits", fields(digit))
    for digit in order:
        text = without_token(text, "visits", digit * 64)

    assert digests(text) == []


def test_a_feed_in_brackets_is_left_alone_with_a_word() -> None:
    with pytest.raises(FileWriteError, match="give each field a line of its own"):
        with_token("feeds:\n  visits: {title: V}\n", "visits", fields("d"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "events").mkdir()
    (tmp_path / "alerts").mkdir()
    text = "feeds:\n  visits: # ours\n    match: type:visit\n"
    (tmp_path / "alerts/desk.yaml").write_text(text)
    return tmp_path


def test_only_a_digest_of_a_token_is_kept(folder: Path) -> None:
    made = make_token(folder, "visits", "anna", today=TODAY)

    text = (folder / "alerts/desk.yaml").read_text()
    (kept,) = load(folder).alerts.feeds["visits"].tokens or ()
    assert made.was_open
    assert made.token not in text
    assert "visits: # ours" in text
    assert kept.digest == sha256(made.token.encode()).hexdigest()
    assert (kept.label, kept.made) == ("anna", TODAY)


def test_tokens_differ_and_so_do_the_labels_made_up_for_them(folder: Path) -> None:
    made = [make_token(folder, "visits", "", today=TODAY) for _ in range(3)]

    assert [one.label for one in made] == ["token-1", "token-2", "token-3"]
    assert len({one.token for one in made}) == 3
    assert all(len(one.token) == 32 for one in made)


def test_the_feed_of_everything_is_written_down_to_be_private(folder: Path) -> None:
    make_token(folder, "all", "anna", today=TODAY)

    feed = load(folder).alerts.feeds["all"]
    assert (feed.path, feed.title, feed.is_private) == (
        "alerts/feeds.yaml",
        "Timeline",
        True,
    )


def test_the_feed_of_everything_closes_with_the_first_private_one(
    folder: Path,
) -> None:
    first = make_token(folder, "visits", "anna", today=TODAY)
    second = make_token(folder, "visits", "ben", today=TODAY)

    everything = load(folder).alerts.feeds["all"]
    assert (first.closes_all, second.closes_all) == (True, False)
    assert (everything.is_private, everything.tokens) == (True, ())


@pytest.mark.parametrize(
    ("said", "tokens"), [("title: Open", None), ("tokens: []", ())], ids=str
)
def test_the_feed_of_everything_is_as_open_as_a_file_says(
    folder: Path, said: str, tokens: tuple[()] | None
) -> None:
    (folder / "alerts/feeds.yaml").write_text(f"feeds:\n  all:\n    {said}\n")

    made = make_token(folder, "visits", "anna", today=TODAY)

    assert not made.closes_all
    assert load(folder).alerts.feeds["all"].tokens == tokens


def test_whoever_closes_a_feed_is_told_where_else_its_events_are(
    folder: Path, geotimeline: Callable[..., Ran]
) -> None:
    (folder / "events/visit.yaml").write_text("title: A\ntype: visit\ntags: [x]\n")
    (folder / "alerts/feeds.yaml").write_text(
        "feeds: {tagged: {match: tag:x}, other: {match: type:deadline}}\n"
    )

    made = geotimeline("feeds", "token", "visits", "--data", str(folder))

    assert "all, which holds its events too, was open" in made.err
    assert "warning: tagged holds some of its events and is open to all" in made.err
    assert "other" not in made.err


def test_a_feed_whose_last_token_is_taken_away_stays_private(folder: Path) -> None:
    make_token(folder, "visits", "anna", today=TODAY)

    assert revoke_token(folder, "visits", "anna").label == "anna"

    feed = load(folder).alerts.feeds["visits"]
    assert (feed.is_private, feed.tokens) == (True, ())


def test_a_token_is_taken_away_by_its_digits_too(folder: Path) -> None:
    make_token(folder, "visits", "anna", today=TODAY)
    (kept,) = load(folder).alerts.feeds["visits"].tokens or ()

    revoke_token(folder, "visits", f"sha256:{kept.digest[:8]}")

    assert load(folder).alerts.feeds["visits"].tokens == ()


def test_a_token_is_taken_away_though_other_files_have_problems(folder: Path) -> None:
    make_token(folder, "visits", "anna", today=TODAY)
    (folder / "events/broken.yaml").write_text("title: [")

    revoke_token(folder, "visits", "anna")

    assert alerts_of(folder).feeds["visits"].tokens == ()
    with pytest.raises(DataError, match=r"broken\.yaml"):
        make_token(folder, "visits", "ben", today=TODAY)


def test_where_the_feed_itself_cannot_be_read_its_problems_are_named(
    folder: Path,
) -> None:
    (folder / "alerts/desk.yaml").write_text("feeds: {visits: {match: 'type:'}}")

    with pytest.raises(DataError, match=r"desk\.yaml:1"):
        revoke_token(folder, "visits", "anna")


def test_what_cannot_be_done_is_said_and_changes_nothing(folder: Path) -> None:
    make_token(folder, "visits", "anna", today=TODAY)
    before = (folder / "alerts/desk.yaml").read_text()

    with pytest.raises(StatementError, match="'anna' has one already"):
        make_token(folder, "visits", "anna", today=TODAY)
    with pytest.raises(NotFoundError, match="did you mean visits"):
        make_token(folder, "visit", "ben", today=TODAY)
    for label in ("ben", "", "a", "sha256:"):
        with pytest.raises(NotFoundError, match="there are anna"):
            revoke_token(folder, "visits", label)

    assert (folder / "alerts/desk.yaml").read_text() == before


def test_the_commands_print_the_address_once_and_list_without_it(
    folder: Path, geotimeline: Callable[..., Ran]
) -> None:
    place = ("--data", str(folder))
    settings = "public-url: https://desk.example.org/geo/\n"
    (folder / "alerts/settings.yaml").write_text(settings)

    made = geotimeline("feeds", "token", "visits", "--label", "anna", *place)
    listed = geotimeline("feeds", "list", *place)
    rows = json.loads(geotimeline("feeds", "list", "--json", *place).out)
    gone = geotimeline("feeds", "revoke", "visits", "anna", *place)
    after = geotimeline("feeds", "list", *place)

    token = made.out.split("/")[-2]
    address = f"https://desk.example.org/geo/feeds/{token}/visits.ics"
    assert made.out == f"{address}\n"
    assert f"webcal:{address.removeprefix('https:')}" in made.err
    assert "visits was open to all until now" in made.err
    assert "private: anna since " in listed.out
    assert token not in listed.out
    assert [(row["name"], row["private"]) for row in rows] == [
        ("all", True),
        ("visits", True),
    ]
    assert rows[1]["tokens"][0]["label"] == "anna"
    assert gone.err == "anna no longer opens visits\n"
    assert "private: nobody has a token" in after.out
