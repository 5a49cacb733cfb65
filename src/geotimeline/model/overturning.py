"""Whether what was expected is wrong by now, and not only less exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.edtf import EVERY_DAY
from geotimeline.model.revision import revisions
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from geotimeline.model.outlook import Outlook


def overturns(old: Outlook, new: Outlook) -> bool:
    """Say whether whoever expects the old is wrong by the new.

    That is so of a date that moved, of an hour that is another, and of what is on
    again though it was called off, put off with no new date, or said to be over.
    """
    return (
        any(one.kind.moves for one in revisions(old, new))
        or (old.instant is not None and new.instant not in (None, old.instant))
        or (_awaits_nothing(old) and new.status is not old.status)
    )


def _awaits_nothing(outlook: Outlook) -> bool:
    is_put_off = outlook.status is Status.POSTPONED and outlook.starts == EVERY_DAY
    return is_put_off or outlook.status in (Status.CANCELLED, Status.HELD)
