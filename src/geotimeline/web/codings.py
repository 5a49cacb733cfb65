"""Which content coding a client takes: RFC 9110 §12.5.3 (Accept-Encoding)."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


class Coding(Enum):
    """How a body is packed, best first."""

    ZSTD = "zstd"
    GZIP = "gzip"
    IDENTITY = "identity"


_ANY = "*"
_ALIASES = {"x-gzip": "gzip"}  # RFC 9110 §8.4.1.3
_RANK = {coding: rank for rank, coding in enumerate(Coding)}
_WEIGHTED = re.compile(
    r"\s*([!#$%&'*+.^_`|~0-9a-z-]+)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?",
    re.ASCII | re.IGNORECASE,
)


def chosen(accepted: str | None, offered: Collection[Coding]) -> Coding:
    """Choose what to send.

    Args:
        accepted: The field Accept-Encoding; None where the request has none.
        offered: What there is; IDENTITY is always among it.

    Returns:
        The coding that the client wants most, of equals the best of ours; IDENTITY
        also where the client wants none of them, since some answer beats none.
    """
    if accepted is None:  # it may mean anything; old clients mean plain bytes
        return Coding.IDENTITY
    weights = dict(_weights(accepted))
    wanted = {coding: _weight(coding, weights) for coding in offered}
    best = max(offered, key=lambda coding: (wanted[coding], -_RANK[coding]))
    return best if wanted[best] > 0 else Coding.IDENTITY


def _weight(coding: Coding, weights: dict[str, float]) -> float:
    """Weigh a coding; plain bytes are taken, though gladly last, unless refused."""
    if coding.value in weights:
        return weights[coding.value]
    if coding is Coding.IDENTITY:
        return 0.0 if weights.get(_ANY) == 0 else 0.0005  # below the least q, 0.001
    return weights.get(_ANY, 0.0)


def _weights(accepted: str) -> Iterator[tuple[str, float]]:
    """Yield each coding with its q; what is malformed counts as not said."""
    for part in accepted.split(","):
        match = _WEIGHTED.fullmatch(part)
        if match is not None:
            name = match[1].lower()
            yield _ALIASES.get(name, name), float(match[2] or 1)
