from __future__ import annotations

import contextlib
import io
import os
import re
from dataclasses import replace
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.notifiers.console import ConsoleNotifier
from geotimeline.errors import DeliveryError
from geotimeline.testing import NotifierContract, Received, make_message

if TYPE_CHECKING:
    from geotimeline.interfaces.notifiers import Setting


class Screen(io.StringIO):
    """Standard output that can fail like a full disk or a closed pipe."""

    error: OSError | None = None

    def write(self, text: str) -> int:
        if self.error is not None:
            raise self.error
        return super().write(text)

    def received(self) -> list[Received]:
        blocks = re.split(r"^(?=\S)", self.getvalue(), flags=re.MULTILINE)[1:]
        pairs = (block.split("\n", 1) for block in blocks)
        return [Received(title, dedent(_indented(body))) for title, body in pairs]

    def fail_temporarily(self) -> None:
        self.error = OSError(28, "No space left on device")

    def fail_for_good(self) -> None:
        self.error = BrokenPipeError(32, "Broken pipe")

    def hang(self) -> None:
        raise NotImplementedError

    def recover(self) -> None:
        self.error = None


def _indented(body: str) -> str:
    """Take away exactly the two columns that the notifier adds."""
    return "".join(line.removeprefix("  ") for line in body.splitlines(keepends=True))


class Terminal(Screen):
    def isatty(self) -> bool:
        return True


class TestConsoleNotifier(NotifierContract):
    notifier_class = ConsoleNotifier
    carries_key = False
    tells_final_failures = False
    can_hang = False

    @pytest.fixture
    def receiver(self) -> Screen:
        return Screen()

    @pytest.fixture
    def settings(self) -> dict[str, Setting]:
        return {"timeout": "1"}

    @pytest.fixture
    def notifier(
        self,
        receiver: Screen,
    ) -> ConsoleNotifier:
        return ConsoleNotifier(receiver)


def test_the_title_stands_alone_and_the_body_is_indented() -> None:
    screen = Screen()

    ConsoleNotifier(screen).send(make_message("One line.\n\nAnother.", title="A visit"))

    assert screen.getvalue() == "A visit\n  One line.\n\n  Another.\n"


def test_standard_output_is_looked_up_when_it_is_needed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ConsoleNotifier.from_settings({}).send(make_message())

    assert capsys.readouterr().out.startswith("Vladimir Putin visits India\n")


@pytest.mark.parametrize(
    ("environment", "bold"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["a terminal", "NO_COLOR", "a dumb terminal"],
)
def test_the_title_is_bold_only_where_that_is_welcome(
    environment: dict[str, str], *, bold: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    terminal = Terminal()

    ConsoleNotifier(terminal).send(make_message(title="A visit"))

    assert ("\x1b[1mA visit\x1b[0m" in terminal.getvalue()) == bold


def test_no_escape_sequence_of_a_quote_reaches_the_terminal() -> None:
    screen = Screen()

    ConsoleNotifier(screen).send(
        make_message("\x1b[2J\x9b2J\u202e5202", title="\x1b]0;x\x07")
    )

    assert screen.getvalue() == "␛]0;x␇\n  ␛[2J�2J�5202\n"


def test_a_stream_without_the_letters_gets_them_spelt_out() -> None:
    raw = io.BytesIO()

    stream = io.TextIOWrapper(raw, "ascii")

    ConsoleNotifier(stream).send(make_message("Дели", title="…"))

    assert raw.getvalue() == b"\\u2026\n  \\u0414\\u0435\\u043b\\u0438\n"


def test_a_possible_repeat_says_so() -> None:
    screen = Screen()
    message = make_message(title="A visit")

    ConsoleNotifier(screen).send(replace(message, possible_repeat=True))

    assert screen.getvalue().startswith("A visit (may be a repeat)\n")


def test_a_pipe_that_nobody_reads_is_a_failure_in_words() -> None:
    reader, writer = os.pipe()
    os.close(reader)

    pipe = os.fdopen(writer, "w")

    with pytest.raises(DeliveryError) as caught:
        ConsoleNotifier(pipe).send(make_message())

    with contextlib.suppress(BrokenPipeError):  # closing tries to write once more
        pipe.close()
    assert str(caught.value) == "console: nobody reads standard output any more"
    assert caught.value.retryable


def test_a_closed_stream_is_a_failure_and_not_a_crash() -> None:
    screen = Screen()
    screen.close()

    with pytest.raises(DeliveryError, match="closed"):
        ConsoleNotifier(screen).send(make_message())
