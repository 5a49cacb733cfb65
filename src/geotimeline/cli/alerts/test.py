"""`geotimeline alerts test`: one message through one channel."""

from __future__ import annotations

from typing import Annotated

import typer

from geotimeline.cli import completing, options
from geotimeline.cli.output import say, tell


def try_channel(
    channel: Annotated[
        str,
        typer.Argument(
            metavar="CHANNEL",
            help="A channel of alerts/, or console.",
            autocompletion=completing.channels,
        ),
    ],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the message instead of sending it.")
    ] = False,
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    """Send one test message, to see whether a channel works.

    Examples:
      geotimeline alerts test console
      geotimeline alerts test desk-mail
    """
    from geotimeline.services.loading import load
    from geotimeline.services.trying import channel_and_message, send_test
    from geotimeline.services.workbench import Workbench

    found, message = channel_and_message(load(data), channel, now=options.present(now))
    if dry_run:
        say(f"{message.title}\n\n{message.body}")
        tell(f"would send this by {found.notifier}; nothing was sent")
        return
    known_as = send_test(Workbench.at(data), found, message)
    tell(f"sent to {channel}" + (f" as {known_as}" if known_as else ""))
