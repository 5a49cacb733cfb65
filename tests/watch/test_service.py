"""The service that keeps the scheduler running: what is written is sound."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.service_unit import Launchd, Service, Systemd
from geotimeline.services.scheduling.installing import manager_for, service_for
from tests.cli.conftest import geotimeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ran

__all__ = ["geotimeline"]  # the fixture

ODD = Path('/srv/100% of "desk" $HOME \\ no')
SERVICE = Service("geotimeline-desk-0a1b", (sys.executable, "-m", "x"), ODD, Path("/s"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CONFIG_HOME", "GEOTIMELINE_DATA", "GEOTIMELINE_STATE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr("sys.platform", "linux")
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("systemd-analyze is not installed")
    manager = Systemd(tmp_path, {})
    path = tmp_path / f"{SERVICE.name}.service"
    path.write_text(manager.text(SERVICE))

    ran = subprocess.run(  # noqa: PLW1510 (the exit code is what is asserted)
        [verify, "--user", "verify", "--man=no", path],
        capture_output=True,
        text=True,
        timeout=60,
        env={"XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)},
    )

    assert (ran.returncode, ran.stderr) == (0, "")


def test_every_path_is_whole_and_no_sign_of_it_counts(tmp_path: Path) -> None:
    text = Systemd(tmp_path, {}).text(SERVICE)

    (line,) = (one for one in text.splitlines() if one.startswith("ExecStart="))
    assert line.endswith(
        r'"run" "--data" "/srv/100%% of \"desk\" $$HOME \\ no" "--state" "/s"'
    )
    assert "Restart=on-failure" in text.splitlines()


def test_launchd_is_told_the_same_command(tmp_path: Path) -> None:
    manager = manager_for({"HOME": str(tmp_path)}, platform="darwin")

    told = plistlib.loads(manager.text(SERVICE).encode())

    assert isinstance(manager, Launchd)
    assert told["ProgramArguments"] == list(SERVICE.command)
    assert told["Label"] == SERVICE.name
    assert told["KeepAlive"] == {"SuccessfulExit": False}
    assert told["RunAtLoad"] is True
    folder = tmp_path / "Library/LaunchAgents"
    assert manager.path(SERVICE) == folder / "geotimeline-desk-0a1b.plist"


def test_each_data_folder_has_a_service_of_its_own(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    first, second = service_for(Path("desk"), None), service_for(tmp_path, None)

    assert first.name != second.name
    assert first == service_for(desk, None)
    assert first.data == desk
    assert first.state.is_absolute()


def test_a_dry_run_prints_the_unit_and_writes_nothing(
    desk: Path, tmp_path: Path, geotimeline: Callable[..., Ran]
) -> None:
    ran = geotimeline("service", "install", "--dry-run", "--data", str(desk))

    assert ran.code == 0
    assert ran.out.startswith("[Unit]\n")
    assert f'"--data" "{desk}"' in ran.out
    assert "nothing was written" in ran.err
    assert not (tmp_path / "home").exists()


def test_a_service_is_installed_seen_and_removed(
    desk: Path, tmp_path: Path, geotimeline: Callable[..., Ran]
) -> None:
    where = ("--data", str(desk))

    installed = geotimeline("service", "install", *where)
    again = geotimeline("service", "install", *where)
    seen = geotimeline("service", "status", *where)

    unit = Path(installed.out.strip())
    assert unit.parent == tmp_path / "home/.config/systemd/user"
    assert unit.exists()
    assert "nothing was started" in installed.err
    assert f"systemctl --user enable --now {unit.stem}" in installed.err
    assert "it is there already" in again.err
    assert "service     installed\n" in seen.out
    assert "scheduler   not running" in seen.out

    unit.write_text(unit.read_text() + "# mine\n")
    assert "differs" in geotimeline("service", "status", *where).out
    assert geotimeline("service", "uninstall", "--dry-run", *where).code == 0
    assert unit.exists()
    assert "nothing was stopped" in geotimeline("service", "uninstall", *where).err

    assert not unit.exists()
    assert "no service is installed" in geotimeline("service", "uninstall", *where).err
    assert "not installed" in geotimeline("service", "status", *where).out
