"""Countries are those of ISO 3166, and what is none is refused with what is."""

from __future__ import annotations

from importlib.resources import files

import pytest

from geotimeline.formats.events.files import read_events
from geotimeline.model.countries import COUNTRIES


def test_every_code_of_the_time_zone_database_is_known() -> None:
    table = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text("utf-8")
    codes = {line[:2] for line in table.splitlines() if not line.startswith("#")}

    assert len(codes) == 249
    assert COUNTRIES - codes == {"EU", "UN", "XK"}
    assert codes <= COUNTRIES


@pytest.mark.parametrize(
    ("written", "likely"), [("XX", "IN"), ("UK", "GB"), ("in", "IN"), ("India", "IN")]
)
def test_what_is_no_country_is_named_with_what_is(written: str, likely: str) -> None:
    text = f"title: a\ntype: visit\nplace: {{country: {written}}}\n"

    _, (problem,) = read_events([("events/a.yaml", text)])

    assert f"(ISO 3166), such as {likely}, not {written!r}" in problem.message
    assert problem.line == 3
