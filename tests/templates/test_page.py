"""docs/templates.md: its tables are complete, and its templates do what they say."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geotimeline.formats.alerts.files import read_alerts
from geotimeline.formats.templates.filters import FILTERS
from geotimeline.formats.templates.language import VARIABLES
from geotimeline.planning.facts import Statement
from geotimeline.services.checking.templates import template_problems
from geotimeline.services.messages.composing import ACKNOWLEDGE
from geotimeline.services.messages.sample_messages import samples
from geotimeline.services.messages.sending_words import with_acknowledgement
from geotimeline.services.messages.wording import worded

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = Path(__file__).parents[2] / "docs" / "templates.md"
GOLDEN = Path(__file__).parent / "golden"
(WORKED,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
ALERTS, PROBLEMS = read_alerts([("alerts/words.yaml", WORKED)])
by_name = pytest.mark.parametrize("name", sorted(ALERTS.templates))


def first_cells(heading: str) -> list[str]:
    """Give the names in the first column of the table below a heading of columns."""
    _, _, table = PAGE.read_text("utf-8").partition(f"\n| {heading} |")
    rows = table.partition("\n\n")[0].splitlines()[2:]
    return re.findall(r"`([a-z_]+)", "\n".join(row.split(" | ")[0] for row in rows))


def test_every_variable_part_and_filter_has_its_row() -> None:
    assert first_cells("variable") == list(VARIABLES)
    assert first_cells("part") == [field.name for field in fields(Statement)]
    assert sorted(first_cells("filter")) == sorted(FILTERS)


def test_the_worked_templates_can_be_read() -> None:
    assert PROBLEMS == ()
    assert sorted(ALERTS.templates) == ["chat", "mail", "sms"]


@by_name
def test_the_worked_templates_fit_every_kind_of_message(name: str) -> None:
    assert list(template_problems(ALERTS.templates[name])) == []


@by_name
def test_the_worked_templates_give_their_golden_texts(
    name: str, golden: Callable[[Path, str], None]
) -> None:
    told = []
    for sample in samples():
        message, failure = worded(sample.usual, ALERTS.templates[name], sample.facts)
        assert failure is None
        message = with_acknowledgement(message)
        told.append(f"# {sample.name}\n\n{message.title}\n\n{message.body}\n")

    golden(GOLDEN / f"template-{name}.txt", "\n".join(told))


def test_the_worked_mail_gives_the_usual_words() -> None:
    for sample in samples():
        if sample.usual.kind not in ("notice", "escalated"):  # which end otherwise
            message, _ = worded(sample.usual, ALERTS.templates["mail"], sample.facts)
            assert message == sample.usual


def test_the_worked_sms_keeps_to_its_length() -> None:
    for sample in samples():
        message, _ = worded(sample.usual, ALERTS.templates["sms"], sample.facts)
        text, _, rest = message.body.partition("\n")
        assert len(text) <= 140
        assert rest == ACKNOWLEDGE
