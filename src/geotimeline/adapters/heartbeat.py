"""Tell a dead man's switch that all is well: it raises the alarm when we fall silent.

It speaks as healthchecks.io and its like do: GET of the URL is a sign of life, GET of
the URL with `/fail` says that something is wrong.
"""

from __future__ import annotations

import time
from http.client import HTTPException
from queue import Empty, Full, Queue
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit
from urllib.request import Request

from geotimeline import __version__
from geotimeline.adapters.notifiers.deadlines import within
from geotimeline.adapters.notifiers.network import (
    cause_of,
    fault_in_words,
    is_this_machine,
)
from geotimeline.adapters.notifiers.posting import post

if TYPE_CHECKING:
    from collections.abc import Callable

EVERY_SECONDS = 60.0
_TIMEOUT_SECONDS = 10.0


class Heartbeat:
    """Beats in a thread of its own, at most once a minute, and never holds anybody up.

    Args:
        url: What to ask for, its secrets filled in.
        failed: Called with the reason when a beat did not arrive; once for each reason
            until one arrives.
        seconds: Gives the time on a clock that nobody sets.
    """

    def __init__(
        self,
        url: str,
        failed: Callable[[str], None],
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.url = url
        self._failed = failed
        self._seconds = seconds
        self._last: tuple[bool | None, float] = (None, 0.0)
        self._trouble = ""
        self._waiting: Queue[bool | None] = Queue(maxsize=1)
        Thread(target=self._work, name="heartbeat", daemon=True).start()

    def beat(self, *, well: bool) -> None:
        """Say that all is well, or is not; said again only after a minute."""
        now = self._seconds()
        said, at = self._last
        if said is well and now - at < EVERY_SECONDS:
            return
        self._last = (well, now)
        self._put(well)

    def stop(self) -> None:
        """Beat no more; one that is under way may end."""
        self._put(None)

    def _put(self, word: bool | None) -> None:  # noqa: FBT001 (the queue's own words)
        """Leave only the newest word to be told; beats come from one thread."""
        while True:
            try:
                self._waiting.put_nowait(word)
            except Full:
                try:
                    self._waiting.get_nowait()
                except Empty:
                    continue
            else:
                return

    def _work(self) -> None:
        while (well := self._waiting.get()) is not None:
            trouble = _ask(self.url if well else failing(self.url))
            if trouble and trouble != self._trouble:
                self._failed(trouble)
            self._trouble = trouble


def failing(url: str) -> str:
    """Give the URL that says that something is wrong."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + "/fail"))


def _ask(url: str) -> str:
    """Ask for a URL, and say why it did not work; empty if it did."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return "the setting heartbeat is not an http or https URL"
        request = Request(url, headers={"User-Agent": f"geotimeline/{__version__}"})  # noqa: S310 (checked above)
        remote = not is_this_machine(parts.hostname)
        answer = within(
            _TIMEOUT_SECONDS,
            lambda deadline: post(
                request, deadline, timeout_seconds=_TIMEOUT_SECONDS, proxies=remote
            ),
        )
    except (OSError, HTTPException, ValueError) as error:
        return fault_in_words(cause_of(error))
    is_fine = 200 <= answer.status < 300  # noqa: PLR2004 (success, RFC 9110 §15.3)
    return "" if is_fine else f"answered {answer.status} {answer.reason}".rstrip()
