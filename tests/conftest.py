"""Fixtures for every test: golden files, and events made in one line."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from geotimeline.edtf import parse
from geotimeline.model.event import Claim, Event

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path


# No test asserts a time, so none has a deadline. CI tries the same examples each time:
# what is new is found where somebody sits who can look at it, or by `make thorough`.
settings.register_profile(
    "quick",
    max_examples=50,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "thorough", settings.get_profile("quick"), max_examples=1000, derandomize=False
)
settings.load_profile("quick")

# Images for containers like to set this; then each of the many processes that tests
# start would compile all of our source anew, and so spend half of its life.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

REQUIRED = os.environ.get("GEOTIMELINE_REQUIRED", "").split()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """Fail a test that skips for want of something that CI promises to have."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[
    None, pytest.CollectReport, pytest.CollectReport
]:
    """Do the same for a whole file that skips."""
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2]
        missing = [name for name in REQUIRED if _names(name, reason)]
        if missing:
            report.outcome = "failed"
            report.longrepr = f"{missing[0]} is required here, but: {reason}"


def _names(name: str, reason: str) -> bool:
    """Whether a reason names it: `ical` is not `ical.js` nor `node-ical`."""
    return bool(re.search(rf"(?<![\w-]){re.escape(name)}(?!-?\w|\.\w)", reason))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="Rewrite golden files."
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a file, or rewrite the file under --update-golden."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.write_bytes(text.encode())
        assert path.exists(), f"no golden file {path}; run with --update-golden"
        assert text == path.read_bytes().decode()

    return compare


@pytest.fixture
def make_event() -> Callable[..., Event]:
    """Make an event of one claim: make_event("2025-12", status=Status.PLANNED)."""

    def make(
        date: str | None = None,
        *,
        id: str = "visit",  # noqa: A002 (as the model calls it)
        **claim: object,
    ) -> Event:
        event_fields = {
            name: claim.pop(name)
            for name in (
                "title",
                "type",
                "timezone",
                "relations",
                "tags",
                "actors",
                "place",
                "uid",
            )
            if name in claim
        }
        first = Claim(id="c1", date=parse(date) if date else None, **claim)  # type: ignore[arg-type] # tests give what they mean
        defaults: dict[str, object] = {"title": "A visit", "type": "visit"}
        return Event(id=id, claims=(first,), **(defaults | event_fields))  # type: ignore[arg-type] # the same

    return make
