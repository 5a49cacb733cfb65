"""Hand reminders to a program of the user's own, as JSON on its standard input."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from threading import Thread
from typing import IO, TYPE_CHECKING, ClassVar, Self

from geotimeline.adapters.notifiers import plain_text
from geotimeline.adapters.notifiers.network import fault_in_words
from geotimeline.errors import DeliveryError
from geotimeline.interfaces.notifiers import SettingError
from geotimeline.interfaces.settings import texts, timeout_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.interfaces.messages import Message
    from geotimeline.interfaces.notifiers import Setting

# sysexits.h: usage, data, input, user, host; protocol, permission, configuration.
_HOPELESS = frozenset({64, 65, 66, 67, 68, 76, 77, 78})
_LONGEST_LINE = 200
_LONGEST_TITLE = 500  # the environment is no place for long texts
_TAIL_BYTES = 4096
_TAIL_PATIENCE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class CommandNotifier:
    """Starts one process per message; its exit code says how it went.

    Attributes:
        command: The program and its arguments; no shell is involved.
        timeout_seconds: After this long the process and its children are killed.
    """

    required: ClassVar[Mapping[str, str]] = {
        "command": "the program and its arguments, as a list",
    }
    optional: ClassVar[Mapping[str, str]] = {
        "timeout": "seconds until the process is killed, 10 unless said otherwise",
    }

    command: tuple[str, ...] = field(repr=False)  # an argument may be a secret
    timeout_seconds: float = 10.0

    @classmethod
    def from_settings(cls, settings: Mapping[str, Setting]) -> Self:
        """Make a notifier that runs `command`.

        Raises:
            SettingError: `command` is not a list of texts, or `timeout` is of no use.
        """
        if isinstance(settings.get("command"), str):
            raise SettingError(
                "command",
                "expected a list such as [notify-send, --urgent]: no shell splits a "
                "text into words, so that nothing in a message can run as a command",
            )
        command = texts(settings, "command")
        if any("\0" in argument for argument in command):
            raise SettingError("command", "an argument cannot hold a NUL character")
        return cls(command, timeout_seconds(settings))

    def send(self, message: Message) -> None:
        """Run the program with the message on its standard input.

        Raises:
            DeliveryError: It did not end with 0. Retryable unless it ended with 64 to
                68 or 76 to 78: losing a reminder is worse than trying too often.
        """
        try:
            code, complaint = self._run(message)
        except OSError as error:
            reason = f"cannot start: {fault_in_words(error)}"
            raise DeliveryError("command", reason, retryable=True) from error
        except subprocess.TimeoutExpired as error:
            reason = f"killed: not done within {self.timeout_seconds:g} s"
            # The error names the arguments, so it does not travel along.
            error.cmd = self.command[0]
            raise DeliveryError(
                "command", reason, retryable=True, may_have_arrived=True
            ) from error
        if code:
            raise _failure(code, complaint)

    def _run(self, message: Message) -> tuple[int, str]:
        """Give the exit code and the last line of standard error."""
        with TemporaryFile() as given:  # a pipe would block on a child that never reads
            given.write(json.dumps(message.as_json()).encode())
            given.seek(0)
            process = subprocess.Popen(  # noqa: S603 (the user's own program, no shell)
                self.command,
                stdin=given,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=os.environ | _environment(message),
                start_new_session=True,  # one group to kill; Ctrl-C does not reach it
            )
        assert process.stderr is not None  # noqa: S101 (a pipe was asked for)
        tail = _Tail(process.stderr)
        try:
            return process.wait(self.timeout_seconds), tail.last_line()
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise


def _environment(message: Message) -> dict[str, str]:
    return {
        "GEOTIMELINE_KEY": plain_text.line(message.key),
        "GEOTIMELINE_KIND": plain_text.line(message.kind),
        "GEOTIMELINE_EVENT": plain_text.line(message.event_id),
        "GEOTIMELINE_TITLE": plain_text.line(message.title, _LONGEST_TITLE),
        "GEOTIMELINE_POSSIBLE_REPEAT": "yes" if message.possible_repeat else "no",
    }


def _failure(code: int, complaint: str) -> DeliveryError:
    ended = f"ended with {code}"
    if code < 0:
        ended = f"killed by {signal.Signals(-code).name}"
    reason = f"{ended}: {complaint}" if complaint else ended
    return DeliveryError(
        "command", reason, retryable=code not in _HOPELESS, status=code
    )


class _Tail:
    """Drains a pipe and keeps its end, so that a chatty child neither blocks nor fills.

    A grandchild in the background may hold the pipe open long after the child ended:
    `last_line` waits for the pipe's end only briefly.
    """

    def __init__(self, pipe: IO[bytes]) -> None:
        self._kept = b""
        self._pipe = pipe
        self._thread = Thread(target=self._drain, name="stderr", daemon=True)
        self._thread.start()

    def _drain(self) -> None:
        with self._pipe:
            while chunk := os.read(self._pipe.fileno(), _TAIL_BYTES):
                self._kept = (self._kept + chunk)[-_TAIL_BYTES:]

    def last_line(self) -> str:
        self._thread.join(_TAIL_PATIENCE_SECONDS)
        lines = self._kept.decode(errors="replace").strip().splitlines()
        return plain_text.line(lines[-1], _LONGEST_LINE) if lines else ""
