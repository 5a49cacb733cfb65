from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.notifiers.apprise import AppriseNotifier
from geotimeline.interfaces.notifiers import SettingError
from geotimeline.testing import NotifierContract, Received, make_message
from tests.servers.http import Answer, Hang, ScriptedHttpServer

if TYPE_CHECKING:
    from geotimeline.interfaces.notifiers import Setting

# Apprise 2.2 imports imghdr, which Python 3.13 drops, and copes where it is missing.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")
pytest.importorskip("apprise", reason="the extra geotimeline[apprise] is not installed")


class Service:
    """A receiver that understands what Apprise's json:// posts."""

    def __init__(self, server: ScriptedHttpServer) -> None:
        self.server = server

    def received(self) -> list[Received]:
        sent = [json.loads(request.body) for request in self.server.requests]
        return [Received(one["title"], one["message"]) for one in sent]

    def fail_temporarily(self) -> None:
        self.server.default = Answer(503)

    def fail_for_good(self) -> None:
        self.server.default = Answer(403)

    def hang(self) -> None:
        self.server.default = Hang()

    def recover(self) -> None:
        self.server.default = Answer()


class TestAppriseNotifier(NotifierContract):
    notifier_class = AppriseNotifier
    secrets = ("s3cret-token",)
    carries_key = False
    tells_final_failures = False

    @pytest.fixture
    def receiver(self, http_server: ScriptedHttpServer) -> Service:
        return Service(http_server)

    @pytest.fixture
    def settings(
        self,
        receiver: Service,
    ) -> dict[str, Setting]:
        address = f"desk:s3cret-token@127.0.0.1:{receiver.server.port}"
        return {"url": f"json://{address}/", "timeout": "30"}


@pytest.mark.parametrize("url", ["nonsense", "no-such-service://host", "https://"])
def test_an_address_that_apprise_does_not_know_is_refused(url: str) -> None:
    with pytest.raises(SettingError) as caught:
        AppriseNotifier.from_settings({"url": url})

    assert caught.value.field == "url"


def test_a_possible_repeat_says_so_in_the_body(http_server: ScriptedHttpServer) -> None:
    notifier = AppriseNotifier.from_settings(
        {"url": f"json://127.0.0.1:{http_server.port}"}
    )

    notifier.send(replace(make_message("Tomorrow."), possible_repeat=True))

    (arrived,) = Service(http_server).received()
    assert arrived.body == "Tomorrow.\n\n(This may be a repeat.)"


def test_the_library_is_imported_only_when_a_channel_uses_it() -> None:
    program = (
        "import sys; import geotimeline.adapters.notifiers.apprise;"
        "assert 'apprise' not in sys.modules"
    )

    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_missing_library_is_told_with_the_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)  # as if it were not installed

    with pytest.raises(SettingError, match=r"pip install 'geotimeline\[apprise\]'"):
        AppriseNotifier.from_settings({"url": "json://localhost"})
