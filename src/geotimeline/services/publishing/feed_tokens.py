"""Tokens that open private feeds: made, shown once, kept as digests, taken away."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from geotimeline.adapters import event_files
from geotimeline.adapters.atomic_file import digest, write_atomically
from geotimeline.errors import DataError, NotFoundError, Problem, StatementError
from geotimeline.formats.alerts.tokens import with_token, without_token
from geotimeline.formats.yaml.tree import LARGEST_FILE_BYTES
from geotimeline.model.zones import LATEST
from geotimeline.services.data.loading import load, read
from geotimeline.services.publishing.feeds import feed_named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from geotimeline.planning.feeds import Feed, FeedToken
    from geotimeline.services.data.loading import Loaded

FEEDS_FILE = "alerts/feeds.yaml"
"""Where the feed of everything is written, which no file has to name."""

_TOKEN_BYTES = 24
_LEAST_DIGITS = 8


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token that was just made; nobody can show it again.

    Attributes:
        token: What subscribers have to show.
        label: For whom it is.
        was_open: Whether the feed was open to all until now.
        closes_all: Whether the feed of all events was open until now, and opens to
            nobody from now on.
        open_too: Names of feeds that hold some of its events and stay open to all.
        public_url: Where people reach us, by the settings; may be empty.
    """

    token: str
    label: str
    was_open: bool
    closes_all: bool
    open_too: tuple[str, ...]
    public_url: str


def make_token(folder: Path, name: str, label: str, *, today: date) -> NewToken:
    """Make a token for a feed, and write its digest into the file of the feed.

    Args:
        folder: The data folder.
        name: Which feed.
        label: For whom it is; a number is made up where it is empty.
        today: What is written down as the day on which it was made.

    Raises:
        DataError: The data has problems.
        NotFoundError: There is no such feed.
        StatementError: The label is taken.
        FileWriteError: The file cannot be written, or not be edited safely.
    """
    loaded = load(folder)
    feed = feed_named(loaded, name)
    taken = {one.label for one in feed.tokens or ()}
    label = label.strip() or _free(taken)
    if label in taken:
        what = "a token"
        message = f"{label!r} has one already; `feeds revoke` it, or choose another"
        raise StatementError(what, ("label", message))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    fields = {
        "hash": f"sha256:{sha256(token.encode()).hexdigest()}",
        "label": label,
        "made": today.isoformat(),
    }
    path = feed.path or FEEDS_FILE
    old = _text(folder, path)
    new = with_token(old or "", name, fields, title=feed.title)
    _write(folder, path, old, new)
    others = [one for one in loaded.alerts.feeds.values() if one.name != name]
    still_open = [one for one in others if one.path and not one.is_private]
    return NewToken(
        token=token,
        label=label,
        was_open=not feed.is_private,
        closes_all=any(not (one.path or one.is_private) for one in others),
        open_too=_sharing(loaded, feed, still_open),
        public_url=loaded.settings.public_url,
    )


def revoke_token(folder: Path, name: str, label: str) -> FeedToken:
    """Take a token away from a feed, which stays private in any case.

    Problems elsewhere in the data do not keep it in force.

    Args:
        folder: The data folder.
        name: Which feed.
        label: The label of the token, or the first digits of its digest.

    Raises:
        DataError: The feed cannot be found for problems in the data.
        NotFoundError: There is no such feed or token.
        FileWriteError: The file cannot be written, or not be edited safely.
    """
    loaded, problems = read(folder)
    if problems and name not in loaded.alerts.feeds:
        raise DataError(problems)
    feed = feed_named(loaded, name)
    token = _labelled(feed, label)
    old = _text(folder, feed.path)
    _write(folder, feed.path, old, without_token(old or "", name, token.digest))
    return token


def _sharing(loaded: Loaded, feed: Feed, others: Iterable[Feed]) -> tuple[str, ...]:
    """Give the names of those other feeds that hold some of a feed's events."""

    def held(one: Feed) -> set[str]:
        rows = loaded.timeline.rows(as_of=LATEST, query=one.match)
        return {row.event.id for row in rows}

    own = held(feed)
    return tuple(one.name for one in others if own & held(one))


def _labelled(feed: Feed, label: str) -> FeedToken:
    digits = label.removeprefix("sha256:").lower()
    for token in feed.tokens or ():
        is_prefix = len(digits) >= _LEAST_DIGITS and token.digest.startswith(digits)
        if token.label == label or is_prefix:
            return token
    known = ", ".join(one.label or one.digest[:12] for one in feed.tokens or ())
    raise NotFoundError("token", label, f"there are {known}" if known else "")


def _free(taken: set[str]) -> str:
    numbers = (f"token-{number}" for number in range(1, len(taken) + 2))
    return next(label for label in numbers if label not in taken)


def _text(folder: Path, path: str) -> str | None:
    """Give the text of a file as it is at this moment; None where there is none."""
    if not (folder / path).exists():
        return None
    read = event_files.read_text(folder, path, largest_bytes=LARGEST_FILE_BYTES)
    if isinstance(read, Problem):
        raise DataError((read,))
    return read


def _write(folder: Path, path: str, old: str | None, new: str) -> None:
    (folder / path).parent.mkdir(exist_ok=True)
    write_atomically(folder / path, new, None if old is None else digest(old))
