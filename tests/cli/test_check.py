"""`geotimeline check`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import NOVEMBER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

EVENT = "title: A\ntype: visit\nquote: in December\ndate: 2025-12\nsource: {title: X}\n"


def test_sound_data_is_said_to_be_sound(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    checked = geotimeline("check", "--now", NOVEMBER)

    assert (checked.code, checked.out) == (0, "")
    assert "no problems in 10 events, 3 rules" in checked.err
    assert desk.is_dir()


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        (
            "events/a.yaml",
            EVENT + "relations:\n  - before: us-tarif-india\n",
            (
                "events/a.yaml:7: relations[0].before: no event 'us-tarif-india'; did "
                "you mean us-tariff-india (events/us-tariff-india.yaml)?"
            ),
        ),
        (
            "events/a.yaml",
            EVENT + "relations:\n  - after: us-tariff-india#in-force\n",
            (
                "events/a.yaml:7: relations[0].after: us-tariff-india has no milestone "
                "'in-force'; events/us-tariff-india.yaml has event"
            ),
        ),
        (
            "events/a.yaml",
            EVENT + "relations:\n  - before: us-sanctions-rosneft-lukoil\n",
            (
                "events/a.yaml:7: relations[0].before: it cannot be before "
                "us-sanctions-rosneft-lukoil: claims put it at December 2025 and that "
                "one at late October 2025 (events/us-sanctions-rosneft-lukoil.yaml:1)"
            ),
        ),
        (
            "alerts/more.yaml",
            "channels:\n  desk:\n    notifier: emial\n",
            "alerts/more.yaml:3: channels.desk: no notifier 'emial'; did you mean",
        ),
        (
            "alerts/more.yaml",
            "channels:\n  desk:\n    notifier: console\n    timeout: soon\n",
            (
                "alerts/more.yaml:4: channels.desk.timeout: expected seconds above 0, "
                "up to 300"
            ),
        ),
        (
            "alerts/more.yaml",
            "channels:\n  desk:\n    notifier: console\n    timout: 3\n",
            (
                "alerts/more.yaml:4: channels.desk.timout: is not a setting of this "
                "notifier; did you mean timeout?"
            ),
        ),
        (
            "alerts/more.yaml",
            'channels:\n  desk:\n    notifier: webhook\n    url: "${NOT A NAME}"\n',
            "alerts/more.yaml:4: channels.desk.url: ",
        ),
    ],
    ids=[
        "unknown target",
        "unknown milestone",
        "impossible pair",
        "unknown notifier",
        "useless setting",
        "unknown setting",
        "misspelt secret",
    ],
)
def test_what_no_single_file_can_tell_is_found(
    geotimeline: Callable[..., Ran], desk: Path, file: str, text: str, line: str
) -> None:
    (desk / file).write_text(text)

    checked = geotimeline("check", "--now", NOVEMBER)

    (found,) = checked.out.splitlines()
    assert found.startswith(line)
    assert "1 problem\n" in checked.err
    assert checked.code == 1


def test_a_secret_need_not_be_there_to_check(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    channel = 'channels:\n  desk: {notifier: webhook, url: "${NOT_SET_ANYWHERE}"}\n'
    (desk / "alerts" / "more.yaml").write_text(channel)

    assert geotimeline("check", "--now", NOVEMBER).code == 0


def test_problems_are_sorted_and_the_same_as_json(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    (desk / "events" / "b.yaml").write_text("title: B\ntype: visit\ndate: 2025-13\n")
    (desk / "events" / "a.yaml").write_text("title: A\ntyp: visit\n")

    lines = geotimeline("check", "--now", NOVEMBER).out.splitlines()
    objects = json.loads(geotimeline("check", "--now", NOVEMBER, "--json").out)

    assert lines == sorted(lines)
    assert [
        f"{one['path']}:{one['line']}: {one['where']}: {one['message']}".replace(
            ": : ", ": "
        )
        for one in objects
    ] == lines
