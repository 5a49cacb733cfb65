"""Rate limits of a channel as they stand in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.yaml.faults import Fault, RefusedError
from geotimeline.formats.yaml.fields import Kind, Scope
from geotimeline.formats.yaml.kinds import LINE, line_of_text, list_of
from geotimeline.planning.limiting import RateLimit

if TYPE_CHECKING:
    from geotimeline.formats.yaml.nodes import Node


def read_limit(node: Node, scope: Scope) -> RateLimit:
    """Read `30 per hour`.

    Raises:
        RefusedError: It is written otherwise.
    """
    try:
        return RateLimit.parse(line_of_text(node, scope))
    except ValueError as error:
        raise RefusedError(Fault(str(error))) from error


LIMITS = list_of(Kind("rate limit", read_limit, LINE.schema), "list of rate limits")
