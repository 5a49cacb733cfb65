"""Dates by rule and recurrences as they stand in a file."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from geotimeline.formats.yaml.faults import Fault, RefusedError
from geotimeline.formats.yaml.fields import Kind
from geotimeline.formats.yaml.kinds import DATE, line_of_text, uncertain_date
from geotimeline.formats.yaml.nodes import YamlList, YamlMapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.edtf import EdtfValue
    from geotimeline.formats.yaml.fields import Scope
    from geotimeline.formats.yaml.nodes import Node
    from geotimeline.model.following import Following
    from geotimeline.model.recurring import Recurrence

# "90d afterr x", "2 weeks since x": no uncertain date begins so.
_COUNTED = re.compile(
    r"\s*[0-9]+ ?(?:d|w|mo|y|days?|weeks?|months?|years?)\s", re.ASCII | re.IGNORECASE
)
_SIDES = (" after ", " before ")


def read_date(node: Node, scope: Scope) -> EdtfValue | Following:
    """Read an EDTF date, or a rule such as `90d after in-force`.

    Raises:
        RefusedError: It is neither.
    """
    if isinstance(node, str) and (
        any(side in node for side in _SIDES) or _COUNTED.match(node)
    ):
        return _following(node)
    return uncertain_date(node, scope)


def _following(text: str) -> Following:
    from geotimeline.model.following import Following  # noqa: PLC0415 (few dates do)

    try:
        return Following.parse(text)
    except ValueError as error:
        raise RefusedError(Fault(str(error))) from error


def read_recurrence(node: Node, scope: Scope) -> Recurrence:
    """Read a recurrence rule of RFC 5545, with or without `RRULE:`.

    Raises:
        RefusedError: It is none, or one that is not taken.
    """
    from geotimeline.model.recurring import Recurrence  # noqa: PLC0415 (few recur)

    try:
        return Recurrence.parse(line_of_text(node, scope))
    except ValueError as error:
        raise RefusedError(Fault(str(error))) from error


def read_day(node: Node, scope: Scope) -> str:
    """Read one day, `2026-12-04`.

    Raises:
        RefusedError: It is none.
    """
    text = line_of_text(node, scope)
    try:
        if str(date.fromisoformat(text)) == text:
            return text
    except ValueError:  # no such day
        pass
    message = f"expected the day of an occurrence, such as 2026-12-04, not {text!r}"
    raise RefusedError(Fault(message))


def stray_occurrences(event: YamlMapping) -> Iterator[Fault]:
    """Name the claims that speak of an occurrence of an event that does not recur."""
    claims = event.get("claims")
    if "recurs" in event or not isinstance(claims, YamlList):
        return
    for index, claim in enumerate(claims):
        if isinstance(claim, YamlMapping) and "occurrence" in claim:
            message = "the event does not recur: give it `recurs:`, such as FREQ=YEARLY"
            where = f"claims[{index}].occurrence"
            yield Fault(message, where, claim.lines["occurrence"])


DATE_OR_RULE = Kind("date, or how it follows from another", read_date, DATE.schema)
RECURRENCE = Kind(
    "recurrence rule of RFC 5545",
    read_recurrence,
    {"type": "string", "pattern": "FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY)"},
)
DAY = Kind(
    "day", read_day, {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
)
