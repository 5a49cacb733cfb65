"""`geotimeline alerts test`: one message through one channel."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import completing, options
from geotimeline.cli.alerts import naming  # noqa: TC001 (Typer reads it at run time)
from geotimeline.cli.output import say, tell
from geotimeline.errors import DeliveryError

if TYPE_CHECKING:
    from datetime import datetime

    from geotimeline.services.scheduling.workbench import Workbench

_ANSWERS = {"y": True, "yes": True, "n": False, "no": False}


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
    confirm: Annotated[
        bool,
        typer.Option("--confirm", help="Ask whether it arrived, and remember that."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the message instead of sending it.")
    ] = False,
    by: naming.By = "",
    data: options.Data = options.HERE,
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Send one test message, to see whether a channel works.

    With --confirm it then asks on the terminal whether the message arrived (a piped
    answer, y or n, is taken too), and `status` shows when that was. It ends with 20 if
    it did not arrive, or nobody says.

    Examples:
      geotimeline alerts test console
      geotimeline alerts test desk-mail --confirm
    """
    from geotimeline.services.data.loading import load
    from geotimeline.services.scheduling.trying import channel_and_message, send_test
    from geotimeline.services.scheduling.workbench import Workbench

    if confirm and dry_run:
        both = "--dry-run sends nothing that could arrive; leave --confirm out"
        raise typer.BadParameter(both)
    at = options.present(now)
    found, message = channel_and_message(load(data), channel, now=at)
    if dry_run:
        say(f"{message.title}\n\n{message.body}")
        tell(f"would send this by {found.notifier}; nothing was sent")
        return
    workbench = Workbench.at(data, state)
    known_as = send_test(workbench, found, message)
    tell(f"sent to {channel}" + (f" as {known_as}" if known_as else ""))
    if confirm:
        _confirm(workbench, channel, at, by)


def _confirm(workbench: Workbench, channel: str, at: datetime, by: str) -> None:
    """Ask whether it arrived, keep the answer, and fail unless it is yes."""
    from geotimeline.interfaces.standings import Confirmation
    from geotimeline.services.health.confirming import confirm

    arrived = _answer(channel)
    if arrived is None:
        reason = "sent, and nobody said whether it arrived; nothing was noted"
        raise DeliveryError(channel, reason, retryable=False)
    with workbench.ledger() as ledger:
        confirm(channel, Confirmation(at, arrived=arrived, by=by), ledger)
    if not arrived:
        reason = "sent, and it did not arrive; `status` shows that from now on"
        raise DeliveryError(channel, reason, retryable=False)
    tell(f"noted: {channel} works; `geotimeline status` shows when you saw it")


def _answer(channel: str) -> bool | None:
    """Ask until the answer is yes or no; None if there is nobody to answer."""
    while True:
        tell(f"Did the test message arrive through {channel}? [y/n]")
        line = sys.stdin.readline()
        if not line:
            return None
        answer = _ANSWERS.get(line.strip().lower())
        if answer is not None:
            return answer
