from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geotimeline.adapters.notifiers.webhook import WebhookNotifier
from geotimeline.errors import DeliveryError
from geotimeline.interfaces.notifiers import SettingError
from geotimeline.testing import NotifierContract, Received, make_message
from tests.servers.http import (
    Answer,
    Behaviour,
    Cut,
    Hang,
    Reset,
    ScriptedHttpServer,
    Trickle,
    refused_port,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.interfaces.notifiers import Setting
    from tests.servers.certificates import Certificate

TOKEN = "T0ken/of-the+desk"  # noqa: S105 (made up)


class Hook:
    """A receiver that understands our JSON."""

    def __init__(self, server: ScriptedHttpServer) -> None:
        self.server = server

    def received(self) -> list[Received]:
        arrived = []
        for request in self.server.requests:
            sent = json.loads(request.body)
            key = request.headers["idempotency-key"]
            arrived.append(Received(sent["title"], sent["body"], key))
        return arrived

    def fail_temporarily(self) -> None:
        self.server.default = Answer(503, body=f"no {TOKEN}".encode())

    def fail_for_good(self) -> None:
        self.server.default = Answer(403, body=f"who is Bearer {TOKEN}?".encode())

    def hang(self) -> None:
        self.server.default = Hang()

    def recover(self) -> None:
        self.server.default = Answer()


class TestWebhookNotifier(NotifierContract):
    notifier_class = WebhookNotifier
    secrets = (TOKEN, "hmac-secret", "/services/T000/B000")

    @pytest.fixture
    def receiver(self, http_server: ScriptedHttpServer) -> Hook:
        return Hook(http_server)

    @pytest.fixture
    def settings(
        self,
        receiver: Hook,
    ) -> dict[str, Setting]:
        return {
            "url": f"{receiver.server.url}/services/T000/B000",
            "secret": "hmac-secret",
            "headers": {"Authorization": f"Bearer {TOKEN}"},
            "timeout": "30",
        }

    def test_control_characters_travel_in_json(
        self, notifier: WebhookNotifier, receiver: Hook
    ) -> None:
        body = "".join(map(chr, range(0xA0))) + "\u202e\u2028"

        notifier.send(make_message(body))

        assert receiver.received()[0].body == body


@pytest.fixture
def notifier(http_server: ScriptedHttpServer) -> WebhookNotifier:
    return WebhookNotifier.from_settings({"url": http_server.url, "timeout": "30"})


def _failure(notifier: WebhookNotifier) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        notifier.send(make_message())
    return caught.value


def test_the_request_is_json_with_the_key_and_a_signature(
    http_server: ScriptedHttpServer,
) -> None:
    settings: dict[str, Setting] = {
        "url": f"{http_server.url}/hook?a=b#part",
        "secret": "sésame",
        "headers": {"X-Desk": "Europe", "user-agent": "desk/1"},
    }

    WebhookNotifier.from_settings(settings).send(make_message())

    (request,) = http_server.requests
    digest = hmac.new("sésame".encode(), request.body, hashlib.sha256).hexdigest()
    assert (request.method, request.path) == ("POST", "/hook?a=b")
    assert request.headers["content-type"] == "application/json"
    assert request.headers["idempotency-key"] == make_message().key
    assert request.headers["x-geotimeline-signature"] == f"sha256={digest}"
    assert request.headers["x-desk"] == "Europe"
    assert request.headers["user-agent"] == "desk/1"
    assert json.loads(request.body) == make_message().as_json()


def test_the_same_message_has_the_same_bytes_and_a_repeat_says_so(
    notifier: WebhookNotifier, http_server: ScriptedHttpServer
) -> None:
    for message in (make_message(), make_message()):
        notifier.send(message)
    notifier.send(replace(make_message(), possible_repeat=True))

    first, second, third = http_server.requests
    assert first.body == second.body
    assert json.loads(third.body)["possible_repeat"] is True
    assert third.headers["idempotency-key"] == first.headers["idempotency-key"]


def test_user_and_password_in_the_url_become_basic_authorization(
    http_server: ScriptedHttpServer,
) -> None:
    url = http_server.url.replace("://", "://desk:p%40ss%2Fword@")

    WebhookNotifier.from_settings({"url": url}).send(make_message())

    (request,) = http_server.requests
    token = base64.b64encode(b"desk:p@ss/word").decode()
    assert request.headers["authorization"] == f"Basic {token}"
    assert "@" not in request.headers["host"]


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_2xx_is_a_success(
    notifier: WebhookNotifier, http_server: ScriptedHttpServer, status: int
) -> None:
    http_server.default = Answer(status)

    assert notifier.send(make_message()) is None  # type: ignore[func-returns-value] # None says: no id


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504, 599])
def test_statuses_that_may_pass_are_retryable(
    notifier: WebhookNotifier, http_server: ScriptedHttpServer, status: int
) -> None:
    http_server.default = Answer(status)

    failure = _failure(notifier)

    assert (failure.retryable, failure.status) == (True, status)


