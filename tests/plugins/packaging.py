"""Build and install the example plugin as a user would, without any network.

The wheel is written here by hand (a wheel is a zip with three files of metadata): its
build backend would have to be downloaded. pip then installs it for real.
"""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

EXAMPLE = Path(__file__).parent / "example_plugin"


def install_example_plugin(folder: Path) -> dict[str, str]:
    """Install the example below the folder; give an environment that sees it.

    The environment is for `subprocess.run([sys.executable, "-m", …], env=…)`.
    """
    wheel = build_wheel(EXAMPLE, folder)
    target = folder / "site"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    command += ["--no-index", "--no-compile", "--disable-pip-version-check"]
    subprocess.run(
        [*command, "--target", str(target), str(wheel)], check=True, timeout=200
    )
    seen_already = os.environ.get("PYTHONPATH")
    path = os.pathsep.join(filter(None, [str(target), seen_already]))
    return os.environ | {"PYTHONPATH": path}


def build_wheel(project: Path, folder: Path) -> Path:
    """Write the wheel of a project of single modules into the folder."""
    about = tomllib.loads((project / "pyproject.toml").read_text())["project"]
    stem = f"{about['name'].replace('-', '_')}-{about['version']}"
    info = f"{stem}.dist-info"
    files = {path.name: path.read_bytes() for path in project.glob("geotimeline_*.py")}
    files |= {
        f"{info}/METADATA": _metadata(about["name"], about["version"]),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: tests\n"
        b"Root-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": entry_points_text(about["entry-points"]),
    }
    record = [f"{name},{_digest(content)}" for name, content in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    wheel = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return wheel


def make_distribution(
    folder: Path, name: str, version: str, groups: dict[str, dict[str, str]]
) -> None:
    """Write what an installed distribution leaves behind for its entry points."""
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_bytes(_metadata(name, version))
    (info / "entry_points.txt").write_bytes(entry_points_text(groups))


def entry_points_text(groups: dict[str, dict[str, str]]) -> bytes:
    """Write entry points in the form that installers leave behind."""
    lines = []
    for group, points in groups.items():
        lines += [f"[{group}]", *(f"{name} = {to}" for name, to in points.items()), ""]
    return "\n".join(lines).encode()


def _metadata(name: str, version: str) -> bytes:
    return f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode()


def _digest(content: bytes) -> str:
    """Give hash and size as RECORD has them (PEP 427)."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
    return f"sha256={digest.decode()},{len(content)}"
