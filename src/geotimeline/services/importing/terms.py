"""On which terms something is imported: from where, into which folder, as what."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geotimeline.errors import StatementError
from geotimeline.formats.slug import slug
from geotimeline.services.data.loading import EVENTS

if TYPE_CHECKING:
    from geotimeline.formats.yaml.scalars import Writable

_UNNAMED = "file"
_DIGITS = 8
_WHAT = "the events"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where it comes from.

    Attributes:
        key: The same at every import of the same calendar or table.
        title: What it calls itself, or the name of its file.
        name: The title in small letters, for folders and ids.
        url: The machine that it was fetched from, without path; empty for a file. An
            address is often the only secret that protects a calendar.
    """

    key: str
    title: str
    name: str
    url: str = ""

    @classmethod
    def of_file(cls, name: str, title: str) -> Origin:
        """Give the origin of a file; what calls itself nothing is known by no name.

        Args:
            name: Name of the file, without its folders.
            title: What it calls itself; may be empty.
        """
        called = slug(title)
        stem = slug(PurePosixPath(name).stem)
        return cls(called or _UNNAMED, title or name, called or stem or _UNNAMED)

    @classmethod
    def of_table(cls, file: str, title: str) -> Origin:
        """Give the origin of a table, which is known by its file unless it is named.

        Args:
            file: Name of the file, without its folders.
            title: What the user calls it; may be empty.
        """
        called = slug(title or PurePosixPath(file).stem) or _UNNAMED
        return cls(called, title or file, called)

    @classmethod
    def of_url(cls, url: str, title: str) -> Origin:
        """Give the origin of what was fetched; no password, path or token stays in it.

        Args:
            url: From where.
            title: What it calls itself; may be empty.
        """
        parts = urlsplit(url)
        host = parts.hostname or ""
        whole = f"{host}{parts.path}?{parts.query}"
        digest = hashlib.sha256(whole.encode(errors="replace")).hexdigest()[:_DIGITS]
        port = f":{parts.port}" if parts.port else ""
        shown = f"[{host}]" if ":" in host else host
        scheme = "http" if parts.scheme == "http" else "https"
        url = f"{scheme}://{shown}{port}"
        title = title or host
        return cls(f"{slug(host)}-{digest}", title, slug(title) or slug(host), url)

    @property
    def source(self) -> dict[str, Writable]:
        """The source of its claims, as a file writes it."""
        fields = {"title": self.title, "url": self.url}
        return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True, slots=True)
class Terms:
    """How it is to be taken.

    Attributes:
        origin: Where it comes from.
        folder: Folder of new files, relative to the data folder, with `/`.
        type: The type of new events; as the entry suggests if empty.
        tags: Tags that new events get besides their own.
        restates: Whether it may say again what is believed here, as a table that was
            exported here and came back does; that is then no news.
    """

    origin: Origin
    folder: str
    type: str = ""
    tags: tuple[str, ...] = ()
    restates: bool = False


def folder_of(named: str, origin: Origin) -> str:
    """Give the folder of new files, relative to the data folder.

    Args:
        named: What the user chose, below events/; empty for the title of the origin.
        origin: Where it comes from.

    Raises:
        StatementError: The choice leads out of events/.
    """
    parts = [part for part in PurePosixPath(named).parts if part != "."]
    if named and (PurePosixPath(named).is_absolute() or ".." in parts):
        fault = ("into", f"{named!r} leads out of {EVENTS}/")
        raise StatementError(_WHAT, fault)
    if parts[:1] == [EVENTS]:
        parts = parts[1:]
    name = "/".join(parts) if named else origin.name
    return f"{EVENTS}/{name}" if name else EVENTS
