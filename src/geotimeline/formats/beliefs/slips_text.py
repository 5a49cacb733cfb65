"""Track records as a table for a terminal, and as JSON (docs/changes.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.terminal import padded, plain, width
from geotimeline.model.forecasts import Outcome
from geotimeline.model.revision_words import size_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geotimeline.model.slips import Record

_GAP = "  "


def slip_lines(records: Sequence[Record], by: str) -> Iterator[str]:
    """Give a table with a line for each record; no lines where there is none.

    Args:
        records: In the order in which they are to appear.
        by: What they are records of, for the head of the first column.
    """
    if not records:
        return
    heads = [by, "forecasts", *(outcome.value for outcome in Outcome), "median slip"]
    rows = [heads, *(_cells(record) for record in records)]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        name, *numbers = row
        cells = [padded(name, widths[0])]
        cells += [n.rjust(w) for n, w in zip(numbers[:-1], widths[1:], strict=False)]
        yield _GAP.join([*cells, numbers[-1]]).rstrip()


def record_as_json(record: Record) -> dict[str, object]:
    """Give a record as plain JSON values; docs/changes.md says what each means."""
    slip = record.median_slip
    median = None if slip is None else {"least": slip.least, "most": slip.most}
    return {
        "name": record.name,
        "forecasts": record.forecasts,
        **{outcome.value: count for outcome, count in record.counts.items()},
        "median_slip_days": median,
    }


def _cells(record: Record) -> list[str]:
    slip = record.median_slip
    return [
        plain(record.name) or "(not named)",
        str(record.forecasts),
        *(str(count) for count in record.counts.values()),
        (size_words(slip) or "how far is open") if slip is not None else "",
    ]
