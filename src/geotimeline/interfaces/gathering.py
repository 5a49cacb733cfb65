"""The part of the ledger's port by which reminders are told together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Gathering:
    """Which entries one digest tells, all of them and no others.

    The digest is an entry itself. Its members wait for it: none of them is claimed or
    due, and how it ends is how they end. Sent, they are sent with its receipt; dead,
    they are planned again, to go by themselves, and marked as possible repeats if it
    may have arrived, unless something goes instead of it: then they end with that.
    Closed, they are planned again; acknowledged, so are they.

    From the first attempt on nothing changes any more, neither the digest nor what it
    tells: a gathering, a refresh, a close or a snooze then leaves both alone.

    Where a member cannot be had, because somebody claimed it meanwhile, because it was
    tried or another digest has it, the digest is superseded and its members let go:
    it must not tell what is told otherwise.

    Attributes:
        digest: Key of the digest.
        members: Keys of what it tells.
        not_before: When it goes, and until when its members wait.
        note: What its members say they wait for.
    """

    digest: str
    members: tuple[str, ...]
    not_before: datetime
    note: str
