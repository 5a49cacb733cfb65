"""What a scheduler answers its readers: the pages behind /ack/TOKEN."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from geotimeline.errors import LedgerError
from geotimeline.interfaces.entries import Entry, State
from geotimeline.interfaces.steering import Acknowledgement
from geotimeline.services.decisions import decided
from geotimeline.services.delivering.acknowledging import (
    PATH,
    AckLinks,
    ExpiredLinkError,
    UnknownLinkError,
)
from geotimeline.services.messages.composing import read_payload
from geotimeline.services.steering.taking_note import take_note
from geotimeline.web.pages import asking_page, headers, telling_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from geotimeline.interfaces.clock import Clock
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.interfaces.vitals import Health

_TAKEN = "Acknowledged: there will be no further reminder of this one."


@dataclass(frozen=True, slots=True)
class Desk:
    """What the answers come from.

    Attributes:
        ledger: Where acknowledgements are written down.
        clock: Says what time it is.
        links: Reads the tokens of links.
        health: Says how the scheduler fares.
    """

    ledger: Ledger
    clock: Clock
    links: AckLinks
    health: Callable[[], Health]


def desk_routes(desk: Desk) -> list[Route]:
    """Give what is answered; in threads, since the ledger may wait."""
    place = f"{PATH}{{token}}"

    def answer(request: Request) -> Response:
        act = _acknowledge if request.method == "POST" else _ask
        return act(desk, request)

    return [Route(place, answer, methods=["GET", "POST"])]


def _ask(desk: Desk, request: Request) -> Response:
    """Show what the link is about. Nothing changes: mail scanners follow links too."""

    def shown(entry: Entry) -> Response:
        message = read_payload(entry.payload)
        if entry.state is State.ACKED:
            return _page(200, telling_page(message.title, _TAKEN))
        told = f"Due {message.due_at:%Y-%m-%d %H:%M} UTC; {message.reason}"
        return _page(200, asking_page(message.title, told))

    return _answer(desk, request, shown)


def _acknowledge(desk: Desk, request: Request) -> Response:
    """Acknowledge, as the button of the page asks; a second time changes nothing."""

    def taken(entry: Entry) -> Response:
        title = read_payload(entry.payload).title
        word = Acknowledgement(entry.key, desk.clock.now(), via="link")
        if take_note(desk.ledger, word):
            event = entry.identity.event
            decided("acknowledged", key=entry.key, event=event, why="by its link")
            return _page(200, telling_page(title, _TAKEN))
        if entry.state is State.ACKED:
            return _page(200, telling_page(title, _TAKEN))
        words = f"This reminder is {entry.state.value}: nothing to acknowledge."
        return _page(409, telling_page(title, words))

    return _answer(desk, request, taken)


def _answer(desk: Desk, request: Request, to: Callable[[Entry], Response]) -> Response:
    """Answer for the reminder that a link names, or say why not."""
    token = request.path_params["token"]
    try:
        key = desk.links.read(token, now=desk.clock.now())
        found = [entry for entry in desk.ledger.with_key(key) if entry.key == key]
        return to(found[0]) if found else _unknown()
    except UnknownLinkError:
        return _unknown()
    except ExpiredLinkError:
        words = "Links are good for 30 days. `geotimeline alerts ack` still works."
        return _page(410, telling_page("This link has expired", words))
    except LedgerError:
        words = "It cannot be written down just now; please try again later."
        return _page(503, telling_page("Not acknowledged", words))


def _unknown() -> Response:
    words = "It is not complete, or belongs to another ledger."
    return _page(404, telling_page("There is no such link", words))


def _page(status: int, html: str) -> Response:
    told = {"Cache-Control": "no-store", **headers(forms=True)}
    return HTMLResponse(html, status, headers=told)
