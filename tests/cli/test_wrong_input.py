"""What people get wrong is answered in one line, with what would be right."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from geotimeline.services.questions import listing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("list --now yesterday", 12, "such as 2025-11-25T09:00Z"),
        ("list --from 2025-13", 12, "a day, month or year such as 2025-12-04"),
        ("list typ:visit", 11, "at column 1: expected a known field, `type:`"),
        ("list status:plannd", 11, "not 'plannd'"),
        ("list --json --svg", 2, "--json and --svg exclude each other"),
        ("list --data /nowhere", 13, "no folder events/ in '/nowhere'; start one with"),
        ("show ru-in-putin", 13, "no event 'ru-in-putin'"),
        ("show us-tarif-india", 13, "did you mean us-tariff-india"),
        ("show", 2, "Missing argument"),
        ("lits", 2, "Did you mean 'list'"),
        ("list --form 2025", 2, "No such option"),
        ("alerts snd", 2, "Did you mean 'send'?"),
        ("list --from 2026-01-01 --to 2025-01-01", 2, "--to lies before --from"),
        ("alerts plan --from 2026-01-01 --to 2025-01-01", 2, "--to lies before --from"),
        ("list --certain", 2, "--certain needs a range: --from, --to, --before or"),
        ("alerts log us-tarif-india", 13, "did you mean us-tariff-india"),
        ("alerts log --state pyproject.toml", 16, "it is a file; --state names a"),
        ("alerts test mail", 13, "no channel 'mail'; there is console"),
        ("export icla", 13, "did you mean ical?"),
        ("export ical -o /nowhere/x.ics", 15, "cannot write /nowhere/x.ics: No such"),
        ("export ical --option alarms", 2, "expected NAME=VALUE, not 'alarms'"),
        ("run --until 2026-01-01", 2, "belong to a replay; give --now too"),
        ("run --log-format xml", 2, "xml"),
    ],
)
def test_it_is_told_on_stderr_with_its_code(
    geotimeline: Callable[..., Ran], command: str, code: int, said: str
) -> None:
    ran = geotimeline(*command.split())

    assert ran.code == code
    assert said in ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err


@pytest.mark.usefixtures("shipped")
def test_a_bug_ends_with_3_and_asks_to_be_reported(
    geotimeline: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "a bug"
        raise RuntimeError(message)

    monkeypatch.setattr(listing, "listing", broken)

    ran = geotimeline("list")

    assert ran.code == 3
    assert "RuntimeError: a bug" in ran.err
    assert ran.err.endswith("please report it with the lines above\n")


@pytest.mark.usefixtures("shipped")
def test_an_interrupted_command_ends_with_130(
    geotimeline: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(listing, "listing", interrupted)

    assert geotimeline("list").code == 130


def test_a_folder_without_permission_is_no_fault_of_the_command_line(
    tmp_path: Path, geotimeline: Callable[..., Ran]
) -> None:
    """So that a service starts again, until it is mended."""
    folder = tmp_path / "desk"
    folder.mkdir(mode=0)
    try:
        if os.access(folder, os.R_OK):
            pytest.skip("root may read every folder")

        ran = geotimeline("run", "--data", str(folder))
        unread = geotimeline("status", "--state", str(folder))
    finally:
        folder.chmod(0o700)

    assert (ran.code, unread.code) == (1, 16)
    assert "events:1: cannot be listed: Permission denied" in ran.err
    assert "Permission denied" in unread.err


def test_a_state_folder_that_nobody_may_look_into_is_told_in_words(
    tmp_path: Path, geotimeline: Callable[..., Ran]
) -> None:
    ran = geotimeline("status", "--data", str(tmp_path), "--state", "x" * 300)

    assert ran.code == 16
    assert "File name too long" in ran.err
