"""What the notifiers that use the network share in reading hosts and faults."""

from __future__ import annotations

import socket
import ssl
from http.client import HTTPException
from ipaddress import ip_address

from geotimeline.adapters.notifiers.plain_text import line

_LONGEST_FAULT = 200


def is_this_machine(host: str) -> bool:
    """Say whether a host name or address stays on this machine (loopback)."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name, which may lead anywhere
        return False


def cause_of(error: Exception) -> Exception:
    """Give what urllib wrapped up in a URLError; any other error as it is."""
    reason = getattr(error, "reason", None)
    return reason if isinstance(reason, Exception) else error


def fault_in_words(error: Exception) -> str:
    """Say what went wrong on the network, in one line and without error numbers."""
    words = error.strerror if isinstance(error, OSError) else None
    return line(words or str(error), _LONGEST_FAULT) or type(error).__name__


def may_have_arrived(error: Exception) -> bool:
    """Say whether a fault may have come after the message was handed over.

    What was refused, not found or not trusted never was.
    """
    if isinstance(error, (ConnectionRefusedError, socket.gaierror, ssl.SSLError)):
        return False
    return isinstance(error, (TimeoutError, ConnectionError, HTTPException))
