"""The clock that leases run by: it counts time since boot, and nobody can set it.

A wall clock that jumps forward would end leases of workers that are alive, and send
their messages twice; one that jumps back would hold up those of the dead.
"""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import Protocol

_LINUX_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_OTHER_BOOT_IDS = ("kern.bootsessionuuid", "kern.boottime")  # macOS; the BSDs

_SYSCTL = "/usr/sbin/sysctl"

# Runs on while the machine is suspended; outside Linux CLOCK_MONOTONIC does so itself.
_SINCE_BOOT = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class LeaseClock(Protocol):
    """Measures leases; readings compare between processes of one boot of one host."""

    @property
    def boot(self) -> str:
        """Which boot of which host this is: a lease of another one has ended."""
        ...

    def now(self) -> float:
        """Give the seconds since boot, suspended time included."""
        ...


class SystemLeaseClock:
    """The lease clock of this machine.

    Attributes:
        boot: The kernel's id of this boot; the same in all processes.
    """

    def __init__(self) -> None:
        self.boot = _boot_id()

    def now(self) -> float:
        """Give the seconds since boot, suspended time included."""
        return time.clock_gettime(_SINCE_BOOT)


def _boot_id() -> str:
    """Name this boot; where no source is known, all boots share a name.

    Leases left over from before a reboot then last as long as the uptime they were
    measured against, at worst; they still end.
    """
    try:
        return _LINUX_BOOT_ID.read_text("ascii").strip()
    except OSError:
        return next(filter(None, map(_sysctl, _OTHER_BOOT_IDS)), "unnamed boot")


def _sysctl(name: str) -> str:
    """Read one kernel value; empty where there is no such value or no such program."""
    try:
        done = subprocess.run(  # noqa: S603 (a fixed program and fixed names)
            [_SYSCTL, "-n", name],
            capture_output=True,
            check=False,
            text=True,
        )
    except OSError:
        return ""
    return done.stdout.strip()
