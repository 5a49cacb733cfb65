"""The scheduler as a service of one user: systemd's unit, launchd's property list."""

from __future__ import annotations

import plistlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

_AGAIN_SECONDS = 30
_STOP_SECONDS = 330  # the longest time-out of a channel, and what it takes to write


@dataclass(frozen=True, slots=True)
class Service:
    """What is to be kept running.

    Attributes:
        name: Letters, digits and hyphens; no other service of the user has it.
        program: The program and its first arguments, the program by its whole path.
        data: The data folder, as a whole path.
        state: The folder of the ledger, as a whole path.
    """

    name: str
    program: tuple[str, ...]
    data: Path
    state: Path

    @property
    def command(self) -> tuple[str, ...]:
        """The whole command line."""
        places = ("--data", str(self.data), "--state", str(self.state))
        return (*self.program, "run", *places)


class ServiceManager(Protocol):
    """What keeps services of a user running on one kind of system."""

    def path(self, service: Service) -> Path:
        """Say where the description of a service belongs."""
        ...

    def text(self, service: Service) -> str:
        """Describe the service, as the manager reads it."""
        ...

    def start_commands(self, service: Service) -> tuple[str, ...]:
        """Give the commands that start it, now and whenever the machine starts."""
        ...

    def stop_commands(self, service: Service) -> tuple[str, ...]:
        """Give the commands that stop it for good."""
        ...


@dataclass(frozen=True, slots=True)
class Systemd:
    """systemd's user manager.

    Attributes:
        home: The user's folder.
        environ: Where `XDG_CONFIG_HOME` is looked up.
    """

    home: Path
    environ: Mapping[str, str]

    @property
    def _config(self) -> Path:
        chosen = self.environ.get("XDG_CONFIG_HOME", "")
        return Path(chosen) if chosen.startswith("/") else self.home / ".config"

    def path(self, service: Service) -> Path:
        """Give the path of the unit file."""
        return self._config / "systemd/user" / f"{service.name}.service"

    def text(self, service: Service) -> str:
        """Write the unit file; all of its hardening works without privileges."""
        secrets = self._config / "geotimeline" / f"{service.name}.env"
        return f"""\
[Unit]
Description={service.name}, reminders of uncertain dates
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart={" ".join(map(_quoted, service.command))}
EnvironmentFile=-{str(secrets).replace("%", "%%")}
Restart=on-failure
RestartSec={_AGAIN_SECONDS}
RestartPreventExitStatus=2
TimeoutStopSec={_STOP_SECONDS}
UMask=0077
NoNewPrivileges=yes
LockPersonality=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native

[Install]
WantedBy=default.target
"""

    def start_commands(self, service: Service) -> tuple[str, ...]:
        """Give what a person types; lingering lets it run without a login."""
        return (
            "systemctl --user daemon-reload",
            f"systemctl --user enable --now {service.name}",
            "loginctl enable-linger",
        )

    def stop_commands(self, service: Service) -> tuple[str, ...]:
        """Give what a person types before the unit file goes."""
        return (f"systemctl --user disable --now {service.name}",)


@dataclass(frozen=True, slots=True)
class Launchd:
    """macOS' launchd, for the time a user is logged in.

    Attributes:
        home: The user's folder.
    """

    home: Path

    def path(self, service: Service) -> Path:
        """Give the path of the property list."""
        return self.home / "Library/LaunchAgents" / f"{service.name}.plist"

    def text(self, service: Service) -> str:
        """Write the property list."""
        described = {
            "Label": service.name,
            "ProgramArguments": list(service.command),
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "ThrottleInterval": _AGAIN_SECONDS,
            "ExitTimeOut": _STOP_SECONDS,
            "ProcessType": "Background",
            "Umask": 0o077,
            "StandardErrorPath": str(service.state / "scheduler.log"),
        }
        return plistlib.dumps(described).decode()

    def start_commands(self, service: Service) -> tuple[str, ...]:
        """Give what a person types."""
        return (f"launchctl bootstrap gui/$(id -u) '{self.path(service)}'",)

    def stop_commands(self, service: Service) -> tuple[str, ...]:
        """Give what a person types before the property list goes."""
        return (f"launchctl bootout gui/$(id -u)/{service.name}",)


def _quoted(word: str) -> str:
    r"""Write a word so that systemd reads it as it is: no `%`, `$` or `\` counts."""
    for sign, written in (("\\", r"\\"), ('"', r"\""), ("\n", r"\n")):
        word = word.replace(sign, written)
    return '"' + word.replace("%", "%%").replace("$", "$$") + '"'
