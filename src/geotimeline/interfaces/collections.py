"""The port to a calendar on a server: named objects, each with its version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class RefusedError(Exception):
    """The server does not take one object; the others are not concerned.

    Attributes:
        reason: Why, in words fit for the terminal.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MovedOnError(RefusedError):
    """Somebody wrote or removed the object since its version was read."""

    def __init__(self) -> None:
        super().__init__("it was changed in the calendar meanwhile")


class Collection(Protocol):
    """A calendar whose objects have a name and a version (an ETag, RFC 9110 §8.8.3).

    Every method raises `CalendarServerError` when the server cannot be used at all:
    then nothing more should be tried.

    Attributes:
        url: Where it is, without a password.
    """

    @property
    def url(self) -> str:
        """Say where the calendar is, without a password."""
        ...

    def versions(self) -> Mapping[str, str]:
        """Give the version of every object by its name.

        Raises:
            CalendarServerError: There is no calendar at the address (any more).
        """
        ...

    def text(self, name: str) -> str:
        """Give an object as iCalendar text.

        Raises:
            MovedOnError: It is gone.
        """
        ...

    def put(self, name: str, text: str, *, version: str | None) -> str:
        """Write an object, and give its new version; empty if the server says none.

        Args:
            name: Its name.
            text: One whole iCalendar object.
            version: What it must still have; None if it must not be there yet.

        Raises:
            MovedOnError: It has another version by now.
            RefusedError: The server does not take it.
        """
        ...

    def remove(self, name: str, *, version: str) -> None:
        """Remove an object, if it still has this version.

        Raises:
            MovedOnError: It has another version by now.
            RefusedError: The server does not let it go.
        """
        ...
