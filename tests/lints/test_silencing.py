"""Warnings go where nobody wants them, by code or by name, and only they."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.alerts.settings import read_settings
from geotimeline.formats.events.files import read_event_file
from geotimeline.model.lint_codes import LintCode
from geotimeline.model.linting.rules import lint
from geotimeline.model.timeline import Timeline
from tests.lints.warned import NOW, codes
from tests.strategies import timelines

if TYPE_CHECKING:
    from geotimeline.model.event import Event

EVENT = 'title: A\ntype: visit\ndate: "2030-12"\n'


@pytest.mark.parametrize(
    ("ignored", "left"),
    [
        ("quote-missing", [LintCode.NO_SOURCE]),
        ("[GT103]", [LintCode.NO_SOURCE]),
        ("[GT103, no-source]", []),
        ("lapsed", [LintCode.NO_SOURCE, LintCode.QUOTE_MISSING]),
    ],
    ids=["name", "code", "both", "what would not have been given"],
)
def test_an_event_silences_by_code_or_by_name(
    ignored: str, left: list[LintCode]
) -> None:
    assert codes(f"{EVENT}lint-ignore: {ignored}\n") == left


def test_an_event_silences_only_itself() -> None:
    found = codes(f"{EVENT}lint-ignore: [GT101, GT103]\n", EVENT)

    assert found == [LintCode.NO_SOURCE, LintCode.QUOTE_MISSING]


@pytest.mark.parametrize(
    ("ignored", "message"),
    [
        ("quote-mising", "`check` has no warning 'quote-mising'; did you mean `quote-"),
        ("GT113", "`check` has no warning 'GT113'; did you mean `GT10"),
        ("everything", "known are no-source, single-source, quote-missing"),
    ],
    ids=["misspelt", "no such code", "nothing like it"],
)
def test_a_warning_that_does_not_exist_is_a_problem(ignored: str, message: str) -> None:
    text = f"{EVENT}lint-ignore: [no-source, {ignored}]\n"

    (of_event,) = read_event_file(text, "events/a.yaml").problems
    (of_settings,) = read_settings(f"\nlint-ignore: {ignored}\n").problems

    assert (of_event.line, of_event.where) == (4, "lint-ignore[1]")
    assert message in of_event.message
    assert (of_settings.line, of_settings.where) == (2, "lint-ignore")
    assert message in of_settings.message


def test_a_claim_cannot_silence_by_itself() -> None:
    claim = "claims:\n  - date: 2030-12\n    lint-ignore: GT103\n"

    (found,) = read_event_file(f"title: A\ntype: visit\n{claim}", "a.yaml").problems

    assert (found.line, found.where) == (5, "claims[0].lint-ignore")
    assert "belongs to the event" in found.message


def test_settings_read_codes_and_names() -> None:
    settings, problems = read_settings("lint-ignore: [single-source, GT202]\n")

    assert problems == ()
    assert settings.lint_ignore == (LintCode.SINGLE_SOURCE, LintCode.LAPSED)


@given(timelines(), st.sets(st.sampled_from(LintCode)))
def test_silencing_takes_away_what_it_names_and_nothing_else(
    events: tuple[Event, ...], ignored: set[LintCode]
) -> None:
    timeline = Timeline(events)

    found = lint(timeline, now=NOW, ignored=ignored)

    every = lint(timeline, now=NOW)
    assert found == tuple(one for one in every if one.code not in ignored)
