"""What goes wrong between us and a CalDAV server, in words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from geotimeline.errors import CalendarServerError

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMEOUT_SECONDS = 30


@contextmanager
def faults_in_words(url: str) -> Iterator[None]:
    """Say in words what the `caldav` library meets.

    Args:
        url: Where the calendar is, without a password.

    Raises:
        CalendarServerError: The server cannot be used.
    """
    from caldav.lib import error  # noqa: PLC0415 (optional, and heavy)
    from niquests.exceptions import RequestException  # noqa: PLC0415 (the same)

    try:
        yield
    except error.AuthorizationError as fault:
        reason = "it does not let this user in; check name and password"
        raise CalendarServerError(url, reason) from fault
    except error.RateLimitError as fault:
        reason = "it asks to be left alone for a while; try again later"
        raise CalendarServerError(url, reason) from fault
    except RequestException as fault:
        raise CalendarServerError(url, _why_no_answer(fault)) from fault
    except error.DAVError as fault:
        reason = f"its answer is not understood ({type(fault).__name__})"
        raise CalendarServerError(url, reason) from fault


def _why_no_answer(fault: Exception) -> str:
    """Say why a server did not answer; what the library says may hold an address."""
    from niquests import exceptions  # noqa: PLC0415 (optional, and heavy)

    reasons = {
        exceptions.SSLError: "its certificate is not trusted, or it speaks no TLS",
        exceptions.Timeout: f"no answer within {TIMEOUT_SECONDS} seconds",
        exceptions.ConnectionError: "nobody answers there",
        exceptions.TooManyRedirects: "it redirects without end",
    }
    known = (why for kind, why in reasons.items() if isinstance(fault, kind))
    return next(known, f"no answer ({type(fault).__name__})")
