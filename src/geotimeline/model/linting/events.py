"""What is doubtful about an event as a whole: its sources, its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.model.lint_codes import LintCode
from geotimeline.model.linting.warning import Lint, on_event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geotimeline.model.event import Claim, Event
    from geotimeline.model.timeline import Row


def lint_event(event: Event, rows: Sequence[Row]) -> Iterator[Lint]:
    """Yield what is doubtful about an event.

    Args:
        event: The event.
        rows: What is believed of each of its milestones.
    """
    counting = [claim for row in rows for claim in row.belief.counting]
    sources = {_source(claim): _words(claim) for claim in counting}
    sources.pop("", None)  # claims that name none have a warning of their own
    if len(sources) == 1:
        (source,) = sources.values()
        message = f"all that counts rests on one source ({source}); look for a second"
        yield on_event(LintCode.SINGLE_SOURCE, event, message)
    if _is_renamed(event):
        message = (
            f"the file's name says {event.file_id!r} and the event {event.id!r}; add "
            f"`uid: {event.id}`, so that calendars know it under any name"
        )
        yield on_event(LintCode.RENAMED, event, message)


def _source(claim: Claim) -> str:
    """Tell sources apart: by id, else by publisher and title, else by address."""
    if claim.source is None:
        return claim.url
    return claim.source.id or claim.source.words


def _words(claim: Claim) -> str:
    return claim.url if claim.source is None else claim.source.words


def _is_renamed(event: Event) -> bool:
    named_otherwise = event.file_id not in ("", event.id)
    return named_otherwise and not event.uid
