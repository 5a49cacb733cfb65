"""Accept-Encoding, as RFC 9110 §12.5.3 has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.web.codings import Coding, chosen

ZSTD, GZIP, PLAIN = Coding.ZSTD, Coding.GZIP, Coding.IDENTITY


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        (None, PLAIN),
        ("", PLAIN),
        ("gzip", GZIP),
        ("x-gzip", GZIP),
        ("GZIP ; Q=0.5", GZIP),
        ("gzip, zstd", ZSTD),
        ("gzip;q=0.9, zstd;q=0.8", GZIP),
        ("gzip;q=0.001", GZIP),
        ("gzip;q=0", PLAIN),
        ("*", ZSTD),
        ("*;q=0.5, zstd;q=0", GZIP),
        ("identity;q=1, gzip;q=0.5", PLAIN),
        ("identity;q=0, gzip", GZIP),
        ("br, deflate", PLAIN),
        ("identity;q=0", PLAIN),
        ("*;q=0", PLAIN),
        ("gzip;q=2, zstd;q=x", PLAIN),
        ("gzip;q=0.12345", PLAIN),
        (",, ;q=1, gzip,", GZIP),
    ],
)
def test_the_coding_that_is_wanted_most_is_sent(
    accepted: str | None, expected: Coding
) -> None:
    assert chosen(accepted, tuple(Coding)) is expected


def test_what_is_not_offered_is_not_sent() -> None:
    assert chosen("zstd, gzip;q=0.1", (GZIP, PLAIN)) is GZIP
    assert chosen("zstd, gzip", (PLAIN,)) is PLAIN


fields = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.tuples(
            st.sampled_from(["gzip", "zstd", "identity", "*", "br"]),
            st.sampled_from(["", ";q=0", ";q=0.0", ";q=0.3", ";q=1", "; q=1.000"]),
        )
    ).map(lambda parts: ",".join(name + q for name, q in parts)),
)


@given(fields)
def test_whatever_is_said_a_coding_that_was_refused_is_not_sent(field: str) -> None:
    coding = chosen(field, tuple(Coding))

    refused = {part.split(";")[0] for part in field.split(",") if ";q=0," in f"{part},"}
    named = [part.split(";")[0] for part in field.split(",")]
    if coding is not PLAIN and named.count(coding.value) == 1:
        assert coding.value not in refused
