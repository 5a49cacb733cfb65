"""`geotimeline alerts send`: one pass over what is due now, for cron."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.output import say, tell
from geotimeline.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geotimeline.interfaces.entries import Entry
    from geotimeline.services.scheduling.passing import Passed


def send_alerts(
    *,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Say what would be sent; send and write nothing."
        ),
    ] = False,
    data: options.Data = options.HERE,
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Send what is due now, once, and end; for cron instead of `geotimeline run`.

    What fails is tried again by the next pass. The first pass on a new ledger takes
    everything due earlier as known.

    Examples:
      geotimeline alerts send --dry-run
      geotimeline alerts send --data /srv/desk --state /var/lib/desk
    """
    from geotimeline.services.data.loading import load
    from geotimeline.services.scheduling.workbench import Workbench

    logging.getLogger("geotimeline").addHandler(logging.NullHandler())
    workbench = Workbench.at(data, state)
    if dry_run:
        from geotimeline.services.scheduling.passing import rehearse

        loaded = load(data)
        with workbench.existing_ledger() as ledger:
            _tell_rehearsed(rehearse(loaded, ledger, now=options.present(now)))
        return
    from geotimeline.services.scheduling.passing import loaded_since_last_plan, one_pass

    with workbench.ledger() as ledger:
        clock = options.clock(now)
        loaded = loaded_since_last_plan(data, ledger, clock)
        delivery = workbench.delivery(loaded, ledger, clock)
        passed = one_pass(loaded, delivery)
    _tell_passed(passed)
    if passed.failed:
        raise typer.Exit(DeliveryError.exit_code)


def _tell_rehearsed(passed: Passed) -> None:
    from geotimeline.formats.reminders.ledger_text import entry_lines

    for entry in passed.sent:
        for line in entry_lines(entry):
            say(line)
    tell(f"would send {_counted(passed.sent)}; nothing was sent or written")
    _tell_waiting(passed)
    _tell_known(passed)


def _tell_passed(passed: Passed) -> None:
    for entry in passed.failed:
        one = entry.identity
        why = entry.last_error or entry.note or "another process is at it"
        tell(f"not sent: {one.event}, {one.moment}, to {one.channel}: {why}")
    tell(f"sent {_counted(passed.sent)}, failed {len(passed.failed)}")
    _tell_waiting(passed)
    _tell_known(passed)


def _tell_waiting(passed: Passed) -> None:
    if passed.waiting:
        channels = ", ".join(sorted({one.identity.channel for one in passed.waiting}))
        count = _counted(passed.waiting)
        tell(f"{count} due, waiting for {channels}; see `geotimeline status`")


def _tell_known(passed: Passed) -> None:
    if passed.taken_as_known:
        tell(f"{passed.taken_as_known} due earlier are taken as known (first run)")


def _counted(entries: Sequence[Entry]) -> str:
    return f"{len(entries)} reminder{'' if len(entries) == 1 else 's'}"
