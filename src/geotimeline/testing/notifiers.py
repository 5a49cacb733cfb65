"""What every notifier promises, as tests that its author inherits.

Subclass `NotifierContract`, name the class, and give two fixtures: a `receiver`, which
stands for whatever the messages go to and can be told to misbehave, and the `settings`
with which a channel would reach it. docs/plugins.md shows a complete example.
"""

# ruff: noqa: D102 (the names of tests are sentences)

from __future__ import annotations

import time
import traceback
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import pytest

from geotimeline.errors import DeliveryError
from geotimeline.interfaces.messages import Message
from geotimeline.interfaces.notifiers import SettingError
from geotimeline.interfaces.settings import wrong_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geotimeline.interfaces.notifiers import Notifier, Setting

_PATIENCE_SECONDS = 30.0  # beyond the notifier's own limit, for a machine under load
_TEXTS = {
    "plain": "Some day within December 2025.",
    "several lines": "What: a visit\n\n  Who: RU, IN\nSaid: “in December”",
    "many scripts": "Путин в Индии · पुतिन भारत में · بوتين في الهند · 普京访问 · 🇮🇳🤝",
    "markup and quotes": "<b>1 < 2 &amp; 3</b> \"two\" 'one' `tick` %s {x} ${y} \\n",
    "lines that mean something in mail": ".\n..\nFrom here\n>From there\n--\nend",
    "ten thousand characters in a line": "word ünd " * 1111 + "end",
    "a thousand lines": "\n".join(f"line {number}" for number in range(1000)),
}
_CONTROLS = "before\x00\x07\x1b[31mred\x1b[0m\x7f\x9b\u202edesrever\u2028\ud800after"


@dataclass(frozen=True, slots=True)
class Received:
    """One message as it arrived.

    Attributes:
        title: The title, as a reader sees it.
        body: The body, as a reader sees it; a final newline does not matter.
        key: The message's key, or None where the way there has no place for it.
    """

    title: str
    body: str
    key: str | None = None


class Receiver(Protocol):
    """Stands for what a notifier sends to: keeps what arrives, fails when told to."""

    def received(self) -> Sequence[Received]:
        """Give what has arrived, oldest first."""
        ...

    def fail_temporarily(self) -> None:
        """From now on refuse in a way that may pass: busy, unreachable."""
        ...

    def fail_for_good(self) -> None:
        """From now on refuse in a way that will not pass: no such recipient."""
        ...

    def hang(self) -> None:
        """From now on take messages and never answer."""
        ...

    def recover(self) -> None:
        """From now on work again."""
        ...


def make_message(
    body: str = "Some day within December 2025.",
    *,
    title: str = "Vladimir Putin visits India",
    key: str = "0123456789abcdef01234567",
) -> Message:
    """Give a message such as the scheduler sends."""
    return Message(
        key=key,
        kind="reminder",
        title=title,
        body=body,
        event_id="ru-in-putin-visit-new-delhi",
        milestone="event",
        thread="ru-in-putin-visit-new-delhi",
        reason="7 days before the first possible day",
        due_at=datetime(2025, 11, 24, 8, tzinfo=UTC),
    )


