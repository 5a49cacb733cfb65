"""Digests as they stand in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.yaml.faults import Fault, RefusedError
from geotimeline.formats.yaml.fields import Kind
from geotimeline.formats.yaml.kinds import LINE, line_of_text
from geotimeline.planning.digests import Digest, in_zone, read_digest

if TYPE_CHECKING:
    from geotimeline.formats.yaml.fields import Scope
    from geotimeline.formats.yaml.nodes import Node


def read_digest_of(node: Node, scope: Scope) -> Digest:
    """Read `daily at 08:00`; its zone is UTC until it is placed in another.

    Raises:
        RefusedError: It is written otherwise.
    """
    try:
        return read_digest(line_of_text(node, scope))
    except ValueError as error:
        raise RefusedError(Fault(str(error))) from error


def digest_in(zone: str, digest: Digest | None) -> Digest | None:
    """Put a digest that was read into a zone; None where there is none."""
    return None if digest is None else in_zone(digest, zone)


DIGEST = Kind("digest", read_digest_of, LINE.schema)
