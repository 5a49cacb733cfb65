"""Channels made ready: settings checked, secrets filled in, notifiers made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.adapters.secrets import fill
from geotimeline.errors import NotFoundError, SecretError
from geotimeline.interfaces.notifiers import SettingError
from geotimeline.interfaces.settings import wrong_names
from geotimeline.plugins import find_notifier
from geotimeline.services.decisions import decided
from geotimeline.services.delivering.senders import Sender, UnusableChannel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geotimeline.adapters.redaction import Redactor
    from geotimeline.interfaces.notifiers import Notifier
    from geotimeline.planning.channels import Channel


def notifier_for(
    channel: Channel, *, folder: Path, environ: Mapping[str, str], redactor: Redactor
) -> Notifier:
    """Make the notifier of a channel, its secrets filled in.

    Args:
        channel: As alerts/ describes it.
        folder: The data folder; secret files are relative to its alerts/.
        environ: Where `${NAME}` is looked up.
        redactor: Learns every secret that is filled in.

    Raises:
        NotFoundError: No notifier of that name is installed.
        SettingError: A setting is missing, unknown or of no use.
        SecretError: A secret is not there.
    """
    maker = find_notifier(channel.notifier)
    for error in wrong_names(maker, channel.settings):
        raise error
    where = f"channels.{channel.name}"
    settings = {
        name: fill(
            value,
            environ=environ,
            folder=folder / "alerts",
            where=f"{where}.{name}",
            redactor=redactor,
        )
        for name, value in channel.settings.items()
    }
    return maker.from_settings(settings)


def made_ready(
    channel: Channel, *, folder: Path, environ: Mapping[str, str], redactor: Redactor
) -> Sender:
    """Make the notifier of a channel, or what says at each attempt why there is none.

    A desk's other channels go on, and the reminders of this one wait until it is
    mended or they are stale.
    """
    try:
        return notifier_for(channel, folder=folder, environ=environ, redactor=redactor)
    except (NotFoundError, SettingError, SecretError) as error:
        return UnusableChannel(channel.name, redactor.redact(str(error)))


def notifiers_for(
    channels: Mapping[str, Channel],
    *,
    folder: Path,
    environ: Mapping[str, str],
    redactor: Redactor,
) -> dict[str, Sender]:
    """Make all notifiers, and say which channels cannot be used."""
    made = {
        name: made_ready(channel, folder=folder, environ=environ, redactor=redactor)
        for name, channel in channels.items()
    }
    for name, sender in made.items():
        if isinstance(sender, UnusableChannel):
            decided("unusable channel", channel=name, why=sender.reason)
    return made
