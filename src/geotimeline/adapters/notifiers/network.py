"""What the notifiers that use the network share in reading hosts and faults."""

from __future__ import annotations

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


def fault_in_words(error: Exception) -> str:
    """Say what went wrong on the network, in one line and without error numbers."""
    words = error.strerror if isinstance(error, OSError) else None
    return line(words or str(error), _LONGEST_FAULT) or type(error).__name__
