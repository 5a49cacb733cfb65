"""Claims as they stand in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geotimeline.edtf import EdtfValue
from geotimeline.formats.events.following import DATE_OR_RULE, DAY
from geotimeline.formats.events.sources import SOURCE_OR_ID
from geotimeline.formats.yaml.faults import Fault, RefusedError, did_you_mean
from geotimeline.formats.yaml.fields import Field, FieldTable, Kind, read_fields, said
from geotimeline.formats.yaml.kinds import (
    DATE,
    DURATION,
    ID,
    IDS,
    INSTANT,
    LINE,
    PROSE,
    grade_of,
    line_of_text,
    word_of,
)
from geotimeline.formats.yaml.nodes import YamlList
from geotimeline.model.event import Claim, Speaker
from geotimeline.model.recurring_names import is_day
from geotimeline.model.vocabulary import (
    CREDIBILITIES,
    EVENT_ITSELF,
    RELIABILITIES,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geotimeline.formats.yaml.fields import Scope
    from geotimeline.formats.yaml.nodes import Node

SPEAKER_TABLE = FieldTable(
    of="a speaker",
    own_fields=False,
    fields=(
        Field(
            "name", LINE, "As written by the source.", "Dmitry Peskov", required=True
        ),
        Field("role", LINE, "What makes the person worth quoting.", "spokesman"),
    ),
)


def read_speaker(node: Node, scope: Scope) -> Speaker:
    """Read who said it: a name, or a name with a role.

    Raises:
        RefusedError: There is no name.
    """
    if isinstance(node, str):
        name, role = line_of_text(node, scope), ""
    else:
        faults: list[Fault] = []
        found = read_fields(node, SPEAKER_TABLE, scope, faults)
        if faults:
            raise RefusedError(*faults)
        name, role = found["name"], found.get("role", "")
    return Speaker(name, role, scope.settings.identity_of(name))


SPEAKER = Kind(
    "name, or a speaker",
    read_speaker,
    {"anyOf": [LINE.schema, {"$ref": "#/$defs/speaker"}]},
)

SHORT_FORM_FIELDS = (
    Field(
        "date",
        DATE_OR_RULE,
        "When it begins, or from when to when.",
        '"[..2025-12-31]"',
    ),
    Field("status", word_of(Status), "What the claim says of the event.", "planned"),
    Field("milestone", ID, "The stage it speaks of; `event` by default.", "signed"),
    Field("by", SPEAKER, "Who said it.", "{name: Dmitry Peskov, role: spokesman}"),
    Field("said", DATE, "When it was said.", '"2025-10"'),
    Field("source", SOURCE_OR_ID, "Where it can be read.", "putin-india-article"),
    Field("quote", PROSE, "The dating words, as said.", "before the end of the year"),
    Field(
        "reliability", grade_of(RELIABILITIES), "Admiralty grade of the source.", "B"
    ),
    Field("credibility", grade_of(CREDIBILITIES), "Admiralty grade of the item.", "2"),
    Field("recorded", INSTANT, "When you learnt of it.", "2025-11-25T09:00:00Z"),
)
"""The fields of a claim that an event in the short form bears itself."""

CLAIM_TABLE = FieldTable(
    of="a claim",
    fields=(
        Field("id", ID, "Unique in the event; c1, c2, … by default.", "peskov-eoy"),
        *SHORT_FORM_FIELDS,
        Field("occurrence", DAY, "The one it speaks of, if it recurs.", "2026-12-04"),
        Field("duration", DURATION, "How long the event lasts.", "P2D"),
        Field("supersedes", IDS, "Claims that this one replaces.", "peskov-eoy"),
        Field("retracts", IDS, "Claims that this one takes back.", "[c1, c2]"),
        Field("disputes", IDS, "Claims that this one denies.", "putin-december"),
        Field("url", LINE, "Address of the statement.", "https://example.org/b"),
        Field("notes", PROSE, "What you want to add.", "The text may mean 2026."),
    ),
    strays={
        name: f"`{name}` belongs to the event: put it beside its `title`"
        for name in ("expect", "lint-ignore")
    },
)
_TAKES_BACK = ("supersedes", "retracts")
_ELSEWHERE = (*_TAKES_BACK, "disputes")


def read_claims(node: Node, scope: Scope) -> tuple[Claim, ...]:
    """Read the list of an event's claims.

    Raises:
        RefusedError: A claim is wrong, an id comes twice, or a claim names another
            one that is not there.
    """
    if not isinstance(node, YamlList):
        raise RefusedError(Fault(f"expected a list of claims, not {said(node)}"))
    if not node:
        raise RefusedError(Fault("an event needs at least one claim"))
    faults: list[Fault] = []
    claims = []
    for index, item in enumerate(node):
        try:
            claims.append(_claim(item, scope, f"c{index + 1}", node.lines[index]))
        except RefusedError as error:
            faults.extend(error.under(f"[{index}]", node.lines[index]))
    if not faults and len(claims) > 1:
        faults = [*_wrong_references(claims), *_wrong_stages(claims)]
    if faults:
        raise RefusedError(*faults)
    return tuple(claims)


CLAIMS = Kind(
    "list of claims",
    read_claims,
    {"type": "array", "items": {"$ref": "#/$defs/claim"}, "minItems": 1},
)


def _claim(node: Node, scope: Scope, default_id: str, line: int) -> Claim:
    faults: list[Fault] = []
    found: dict[str, Any] = {"id": default_id, "line": line}  # fields of every kind
    found |= read_fields(node, CLAIM_TABLE, scope, faults)
    if "occurrence" in found and "milestone" in found:
        message = "a claim speaks of an occurrence or of a milestone, not of both"
        faults.append(Fault(message, "occurrence", line))
    if faults:
        raise RefusedError(*faults)
    return claim_of(found)


def claim_of(found: dict[str, Any]) -> Claim:
    """Make a claim of the fields that were read of it."""
    if "occurrence" in found:
        found["milestone"] = found.pop("occurrence")
    if "date" in found and not isinstance(found["date"], EdtfValue):
        found["follows"] = found.pop("date")
    return Claim(**found)


def _wrong_references(claims: Sequence[Claim]) -> list[Fault]:
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for index, claim in enumerate(claims):
        if claim.id in seen:
            message = (
                f"two claims have the id {claim.id!r} (the first on line "
                f"{seen[claim.id]}); give one of them an `id:` of its own"
            )
            faults.append(Fault(message, f"[{index}].id", claim.line))
        seen.setdefault(claim.id, claim.line)
    for index, claim in enumerate(claims):
        for name in _ELSEWHERE:
            for target in getattr(claim, name):
                if target == claim.id or target not in seen:
                    message = _wrong_target(target, claim.id, seen)
                    faults.append(Fault(message, f"[{index}].{name}", claim.line))
    return faults


def _wrong_target(target: str, own: str, known: dict[str, int]) -> str:
    if target == own:
        return "a claim cannot name itself"
    return f"this event has no claim {target!r}; {did_you_mean(target, known)}"


def _wrong_stages(claims: Sequence[Claim]) -> Iterator[Fault]:
    """Yield what would take back a claim about another stage: it could not.

    A claim about an occurrence may name those about the series: they speak of it too.
    """
    stages = {claim.id: claim.milestone for claim in claims}
    for index, claim in enumerate(claims):
        own = claim.milestone
        allowed = (own, EVENT_ITSELF) if is_day(own) else (own,)
        for name in _TAKES_BACK:
            for target in getattr(claim, name):
                stage = stages.get(target, own)
                if stage not in allowed:
                    message = (
                        f"{target!r} speaks of {stage!r} and this claim of {own!r}; "
                        f"give it `milestone: {stage}`, or name one about {own!r}"
                    )
                    yield Fault(message, f"[{index}].{name}", claim.line)
