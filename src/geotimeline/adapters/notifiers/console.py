"""Print reminders on standard output: the channel that needs no set-up."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from textwrap import indent
from threading import Lock
from typing import TYPE_CHECKING, ClassVar, Self, TextIO

from geotimeline.adapters.notifiers import plain_text
from geotimeline.adapters.notifiers.network import fault_in_words
from geotimeline.errors import DeliveryError
from geotimeline.interfaces.settings import timeout_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.interfaces.messages import Message
    from geotimeline.interfaces.notifiers import Setting

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_REPEAT = " (may be a repeat)"
_one_at_a_time = Lock()  # several console channels share one standard output


@dataclass(frozen=True, slots=True)
class ConsoleNotifier:
    """Prints the title on a line and the body indented below it.

    Attributes:
        stream: Where to print; None is whatever `sys.stdout` is at that moment.
        timeout_seconds: After this long the scheduler gives the attempt up.
    """

    required: ClassVar[Mapping[str, str]] = {}
    optional: ClassVar[Mapping[str, str]] = {
        "timeout": "seconds until an attempt is given up, 10 unless said otherwise",
    }

    stream: TextIO | None = None
    timeout_seconds: float = 10.0

    @classmethod
    def from_settings(cls, settings: Mapping[str, Setting]) -> Self:
        """Make a console notifier.

        Raises:
            SettingError: `timeout` is of no use.
        """
        return cls(timeout_seconds=timeout_seconds(settings))

    def send(self, message: Message) -> None:
        """Print the message.

        Raises:
            DeliveryError: Nobody reads the output any more, or the disk below it is
                full. Always retryable: the next start has an output of its own.
        """
        stream = self.stream or sys.stdout
        try:
            text = _writable(_layout(message, bold=_is_colourful(stream)), stream)
            with _one_at_a_time:
                stream.write(text)
                stream.flush()
        except BrokenPipeError as error:
            reason = "nobody reads standard output any more"
            raise DeliveryError("console", reason, retryable=True) from error
        except (OSError, ValueError) as error:  # ValueError: the stream is closed
            reason = fault_in_words(error)
            raise DeliveryError("console", reason, retryable=True) from error


def _layout(message: Message, *, bold: bool) -> str:
    title = plain_text.line(message.title)
    if bold:
        title = f"{_BOLD}{title}{_PLAIN}"
    repeat = _REPEAT if message.possible_repeat else ""
    body = indent(plain_text.block(message.body), "  ")
    return f"{title}{repeat}\n{body}\n" if body else f"{title}{repeat}\n"


def _is_colourful(stream: TextIO) -> bool:
    """Only on a terminal, and never under NO_COLOR (no-color.org)."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream.isatty()


def _writable(text: str, stream: TextIO) -> str:
    """Replace what the stream's encoding lacks: a reminder in ASCII beats none."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
