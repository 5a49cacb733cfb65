"""Serve an application from a thread of its own."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING

import uvicorn

from geotimeline.errors import AddressError
from geotimeline.web.connections import LARGEST_HEAD_BYTES, PatientConnection
from geotimeline.web.limits import Limited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp

_BACKLOG = 128
_MOST_AT_ONCE = 256
_IDLE_SECONDS = 5
_END_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen.

    Attributes:
        host: An address of this machine, such as 127.0.0.1 or ::1.
        port: From 0 to 65535; 0 lets the system choose.
    """

    host: str
    port: int

    @classmethod
    def of(cls, host: str, port: int) -> Address:
        """Read a host; `localhost` is 127.0.0.1, and other names are refused.

        Raises:
            ValueError: It is no address, or the port is none.
        """
        if not 0 <= port < 2**16:
            message = f"{port} is no port"
            raise ValueError(message)
        bare = host.removeprefix("[").removesuffix("]")
        return cls(str(ip_address("127.0.0.1" if bare == "localhost" else bare)), port)

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read `HOST:PORT`, `[::1]:PORT`, or `PORT` on this machine alone.

        Raises:
            ValueError: It is none of these.
        """
        host, _, port = text.rpartition(":")
        if not (port.isascii() and port.isdecimal()):
            message = f"{port} is no port"
            raise ValueError(message)
        return cls.of(host or "localhost", int(port))

    @property
    def is_open_to_others(self) -> bool:
        """Whether other machines can reach it."""
        return not ip_address(self.host).is_loopback

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


@contextmanager
def serving(app: ASGIApp, address: Address) -> Iterator[Address]:
    """Serve during the `with` block, and give the address with its real port.

    Raises:
        AddressError: Somebody listens there already, or it is not ours.
    """
    listener = _listen(address)
    config = uvicorn.Config(
        Limited(app),
        log_config=None,
        access_log=False,  # the paths of links are secrets
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        http=PatientConnection,
        loop="asyncio",
        limit_concurrency=_MOST_AT_ONCE,
        h11_max_incomplete_event_size=LARGEST_HEAD_BYTES,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_END_SECONDS,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="http")
    thread.start()
    try:
        yield Address(address.host, listener.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def _listen(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # Named TCP, so that asyncio sets TCP_NODELAY: else small answers wait 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address.host, address.port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise AddressError(str(address), error.strerror or str(error)) from error
    return listener
