"""Content lines: escaping, folding, and what may not stand in a calendar."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.ical.content_lines import (
    MOST_OCTETS,
    basic,
    cleaned,
    escaped,
    folded,
    one_line,
    uri_line,
    written,
)
from tests.ical.calendars import plain, unfolded
from tests.ical.strategies import texts

printable = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]))


@given(texts)
def test_any_text_reads_back_as_itself_without_what_calendars_cannot_hold(
    text: str,
) -> None:
    (line,) = unfolded(written([f"DESCRIPTION:{escaped(text)}"]))

    name, _, value = line.partition(":")
    assert name == "DESCRIPTION"
    assert plain(value) == cleaned(text)


@given(printable)
def test_cleaning_leaves_ordinary_text_alone(text: str) -> None:
    assert cleaned(text) == text


@given(texts)
def test_what_is_left_has_no_control_characters(text: str) -> None:
    left = cleaned(text)

    controls = {c for c in left if unicodedata.category(c) in ("Cs", "Zl", "Zp")}
    assert not controls
    assert not set(left) & {"\x00", "\x0b", "\x0c", "\r", "\x1f", "\x7f", "\x85"}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_a_folded_line_is_short_and_unfolds_to_itself(line: str) -> None:
    pieces = folded(line).split("\r\n")

    assert all(len(piece.encode()) <= MOST_OCTETS for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line


@pytest.mark.parametrize("letter", ["x", "é", "€", "𝄞"])
@pytest.mark.parametrize("count", range(70, 80))
def test_lines_are_folded_as_late_as_whole_characters_allow(
    letter: str, count: int
) -> None:
    pieces = folded("x" * count + letter * 80).encode().split(b"\r\n")

    assert len(pieces[0]) > MOST_OCTETS - len(letter.encode())
    assert all(piece.decode() for piece in pieces)


def test_line_breaks_of_every_system_become_the_one_of_calendars() -> None:
    assert escaped("a\r\nb\rc\nd") == "a\\nb\\nc\\nd"


def test_a_backslash_before_an_n_is_not_a_line_break() -> None:
    assert escaped("C:\\new; a,b") == "C:\\\\new\\; a\\,b"


@given(texts)
def test_a_title_is_one_line_without_blanks_around_it(text: str) -> None:
    title = one_line(text)

    assert "\n" not in title
    assert title == title.strip()


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("https://example.org/a,b;c", "URL:https://example.org/a%2Cb%3Bc"),
        (
            "https://example.org/é x?q=1&r#s",
            "URL:https://example.org/%C3%A9%20x?q=1&r#s",
        ),
        ("https://example.org/a%2Cb", "URL:https://example.org/a%2Cb"),
        ("https://[2001:db8::1]/", "URL:https://[2001:db8::1]/"),
        ("urn:isbn:1", "URL:urn:isbn:1"),
        ("https://[", None),  # strict readers would refuse the whole calendar
        ("example.org/page", None),
        ("/page", None),
        ("", None),
    ],
)
def test_an_address_is_percent_encoded_or_left_out(
    address: str, line: str | None
) -> None:
    assert uri_line("URL", address) == ((line,) if line else ())


@given(texts)
def test_any_text_makes_a_plain_ascii_address(text: str) -> None:
    (address,) = uri_line("URL", f"https://example.org/{text}")

    assert address.isascii()
    assert address.isprintable()
    assert not set(address) & set(',;\\" <>^`{|}')
    assert "%" in text or unquote(address).endswith(cleaned(text).rstrip())


instants = st.datetimes(timezones=st.just(UTC))


@given(instants)
def test_an_instant_is_written_in_utc_to_the_second(instant: datetime) -> None:
    year, rest = f"{instant.year:04}", f"{instant:%m%dT%H%M%SZ}"

    assert basic(instant) == year + rest


def test_an_instant_of_another_zone_is_written_in_utc() -> None:
    india = timezone(timedelta(hours=5, minutes=30))

    assert basic(datetime(2025, 12, 4, 16, tzinfo=india)) == "20251204T103000Z"
