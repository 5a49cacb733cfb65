"""Remember who has a mail already that the server refused to others."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

_MOST_KEYS = 1000  # a channel with more half-delivered mails has other troubles


class Reached:
    """For mails that went to some recipients only: who has them, by key.

    It lives in memory. After a restart those recipients get the mail again, with the
    same Message-ID and marked as a possible repeat.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_key: OrderedDict[str, frozenset[str]] = OrderedDict()

    def by(self, key: str) -> frozenset[str]:
        """Give the addresses that have the mail with this key."""
        with self._lock:
            return self._by_key.get(key, frozenset())

    def remember(self, key: str, addresses: frozenset[str]) -> None:
        """Keep who has the mail with this key; the oldest keys give way."""
        with self._lock:
            self._by_key[key] = addresses
            self._by_key.move_to_end(key)
            while len(self._by_key) > _MOST_KEYS:
                self._by_key.popitem(last=False)

    def forget(self, key: str) -> None:
        """Drop a key whose mail has reached everybody."""
        with self._lock:
            self._by_key.pop(key, None)
