"""Ask for the warnings of events as they stand in files."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from geotimeline.formats.events.files import read_events
from geotimeline.model.lint_codes import LintCode
from geotimeline.model.linting.rules import lint
from geotimeline.model.timeline import Timeline

if TYPE_CHECKING:
    from geotimeline.model.linting.warning import Lint

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def warnings(*texts: str, now: datetime = NOW) -> tuple[Lint, ...]:
    """Give all warnings of files e1.yaml, e2.yaml, …, which have no problems."""
    files = [(f"events/e{n}.yaml", text) for n, text in enumerate(texts, 1)]
    events, problems = read_events(files)
    assert problems == ()
    return lint(Timeline(events), now=now)


def codes(*texts: str, now: datetime = NOW) -> list[LintCode]:
    """Give the codes of all warnings but that of a single source."""
    found = [warning.code for warning in warnings(*texts, now=now)]
    return [code for code in found if code is not LintCode.SINGLE_SOURCE]
