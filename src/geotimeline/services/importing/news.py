"""What a file says of an event that is known already: its new claims and details."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING

from geotimeline.edtf import parse
from geotimeline.formats.slug import free, slug
from geotimeline.model.recurring_names import is_occurrence
from geotimeline.model.vocabulary import EVENT_ITSELF, Status
from geotimeline.model.window_edtf import window_edtf
from geotimeline.services.importing.marks import (
    MARK,
    NEVER_CHANGED,
    claim_mark,
    digest,
    merged_uid,
    origin_key,
    seen_of,
    sequence_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from geotimeline.edtf import EdtfValue
    from geotimeline.formats.events.imported import Imported, Stated
    from geotimeline.formats.yaml.scalars import Writable
    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Claim, Event
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
    key, uid = terms.origin.key, _uid_of_another(event, imported)
    added: list[Mapping[str, Writable]] = []
    taken = {claim.id for claim in event.claims}
    stale = False
    for given in imported.stated:
        stated = _as_occurrence(given, event)
        before = _last_of(event, key, uid, stated)
        if _is_believed(event, believed.get(_milestone(stated)), stated):
            continue
        if before is not None and _says_the_same(before, stated):
            continue
        if before is not None and _is_older(before, stated):
            stale = True
            continue
        fields = claim_fields(stated, terms, now, taken, before)
        fields[MARK] = claim_mark(key, stated, uid)
        taken.add(str(fields["id"]))
        added.append(fields)
    owns = origin_key(event) == key and not (stale or uid)
    details = dict(_changed_details(event, imported)) if owns else {}
    return News(tuple(added), details, stale)


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


def _last_of(event: Event, key: str, uid: str, stated: Stated) -> Claim | None:
    """Give the last claim of the same entry about the same thing, or None."""
    milestone = _milestone(stated)
    found = [
        claim
        for claim in event.claims
        if claim.milestone == milestone
        and (origin_key(claim), merged_uid(claim)) == (key, uid)
    ]
    return found[-1] if found else None


def _milestone(stated: Stated) -> str:
    return stated.occurrence or str(stated.fields.get("milestone", EVENT_ITSELF))


def _as_occurrence(stated: Stated, event: Event) -> Stated:
    """Say of an occurrence what a table says of a stage that bears its day."""
    name = str(stated.fields.get("milestone", ""))
    if not is_occurrence(event, name):
        return stated
    others = {n: value for n, value in stated.fields.items() if n != "milestone"}
    return replace(stated, fields=others, occurrence=name)


def _is_believed(event: Event, belief: Belief | None, stated: Stated) -> bool:
    """Whether a statement only repeats what is believed."""
    if belief is None:
        return False
    window = belief.window
    edtf = window_edtf(window, event.timezone, is_period=event.is_period)
    date, duration = _said(stated, "date"), _said(stated, "duration")
    return (
        _said(stated, "status", Status.PLANNED.value) == belief.status.value
        and duration == str(window.duration or "")
        and _meaning(parse(date)) == _meaning(parse(edtf))
        if date
        else window.is_unknown
    )


def _said(stated: Stated, name: str, default: str = "") -> str:
    return str(stated.fields.get(name, default))


def _says_the_same(claim: Claim, stated: Stated) -> bool:
    date, duration = _said(stated, "date"), _said(stated, "duration")
    return (
        claim.status.value == _said(stated, "status", Status.PLANNED.value)
        and str(claim.duration or "") == duration
        and _meaning(claim.date) == _meaning(parse(date) if date else None)
    )


def _meaning(date: EdtfValue | None) -> object:
    """Give what a date means: instants are the same in every offset."""
    if date is None:
        return None
    if date.instant is not None and date.instant.tzinfo is not None:
        return date.instant.astimezone(UTC)
    return date.text


def _is_older(claim: Claim, stated: Stated) -> bool:
    """Whether a claim is of a later revision; a count that began anew is no proof."""
    if not 0 <= stated.sequence < sequence_of(claim):
        return False
    said = stated.fields.get("said")
    if not said or claim.said is None:
        return True
    last, before = parse(str(said)).last, claim.said.last
    return last is None or before is None or last <= before


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
