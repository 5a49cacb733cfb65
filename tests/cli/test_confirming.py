"""`alerts test --confirm`: asks, takes yes and no, and remembers."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import NOVEMBER

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ran

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def answering(
    geotimeline: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Run the test of the console with these lines on standard input."""

    def call(text: str, *more: str) -> Ran:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        command = ("alerts", "test", "console", "--confirm", "--now", NOVEMBER)
        return geotimeline(*command, *more)

    return call


@pytest.fixture
def console(geotimeline: Callable[..., Ran]) -> Callable[[], dict[str, object]]:
    def told() -> dict[str, object]:
        ran = geotimeline("status", "--json", "--now", NOVEMBER)
        found: dict[str, dict[str, object]] = json.loads(ran.out)["channels"]
        return found.get("console", {})

    return told


@pytest.mark.parametrize("text", ["y\n", "YES\n", "perhaps\n\n y \n"])
def test_a_yes_is_noted_with_who_said_so(
    answering: Callable[..., Ran], console: Callable[[], dict[str, object]], text: str
) -> None:
    ran = answering(text, "--by", "Ada")

    assert ran.code == 0
    assert ran.err.count("[y/n]") == text.count("\n")
    assert ran.out.startswith("geotimeline: test of the channel console\n")
    told = console()
    assert (told["confirmed_at"], told["confirmed_by"]) == (
        "2025-11-25T09:00:00Z",
        "Ada",
    )


def test_a_no_is_noted_and_fails(
    answering: Callable[..., Ran], console: Callable[[], dict[str, object]]
) -> None:
    answering("y\n")

    ran = answering("n\n")

    assert ran.code == 20
    assert "error: console: sent, and it did not arrive" in ran.err
    told = console()
    assert (told["confirmed_at"], told["denied_at"]) == (None, "2025-11-25T09:00:00Z")


def test_where_nobody_answers_nothing_is_noted(
    answering: Callable[..., Ran], console: Callable[[], dict[str, object]]
) -> None:
    ran = answering("")

    assert ran.code == 20
    assert "nobody said whether it arrived" in ran.err
    assert console() == {}


def test_a_rehearsal_has_nothing_to_confirm(answering: Callable[..., Ran]) -> None:
    assert answering("y\n", "--dry-run").code == 2
