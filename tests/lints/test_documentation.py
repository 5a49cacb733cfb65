"""docs/lints.md tells every warning, and its examples are warned of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geotimeline.formats.alerts.settings import read_settings
from geotimeline.formats.events.files import read_event_file
from geotimeline.model.lint_codes import LintCode
from geotimeline.model.linting.rules import lint
from geotimeline.model.timeline import Timeline
from tests.lints.warned import NOW

PAGE = (Path(__file__).parents[2] / "docs" / "lints.md").read_text("utf-8")
BLOCKS = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
every_code = pytest.mark.parametrize("code", LintCode, ids=lambda code: code.slug)


def section(title: str) -> str:
    _, _, found = PAGE.partition(f"\n## {title}\n")
    return found.partition("\n## ")[0]


def test_the_page_tells_all_codes_and_no_others() -> None:
    titles = re.findall(r"^## (GT\d+ .+)$", PAGE, re.MULTILINE)
    table = re.findall(r"^\| \[(GT\d+)\]\(#(.+?)\) \| `(.+?)` \|", PAGE, re.MULTILINE)

    assert titles == [f"{code.value} {code.slug}" for code in LintCode]
    assert table == [
        (code.value, f"{code.value.lower()}-{code.slug}", code.slug)
        for code in LintCode
    ]


@every_code
def test_a_code_has_an_example_that_is_warned_of(code: LintCode) -> None:
    told = section(f"{code.value} {code.slug}")
    (example,) = BLOCKS.findall(told)

    events, problems = read_event_file(example, "events/example.yaml")
    found = [one.code for one in lint(Timeline(events), now=NOW)]

    assert problems == ()
    assert code in found
    assert "**Mend**: " in told


def test_the_examples_of_silencing_can_be_read() -> None:
    of_event, of_settings = BLOCKS.findall(section("To silence a warning"))

    events, problems = read_event_file(of_event, "events/example.yaml")

    assert (problems, read_settings(of_settings).problems) == ((), ())
    assert lint(Timeline(events), now=NOW) != ()  # its window has closed
    assert {one.code for one in lint(Timeline(events), now=NOW)} == {LintCode.LAPSED}


def test_codes_and_names_never_change() -> None:
    """Who changes one takes it out of people's files; who adds one adds it here."""
    assert {code.value: code.slug for code in LintCode} == {
        "GT101": "no-source",
        "GT102": "single-source",
        "GT103": "quote-missing",
        "GT201": "recorded-early",
        "GT202": "lapsed",
        "GT301": "confirmed-wide",
        "GT302": "contradicted",
        "GT303": "newer-vaguer",
        "GT401": "renamed",
    }
