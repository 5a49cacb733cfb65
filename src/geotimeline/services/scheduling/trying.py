"""One test message through one channel."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from geotimeline.errors import DataError, DeliveryError, NotFoundError, Problem
from geotimeline.interfaces.notifiers import SettingError
from geotimeline.services.delivering.channels import notifier_for
from geotimeline.services.messages.composing import compose_test

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.interfaces.messages import Message
    from geotimeline.interfaces.notifiers import Notifier
    from geotimeline.planning.channels import Channel
    from geotimeline.services.data.loading import Loaded
    from geotimeline.services.scheduling.workbench import Workbench

_SLACK_SECONDS = 1.0


def channel_and_message(
    loaded: Loaded, name: str, *, now: datetime
) -> tuple[Channel, Message]:
    """Give a channel and the message that shows whether it works.

    Raises:
        NotFoundError: There is no such channel; the nearest ones are named.
    """
    from difflib import get_close_matches  # noqa: PLC0415 (only for the hint)

    channels = loaded.alerts.channels
    if name not in channels:
        near = get_close_matches(name, channels, n=3) or sorted(channels)
        raise NotFoundError("channel", name, f"there is {' or '.join(near)}")
    return channels[name], compose_test(name, now=now)


def send_test(workbench: Workbench, channel: Channel, message: Message) -> str:
    """Send the message, once.

    Returns:
        The receiver's id of the message; empty if it gives none.

    Raises:
        NotFoundError: No notifier of that name is installed.
        SecretError: A secret is not there.
        DataError: A setting is of no use.
        DeliveryError: It was not delivered, in words without secrets.
    """
    redact = workbench.redactor.redact
    try:
        notifier = notifier_for(
            channel,
            folder=workbench.folder,
            environ=workbench.environ,
            redactor=workbench.redactor,
        )
    except SettingError as error:
        where = f"channels.{channel.name}"
        where += f".{error.field}" if error.field else ""
        line = channel.lines.get(error.field, channel.line)
        problem = Problem(channel.path, line, where, redact(error.message))
        raise DataError((problem,)) from error
    answer = _answer(channel.name, notifier, message)
    if isinstance(answer, DeliveryError):
        reason = redact(answer.reason)
        raise DeliveryError(
            answer.notifier, reason, retryable=answer.retryable, status=answer.status
        ) from None
    return answer


def _answer(name: str, notifier: Notifier, message: Message) -> str | DeliveryError:
    """Send in a thread that can be given up; say the id, or what went wrong."""
    answers: list[str | DeliveryError] = []

    def send() -> None:
        try:
            answers.append(notifier.send(message) or "")
        except DeliveryError as error:
            answers.append(error)
        except Exception as error:  # noqa: BLE001 (a plugin's bug is not ours)
            reason = f"the notifier is broken: {type(error).__name__}: {error}"
            answers.append(DeliveryError(name, reason, retryable=False))

    thread = threading.Thread(target=send, daemon=True)
    thread.start()
    thread.join(notifier.timeout_seconds + _SLACK_SECONDS)
    if answers:
        return answers[0]
    reason = f"no answer within {notifier.timeout_seconds:.0f} s; it may have arrived"
    return DeliveryError(name, reason, retryable=True)
