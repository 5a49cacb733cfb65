"""The wheel as a user installs it: everything is inside, the example too."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the backend that pyproject.toml names."""
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run(
        [*build, "-d", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    return next(folder.glob("*.whl"))


def test_it_holds_the_example_as_files_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    shipped = {path.name for path in (ROOT / "events").glob("*.yaml")}

    example = {Path(n).name for n in names if "example/events/" in n}

    assert example == shipped
    assert "geotimeline/example/alerts/rules.yaml" in names
    assert "geotimeline/py.typed" in names
    assert any(name.endswith(".schema.json") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def test_init_copies_the_example_from_inside_the_wheel(
    wheel: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    environ = os.environ | {"PYTHONPATH": str(site)}

    outputs = [
        subprocess.run(
            [sys.executable, "-P", "-m", "geotimeline", *arguments],
            cwd=tmp_path,
            env=environ,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for arguments in (["init", "desk", "--example"], ["list", "--data", "desk"])
    ]

    copied = {path.name for path in (tmp_path / "desk/events").iterdir()}
    assert copied == {path.name for path in (ROOT / "events").glob("*.yaml")}
    assert "Vladimir Putin visits India" in outputs[1]
