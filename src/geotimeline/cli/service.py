"""`geotimeline service`: let the system keep the scheduler running."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.lazy import LazyGroup, group
from geotimeline.cli.output import say, tell, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import ClassVar

    from geotimeline.adapters.service_unit import Service, ServiceManager

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Print what would be done; change nothing.")
]


def install_service(
    *,
    dry_run: DryRun = False,
    data: options.Data = options.HERE,
    state: options.State = None,
) -> None:
    """Write a service for the scheduler of this data folder; nothing is started.

    It is a systemd unit of the user, on macOS an agent of launchd. The commands that
    start it are told.

    Examples:
      geotimeline service install --dry-run
      geotimeline service install --data /srv/desk
    """
    from geotimeline.services.scheduling.installing import install

    manager, service = _here(data, state)
    if dry_run:
        write((manager.text(service),))
        tell(f"it belongs into {manager.path(service)}; nothing was written")
        return
    was_new = install(manager, service)
    say(str(manager.path(service)))
    tell("written; nothing was started" if was_new else "it is there already")
    _tell_next("to start it, now and with the machine", manager.start_commands(service))


def uninstall_service(
    *,
    dry_run: DryRun = False,
    data: options.Data = options.HERE,
    state: options.State = None,
) -> None:
    """Remove the service of this data folder; what runs goes on until it is stopped.

    Examples:
      geotimeline service uninstall --dry-run
      geotimeline service uninstall
    """
    from geotimeline.services.scheduling.installing import installed, uninstall

    manager, service = _here(data, state)
    if installed(manager, service) is None:
        tell(f"no service is installed: there is no {manager.path(service)}")
        return
    if not dry_run:
        uninstall(manager, service)
    say(str(manager.path(service)))
    tell("would be removed" if dry_run else "removed; nothing was stopped")
    _tell_next("to stop it", manager.stop_commands(service))


def show_service(
    *, data: options.Data = options.HERE, state: options.State = None
) -> None:
    """Say whether the service is installed, up to date, and at work.

    Examples:
      geotimeline service status
    """
    from geotimeline.services.scheduling.installing import installed
    from geotimeline.services.scheduling.workbench import Workbench

    manager, service = _here(data, state)
    found = installed(manager, service)
    is_current = found == manager.text(service)
    words = "installed" if is_current else "installed, and differs: install it again"
    say(f"service     {'not installed' if found is None else words}")
    say(f"file        {manager.path(service)}")
    say(f"scheduler   {Workbench.at(data, state).holder() or 'not running'}")


def _here(data: Path, state: Path | None) -> tuple[ServiceManager, Service]:
    import os

    from geotimeline.services.scheduling.installing import manager_for, service_for

    return manager_for(os.environ), service_for(data, state)


def _tell_next(purpose: str, commands: Iterable[str]) -> None:
    tell(f"{purpose}:")
    for command in commands:
        tell(f"  {command}")


class _Service(LazyGroup):
    places: ClassVar[Mapping[str, str]] = {
        "install": "geotimeline.cli.service:install_service",
        "uninstall": "geotimeline.cli.service:uninstall_service",
        "status": "geotimeline.cli.service:show_service",
    }


def _before_commands() -> None:
    """Let systemd or launchd keep the scheduler running."""


app = group(_Service, "service", _before_commands)
