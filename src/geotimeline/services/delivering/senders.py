"""What a message is handed to, and for how long it may keep it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

from geotimeline.errors import DeliveryError
from geotimeline.services.decisions import failed

if TYPE_CHECKING:
    from geotimeline.interfaces.messages import Message

_SLACK_SECONDS = 1.0  # what a notifier may take past its own time-out


class Sender(Protocol):
    """What is asked of a notifier here, and of whatever stands in for one."""

    @property
    def timeout_seconds(self) -> float:
        """How long one attempt may take."""
        ...

    def send(self, message: Message) -> str | None:
        """Deliver the message, or raise `DeliveryError`."""
        ...


class UnusableChannel:
    """Stands for a channel whose settings cannot be used; every attempt says why.

    Attributes:
        reason: Why, without secrets.
    """

    timeout_seconds = 1.0

    def __init__(self, name: str, reason: str) -> None:
        self.reason = reason
        self._error = DeliveryError(name, reason, retryable=True)

    def send(self, _: object) -> str | None:
        """Fail, and say why.

        Raises:
            DeliveryError: Always; retryable, since the settings may be mended.
        """
        raise self._error


def timeout_of(sender: Sender) -> float:
    """Say after how many seconds an attempt is given up."""
    return sender.timeout_seconds + _SLACK_SECONDS


def answer_of(channel: str, sender: Sender, message: Message) -> str | DeliveryError:
    """Send in a thread that can be given up; say the id, or what went wrong."""
    answers: list[str | DeliveryError] = []
    ended = threading.Event()
    timeout = timeout_of(sender)

    def send() -> None:
        try:
            answers.append(sender.send(message) or "")
        except DeliveryError as error:
            answers.append(error)
        except Exception as error:  # noqa: BLE001 (a plugin's bug must not silence the others)
            failed("broken notifier", channel=channel, key=message.key)
            reason = f"the notifier is broken: {type(error).__name__}"
            answers.append(DeliveryError(channel, reason, retryable=True))
        finally:
            ended.set()

    threading.Thread(target=send, name=f"at-{message.key}", daemon=True).start()
    if ended.wait(timeout) and answers:
        return answers[0]
    reason = f"no answer within {timeout:.0f} s; it may have arrived"
    return DeliveryError(channel, reason, retryable=True, may_have_arrived=True)
