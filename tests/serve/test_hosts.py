"""Names that a site answers to, and addresses in its links."""

from __future__ import annotations

import pytest

from geotimeline.web.hosts import base_url, is_loopback
from geotimeline.web.serving import Address

HERE, EVERYWHERE = Address("127.0.0.1", 8098), Address("0.0.0.0", 8098)  # noqa: S104 (what is tested)
DESK = "https://desk.example.org/geo"


@pytest.mark.parametrize(
    ("host", "bound", "public_url", "expected"),
    [
        ("127.0.0.1:8098", HERE, "", "http://127.0.0.1:8098"),
        ("LOCALHOST:8098", HERE, "", "http://localhost:8098"),
        ("[::1]:8098", HERE, "", "http://[::1]:8098"),
        ("evil.example", HERE, "", None),
        ("127.0.0.1.evil.example", HERE, "", None),
        ("127.0.0.1:8098", HERE, DESK, DESK),
        ("desk.example.org", HERE, DESK, DESK),
        ("other.example.org", HERE, DESK, None),
        ("desk.lan:8098", EVERYWHERE, "", "http://desk.lan:8098"),
        ("desk.lan", EVERYWHERE, DESK, DESK),
        ("", EVERYWHERE, DESK, None),
        ('a"><script>', EVERYWHERE, "", None),
        ("a b", EVERYWHERE, "", None),
        ("user@desk.lan", EVERYWHERE, "", None),
        ("desk.lan/path", EVERYWHERE, "", None),
    ],
)
def test_links_begin_with_the_public_address_or_the_one_asked_for(
    host: str, bound: Address, public_url: str, expected: str | None
) -> None:
    assert base_url(host, bound, public_url) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("localhost", True),
        ("feeds.localhost", True),
        ("127.1.2.3", True),
        ("[::1]", True),
        ("192.168.0.2", False),
        ("localhost.example", False),
    ],
)
def test_names_of_the_machine_itself_are_known(name: str, expected: bool) -> None:  # noqa: FBT001 (a table)
    assert is_loopback(name) is expected
