"""A channel whose secret comes later is made ready then, and nobody needs to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.notifiers.webhook import WebhookNotifier
from geotimeline.adapters.redaction import Redactor
from geotimeline.services.delivering.holding_channels import HeldChannels
from geotimeline.services.delivering.senders import UnusableChannel

if TYPE_CHECKING:
    from pathlib import Path

CHANNELS = """\
channels:
  hook: {notifier: webhook, url: "https://desk.example.org/${file:token}"}
  other: {notifier: webhook, url: "https://desk.example.org/${NAME}"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("events", "alerts"):
        (tmp_path / name).mkdir()
    (tmp_path / "alerts/channels.yaml").write_text(CHANNELS)
    return tmp_path


def held(folder: Path) -> HeldChannels:
    return HeldChannels(folder, environ={"NAME": "desk"}, redactor=Redactor())


def url(channels: HeldChannels, name: str) -> str:
    notifier = channels.notifiers[name]
    assert isinstance(notifier, WebhookNotifier)
    return notifier.url


def test_a_secret_file_that_appears_later_is_taken_at_the_next_look(
    folder: Path,
) -> None:
    channels = held(folder)
    assert isinstance(channels.notifiers["hook"], UnusableChannel)
    assert not channels.look_at_channels()

    (folder / "alerts/token").write_text("first")

    assert channels.look_at_channels()
    assert channels.mended == {"hook"}
    assert url(channels, "hook").endswith("/first")
    assert not channels.look_at_channels()


def test_a_secret_file_that_is_exchanged_is_taken_and_a_bad_one_is_not(
    folder: Path,
) -> None:
    (folder / "alerts/token").write_text("first")
    channels = held(folder)

    (folder / "alerts/token").write_text("")
    assert not channels.look_at_channels()
    assert url(channels, "hook").endswith("/first")

    (folder / "alerts/token").write_text("the-second")
    assert channels.look_at_channels()
    assert url(channels, "hook").endswith("/the-second")


def test_only_what_an_edit_changed_counts_as_mended(folder: Path) -> None:
    (folder / "alerts/token").write_text("first")
    channels = held(folder)
    assert channels.mended == {"console", "hook", "other"}

    changed = CHANNELS.replace('NAME}"', 'NAME}/x"')
    (folder / "alerts/channels.yaml").write_text(changed)

    assert channels.refresh()
    assert channels.mended == {"other"}
    assert url(channels, "other").endswith("/desk/x")


def test_an_edit_elsewhere_leaves_a_notifier_with_what_it_remembers(
    folder: Path,
) -> None:
    (folder / "alerts/token").write_text("first")
    channels = held(folder)
    hook = channels.notifiers["hook"]

    (folder / "events/visit.yaml").write_text("title: A visit\ntype: visit\n")
    (folder / "alerts/token").write_text("the-second")

    assert channels.refresh()
    assert channels.notifiers["hook"] is hook
    assert channels.look_at_channels()
    assert url(channels, "hook").endswith("/the-second")


def test_a_channel_that_is_taken_out_is_gone(folder: Path) -> None:
    channels = held(folder)
    (folder / "alerts/channels.yaml").unlink()

    assert channels.refresh()
    assert set(channels.notifiers) == {"console"}
