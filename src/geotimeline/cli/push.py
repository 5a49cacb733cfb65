"""`geotimeline push`: mirror a feed into a calendar on a server."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path  # noqa: TC003 (Typer reads it)
from typing import TYPE_CHECKING, Annotated
from urllib.parse import SplitResult, urlsplit

import typer

from geotimeline.cli import completing, options
from geotimeline.cli.lazy import LazyGroup, group
from geotimeline.cli.output import say, say_json, tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import ClassVar

    from geotimeline.adapters.caldav_collection import Login
    from geotimeline.services.publishing.push_outcome import Pushed

PASSWORD_VARIABLE = "GEOTIMELINE_CALDAV_PASSWORD"  # noqa: S105 (its name, not it)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def push_caldav(  # noqa: PLR0913 (a command's options)
    url: Annotated[
        str,
        typer.Argument(metavar="URL", help="Address of the calendar, no password."),
    ],
    *,
    feed: Annotated[
        str,
        typer.Option(
            "--feed",
            metavar="NAME",
            help="Which feed of alerts/feeds.yaml; `all` is every event.",
            autocompletion=completing.feeds,
        ),
    ] = "all",
    user: Annotated[
        str, typer.Option("--user", metavar="NAME", help="Name at the server.")
    ] = "",
    password_file: Annotated[
        Path | None,
        typer.Option(
            "--password-file",
            metavar="FILE",
            help="Holds the password; it may also stand in "
            f"{PASSWORD_VARIABLE}. At a terminal it is asked for.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change; change nothing.")
    ] = False,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Also what somebody changed in the calendar."),
    ] = False,
    empty: Annotated[
        bool, typer.Option("--empty", help="Let an empty feed empty the calendar.")
    ] = False,
    tidy: Annotated[
        bool,
        typer.Option(
            "--tidy", help="Also remove entries of ours that nobody remembers writing."
        ),
    ] = False,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Mirror a feed into a CalDAV calendar: Nextcloud, Radicale, iCloud.

    Only what changed is written, and only what this program wrote is changed or
    removed. A push that was cut off is simply repeated. Ends with 25 if the server
    cannot be used, and with 27 if some entries were left as they are.

    Examples:
      geotimeline push caldav https://dav.example.org/desk/ --user desk --dry-run
      geotimeline push caldav https://dav.example.org/desk/ --user desk --feed visits
    """
    from geotimeline.adapters.caldav_collection import CalDavCollection
    from geotimeline.errors import LeftAloneError
    from geotimeline.services.data.loading import load
    from geotimeline.services.publishing.feed_memory import edits_told
    from geotimeline.services.publishing.feeds import render_feed
    from geotimeline.services.publishing.push_outcome import Leave, Pushed
    from geotimeline.services.publishing.pushing import push
    from geotimeline.services.scheduling.workbench import Workbench

    login = _login(url, user, password_file)
    at = options.present(now)
    loaded = load(data)
    rendered = render_feed(loaded, feed, now=at)
    others = [name for name in loaded.alerts.feeds if name != feed]
    for warning in rendered.warnings:
        tell(warning)
    collection = CalDavCollection(url, login)
    leave = Leave(overwrite=overwrite, empty=empty, tidy=tidy, dry_run=dry_run)
    done = Pushed()
    with Workbench.at(data, state).ledger() as ledger:
        if now is None and not dry_run:
            for warning in edits_told(ledger, rendered, now=at):
                tell(f"warning: {warning}")
        try:
            for so_far in push(
                rendered.body.decode(),
                collection,
                ledger,
                feed=feed,
                leave=leave,
                others=others,
            ):
                done = so_far
        finally:
            _tell_done(done, as_json=as_json, dry_run=dry_run)
    if done.left_alone:
        raise LeftAloneError(collection.url, len(done.left_alone))


def _login(url: str, user: str, password_file: Path | None) -> Login:
    """Find out who asks.

    Raises:
        BadParameter: The address holds a password, or would carry one in the open.
    """
    from geotimeline.adapters.caldav_collection import Login

    parts = _parts(url)
    if parts.password is not None:
        message = f"leave the password out; give it in {PASSWORD_VARIABLE}"
        raise typer.BadParameter(message, param_hint="URL")
    name = user or parts.username or ""
    if not name:
        return Login()
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        message = "http would send the password in the open; use https"
        raise typer.BadParameter(message, param_hint="URL")
    return Login(name, _password(name, password_file))


def _parts(url: str) -> SplitResult:
    with suppress(ValueError):  # what is in brackets is no address, or the port none
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return parts
    message = "expected an address that begins with https://"
    raise typer.BadParameter(message, param_hint="URL")


def _password(user: str, file: Path | None) -> str:
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            message = f"cannot read {file}: {getattr(error, 'strerror', 'not text')}"
            raise typer.BadParameter(message, param_hint="--password-file") from error
    if PASSWORD_VARIABLE in os.environ:
        return os.environ[PASSWORD_VARIABLE]
    if sys.stdin.isatty():
        return str(typer.prompt(f"Password of {user}", hide_input=True, err=True))
    message = f"give it in {PASSWORD_VARIABLE} or by --password-file"
    raise typer.BadParameter(message, param_hint="the password")


def _tell_done(done: Pushed, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        from dataclasses import asdict

        say_json(asdict(done) | {"dry_run": dry_run})
        return
    for line in _lines(done):
        say(line)
    what = (
        f"{len(done.created)} created, {len(done.updated)} updated, "
        f"{len(done.removed)} removed, {done.unchanged} unchanged"
    )
    tell(f"would be: {what}; nothing was written" if dry_run else what)
    if done.leftovers:
        tell(_left_over(done))


def _left_over(done: Pushed) -> str:
    count = len(done.leftovers)
    entries = "1 entry was" if count == 1 else f"{count} entries were"
    told = f"{entries} written as ours are, and this feed does not have them"
    if done.other_feeds:
        told += f", but {', '.join(done.other_feeds)} may"
    return f"{told}; --tidy removes them"


def _lines(done: Pushed) -> Iterator[str]:
    for verb, names in (
        ("created", done.created),
        ("updated", done.updated),
        ("removed", done.removed),
    ):
        yield from (f"{verb}  {name}" for name in names)
    yield from (f"left     {one.uid}: {one.reason}" for one in done.left_alone)


class _Push(LazyGroup):
    places: ClassVar[Mapping[str, str]] = {
        "caldav": "geotimeline.cli.push:push_caldav",
    }


def _before_commands() -> None:
    """Mirror a feed into a calendar on a server."""


app = group(_Push, "push", _before_commands)
