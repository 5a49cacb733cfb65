"""A file of another program: on this machine, on standard input, or on the web."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from geotimeline.adapters.fetching import LARGEST_BYTES, fetch
from geotimeline.errors import FetchError, NotFoundError

STDIN = "-"


class ForeignFile(NamedTuple):
    """A file, read.

    Attributes:
        octets: What it holds.
        name: What it is called: without folders, and of an address the machine alone.
        is_fetched: Whether it came from the web.
    """

    octets: bytes
    name: str
    is_fetched: bool = False


def is_address(place: str) -> bool:
    """Whether it names something on the web, and no file."""
    return "://" in place


def read_foreign(place: str, *, largest_bytes: int = LARGEST_BYTES) -> ForeignFile:
    """Read a file.

    Args:
        place: A path, an address by http, https or webcal, or `-` for standard input.
        largest_bytes: A larger file is refused.

    Raises:
        NotFoundError: There is no such file.
        FetchError: It cannot be had, or is too large.
    """
    if is_address(place):
        octets, machine = fetch(place, largest_bytes=largest_bytes)
        return ForeignFile(octets, machine, is_fetched=True)
    name = "standard input" if place == STDIN else Path(place).name
    try:
        octets = _octets(place, largest_bytes)
    except FileNotFoundError as error:
        raise NotFoundError("file", place) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FetchError(name, reason) from error
    if len(octets) > largest_bytes:
        size = f"{largest_bytes / 2**20:g} MiB"
        raise FetchError(name, f"it is larger than {size}; see --max-size")
    return ForeignFile(octets, name)


def _octets(place: str, largest_bytes: int) -> bytes:
    if place == STDIN:
        return sys.stdin.buffer.read(largest_bytes + 1)
    with Path(place).open("rb") as file:
        return file.read(largest_bytes + 1)
