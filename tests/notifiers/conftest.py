"""Receivers for the notifiers: real servers on loopback."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.servers.certificates import Certificate, make_certificate
from tests.servers.http import ScriptedHttpServer
from tests.servers.smtp import ScriptedSmtpServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def http_server() -> Iterator[ScriptedHttpServer]:
    with ScriptedHttpServer() as server:
        yield server


@pytest.fixture
def smtp_server() -> Iterator[ScriptedSmtpServer]:
    with ScriptedSmtpServer() as server:
        yield server


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """Give the certificate, and have this process trust it as users would."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.certificate))
    return certificate


@pytest.fixture
def threads_of() -> Callable[[str], list[str]]:
    """Give the names of living threads of one sort, after they had time to end."""

    def living(name: str) -> list[str]:
        found = [thread for thread in threading.enumerate() if thread.name == name]
        for thread in found:
            thread.join(60)
        return [thread.name for thread in found if thread.is_alive()]

    return living
