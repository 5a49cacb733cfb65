"""What the columns of a table are: found by their names, or as the user says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.formats.slug import free as free_name
from geotimeline.formats.slug import slug
from geotimeline.formats.yaml.faults import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("event", "name", "subject", "what", "summary", "headline"),
    "type": ("kind",),
    "milestone": ("stage",),
    "date": ("when", "start", "start-date", "day", "begin", "begins", "from"),
    "time": ("start-time", "hour"),
    "end": ("end-date", "until", "to", "ends"),
    "end_time": (),
    "duration": (),
    "status": ("state",),
    "said_by": ("by", "speaker"),
    "role": (),
    "said": ("said-on",),
    "quote": (),
    "source": (),
    "publisher": (),
    "source_url": ("source-link",),
    "published": (),
    "recorded": (),
    "place": ("location", "where", "venue", "city"),
    "country": ("country-code",),
    "actors": ("actor", "participants", "who"),
    "tags": ("tag", "categories", "category", "keywords"),
    "timezone": ("time-zone", "tz", "zone"),
    "url": ("link", "website", "web-page"),
    "notes": ("description", "comment", "comments", "remarks", "details"),
    "id": (),
    "uid": (),
}
"""Fields that a column can fill, and what such columns are often called."""

DERIVED = frozenset(
    {"window", "first", "last", "certainty", "doubts", "lapsed"}
    | {"revisions", "revised"}
)
"""Columns of our own tables that say in other words what others say."""

_LONGEST = 200
_MARKS_OF_OURS = frozenset({"certainty", "revisions", "uid"})


class ColumnsError(Exception):
    """The columns cannot be told apart; the text says what would help."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row each field stands.

    Attributes:
        names: What the columns are called.
        places: Index of the column by field.
        kept: Index of columns that no field knows, by the `x-` field that holds them.
        is_ours: Whether `export csv` wrote the table.
    """

    names: tuple[str, ...]
    places: Mapping[str, int]
    kept: Mapping[str, int]
    is_ours: bool = False

    @classmethod
    def understood(cls, names: Sequence[str], said: Mapping[str, str]) -> Columns:
        """Understand the columns of a table.

        Args:
            names: What they are called.
            said: Name of the column by field, as the user says.

        Raises:
            ColumnsError: A field or column that the user names is not there, two
                columns could be one field, or none is the title.
        """
        plain = [_plain(name) for name in names]
        is_ours = {*plain} >= {_plain(name) for name in _MARKS_OF_OURS}
        places = {
            field: _said_place(field, name, names) for field, name in said.items()
        }
        free = [at for at in range(len(names)) if at not in {*places.values()}]
        for field, others in OTHER_NAMES.items():
            if field not in places:
                found = _place(field, others, free, plain, names)
                if found is not None:
                    places[field] = found
                    free.remove(found)
        if "title" not in places:
            known = ", ".join(filter(None, names))[:_LONGEST]
            message = (
                f"no column is the title; say which: --map title=NAME ({known}); or in "
                "which row the names stand: --header ROW"
            )
            raise ColumnsError(message)
        derived = {_plain(name) for name in DERIVED} if is_ours else set()
        kept: dict[str, int] = {}
        for at in free:
            if plain[at] not in derived:
                kept[free_name(_own(names[at]), kept)] = at
        return cls(tuple(names), places, kept, is_ours)

    def name(self, field: str) -> str:
        """Give what the column of a field is called; the field where it has none."""
        at = self.places.get(field, self.kept.get(field))
        return field if at is None else self.names[at]


def _said_place(field: str, name: str, names: Sequence[str]) -> int:
    if field not in OTHER_NAMES:
        hint = did_you_mean(field, OTHER_NAMES)
        message = f"--map {field}={name}: no such field; {hint}"
        raise ColumnsError(message)
    found = [at for at, one in enumerate(names) if _plain(one) == _plain(name)]
    if len(found) != 1:
        many = "several columns have that name" if found else "no such column"
        message = f"--map {field}={name}: {many}; {did_you_mean(name, names)}"
        raise ColumnsError(message)
    return found[0]


def _place(
    field: str,
    others: Sequence[str],
    free: Sequence[int],
    plain: Sequence[str],
    names: Sequence[str],
) -> int | None:
    """Find the column of a field: by the field's own name, else by another."""
    for candidates in ((_plain(field),), others):
        found = [at for at in free if plain[at] in candidates]
        if len(found) > 1:
            which = " and ".join(repr(names[at]) for at in found)
            message = f"{which} could be the {field}; say which: --map {field}=NAME"
            raise ColumnsError(message)
        if found:
            return found[0]
    return None


def _plain(name: str) -> str:
    return slug(name) or name.strip().casefold()


def _own(name: str) -> str:
    plain = _plain(name) or "column"
    return plain if plain.startswith("x-") else f"x-{plain}"
