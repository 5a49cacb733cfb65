"""Feeds as alerts/feeds.yaml names them, and what it gets wrong."""

from __future__ import annotations

from datetime import date

import pytest

from geotimeline.formats.alerts.files import read_alerts
from geotimeline.model.query import Query
from geotimeline.planning.feeds import ALL, Feed, FeedToken

DIGEST = "ab" * 32


def read(text: str) -> dict[str, Feed]:
    found = read_alerts([("alerts/feeds.yaml", text)])
    assert found.problems == ()
    return dict(found.alerts.feeds)


def problems(text: str) -> list[str]:
    return [str(one) for one in read_alerts([("alerts/feeds.yaml", text)]).problems]


def test_the_feed_of_everything_is_always_there() -> None:
    assert read("") == {"all": ALL}


def test_a_file_may_redefine_the_feed_of_everything() -> None:
    assert read("feeds:\n  all: {title: The desk}\n")["all"].heading == "The desk"


def test_a_feed_has_a_query_a_title_a_colour_and_options() -> None:
    text = """\
feeds:
  visits:
    match: type:visit
    title: Visits
    colour: SteelBlue
    description: |
      Who comes,
      and when
    categories: diplomacy
    url: https://desk.example.org/visits.ics
    uncertain: span
    alarms: yes
"""
    assert read(text)["visits"] == Feed(
        "visits",
        Query.parse("type:visit"),
        "Visits",
        "steelblue",
        "Who comes,\nand when",
        ("diplomacy",),
        "https://desk.example.org/visits.ics",
        {"uncertain": "span", "alarms": "yes"},
    )


def test_a_feed_without_a_title_is_called_by_its_name() -> None:
    assert read("feeds: {visits: {match: type:visit}}\n")["visits"].heading == "visits"


def test_tokens_are_digests_with_or_without_a_label_and_a_day() -> None:
    text = f"""\
feeds:
  desk:
    tokens:
      - sha256:{DIGEST}
      - {{hash: "sha256:{DIGEST}", label: anna, made: 2025-11-28}}
"""
    feed = read(text)["desk"]

    assert feed.is_private
    assert feed.tokens == (
        FeedToken(DIGEST),
        FeedToken(DIGEST, "anna", date(2025, 11, 28)),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "feeds:\n  visits:\n    query: type:visit\n",
            "feeds.visits.query: a feed has no field `query`; which events it holds",
        ),
        (
            "feeds:\n  visits:\n    colour: stealblue\n",
            "feeds.visits.colour: CSS has no colour 'stealblue'; did you mean steelb",
        ),
        (
            "feeds:\n  visits:\n    uncertain: spam\n",
            "did you mean `span`?",
        ),
        (
            "feeds:\n  visits:\n    match: colour:red\n",
            "alerts/feeds.yaml:3: feeds.visits.match: ",
        ),
        (
            "feeds:\n  a/b:\n    title: x\n",
            "alerts/feeds.yaml:2: feeds.a/b: 'a/b' cannot be an id",
        ),
        (
            "feeds:\n  visits:\n    url: visits.ics\n",
            "expected a URL such as https://",
        ),
        (
            "feeds:\n  desk:\n    tokens: [{hash: sha256:0, made: 2025-11}]\n",
            "feeds.desk.tokens[0].made: expected one day, not '2025-11'",
        ),
        (
            "feeds: {}\n",
            "alerts/feeds.yaml:1: feeds: is empty",
        ),
    ],
    ids=["query", "colour", "option", "match", "name", "url", "day", "none"],
)
def test_what_is_wrong_is_named_with_its_line(text: str, said: str) -> None:
    assert any(said in problem for problem in problems(text))


def test_a_token_put_where_its_digest_belongs_is_not_repeated() -> None:
    (problem,) = problems("feeds:\n  desk:\n    tokens: [s3cret]\n")

    assert "never the token itself" in problem
    assert "s3cret" not in problem


def test_two_feeds_of_one_name_are_a_problem() -> None:
    both = [(f"alerts/{name}.yaml", "feeds: {x: {title: X}}\n") for name in "ab"]

    (problem,) = read_alerts(both).problems

    assert "the feed 'x' already stands in alerts/a.yaml:1" in str(problem)
