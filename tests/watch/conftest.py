"""The parts of the fault tests: a real scheduler, its data, and a scripted server."""

from __future__ import annotations

from tests.faults.conftest import home, run, server

__all__ = ["home", "run", "server"]
