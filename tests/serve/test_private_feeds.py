"""Private feeds: open to a token, and to strangers as if they were not there."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from geotimeline.services.publishing.feed_tokens import make_token, revoke_token

if TYPE_CHECKING:
    from tests.serve.conftest import Served

TOKEN = "kept-from-strangers"  # noqa: S105 (what is tested)
FEEDS = f"""\
feeds:
  all: {{title: Open}}
  visits:
    match: type:visit
    tokens:
      - {{hash: "sha256:{sha256(TOKEN.encode()).hexdigest()}", label: anna}}
  closed:
    match: type:visit
    tokens: []
"""


def basic(user: str, password: str) -> dict[str, str]:
    packed = b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {packed}"}


@pytest.fixture
def private(site: Served) -> Served:
    site.write("alerts/feeds.yaml", FEEDS)
    return site


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_token_in_the_path_or_as_a_password_opens_a_feed(
    private: Served, method: str
) -> None:
    ways = [
        private.ask(f"/feeds/{TOKEN}/visits.ics", method),
        private.ask("/feeds/visits.ics", method, headers=basic("anna", TOKEN)),
        private.ask("/feeds/visits.ics", method, headers=basic("", TOKEN)),
    ]

    assert {one.status for one in ways} == {200}
    assert len({one.content for one in ways}) == 1
    assert len({one.headers["etag"] for one in ways}) == 1
    assert {one.headers["cache-control"] for one in ways} == {"private, no-cache"}
    assert {one.headers["referrer-policy"] for one in ways} == {"no-referrer"}


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/feeds/visits.ics", {}),
        ("/feeds/visits.ics?uncertain=nonsense", {}),
        ("/feeds/visits.ics", {"If-None-Match": "*"}),
        ("/feeds/wrong/visits.ics", {}),
        (f"/feeds/{TOKEN}x/visits.ics", {}),
        (f"/feeds/{TOKEN.upper()}/visits.ics", {}),
        (f"/feeds/{sha256(TOKEN.encode()).hexdigest()}/visits.ics", {}),
        ("/feeds/ /visits.ics".replace(" ", "%20"), {}),
        ("/feeds/visits.ics", basic("anna", "wrong")),
        ("/feeds/visits.ics", basic(TOKEN, "")),
        ("/feeds/visits.ics", {"Authorization": "Basic !!!"}),
        ("/feeds/visits.ics", {"Authorization": "Basic /w=="}),
        ("/feeds/visits.ics", {"Authorization": f"Bearer {TOKEN}"}),
        ("/feeds/visits.ics", {"Authorization": "Basic"}),
        ("/feeds/wrong/visits.ics", basic("anna", TOKEN)),
        ("/feeds/closed.ics", {}),
        (f"/feeds/{TOKEN}/closed.ics", {}),
        (f"/feeds/{TOKEN}/other.ics", {}),
    ],
)
def test_to_a_stranger_a_private_feed_is_not_there(
    private: Served, path: str, headers: dict[str, str]
) -> None:
    unknown = private.ask("/feeds/unknown.ics")

    answer = private.ask(path, headers=headers)

    assert (answer.status, answer.content) == (404, unknown.content)
    assert {**answer.headers, "date": ""} == {**unknown.headers, "date": ""}
    assert private.publisher.builds == 0


def test_an_open_feed_stays_open_to_those_who_show_a_token(private: Served) -> None:
    assert private.ask("/feeds/all.ics").status == 200
    assert private.ask("/feeds/all.ics", headers=basic("a", "b")).status == 200


def test_the_feed_of_everything_is_private_with_others_unless_a_file_names_it(
    private: Served,
) -> None:
    named = private.ask("/feeds/all.ics").status
    private.write("alerts/feeds.yaml", FEEDS.replace("  all: {title: Open}\n", ""))
    unnamed = private.ask("/feeds/all.ics")

    assert (named, unnamed.status) == (200, 404)
    assert "A visit" not in private.ask("/").body


def test_a_token_that_is_taken_away_opens_nothing_any_more(site: Served) -> None:
    def write(text: str) -> None:
        (site.folder / "alerts/feeds.yaml").write_text(text)

    write("feeds:\n  visits:\n    match: type:visit\n")
    made = make_token(site.folder, "visits", "anna", today=date(2025, 11, 28))
    site.publisher.held.refresh()
    place = f"/feeds/{made.token}/visits.ics"
    before = (site.ask("/feeds/visits.ics").status, site.ask(place).status)

    revoke_token(site.folder, "visits", "anna")
    site.publisher.held.refresh()

    assert before == (404, 200)
    assert site.ask(place).status == 404
    assert site.ask("/feeds/visits.ics").status == 404


def test_a_token_is_taken_away_though_the_data_is_broken(private: Served) -> None:
    place = f"/feeds/{TOKEN}/visits.ics"
    before = private.ask(place).status
    private.write("events/visit.yaml", "title: A visit\ntype: visit\ndate: 2025-13\n")
    broken = private.ask(place).status

    revoke_token(private.folder, "visits", "anna")
    private.publisher.held.refresh()

    assert (before, broken, private.ask(place).status) == (200, 200, 404)


def test_a_broken_edit_closes_a_feed_and_opens_none(private: Served) -> None:
    private.write("events/visit.yaml", "title: A visit\ntype: visit\ndate: 2025-13\n")
    open_to_all = "feeds:\n  visits: {match: type:visit}\n  all: {tokens: []}\n"
    private.write("alerts/feeds.yaml", open_to_all)

    assert private.ask("/feeds/all.ics").status == 404
    assert private.ask("/feeds/visits.ics").status == 404
    assert "A visit" not in private.ask("/").body


def test_no_token_comes_into_the_log(
    private: Served, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    private.ask(f"/feeds/{TOKEN}/visits.ics?uncertain=span")
    private.ask(f"/feeds/{TOKEN}/unknown.ics?token={TOKEN}")
    private.ask(f"/{TOKEN}")
    private.ask("/feeds/visits.ics", headers=basic("anna", TOKEN))

    told = [str(vars(record)) for record in caplog.records]

    assert any("/feeds/•••/visits.ics" in one for one in told)
    assert any("/feeds/•••/?.ics" in one for one in told)
    assert not any(TOKEN in one for one in told)


def test_the_address_in_a_private_feed_tells_no_token(private: Served) -> None:
    private.write("alerts/settings.yaml", "public-url: https://desk.example.org\n")

    feed = private.ask(f"/feeds/{TOKEN}/visits.ics", headers={"Host": "localhost"})

    assert feed.status == 200
    assert TOKEN not in feed.body
