"""The promises of a notifier, kept by ours: all tests come from the contract."""

# mypy: disable-error-code="import-not-found"

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from geotimeline_example import FileNotifier

from geotimeline.testing import NotifierContract, Received

if TYPE_CHECKING:
    from pathlib import Path


class Inbox:
    """The file that messages are appended to, and what may become of it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "inbox" / "messages"
        self.recover()

    def received(self) -> list[Received]:
        sent = [json.loads(line) for line in self.path.read_text().splitlines()]
        return [Received(one["title"], one["body"], one["key"]) for one in sent]

    def fail_temporarily(self) -> None:
        self._clear()

    def fail_for_good(self) -> None:
        self._clear()
        self.path.mkdir(parents=True)

    def hang(self) -> None:
        raise NotImplementedError

    def recover(self) -> None:
        self._clear()
        self.path.parent.mkdir()

    def _clear(self) -> None:
        if self.path.is_dir():
            self.path.rmdir()
        self.path.unlink(missing_ok=True)
        if self.path.parent.exists():
            self.path.parent.rmdir()


class TestFileNotifier(NotifierContract):
    notifier_class = FileNotifier
    can_hang = False  # a file answers, or the scheduler gives up for us

    @pytest.fixture
    def receiver(self, tmp_path: Path) -> Inbox:
        return Inbox(tmp_path)

    @pytest.fixture
    def settings(self, receiver: Inbox) -> dict[str, object]:
        return {"path": str(receiver.path)}
