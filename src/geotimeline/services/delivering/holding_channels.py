"""The channels of a scheduler, made ready, and made ready again when they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.adapters.secrets import file_stamps
from geotimeline.errors import SecretError
from geotimeline.services.data.holding import HeldData
from geotimeline.services.data.loading import ALERTS
from geotimeline.services.decisions import decided
from geotimeline.services.delivering.channels import made_ready, notifiers_for
from geotimeline.services.delivering.senders import UnusableChannel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geotimeline.adapters.redaction import Redactor
    from geotimeline.planning.channels import Channel
    from geotimeline.services.delivering.senders import Sender


class HeldChannels(HeldData):
    """The last good data of a scheduler, with its channels made ready.

    Attributes:
        notifiers: By channel name, made from `loaded`.
        mended: The channels that the last edit, or the last look at them, changed.
    """

    def __init__(
        self, folder: Path, *, environ: Mapping[str, str], redactor: Redactor
    ) -> None:
        """Read the data for the first time.

        Raises:
            DataError: It has problems, and there is nothing older to keep.
            NotFoundError: There is no such folder.
        """
        super().__init__(folder)
        self._environ = environ
        self._redactor = redactor
        self.notifiers: Mapping[str, Sender] = {}
        self.mended: frozenset[str] = frozenset()
        self._stamps: Mapping[str, object] = {}
        self._make({})

    def refresh(self) -> bool:
        """Read the data anew if a file has changed, and make its channels ready.

        Returns:
            Whether there is new data.
        """
        before = self.loaded.alerts.channels
        is_new = super().refresh()
        if is_new:
            self._make(before)
        return is_new

    def look_at_channels(self) -> bool:
        """Make channels anew that could not be made before, or whose secrets changed.

        A channel that was ready stays as it was where its new secret cannot be read.

        Returns:
            Whether there are new notifiers.
        """
        stamps = self._file_stamps()
        made = {
            name: sender
            for name, channel in self.loaded.alerts.channels.items()
            if self._needs_a_look(name, stamps)
            and not isinstance(sender := self._made_ready(channel), UnusableChannel)
        }
        self._stamps = stamps
        for name in made:
            decided("channel ready", channel=name)
        self.notifiers = {**self.notifiers, **made}
        self.mended = frozenset(made)
        return bool(made)

    def _make(self, before: Mapping[str, Channel]) -> None:
        """Make the channels that are new or were edited.

        Others stay, and with them what a notifier remembers: whom a mail has reached.

        Args:
            before: What they were; those that are the same have not been mended.
        """
        channels = self.loaded.alerts.channels
        kept = {
            name: sender
            for name, sender in self.notifiers.items()
            if before[name] == channels.get(name)
            and not isinstance(sender, UnusableChannel)
        }
        made = notifiers_for(
            {name: one for name, one in channels.items() if name not in kept},
            folder=self._folder,
            environ=self._environ,
            redactor=self._redactor,
        )
        self.notifiers = {**kept, **made}
        of_kept = {name: self._stamps[name] for name in kept}
        self._stamps = {**self._file_stamps(), **of_kept}
        self.mended = frozenset(
            name for name, channel in channels.items() if before.get(name) != channel
        )

    def _made_ready(self, channel: Channel) -> Sender:
        return made_ready(
            channel,
            folder=self._folder,
            environ=self._environ,
            redactor=self._redactor,
        )

    def _needs_a_look(self, name: str, stamps: Mapping[str, object]) -> bool:
        is_unusable = isinstance(self.notifiers.get(name), UnusableChannel)
        return is_unusable or stamps[name] != self._stamps.get(name)

    def _file_stamps(self) -> Mapping[str, object]:
        """Give what tells when the secret files of each channel were written."""
        folder = self._folder / ALERTS
        return {
            name: _stamps_of(channel, folder)
            for name, channel in self.loaded.alerts.channels.items()
        }


def _stamps_of(channel: Channel, folder: Path) -> object:
    try:
        return file_stamps(channel.settings, folder)
    except SecretError:
        return None  # the channel is unusable, and looked at each time
