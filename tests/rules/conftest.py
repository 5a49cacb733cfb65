"""The desk of the tests of the services, for rules that steer when it tells."""

from __future__ import annotations

from tests.services.conftest import make_desk

__all__ = ["make_desk"]
