"""A site: what it publishes, where it listens, and how people reach it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geotimeline.web.hosts import base_url

if TYPE_CHECKING:
    from starlette.requests import Request

    from geotimeline.web.publishing import Publisher
    from geotimeline.web.serving import Address


@dataclass(frozen=True, slots=True)
class Site:
    """What the answers about feeds come from.

    Attributes:
        publisher: Gives what is sent.
        bound: Where it listens, as it was asked to.
        url: Where people reach it, without a final slash; empty for `public-url` of the
            settings.
        answered: How often each status was the answer to who asked for a feed.
    """

    publisher: Publisher
    bound: Address
    url: str = ""
    answered: Counter[int] = field(default_factory=Counter)

    def base_url(self, request: Request) -> str | None:
        """Give the address before the paths of links; None for a foreign host."""
        public_url = self.url or self.publisher.held.loaded.settings.public_url
        return base_url(request.headers.get("host", ""), self.bound, public_url)

    def is_asked(self, request: Request) -> bool:
        """Say whether a request is for a name of ours."""
        return self.base_url(request) is not None

    def home(self, served: Address) -> str:
        """Give the address of the page, once the real port is known."""
        public_url = self.url or self.publisher.held.loaded.settings.public_url
        return f"{public_url or f'http://{served}'}/"
