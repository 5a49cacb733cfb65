"""A calendar on a CalDAV server (RFC 4791), by the `caldav` library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from geotimeline.adapters.caldav_faults import TIMEOUT_SECONDS, faults_in_words
from geotimeline.errors import CalendarServerError, MissingExtraError
from geotimeline.interfaces.collections import MovedOnError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

_ETAG = "{DAV:}getetag"
_KIND = "{DAV:}resourcetype"
_CALENDAR = "{urn:ietf:params:xml:ns:caldav}calendar"
_WRITING = {"Content-Type": "text/calendar; charset=utf-8"}
_GONE, _CONFLICT, _PRECONDITION = (404, 410), 409, 412
_OWN_FAULT = range(400, 500)
_NO_ROOM = 507
_NOTHING_HERE = "there is no calendar at this address"
_NO_CALENDAR = "this address is not that of a calendar"


@dataclass(frozen=True, slots=True)
class Login:
    """Who asks.

    Attributes:
        user: The name; empty to ask without one.
        password: The password, or the application's password.
    """

    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Login(user={self.user!r})"


class CalDavCollection:
    """One calendar collection; see `interfaces.collections.Collection`."""

    def __init__(self, url: str, login: Login) -> None:
        """Prepare; nothing is asked of the server yet.

        Args:
            url: The collection's address: http or https, without a password.
            login: Who asks.

        Raises:
            CalendarServerError: The library is not installed.
        """
        self._url = url if url.endswith("/") else f"{url}/"
        self._client = _client(self._url, login)

    @property
    def url(self) -> str:
        """Where the calendar is."""
        return self._url

    def versions(self) -> Mapping[str, str]:
        """Give the version of every object by its name."""
        wanted = ["{DAV:}resourcetype", "{DAV:}getetag"]
        with faults_in_words(self._url):
            answer = self._client.propfind(self._url, props=wanted, depth=1)
        if answer.status in _GONE:
            raise self._missing(_NOTHING_HERE)
        self._check(answer.status, "it does not list its entries")
        own: tuple[str, ...] = ()
        found = {}
        for one in answer.results or ():
            name = _name_in(self._url, one.href)
            if name:
                found[name] = str(one.properties.get(_ETAG) or "")
            else:
                own = tuple(one.properties.get(_KIND) or ())
        if _CALENDAR not in own:
            raise self._missing(_NO_CALENDAR)
        return found

    def text(self, name: str) -> str:
        """Give an object as iCalendar text."""
        with faults_in_words(self._url):
            answer = self._client.request(self._at(name), "GET")
        if answer.status in _GONE:
            raise MovedOnError
        self._check(answer.status, "it does not give an entry")
        return str(answer.raw)

    def put(self, name: str, text: str, *, version: str | None) -> str:
        """Write an object, and give its new version; empty if the server says none."""
        condition = _if_absent() if version is None else _if_match(version)
        with faults_in_words(self._url):
            answer = self._client.put(self._at(name), text, _WRITING | condition)
        self._judge(answer.status)
        return str(answer.headers.get("ETag") or "")

    def remove(self, name: str, *, version: str) -> None:
        """Remove an object, if it still has this version; gone already is well, too."""
        with faults_in_words(self._url):
            answer = self._client.delete(self._at(name), _if_match(version))
        if answer.status not in _GONE:
            self._judge(answer.status)

    def _at(self, name: str) -> str:
        return self._url + quote(name)

    def _judge(self, status: int) -> None:
        if status == _PRECONDITION:
            raise MovedOnError
        if status == _CONFLICT:
            reason = "the calendar has another entry with this UID, which is not ours"
            raise RefusedError(reason)
        if status in _OWN_FAULT and status not in _GONE:
            reason = f"the server does not take it (HTTP {status})"
            raise RefusedError(reason)
        if status in _GONE:
            raise self._missing(_NOTHING_HERE)
        self._check(status, "it does not take entries")

    def _check(self, status: int, complaint: str) -> None:
        if status == _NO_ROOM:
            raise CalendarServerError(self._url, "the server has no room left")
        if not 200 <= status < 300:  # noqa: PLR2004 (RFC 9110: success)
            raise CalendarServerError(self._url, f"{complaint} (HTTP {status})")

    def _missing(self, reason: str) -> CalendarServerError:
        """Say that there is no calendar here, and where the user has some."""
        known = ", ".join(self._calendars())
        hint = f"; calendars of this user: {known}" if known else ""
        return CalendarServerError(self._url, reason + hint)

    def _calendars(self) -> list[str]:
        try:
            return [str(one.url) for one in self._client.principal().calendars()]
        except Exception:  # noqa: BLE001 (only a hint; the fault itself is told anyway)
            return []


def _client(url: str, login: Login) -> Any:  # noqa: ANN401 (optional, and heavy)
    try:
        from caldav.davclient import DAVClient  # noqa: PLC0415 (the same)
    except ModuleNotFoundError as error:
        raise MissingExtraError("caldav", error.name, by="push caldav") from error
    return DAVClient(
        url,
        username=login.user or None,
        password=login.password or None,
        timeout=TIMEOUT_SECONDS,
        enable_rfc6764=False,
    )


def _if_absent() -> dict[str, str]:
    return {"If-None-Match": "*"}


def _if_match(version: str) -> dict[str, str]:
    return {"If-Match": version} if version else {}


def _name_in(collection: str, href: str) -> str:
    """Give the name of a member of a collection; empty for the collection itself."""
    own = unquote(urlsplit(collection).path)
    path = unquote(urlsplit(href).path)
    return path.removeprefix(own) if path.rstrip("/") != own.rstrip("/") else ""
