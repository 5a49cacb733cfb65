"""Hand the scheduler over to the system's service manager; nothing is started here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geotimeline.adapters.atomic_file import digest, write_atomically
from geotimeline.adapters.service_unit import Launchd, Service, Systemd
from geotimeline.adapters.state_folder import state_folder
from geotimeline.errors import FileWriteError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.adapters.service_unit import ServiceManager


def service_for(data: Path, state: Path | None) -> Service:
    """Say what is to be kept running for a data folder, all paths whole.

    The name is that of the data folder's own state: each folder has its own service.
    """
    return Service(
        name=f"geotimeline-{state_folder(data).path.name}",
        program=(sys.executable, "-m", "geotimeline"),
        data=data.resolve(),
        state=state_folder(data, state).path.resolve(),
    )


def manager_for(
    environ: Mapping[str, str], *, platform: str | None = None
) -> ServiceManager:
    """Give the service manager of this system: launchd on macOS, else systemd.

    Args:
        environ: Where `HOME` is looked up.
        platform: As `sys.platform` names it; this one if None.
    """
    home = Path(environ.get("HOME") or Path.home())
    return (
        Launchd(home)
        if (platform or sys.platform) == "darwin"
        else Systemd(home, environ)
    )


def installed(manager: ServiceManager, service: Service) -> str | None:
    """Give the description that is installed; None if there is none."""
    try:
        return manager.path(service).read_text("utf-8")
    except FileNotFoundError:
        return None


def install(manager: ServiceManager, service: Service) -> bool:
    """Write the description, in the place of an older one.

    Returns:
        False if it stood there already, word for word.

    Raises:
        FileWriteError: It cannot be written.
        FileChangedError: Somebody else wrote it at the same moment.
    """
    path, text = manager.path(service), manager.text(service)
    before = installed(manager, service)
    if before == text:
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileWriteError(str(path), error.strerror or str(error)) from error
    write_atomically(path, text, None if before is None else digest(before))
    return True


def uninstall(manager: ServiceManager, service: Service) -> bool:
    """Remove the description; False if there was none.

    Raises:
        FileWriteError: It cannot be removed.
    """
    path = manager.path(service)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise FileWriteError(str(path), error.strerror or str(error)) from error
    return True
