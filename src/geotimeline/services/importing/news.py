"""What a file says of an event that is known already: its new claims and details."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geotimeline.formats.slug import free, slug
from geotimeline.model.recurring_names import is_occurrence
from geotimeline.services.importing.exceptions import exceptions_lifted
from geotimeline.services.importing.marks import (
    MARK,
    NEVER_CHANGED,
    claim_mark,
    digest,
    is_of,
    origin_key,
    seen_of,
)
from geotimeline.services.importing.repeating import (
    is_believed,
    is_older,
    milestone_of,
    says_the_same,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from geotimeline.formats.events.imported import Imported, Stated
    from geotimeline.formats.yaml.scalars import Writable
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Claim, Event
    from geotimeline.services.importing.marks import Whose
    from geotimeline.services.importing.terms import Terms


@dataclass(frozen=True, slots=True)
class News:
    """What is new.

    Attributes:
        claims: To be added, oldest first.
        details: Fields of the event that changed in the other program; None where one
            is gone.
        stale: Whether what is there came from a later revision.
    """

    claims: tuple[Mapping[str, Writable], ...]
    details: Mapping[str, Writable | None]
    stale: bool = False


def news_of(
    event: Event,
    imported: Imported,
    terms: Terms,
    now: datetime,
    believed: Mapping[str, Belief],
) -> News:
    """Compare an event with what a file says of it.

    Args:
        event: As it is.
        imported: What the file says.
        terms: From where it comes.
        now: When we learn of it, in UTC.
        believed: What is believed of its milestones; saying that again is no news.
    """
    whose = terms.origin.key, _uid_of_another(event, imported)
    told: list[tuple[Stated, Claim | None]] = []
    stale = False
    for given in imported.stated:
        stated = _as_occurrence(given, event)
        before = _last_of(event, whose, stated)
        belief = believed.get(milestone_of(stated))
        if is_believed(event, belief, stated) or says_the_same(before, stated):
            continue
        if is_older(before, stated):
            stale = True
            continue
        told.append((stated, before))
    if not stale:
        lifted = exceptions_lifted(event, imported, whose, today=now.date())
        told += [(stated, None) for stated in lifted]
    owns = whose == (origin_key(event), "") and not (stale or imported.instead)
    details = dict(_changed_details(event, imported)) if owns else {}
    return News(_written(event, told, whose, terms, now), details, stale)


def _written(
    event: Event,
    told: Iterable[tuple[Stated, Claim | None]],
    whose: Whose,
    terms: Terms,
    now: datetime,
) -> tuple[Mapping[str, Writable], ...]:
    """Give claims as they are to be written, each with what it takes the place of."""
    taken = {claim.id for claim in event.claims}
    written = []
    for stated, before in told:
        fields = claim_fields(stated, terms, now, taken, before)
        fields[MARK] = claim_mark(whose[0], stated, whose[1])
        taken.add(str(fields["id"]))
        written.append(fields)
    return tuple(written)


def claim_fields(
    stated: Stated,
    terms: Terms,
    now: datetime,
    taken: Collection[str] = (),
    before: Claim | None = None,
    *,
    recorded: str = "",
) -> dict[str, Writable]:
    """Give a claim as it is to be written.

    Args:
        stated: What it says.
        terms: From where it comes.
        now: When we learn of it, in UTC.
        taken: Ids that other claims of the event bear.
        before: What the same calendar said before; it steps aside.
        recorded: When it was learnt elsewhere, as an instant; now if empty.
    """
    name = slug(str(stated.fields.get("by", ""))) or terms.origin.name
    fields: dict[str, Writable] = {"id": free(name, taken)}
    if stated.occurrence:
        fields["occurrence"] = stated.occurrence
    own = {name for name in stated.fields if name.startswith("x-")}
    fields |= {n: value for n, value in stated.fields.items() if n not in own}
    fields.setdefault("source", terms.origin.source)
    if before is not None:
        fields["supersedes"] = before.id
    fields["recorded"] = recorded or f"{now:%Y-%m-%dT%H:%M:%SZ}"
    fields |= {n: stated.fields[n] for n in own}
    return fields | {MARK: claim_mark(terms.origin.key, stated)}


def _uid_of_another(event: Event, imported: Imported) -> str:
    """Give the UID under which it comes, if that is of an event taken in since."""
    return imported.uid if any(m.uid == imported.uid for m in event.merged) else ""


def _last_of(event: Event, whose: Whose, stated: Stated) -> Claim | None:
    """Give the last claim of the same entry about the same thing, or None."""
    milestone = milestone_of(stated)
    found = [claim for claim in event.claims if claim.milestone == milestone]
    return next((claim for claim in reversed(found) if is_of(claim, whose)), None)


def _as_occurrence(stated: Stated, event: Event) -> Stated:
    """Say of an occurrence what a table says of a stage that bears its day."""
    name = str(stated.fields.get("milestone", ""))
    if not is_occurrence(event, name):
        return stated
    others = {n: value for n, value in stated.fields.items() if n != "milestone"}
    return replace(stated, fields=others, occurrence=name)


def _changed_details(
    event: Event, imported: Imported
) -> Iterator[tuple[str, Writable | None]]:
    seen = seen_of(event)
    for name, value in imported.details.items():
        if name not in NEVER_CHANGED and seen.get(name) != digest(value):
            yield name, value
    for name in seen:
        if name not in imported.details:
            yield name, None