class NotifierContract:
    """The tests; pytest runs them for each subclass whose name starts with `Test`.

    Attributes:
        notifier_class: The class under test.
        secrets: Texts in `settings` that must never show.
        carries_key: False where the way to the receiver has no place for the key.
        tells_final_failures: False where it cannot know that a retry is of no use.
        can_hang: False where the notifier cannot bound its own time.
    """

    # Unlike type[Notifier], this also accepts classes with attributes of their own.
    notifier_class: ClassVar[Any]
    secrets: ClassVar[tuple[str, ...]] = ()
    carries_key: ClassVar[bool] = True
    tells_final_failures: ClassVar[bool] = True
    can_hang: ClassVar[bool] = True

    @pytest.fixture
    def receiver(self) -> Receiver:
        """Give what the notifier sends to; every test gets a fresh one."""
        raise NotImplementedError

    @pytest.fixture
    def settings(self, receiver: Receiver) -> dict[str, Setting]:
        """Give settings that lead to the receiver.

        Where one of them is `timeout`, let it be long: a machine under load is slow.
        What tests a receiver that hangs shortens it.
        """
        raise NotImplementedError

    @pytest.fixture
    def notifier(self, settings: dict[str, Setting]) -> Notifier:
        """Make the notifier as the scheduler does."""
        assert wrong_names(self.notifier_class, settings) == ()
        notifier: Notifier = self.notifier_class.from_settings(settings)
        return notifier

    @pytest.mark.parametrize("body", _TEXTS.values(), ids=_TEXTS)
    def test_title_and_body_arrive_unharmed(
        self, notifier: Notifier, receiver: Receiver, body: str
    ) -> None:
        title = "Визит: “Putin visits India” — 50% <sure> & more…"

        notifier.send(make_message(body, title=title))

        (arrived,) = receiver.received()
        assert arrived.title == title
        assert arrived.body.rstrip("\n") == body

    def test_control_characters_do_no_harm(
        self, notifier: Notifier, receiver: Receiver
    ) -> None:
        notifier.send(
            make_message(_CONTROLS, title=f"a\r\nBcc: eve@example.org{_CONTROLS}")
        )
        notifier.send(make_message("next"))

        first, second = receiver.received()
        assert first.body.startswith("before")
        assert first.body.rstrip("\n").endswith("after")
        assert second.body.rstrip("\n") == "next"

    def test_every_attempt_carries_the_same_key(
        self, notifier: Notifier, receiver: Receiver
    ) -> None:
        if not self.carries_key:
            pytest.skip("this notifier has no place for the key")

        notifier.send(make_message("first attempt"))
        notifier.send(make_message("second attempt"))
        notifier.send(make_message("another reminder", key="f" * 24))

        keys = [arrived.key for arrived in receiver.received()]
        assert keys == [make_message().key, make_message().key, "f" * 24]

    def test_a_temporary_failure_may_be_retried(
        self, notifier: Notifier, receiver: Receiver
    ) -> None:
        receiver.fail_temporarily()

        with pytest.raises(DeliveryError) as caught:
            notifier.send(make_message())

        assert caught.value.retryable
        assert caught.value.reason

    def test_a_final_failure_is_told_as_such(
        self, notifier: Notifier, receiver: Receiver
    ) -> None:
        if not self.tells_final_failures:
            pytest.skip("this notifier cannot tell a final failure from a passing one")
        receiver.fail_for_good()

        with pytest.raises(DeliveryError) as caught:
            notifier.send(make_message())

        assert not caught.value.retryable
        assert caught.value.reason

    def test_a_receiver_that_recovers_gets_the_next_attempt(
        self, notifier: Notifier, receiver: Receiver
    ) -> None:
        receiver.fail_temporarily()
        with pytest.raises(DeliveryError):
            notifier.send(make_message("lost"))
        receiver.recover()

        notifier.send(make_message("found"))

        assert receiver.received()[-1].body.rstrip("\n") == "found"

    def test_a_receiver_that_hangs_is_given_up_in_time(
        self, settings: dict[str, Setting], receiver: Receiver
    ) -> None:
        if not self.can_hang:
            pytest.skip("this notifier leaves its time limit to the scheduler")
        has_limit = "timeout" in self.notifier_class.optional
        short = {"timeout": "0.5"} if has_limit else {}
        notifier = self.notifier_class.from_settings({**settings, **short})
        receiver.hang()
        started = time.monotonic()

        with pytest.raises(DeliveryError) as caught:
            notifier.send(make_message())

        assert caught.value.retryable
        elapsed = time.monotonic() - started
        assert elapsed < notifier.timeout_seconds + _PATIENCE_SECONDS

    def test_secrets_show_neither_in_errors_nor_in_the_notifier(
        self, notifier: Notifier, receiver: Receiver
    ) -> None:
        shown = [repr(notifier), str(notifier)]
        for misbehave in (receiver.fail_temporarily, receiver.fail_for_good):
            misbehave()
            with pytest.raises(DeliveryError) as caught:
                notifier.send(make_message())
            shown += [str(caught.value), caught.value.reason]
            shown += traceback.format_exception(caught.value)

        for secret in self.secrets:
            assert not [text for text in shown if secret in text]

    def test_several_threads_may_send_at_once(
        self, notifier: Notifier, receiver: Receiver
    ) -> None:
        bodies = [f"message {number}\nsecond line" for number in range(24)]

        with ThreadPoolExecutor(max_workers=8) as pool:
            list(pool.map(lambda body: notifier.send(make_message(body)), bodies))

        arrived = Counter(one.body.rstrip("\n") for one in receiver.received())
        assert arrived == Counter(bodies)

    def test_every_setting_has_one_line_of_help(self) -> None:
        known = {**self.notifier_class.required, **self.notifier_class.optional}

        assert not set(self.notifier_class.required) & set(self.notifier_class.optional)
        assert all(line.strip() and "\n" not in line for line in known.values())

    def test_names_that_are_missing_or_unknown_are_told(
        self, settings: dict[str, Setting]
    ) -> None:
        required = set(self.notifier_class.required)
        optional = {
            name: value for name, value in settings.items() if name not in required
        }

        wrong = wrong_names(self.notifier_class, {**optional, "no-such-setting": "x"})

        assert {problem.field for problem in wrong} == {*required, "no-such-setting"}

    def test_a_value_of_the_wrong_shape_is_refused_in_words(
        self, settings: dict[str, Setting]
    ) -> None:
        for name in (*self.notifier_class.required, *self.notifier_class.optional):
            with pytest.raises(SettingError) as caught:
                self.notifier_class.from_settings({**settings, name: [{"no": []}]})
            assert caught.value.message
