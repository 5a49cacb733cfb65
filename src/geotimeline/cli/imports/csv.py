"""`geotimeline import csv`: spreadsheets as events."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.imports import terms
from geotimeline.cli.imports.settling import settle
from geotimeline.cli.output import tell

if TYPE_CHECKING:
    from collections.abc import Iterable


class DateOrder(StrEnum):
    """Which number of 4/12/2025 is the day."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


def import_table(  # noqa: PLR0913 (a command's options)
    place: terms.Place,
    *,
    mapped: Annotated[
        list[str],
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="What a column is, such as date=Datum; again for more.",
            show_default=False,
        ),
    ] = [],  # noqa: B006 (Typer copies it)
    dates: Annotated[
        DateOrder | None,
        typer.Option(
            help="Which number of 4/12/2025 is the day.", show_default="refuse it"
        ),
    ] = None,
    header: Annotated[
        int,
        typer.Option(
            metavar="ROW",
            min=0,
            help="Row with the names of the columns; what is above is passed over.",
            show_default="the first that is not empty",
        ),
    ] = 0,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Take the other rows if some are wrong.")
    ] = False,
    into: terms.Into = "",
    event_type: terms.EventType = "",
    tag: terms.Tag = None,
    name: terms.Name = "",
    max_size: terms.MaxSize = terms.DEFAULT_MAX_SIZE,
    dry_run: terms.DryRun = False,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    """Take the rows of a table as events, and later what has moved in it.

    Columns are found by their names, or named by --map. If a row is wrong, every wrong
    cell is named and nothing is written, unless --skip-bad. Rows are known by id or
    uid, else by their title: importing again adds claims and doubles nothing.

    Examples:
      geotimeline import csv plan.csv --dry-run
      geotimeline import csv plan.csv --map date=Datum --map title=Was
      geotimeline import csv plan.csv --dates day-first --type visit --skip-bad
    """
    from geotimeline.adapters.foreign_file import read_foreign
    from geotimeline.adapters.secrets import fill
    from geotimeline.errors import FetchError
    from geotimeline.formats.foreign_table.columns import Columns, ColumnsError
    from geotimeline.formats.foreign_table.dates import Order
    from geotimeline.formats.foreign_table.preview import preview, understood
    from geotimeline.formats.foreign_table.reading import read_table
    from geotimeline.formats.foreign_table.sheet import Sheet, UnreadableTableError
    from geotimeline.services.importing.terms import Origin, Terms, folder_of

    at = options.present(now)
    address = str(fill(place, environ=os.environ, folder=data, where="FILE|URL"))
    file = read_foreign(address, largest_bytes=max_size * terms.MIB)
    try:
        sheet = Sheet.read(file.octets, header)
        columns = Columns.understood(sheet.names, _columns_named(mapped))
    except UnreadableTableError as error:
        raise FetchError(file.name, str(error)) from error
    except ColumnsError as error:
        raise typer.BadParameter(str(error), param_hint="--map") from error
    if file.is_fetched:
        origin = Origin.of_url(address, name)
    else:
        origin = Origin.of_table(file.name, name)
    order = Order(dates.value) if dates else Order.UNSAID
    reading = read_table(sheet, columns, file.name, key=origin.key, order=order)
    if dry_run and not as_json:
        for line in preview(sheet, columns):
            tell(line)
    wanted = Terms(
        origin, folder_of(into, origin), event_type, tuple(tag or ()), restates=True
    )
    about = {"columns": understood(columns)}
    settle(
        data,
        reading,
        wanted,
        at,
        dry_run=dry_run,
        as_json=as_json,
        whole=not skip_bad,
        about=about,
    )


def _columns_named(mapped: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, column in map(_named, mapped):
        if found.setdefault(field, column) != column:
            message = f"{field} is two columns: {found[field]} and {column}"
            raise typer.BadParameter(message, param_hint="--map")
    return found


def _named(text: str) -> tuple[str, str]:
    field, sign, column = text.partition("=")
    if not (field.strip() and sign and column.strip()):
        message = f"expected FIELD=COLUMN, not {text!r}"
        raise typer.BadParameter(message, param_hint="--map")
    return field.strip(), column.strip()
