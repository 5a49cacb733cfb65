from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plugins.packaging import EXAMPLE

DOCS = Path(__file__).parents[2] / "docs" / "plugins.md"

# In this checkout the example is not installed, which its author's mypy would see.
_FOR_OURSELVES = '# mypy: disable-error-code="import-not-found"\n\n'

_LISTING = """
import json
from geotimeline.plugins import Kind, find, listing
found = [one for kind in Kind for one in listing(kind) if one.origin != "built in"]
rows = [
    [one.kind.value, one.name, one.origin, one.target, one.problem] for one in found
]
find(Kind.NOTIFIER, "file"), find(Kind.EXPORTER, "titles")
print(json.dumps(rows))
"""


def test_an_installed_plugin_is_found(installed_plugin: dict[str, str]) -> None:
    listed = subprocess.run(
        [sys.executable, "-c", _LISTING],
        env=installed_plugin,
        capture_output=True,
        check=True,
    )

    ours = "geotimeline-example 1.2.3"
    assert json.loads(listed.stdout) == [
        ["notifier", "file", ours, "geotimeline_example:FileNotifier", ""],
        ["exporter", "titles", ours, "geotimeline_example:TitlesExporter", ""],
    ]


def test_the_contract_serves_authors_outside_this_repository(
    installed_plugin: dict[str, str], tmp_path: Path
) -> None:
    shutil.copy(EXAMPLE / "test_geotimeline_example.py", tmp_path)

    outcome = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", tmp_path],
        env=installed_plugin | {"PYTEST_ADDOPTS": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert outcome.returncode == 0, outcome.stdout
    assert re.search(r"\b1[0-9] passed, 1 skipped", outcome.stdout), outcome.stdout


@pytest.mark.parametrize(
    "name",
    ["pyproject.toml", "geotimeline_example.py", "test_geotimeline_example.py"],
)
def test_the_documentation_shows_the_plugin_that_is_tested(name: str) -> None:
    blocks = re.findall(r"```\w+\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)

    assert (EXAMPLE / name).read_text("utf-8").replace(_FOR_OURSELVES, "") in blocks
