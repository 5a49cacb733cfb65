"""`geotimeline changes`: the morning brief."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.changes.conftest import VISIT
from tests.cli.conftest import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

GOLDEN = CHECKOUT / "tests" / "changes" / "golden"
DECEMBER = "2025-12-20T09:00Z"
AGENDA = "ru-in-visit-agenda"


def happened(ran: Ran) -> list[tuple[str, str]]:
    """Give event and words of each change, in the order printed."""
    assert ran.code == 0
    return [(one["id"], one["words"]) for one in json.loads(ran.out)]


@pytest.mark.usefixtures("confirmed")
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_brief_is_as_in_its_golden_file(
    geotimeline: Callable[..., Ran], golden: Callable[[Path, str], None], form: str
) -> None:
    asked = ["--markdown"] if form == "markdown" else []

    told = geotimeline("changes", "--since", "2025-11", "--now", DECEMBER, *asked)

    assert (told.code, told.err) == (0, "")
    golden(GOLDEN / f"changes.{form}", told.out)


@pytest.mark.usefixtures("confirmed")
def test_a_narrowing_is_sized_sourced_and_told_of_related_events_too(
    geotimeline: Callable[..., Ran],
) -> None:
    told = geotimeline(
        "changes", "--since", "2025-11-28", "--until", "2025-11-28", "--json"
    )

    assert happened(told) == [
        (VISIT, "confirmed; narrowed 31 → 1 day; its end is now known"),
        (AGENDA, f"narrowed 59 → 32 days by: before {VISIT}"),
    ]
    narrowed = json.loads(told.out)[0]
    assert narrowed["revisions"][1] == {
        "kind": "narrowed",
        "words": "narrowed 31 → 1 day",
        "least_days": None,
        "most_days": None,
        "before_days": 31,
        "after_days": 1,
    }
    assert narrowed["before"]["window"]["words"] == "December 2025"
    assert narrowed["after"]["window"]["words"].startswith("4")
    assert [claim["quote"] for claim in narrowed["claims"]] == ["on 4 and 5 December"]


@pytest.mark.usefixtures("confirmed")
def test_a_lapse_is_a_change_without_a_size(geotimeline: Callable[..., Ran]) -> None:
    told = geotimeline("changes", "--since", "2025-12-04", "--now", DECEMBER, "--json")

    found = json.loads(told.out)
    assert [(one["id"], one["at"]) for one in found] == [
        (VISIT, "2025-12-05T18:30:00Z"),
        (AGENDA, "2025-12-05T00:00:00Z"),
    ]
    (lapsed,) = found[0]["revisions"]
    assert lapsed["kind"] == "lapsed"
    assert lapsed["least_days"] is lapsed["most_days"] is None


@pytest.mark.usefixtures("confirmed")
@pytest.mark.parametrize(
    ("span", "events"),
    [
        (("--since", "2025-11-28T10:00Z"), 2),
        (("--since", "2025-11-28T10:00:01Z"), 0),
        (("--since", "2025-11-26", "--until", "2025-11-28T10:00Z"), 2),
        (("--since", "2025-11-26", "--until", "2025-11-28T09:59Z"), 0),
        (("--since", "2025-11-26", "--until", "2025-11-27"), 0),
        (("--since", "2025-11", "--until", "2025-11"), 12),
        ((), 12),
        (("--until", "2025-11-27"), 10),
    ],
)
def test_both_ends_of_the_span_are_inclusive(
    geotimeline: Callable[..., Ran], span: tuple[str, ...], events: int
) -> None:
    told = geotimeline("changes", *span, "--now", "2025-12-01", "--json")

    assert len(happened(told)) == events


@pytest.mark.usefixtures("confirmed")
def test_nothing_that_is_recorded_after_now_is_known(
    geotimeline: Callable[..., Ran],
) -> None:
    told = geotimeline(
        "changes", "--since", "2025-11-26", "--until", "2026", "--now", "2025-11-27"
    )

    assert told.out == ""
    assert told.err == "nothing changed since 2025-11-26 00:00 UTC\n"


@pytest.mark.usefixtures("confirmed")
def test_a_query_chooses_by_what_is_believed_after_the_change(
    geotimeline: Callable[..., Ran],
) -> None:
    said = ("--since", "2025-11", "--now", "2025-12-01", "--json")

    assert [
        one for one, _ in happened(geotimeline("changes", "type:visit", *said))
    ] == [
        VISIT,
        VISIT,
    ]
    confirmed = geotimeline("changes", "status:confirmed", *said)
    assert [one for one, _ in happened(confirmed)] == [VISIT]


def test_markdown_takes_every_character_for_itself(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    (desk / "events" / "summit.yaml").write_text(
        "title: 'A *bold* [link](x) <b> `code` # summit_name'\n"
        "type: summit\n"
        "date: 2026-05\n"
        "by: {name: '1. Somebody'}\n"
        "recorded: 2025-12-01T09:00Z\n",
        "utf-8",
    )

    told = geotimeline("changes", "--markdown", "--now", "2025-12-02").out

    title = r"A \*bold\* \[link\](x) \<b\> \`code\` \# summit\_name"
    assert f"- **{title}**: new\n" in told
    assert "  - 1\\. Somebody" in told


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    "asked",
    [
        ["--json", "--markdown"],
        ["--new", "--since", "2025-11"],
        ["--new", "--until", "2025-11"],
        ["--since", "2025-12", "--until", "2025-11"],
    ],
)
def test_what_cannot_be_asked_at_once_is_refused(
    geotimeline: Callable[..., Ran], asked: list[str]
) -> None:
    assert geotimeline("changes", *asked).code == 2


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    "wrong", ["yesterday", "2025-13", "2025-11-28T10:00", "2025-.."]
)
def test_a_wrong_day_or_instant_is_refused_with_what_would_be_right(
    geotimeline: Callable[..., Ran], wrong: str
) -> None:
    refused = geotimeline("changes", "--since", wrong)

    assert refused.code == 12
    assert "expected" in refused.err


def test_a_broken_file_does_not_hide_the_changes_of_others(
    geotimeline: Callable[..., Ran], confirmed: Path
) -> None:
    (confirmed / "events" / "broken.yaml").write_text("title: [", "utf-8")

    told = geotimeline("changes", "--since", "2025-11-28", "--now", "2025-12-01")

    assert told.code == 1
    assert "narrowed 31 → 1 day" in told.out
    assert "broken.yaml:1" in told.err


def documented(page: str, section: str) -> list[str]:
    """Give the names in a table of the page, in order."""
    import re  # noqa: PLC0415

    part = page.split(f"\n### {section}\n")[1].split("\n##", maxsplit=1)[0]
    return re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)


@pytest.mark.usefixtures("confirmed")
def test_the_page_names_what_is_written_in_its_order(
    geotimeline: Callable[..., Ran],
) -> None:
    page = (CHECKOUT / "docs" / "changes.md").read_text("utf-8")

    def first(*command: str) -> dict[str, Any]:
        found: list[dict[str, Any]] = json.loads(geotimeline(*command, "--json").out)
        return found[0]

    change = first("changes", "--since", "2025-11")
    why = first("why", VISIT)
    record = first("slips")

    assert list(change) == documented(page, "A change in JSON")
    assert list(change["revisions"][0]) == documented(page, "A revision in JSON")
    assert list(change["after"]) == documented(page, "A belief in JSON")
    assert list(why)[len(change) :] == documented(page, "What `why` adds")
    assert list(record) == documented(page, "A record in JSON")
