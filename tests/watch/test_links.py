"""Links that acknowledge: for one reminder, for that alone, for 30 days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.adapters.signing_key import signing_key
from geotimeline.errors import LedgerError
from geotimeline.services.delivering.acknowledging import (
    AckLinks,
    ExpiredLinkError,
    UnknownLinkError,
)
from geotimeline.testing.ledger import NOON, make_entry

if TYPE_CHECKING:
    from pathlib import Path

LINKS = AckLinks(b"a" * 32, "https://desk.example.org")
KEY = make_entry().key
TOKEN = LINKS.token(KEY, NOON)
ALPHABET = "0123456789abcdefXYZ.-_~=\u0662"


def test_a_link_names_its_reminder_for_thirty_days() -> None:
    month = timedelta(days=30)

    assert LINKS.url_for(make_entry()) == f"https://desk.example.org/ack/{TOKEN}"
    assert LINKS.read(TOKEN, now=NOON) == KEY
    assert LINKS.read(TOKEN, now=NOON + month) == KEY
    with pytest.raises(ExpiredLinkError):
        LINKS.read(TOKEN, now=NOON + month + timedelta(seconds=1))


def test_without_a_public_url_there_is_no_link() -> None:
    assert AckLinks(b"a" * 32).url_for(make_entry()) == ""


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from(ALPHABET))
def test_a_link_with_any_character_changed_is_unknown(at: int, letter: str) -> None:
    forged = TOKEN[:at] + letter + TOKEN[at + 1 :]

    if forged != TOKEN:
        with pytest.raises(UnknownLinkError):
            LINKS.read(forged, now=NOON)


@given(st.text(ALPHABET, max_size=200))
def test_any_text_is_refused_in_our_own_way(text: str) -> None:
    with pytest.raises(UnknownLinkError):
        LINKS.read(text, now=NOON)


def test_the_links_of_another_ledger_are_unknown() -> None:
    with pytest.raises(UnknownLinkError):
        AckLinks(b"b" * 32).read(TOKEN, now=NOON)


def test_the_key_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "state/signing.key"

    first = signing_key(path)

    assert signing_key(path) == first
    assert len(first) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_key_that_was_cut_short_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "signing.key"
    path.write_bytes(b"short")

    with pytest.raises(LedgerError, match="it is no key of ours"):
        signing_key(path)
