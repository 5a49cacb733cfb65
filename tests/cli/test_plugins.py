"""A notifier and an exporter from another distribution, used on the command line."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.plugins.packaging import install_example_plugin

if TYPE_CHECKING:
    from pathlib import Path

FILE_CHANNEL = "channels:\n  notes: {notifier: file, path: %s}\n"


def test_an_installed_plugin_is_listed_sent_through_and_exported_with(
    tmp_path: Path, desk: Path
) -> None:
    environ = install_example_plugin(tmp_path) | {"GEOTIMELINE_DATA": str(desk)}
    notes = tmp_path / "notes.txt"
    (desk / "alerts" / "more.yaml").write_text(FILE_CHANNEL % notes, "utf-8")

    def geotimeline(*arguments: str) -> str:
        command = [sys.executable, "-m", "geotimeline", *arguments]
        return subprocess.run(
            command, env=environ, check=True, capture_output=True, text=True
        ).stdout

    listed = geotimeline("plugins")
    geotimeline("alerts", "test", "notes")
    exported = geotimeline("export", "titles")

    assert [line.split()[:2] for line in listed.splitlines() if "example" in line] == [
        ["notifier", "file"],
        ["exporter", "titles"],
    ]
    assert "test of the channel notes" in notes.read_text("utf-8")
    assert "Vladimir Putin visits India" in exported
