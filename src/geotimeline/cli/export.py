"""`geotimeline export`: the timeline as a calendar, or for another program."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import completing, options
from geotimeline.cli.output import flush, say_bytes, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from geotimeline.services.data.loading import Loaded
    from geotimeline.services.publishing.exporting import Order

_STDOUT = Path("-")


def export_timeline(  # noqa: PLR0913 (a command's options)
    exporter: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="ical, json, csv, markdown, atom, jsonld, or another plugin's.",
            autocompletion=completing.exporters,
        ),
    ],
    query: options.Query = options.EVERYTHING,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where to write; the file is replaced as a whole or not at all.",
            show_default="stdout",
        ),
    ] = _STDOUT,
    uncertain: Annotated[
        str,
        typer.Option(
            metavar="HOW",
            help="ical: dates not known to the day: auto, span, deadline, both, …",
            show_default=False,
        ),
    ] = "",
    alarms: Annotated[
        bool, typer.Option("--alarms", help="ical: add the reminders of the rules.")
    ] = False,
    others: Annotated[
        list[str],
        typer.Option(
            "--option",
            metavar="NAME=VALUE",
            help="Any option of the exporter; may be given several times.",
            show_default=False,
        ),
    ] = [],  # noqa: B006 (Typer copies it)
    feed: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="ical: the events, title and options of this feed of alerts/.",
            autocompletion=completing.feeds,
            show_default=False,
        ),
    ] = "",
    title: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help="Name of the whole.", show_default="Timeline"
        ),
    ] = "",
    as_of: options.AsOf = None,
    data: options.Data = options.HERE,
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Write the timeline for a calendar, a spreadsheet or another program.

    What the format cannot hold is left out, and counted on stderr. So is, of a feed,
    what calendars may not follow because history was edited, where there is a ledger.

    Examples:
      geotimeline export ical -o timeline.ics
      geotimeline export ical 'type:visit' --uncertain deadline --alarms
      geotimeline export ical --feed all -o all.ics
      geotimeline export csv --option bom=yes -o timeline.csv
      geotimeline export markdown 'type:visit' --option since=2025-11-24
      geotimeline export json | jq '.[0].window.words'
    """
    from geotimeline.interfaces.exporters import ExportOptionError
    from geotimeline.services.data.loading import load
    from geotimeline.services.publishing.exporting import ALARMS, exported

    chosen = dict(_named(text) for text in others)
    chosen |= {"uncertain": uncertain} if uncertain else {}
    chosen |= {ALARMS: "yes"} if alarms else {}
    loaded, at = load(data), options.present(now)
    if feed:
        _expect_no_other_choice(exporter, query, title)
        order = _feed(loaded, feed, chosen)
    else:
        order = _order(exporter, query, chosen, title)
    try:
        pieces = exported(loaded, order, now=at, as_of=as_of or at, warn=tell)
        _put(pieces, output)
        if feed and not chosen and now is None and as_of is None:
            _tell_edits(loaded, feed, at, state)
    except ExportOptionError as error:
        raise typer.BadParameter(str(error)) from error


def _order(exporter: str, query: str, chosen: Mapping[str, str], title: str) -> Order:
    from dataclasses import replace

    from geotimeline.model.query import Query
    from geotimeline.services.publishing.exporting import Order

    order = Order(exporter, Query.parse(query), chosen)
    return replace(order, title=title) if title else order


def _feed(loaded: Loaded, name: str, chosen: Mapping[str, str]) -> Order:
    from geotimeline.services.publishing.feeds import feed_order

    return feed_order(loaded, name, chosen)


def _tell_edits(loaded: Loaded, name: str, now: datetime, state: Path | None) -> None:
    """Warn of what calendars may not follow; only of the present, as it is usual."""
    from geotimeline.services.publishing.feed_memory import edits_told
    from geotimeline.services.publishing.feeds import render_feed
    from geotimeline.services.scheduling.workbench import Workbench

    with Workbench.at(loaded.folder, state).existing_ledger() as ledger:
        for warning in edits_told(ledger, render_feed(loaded, name, now=now), now=now):
            tell(f"warning: {warning}")


def _expect_no_other_choice(exporter: str, query: str, title: str) -> None:
    """Refuse what the feed itself says."""
    wrong = {
        f"a feed is a calendar: export ical, not {exporter}": exporter != "ical",
        "a feed has its own query (`match` in alerts/)": query,
        "a feed has its own title (`title` in alerts/)": title,
    }
    for message, is_so in wrong.items():
        if is_so:
            raise typer.BadParameter(message, param_hint="--feed")


def _named(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (name and sign):
        message = f"expected NAME=VALUE, not {text!r}"
        raise typer.BadParameter(message, param_hint="--option")
    return name, value


def _put(pieces: Iterable[str], output: Path) -> None:
    if output == _STDOUT:
        say_bytes(piece.encode() for piece in pieces)
        flush()
        return
    from geotimeline.services.publishing.exporting import write_whole

    write_whole(output, pieces)
    if sys.stderr.isatty():
        tell(f"wrote {output}")
