"""Quiet hours as they stand in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.yaml.faults import Fault, RefusedError
from geotimeline.formats.yaml.fields import Kind, read_items
from geotimeline.formats.yaml.kinds import LINE, line_of_text, list_of
from geotimeline.planning.quiet import QuietHours, QuietSpan

if TYPE_CHECKING:
    from geotimeline.formats.yaml.fields import Scope
    from geotimeline.formats.yaml.nodes import Node


def read_quiet(node: Node, scope: Scope) -> tuple[QuietSpan, ...]:
    """Read `22:00-07:00`, or a list of such.

    Raises:
        RefusedError: One is written otherwise, or no hour of the week is left.
    """
    spans = read_items(node, _read_span, scope)
    try:
        return QuietHours(spans).spans
    except ValueError as error:
        raise RefusedError(Fault(str(error))) from error


def quiet_hours(spans: tuple[QuietSpan, ...], timezone: str) -> QuietHours | None:
    """Put spans that were read into a zone; None where there are none."""
    return QuietHours(spans, timezone) if spans else None


def _read_span(node: Node, scope: Scope) -> QuietSpan:
    try:
        return QuietSpan.parse(line_of_text(node, scope))
    except ValueError as error:
        raise RefusedError(Fault(str(error))) from error


_LISTED = list_of(LINE, "quiet hours")
QUIET = Kind(_LISTED.words, read_quiet, _LISTED.schema)
