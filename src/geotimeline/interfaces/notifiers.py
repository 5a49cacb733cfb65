"""The port through which reminders leave: what the author of a notifier implements."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.interfaces.messages import Message

Setting = object  # text, a list or a mapping of the same, as YAML gives it


class SettingError(Exception):
    """A channel's settings cannot be used; `check` turns it into a problem.

    Attributes:
        field: Which setting is wrong; empty if it concerns them together.
        message: What is wrong and what would be right, without a final stop.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}" if field else message)
        self.field = field
        self.message = message


class Notifier(Protocol):
    """Delivers messages to one destination.

    A notifier is a class with `from_settings`; its entry point names the class. One
    instance serves one channel and may be called from several threads at once.

    Attributes:
        required: Settings a channel must give, each with a line of help.
        optional: Settings a channel may give, each with a line of help.
        timeout_seconds: After this long the scheduler gives the attempt up.
    """

    required: ClassVar[Mapping[str, str]]
    optional: ClassVar[Mapping[str, str]]

    @property
    def timeout_seconds(self) -> float:
        """How long one attempt may take before it counts as failed."""
        ...

    @classmethod
    def from_settings(cls, settings: Mapping[str, Setting]) -> Self:
        """Make a notifier from a channel's settings, secrets filled in.

        Names are checked against `required` and `optional` before the call, by
        `geotimeline.interfaces.settings.wrong_names`, whose neighbours read values.

        Raises:
            SettingError: A value is of no use.
        """
        ...

    def send(self, message: Message) -> str | None:
        """Deliver the message, or fail.

        Returns:
            The receiver's or the protocol's id of the message, where there is one.

        Raises:
            DeliveryError: Not delivered; `retryable` says whether to try again.
        """
        ...