@pytest.mark.parametrize(
    "status", [300, 304, 400, 401, 403, 404, 405, 410, 413, 418, 451]
)
def test_other_statuses_are_final(
    notifier: WebhookNotifier, http_server: ScriptedHttpServer, status: int
) -> None:
    http_server.default = Answer(status)

    failure = _failure(notifier)

    assert (failure.retryable, failure.status) == (False, status)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(
    notifier: WebhookNotifier, http_server: ScriptedHttpServer, status: int
) -> None:
    elsewhere = {"Location": f"{http_server.url}/elsewhere?token=x"}
    http_server.script(Answer(status, headers=elsewhere))

    failure = _failure(notifier)

    assert "give the new address as url" in failure.reason
    assert "elsewhere" not in failure.reason
    assert not failure.retryable
    assert len(http_server.requests) == 1


@pytest.mark.parametrize(
    "behaviour",
    [Reset(), Cut(), Cut(b""), Cut(b"SSH-2.0-x\r\n"), Hang(), Trickle()],
    ids=["reset", "cut", "closed", "not HTTP", "hang", "slow loris"],
)
def test_what_the_network_does_is_retryable(
    http_server: ScriptedHttpServer, behaviour: Behaviour
) -> None:
    http_server.default = behaviour
    settings = {"url": http_server.url, "timeout": "0.5"}

    failure = _failure(WebhookNotifier.from_settings(settings))

    assert failure.retryable
    assert failure.reason


def test_an_attempt_that_is_given_up_leaves_no_thread_behind(
    http_server: ScriptedHttpServer, threads_of: Callable[[str], list[str]]
) -> None:
    http_server.default = Trickle()

    _failure(WebhookNotifier.from_settings({"url": http_server.url, "timeout": "0.3"}))

    assert threads_of("delivery") == []


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:{port}", "https://no-such-host.invalid/"],
    ids=["refused", "name not found"],
)
def test_a_receiver_that_cannot_be_reached_is_retryable(url: str) -> None:
    with refused_port() as port:
        settings = {"url": url.format(port=port), "timeout": "3"}
        failure = _failure(WebhookNotifier.from_settings(settings))

    assert failure.retryable
    assert "Errno" not in failure.reason


def test_a_body_cut_short_after_success_is_a_success(
    notifier: WebhookNotifier, http_server: ScriptedHttpServer
) -> None:
    http_server.default = Cut(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf")

    notifier.send(make_message())

    assert len(http_server.requests) == 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": "0"}, 0),
        (
            {
                "Date": "Mon, 24 Nov 2025 08:00:00 GMT",
                "Retry-After": "Mon, 24 Nov 2025 08:05:00 GMT",
            },
            300,
        ),
        (
            {
                "Date": "Mon, 24 Nov 2025 08:00:00 GMT",
                "Retry-After": "Mon, 24 Nov 2025 07:00:00 GMT",
            },
            0,
        ),
        ({"Retry-After": "Mon, 24 Nov 2025 08:05:00 GMT"}, None),
        ({"Retry-After": "99999999999"}, 7 * 86_400),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": "١٢"}, None),
        ({}, None),
    ],
    ids=[
        "seconds",
        "at once",
        "a date, by the answer's own clock",
        "a date gone by",
        "a date without a clock to read it by",
        "longer than anybody means",
        "negative",
        "no number",
        "digits of another script",
        "absent",
    ],
)
def test_retry_after_is_told(
    notifier: WebhookNotifier,
    http_server: ScriptedHttpServer,
    headers: dict[str, str],
    seconds: float | None,
) -> None:
    raw = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    http_server.default = Cut(f"HTTP/1.1 429 Busy\r\n{raw}\r\n".encode())

    failure = _failure(notifier)

    assert (failure.status, failure.retry_after_seconds) == (429, seconds)


