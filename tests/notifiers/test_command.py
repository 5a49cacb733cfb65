from __future__ import annotations

import json
import os
import signal
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.notifiers import command
from geotimeline.adapters.notifiers.command import CommandNotifier
from geotimeline.errors import DeliveryError
from geotimeline.interfaces.notifiers import SettingError
from geotimeline.testing import NotifierContract, Received, make_message

if TYPE_CHECKING:
    from pathlib import Path

    from geotimeline.interfaces.notifiers import Setting

_SCRIPT = """
import json, os, sys, time, uuid
folder = sys.argv[1]
mood = open(os.path.join(folder, "mood")).read()
if mood == "hang":
    time.sleep(600)
if mood:
    sys.exit(int(mood))
order = time.monotonic_ns()
name = os.path.join(folder, f"{order:020}-{uuid.uuid4()}.json")
with open(name, "w") as file:
    file.write(sys.stdin.read())
"""


class Program:
    """A receiver that is a script; it keeps what it got in files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.script = folder / "receive.py"
        self.script.write_text(_SCRIPT)
        self.recover()

    def received(self) -> list[Received]:
        files = sorted(self.folder.glob("*.json"))
        sent = [json.loads(file.read_text()) for file in files]
        return [Received(one["title"], one["body"], one["key"]) for one in sent]

    def fail_temporarily(self) -> None:
        self._be("75")

    def fail_for_good(self) -> None:
        self._be("67")

    def hang(self) -> None:
        self._be("hang")

    def recover(self) -> None:
        self._be("")

    def _be(self, mood: str) -> None:
        (self.folder / "mood").write_text(mood)


class TestCommandNotifier(NotifierContract):
    notifier_class = CommandNotifier
    secrets = ("--token=s3cret",)

    @pytest.fixture
    def receiver(self, tmp_path: Path) -> Program:
        return Program(tmp_path)

    @pytest.fixture
    def settings(
        self,
        receiver: Program,
    ) -> dict[str, Setting]:
        program = [sys.executable, "-S", str(receiver.script), str(receiver.folder)]
        return {"command": [*program, "--token=s3cret"], "timeout": "30"}


def _shell(script: str, timeout: str = "60") -> CommandNotifier:
    settings: dict[str, Setting] = {"command": ["/bin/sh", "-c", script]}
    return CommandNotifier.from_settings(settings | {"timeout": timeout})


def _failure(notifier: CommandNotifier) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        notifier.send(make_message())
    return caught.value


def test_the_program_gets_the_message_and_its_surroundings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK", "Europe")
    names = "KEY|KIND|EVENT|TITLE|POSSIBLE_REPEAT"
    ours = f"grep -E '^(GEOTIMELINE_({names})|DESK)='"
    script = f"cat > {tmp_path}/in; env | {ours} > {tmp_path}/env"

    _shell(script).send(replace(make_message(), possible_repeat=True))

    sent = json.loads((tmp_path / "in").read_text())
    assert sent == make_message().as_json() | {"possible_repeat": True}
    assert sorted((tmp_path / "env").read_text().splitlines()) == [
        "DESK=Europe",
        "GEOTIMELINE_EVENT=ru-in-putin-visit-new-delhi",
        f"GEOTIMELINE_KEY={make_message().key}",
        "GEOTIMELINE_KIND=reminder",
        "GEOTIMELINE_POSSIBLE_REPEAT=yes",
        "GEOTIMELINE_TITLE=Vladimir Putin visits India",
    ]


def test_nothing_in_a_message_runs_as_a_command(tmp_path: Path) -> None:
    trap = tmp_path / "sprung"
    title = f"$(touch {trap}); `touch {trap}` && touch {trap}\x00"

    _shell("cat >/dev/null; echo $GEOTIMELINE_TITLE").send(
        make_message(title, title=title)
    )

    assert not trap.exists()


@pytest.mark.parametrize("code", [64, 65, 66, 67, 68, 76, 77, 78])
def test_codes_that_say_wrong_input_or_set_up_are_final(code: int) -> None:
    failure = _failure(_shell(f"exit {code}"))

    assert (failure.retryable, failure.status) == (False, code)


@pytest.mark.parametrize("code", [1, 2, 69, 70, 71, 74, 75, 99, 126, 127, 255])
def test_other_codes_are_retryable(code: int) -> None:
    failure = _failure(_shell(f"exit {code}"))

    assert (failure.retryable, failure.status) == (True, code)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the end of a complaint for as long as a busy machine may take."""
    monkeypatch.setattr(command, "_TAIL_PATIENCE_SECONDS", 60.0)


@pytest.mark.usefixtures("patient")
def test_the_last_line_of_its_complaint_is_told() -> None:
    failure = _failure(
        _shell("echo first >&2; printf 'no \\033[31mroute\\n' >&2; exit 75")
    )

    assert failure.reason == "ended with 75: no ␛[31mroute"


@pytest.mark.usefixtures("patient")
def test_of_a_long_complaint_the_end_is_told() -> None:
    failure = _failure(_shell("yes | head -c 1000000 >&2; echo no route >&2; exit 75"))

    assert failure.reason == "ended with 75: no route"


def test_a_program_killed_by_a_signal_is_retryable() -> None:
    failure = _failure(_shell("kill -9 $$"))

    assert (failure.reason, failure.retryable) == ("killed by SIGKILL", True)


def test_a_program_that_is_missing_is_retryable() -> None:
    notifier = CommandNotifier.from_settings({"command": ["/no/such/program"]})

    failure = _failure(notifier)

    assert failure.reason == "cannot start: No such file or directory"
    assert failure.retryable


def test_a_timeout_kills_the_children_too(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    script = f"sleep 600 & echo $! > {pid_file}; wait"

    for timeout in ("0.5", "5", "50"):  # until there is time enough to begin
        failure = _failure(_shell(script, timeout))

        assert failure.reason == f"killed: not done within {timeout} s"
        assert failure.retryable
        if pid_file.exists() and pid_file.read_text():
            break

    assert _ends(int(pid_file.read_text()))


def _ends(pid: int) -> bool:
    """Wait until a process is gone or a zombie; nobody here can reap a grandchild."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
            with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123 (it may vanish)
                if stat.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except (ProcessLookupError, FileNotFoundError):
            return True
    return False


def test_a_background_child_does_not_hold_up_success(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"

    _shell(f"sleep 600 & echo $! > {pid_file}", timeout="60").send(make_message())

    os.kill(int(pid_file.read_text()), signal.SIGKILL)  # it is still there


def test_a_program_may_ignore_its_input_and_talk_a_lot() -> None:
    _shell("yes | head -c 5000000; yes | head -c 5000000 >&2").send(
        make_message("x" * 500_000)
    )


@pytest.mark.parametrize(
    "command",
    ["notify-send hello", [], [["a"]], ["a\0b"], {"a": "b"}, [""]],
    ids=repr,
)
def test_only_a_list_of_texts_is_a_command(command: Setting) -> None:
    with pytest.raises(SettingError) as caught:
        CommandNotifier.from_settings({"command": command})

    assert caught.value.field == "command"


def test_a_text_is_refused_with_the_reason() -> None:
    with pytest.raises(SettingError, match="no shell"):
        CommandNotifier.from_settings({"command": "notify-send hello"})
