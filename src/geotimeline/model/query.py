"""The query language, the same in `list`, `export` and rules.

    type:visit actor:IN,CN tag:summit status:planned -status:cancelled "free text"

Terms are joined by "and", values by "or"; a minus denies a term. Case does not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.errors import QuerySyntaxError
from geotimeline.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geotimeline.model.belief import Belief
    from geotimeline.model.event import Event

_TERM = (
    r'(?P<minus>-?)(?:(?P<field>[A-Za-z][A-Za-z-]*):)?(?P<values>"[^"]*"(?:,"[^"]*")*'
    r'|[^\s"]+)(?=\s|$)'
)
_VALUE = r'"([^"]*)"|([^,"]+)'


class Term(NamedTuple):
    """One condition of a query.

    Attributes:
        field: What is looked at; empty for free text.
        values: Any of these, casefolded.
        denied: Whether the term must not hold.
    """

    field: str
    values: tuple[str, ...]
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Which events, and which milestones of them; without terms, all.

    Attributes:
        terms: All must hold.
        text: The query as it was written.
    """

    terms: tuple[Term, ...] = ()
    text: str = ""

    @classmethod
    def parse(cls, text: str) -> Query:
        """Read a query.

        Raises:
            QuerySyntaxError: An unknown field or status, an open quotation mark.
        """
        return cls(tuple(_terms(text)), text.strip())

    def matches(self, event: Event, belief: Belief) -> bool:
        """Say whether every term holds for this milestone of the event."""
        return all(_holds(term, event, belief) for term in self.terms)


EVERYTHING = Query()


def _terms(text: str) -> Iterable[Term]:
    position, term = 0, re.compile(_TERM)
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        match = term.match(text, position)
        if match is None:
            expected = 'a word, field:value, or "text in quotation marks"'
            raise QuerySyntaxError(text, position + 1, expected)
        yield _term(text, match)
        position = match.end()


def _term(text: str, match: re.Match[str]) -> Term:
    name = (match["field"] or "").lower()
    found = re.finditer(_VALUE, match["values"])
    values = tuple((v[1] if v[1] is not None else v[2]).casefold() for v in found)
    if name and name not in _FIELDS:
        from difflib import get_close_matches  # noqa: PLC0415 (only for the hint)

        near = get_close_matches(name, _FIELDS, n=1)
        hint = f"`{near[0]}:`" if near else f"one of {', '.join(sorted(_FIELDS))}"
        expected = f"a known field, {hint}; or quotation marks around free text"
        raise QuerySyntaxError(text, match.start("field") + 1, expected)
    if not values or (not name and match["values"].endswith(":")):
        raise QuerySyntaxError(text, match.start("values") + 1, "a value")
    known = [status.value for status in Status]
    if name == "status" and (wrong := [v for v in values if v not in known]):
        expected = f"one of {', '.join(known)}, not {wrong[0]!r}"
        raise QuerySyntaxError(text, match.start("values") + 1, expected)
    return Term(name, values, denied=match["minus"] == "-")


def _holds(term: Term, event: Event, belief: Belief) -> bool:
    if term.field:
        found = {text.casefold() for text in _FIELDS[term.field](event, belief)}
        held = any(value in found for value in term.values)
    else:
        whole = _all_text(event)
        held = any(value in whole for value in term.values)
    return held != term.denied


def _all_text(event: Event) -> str:
    words = [event.id, event.title, event.notes, *event.tags]
    words += [actor.name for actor in event.actors]
    words += [event.place.name] if event.place else []
    for claim in event.claims:
        words += [claim.quote, claim.notes, claim.by.name if claim.by else ""]
    return "\n".join(words).casefold()


def _actors(event: Event, _: Belief) -> Iterable[str]:
    for actor in event.actors:
        yield from filter(None, (actor.id, actor.name))


def _speakers(event: Event, _: Belief) -> Iterable[str]:
    for claim in event.claims:
        if claim.by is not None:
            yield from filter(None, (claim.by.name, claim.by.identity))


def _sources(event: Event, _: Belief) -> Iterable[str]:
    for claim in event.claims:
        if claim.source is not None:
            yield from filter(None, (claim.source.id, claim.source.publisher))


def _place(event: Event, _: Belief) -> Iterable[str]:
    return filter(None, (event.place.name, event.place.country)) if event.place else ()


_FIELDS: Mapping[str, Callable[[Event, Belief], Iterable[str]]] = {
    "actor": _actors,
    "by": _speakers,
    "id": lambda event, _: (event.id, event.stable_uid),
    "milestone": lambda _, belief: (belief.milestone,),
    "place": _place,
    "source": _sources,
    "status": lambda _, belief: (belief.status.value,),
    "tag": lambda event, _: event.tags,
    "type": lambda event, _: (event.type,),
}
