"""Warnings on the command line: printed below problems, exit code 0 unless strict."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geotimeline.__main__ import run

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
NOW = ("--now", "2026-11-22")
DATED = 'title: A\ntype: visit\ndate: "2030-12"\nsource: {title: X}\n'
SOUND = "no problems in 1 event, 0 rules (so nobody will be told of anything)"
LINE = (
    "events/a.yaml:1: GT103 quote-missing: the claim c1 gives a date without the words "
    "it rests on; add them as `quote:`"
)


@pytest.fixture
def check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Check files, given by path: check({"events/a.yaml": "…"}, "--strict")."""

    def call(files: dict[str, str], *options: str) -> tuple[int, str, str]:
        for folder in ("events", "alerts"):
            (tmp_path / folder).mkdir(exist_ok=True)
        settings = "lint-ignore: [single-source]\n"
        for path, text in ({"alerts/settings.yaml": settings} | files).items():
            (tmp_path / path).write_text(text)
        code = run(["check", "--data", str(tmp_path), *NOW, *options])
        return code, *capsys.readouterr()

    return call


def test_a_warning_leaves_the_exit_code_alone(
    check: Callable[..., tuple[int, str, str]],
) -> None:
    code, out, err = check({"events/a.yaml": DATED})

    assert (code, out) == (0, f"{LINE}\n")
    assert err == f"{SOUND}; 1 warning\n"


def test_strict_ends_with_1_for_a_warning_and_only_then(
    check: Callable[..., tuple[int, str, str]],
) -> None:
    sound = {"events/a.yaml": f"{DATED}quote: in December\n"}

    assert check({"events/a.yaml": DATED}, "--strict")[0] == 1
    assert check(sound, "--strict") == (0, "", f"{SOUND}\n")


def test_warnings_stand_below_problems(
    check: Callable[..., tuple[int, str, str]],
) -> None:
    code, out, err = check({"events/a.yaml": DATED, "events/b.yaml": "title: B\n"})

    problem, warning = out.splitlines()
    assert code == 1
    assert problem.startswith("events/b.yaml:1: `type` is missing")
    assert warning == LINE
    assert err == "1 problem, 1 warning\n"


def test_settings_silence_for_all_events(
    check: Callable[..., tuple[int, str, str]],
) -> None:
    settings = {"alerts/settings.yaml": "lint-ignore: [GT102, quote-missing]\n"}

    code, out, _ = check({"events/a.yaml": DATED} | settings, "--strict")

    assert (code, out) == (0, "")


def test_json_tells_severity_code_and_name(
    check: Callable[..., tuple[int, str, str]],
) -> None:
    files = {"events/a.yaml": DATED, "events/b.yaml": "title: B\n"}

    problem, warning = json.loads(check(files, "--json")[1])

    assert problem.keys() == warning.keys()
    assert (problem["severity"], problem["code"], problem["name"]) == (
        "error",
        None,
        None,
    )
    assert warning == {
        "path": "events/a.yaml",
        "line": 1,
        "where": "",
        "message": LINE.partition("quote-missing: ")[2],
        "severity": "warning",
        "code": "GT103",
        "name": "quote-missing",
    }


def test_circles_are_problems(check: Callable[..., tuple[int, str, str]]) -> None:
    event = "title: A\ntype: visit\nsource: {title: X}\nrelations: "
    files = {
        "events/a.yaml": f"{event}{{before: b}}\n",
        "events/b.yaml": f"{event}{{before: a}}\n",
    }

    code, out, _ = check(files)

    assert code == 1
    assert out == (
        "events/a.yaml:4: relations[0].before: relations lead in a circle: a is before "
        "b, b is before a (events/b.yaml:4); one of them is wrong\n"
    )


def test_chains_that_leave_no_day_are_problems(
    check: Callable[..., tuple[int, str, str]],
) -> None:
    event = "title: A\ntype: visit\nquote: so\nsource: {title: X}\n"
    files = {
        "events/a.yaml": f"{event}date: 2030-12\nrelations: {{before: b}}\n",
        "events/b.yaml": f"{event}relations: {{before: c}}\n",
        "events/c.yaml": f"{event}date: 2030-10\n",
    }

    code, out, _ = check(files)

    assert code == 1
    assert out.startswith("events/c.yaml:1: it cannot be after a, as it is by way of b")


def test_the_shipped_events_have_no_warnings_but_their_lapses(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = run(["check", "--data", str(ROOT), *NOW])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert [(line.split(":")[0], line.split()[1]) for line in lines] == [
        ("events/ru-in-putin-visit-new-delhi.yaml", "GT202"),
        ("events/ru-in-visit-agenda.yaml", "GT202"),
    ]
