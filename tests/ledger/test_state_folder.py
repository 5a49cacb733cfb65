from __future__ import annotations

from pathlib import Path

import pytest

from geotimeline.adapters.state_folder import state_folder


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))  # where there is no XDG
    return tmp_path


def test_state_lives_outside_the_data(tmp_path: Path) -> None:
    data = tmp_path / "desk"

    folder = state_folder(data)

    assert tmp_path in folder.path.parents
    assert data not in folder.path.parents
    assert folder.path.name.startswith("desk-")
    assert folder.ledger == folder.path / "ledger.sqlite3"
    assert folder.lock.parent == folder.path
    assert not folder.path.exists()


def test_folders_of_the_same_name_do_not_share_a_ledger(tmp_path: Path) -> None:
    found = {state_folder(tmp_path / name / "desk").path for name in ("a", "b")}

    assert len(found) == 2


def test_all_ways_to_name_a_folder_lead_to_one_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "desk"
    data.mkdir()
    (tmp_path / "link").symlink_to(data)
    monkeypatch.chdir(tmp_path)
    names = [data, Path("desk"), Path("./desk/"), Path("desk/../desk"), Path("link")]

    assert {state_folder(name) for name in names} == {state_folder(data)}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Außenpolitik 2026", "Au-enpolitik-2026-"),
        ("новости", "data-"),
        ("..hidden", "hidden-"),
        ("x" * 200, "x" * 40 + "-"),
    ],
    ids=["spaces and umlauts", "other scripts", "leading stops", "very long"],
)
def test_any_name_gives_a_plain_one(tmp_path: Path, name: str, shown: str) -> None:
    found = state_folder(tmp_path / name).path.name

    assert found.startswith(shown)
    assert len(found) <= 60
    assert found.isascii()


def test_the_root_folder_has_a_name_too() -> None:
    assert state_folder(Path("/")).path.name.startswith("data-")


def test_a_chosen_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    assert state_folder(tmp_path / "desk", tmp_path / "x").path == tmp_path / "x"