def test_a_short_explanation_is_told_and_a_long_one_is_not(
    notifier: WebhookNotifier, http_server: ScriptedHttpServer
) -> None:
    http_server.script(
        Answer(400, body=b"no such\nchannel"), Answer(400, body=b"x" * 5000)
    )

    short, long = _failure(notifier), _failure(notifier)

    assert short.reason == "answered 400 Bad Request: no such channel"
    assert long.reason == "answered 400 Bad Request"


def test_https_is_verified_and_a_trusted_certificate_is_accepted(
    trusted: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedHttpServer(tls=trusted.server_context()) as server:
        notifier = WebhookNotifier.from_settings({"url": server.url})

        notifier.send(make_message())
        monkeypatch.delenv("SSL_CERT_FILE")
        failure = _failure(notifier)

    assert len(server.requests) == 1
    assert "certificate verify failed" in failure.reason
    assert failure.retryable


def test_a_proxy_in_the_environment_is_heeded_but_never_for_this_machine(
    http_server: ScriptedHttpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", http_server.url)
    monkeypatch.delenv("no_proxy", raising=False)
    remote = {"url": "http://receiver.invalid/hook", "allow_http": "yes"}

    WebhookNotifier.from_settings(remote).send(make_message())
    with refused_port() as port:
        local = {"url": f"http://127.0.0.1:{port}/", "timeout": "30"}
        _failure(WebhookNotifier.from_settings(local))

    (request,) = http_server.requests
    assert request.path == "http://receiver.invalid/hook"


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"url": "http://example.org/hook"}, "url"),
        ({"url": "ftp://example.org/hook"}, "url"),
        ({"url": "file:///etc/passwd"}, "url"),
        ({"url": "https://"}, "url"),
        ({"url": "https://[::1/hook"}, "url"),
        ({"url": "https://example.org:99999/"}, "url"),
        ({"url": "https://example.org/a b"}, "url"),
        ({"url": "https://example.org/\r\nX: y"}, "url"),
        ({"url": "https://example.org/ü"}, "url"),
        ({"url": "https://example.org", "headers": {"X: y": "z"}}, "headers"),
        ({"url": "https://example.org", "headers": {"X": "y\r\nZ: z"}}, "headers"),
        ({"url": "https://example.org", "headers": {"X": "Путин"}}, "headers"),
        ({"url": "https://example.org", "headers": {"HOST": "z"}}, "headers"),
        ({"url": "https://example.org", "allow_http": "maybe"}, "allow_http"),
        ({"url": "https://example.org", "timeout": "nan"}, "timeout"),
        ({"url": "https://example.org", "timeout": "0"}, "timeout"),
        ({"url": "https://example.org", "timeout": "301"}, "timeout"),
        ({"url": "https://example.org", "timeout": "1" * 400}, "timeout"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_settings_that_cannot_work_are_refused(
    settings: dict[str, Setting], field: str
) -> None:
    with pytest.raises(SettingError) as caught:
        WebhookNotifier.from_settings(settings)

    assert caught.value.field == field


@pytest.mark.parametrize(
    "url", ["http://localhost:8/", "http://[::1]:8/", "http://127.9.9.9/"]
)
def test_http_is_welcome_on_this_machine(url: str) -> None:
    assert WebhookNotifier.from_settings({"url": url}).url == url
