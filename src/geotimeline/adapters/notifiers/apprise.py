"""Reach the services that Apprise knows, by one URL (an optional extra)."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Self

from geotimeline.adapters.notifiers import plain_text
from geotimeline.adapters.notifiers.deadlines import within
from geotimeline.adapters.notifiers.network import may_have_arrived
from geotimeline.errors import DeliveryError
from geotimeline.interfaces.notifiers import SettingError
from geotimeline.interfaces.settings import text, timeout_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.adapters.notifiers.deadlines import Deadline
    from geotimeline.interfaces.messages import Message
    from geotimeline.interfaces.notifiers import Setting

_REPEAT = "(This may be a repeat.)"


@dataclass(frozen=True, slots=True)
class AppriseNotifier:
    """Hands each message to Apprise, which says only whether it believes it was sent.

    Attributes:
        url: Apprise's address of the service, usually with a token inside.
        timeout_seconds: How long the whole attempt may take.
    """

    required: ClassVar[Mapping[str, str]] = {
        "url": "address of the service in Apprise's form, such as ntfys://HOST/TOPIC",
    }
    optional: ClassVar[Mapping[str, str]] = {
        "timeout": "seconds until an attempt is given up, 10 unless said otherwise",
    }

    url: str = field(repr=False)
    timeout_seconds: float = 10.0

    @classmethod
    def from_settings(cls, settings: Mapping[str, Setting]) -> Self:
        """Make a notifier for one Apprise URL.

        Raises:
            SettingError: Apprise is not installed, or does not know the URL.
        """
        url = text(settings, "url")
        notifier = cls(url, timeout_seconds(settings))
        if not _library().Apprise.instantiate(url):
            raise SettingError("url", "Apprise cannot use this address")
        return notifier

    def send(self, message: Message) -> None:
        """Hand the message to Apprise.

        Raises:
            DeliveryError: Apprise failed or took too long. Always retryable: it does
                not say why.
        """
        try:
            delivered = within(
                self.timeout_seconds, lambda end: self._notify(message, end)
            )
        except OSError as error:
            raise DeliveryError(
                "apprise",
                str(error),
                retryable=True,
                may_have_arrived=may_have_arrived(error),
            ) from error
        if not delivered:
            reason = "Apprise could not deliver it, and does not say why"
            raise DeliveryError("apprise", reason, retryable=True)

    def _notify(self, message: Message, _: Deadline) -> bool:
        library = _library()
        service = library.Apprise()
        service.add(self.url)
        body = plain_text.block(message.body)
        if message.possible_repeat:
            body = f"{body}\n\n{_REPEAT}"
        title = plain_text.line(message.title)
        # True, False, or None where there was nothing to notify.
        return bool(
            service.notify(
                title=title, body=body, body_format=library.NotifyFormat.TEXT
            )
        )


def _library() -> Any:  # noqa: ANN401 (an optional library without types of its own)
    try:
        return import_module("apprise")
    except ImportError as error:
        raise SettingError(
            "notifier", "apprise is not installed: pip install 'geotimeline[apprise]'"
        ) from error
