"""The example plugin, installed once for all tests that want to see it."""

from __future__ import annotations

import pytest

from tests.plugins.packaging import install_example_plugin

# Its tests need it installed; test_example_plugin.py runs them as its author would.
collect_ignore = ["example_plugin"]


@pytest.fixture(scope="session")
def installed_plugin(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the environment of a process that sees the installed example plugin."""
    return install_example_plugin(tmp_path_factory.mktemp("plugin"))
