"""Feeds as they stand in a file."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geotimeline.formats.alerts.rules import QUERY
from geotimeline.formats.alerts.settings import WEB_ADDRESS
from geotimeline.formats.ical.colours import CSS3
from geotimeline.formats.ical.options import HELP, VALUES
from geotimeline.formats.yaml.faults import Fault, RefusedError, nearest
from geotimeline.formats.yaml.fields import (
    Field,
    FieldTable,
    Kind,
    read_fields,
    read_named,
)
from geotimeline.formats.yaml.kinds import (
    ID_PATTERN,
    LINE,
    LINES,
    PROSE,
    either,
    identifier,
    line_of_text,
    list_of,
    uncertain_date,
)
from geotimeline.formats.yaml.nodes import YamlList, YamlMapping
from geotimeline.planning.feeds import Feed, FeedToken

if TYPE_CHECKING:
    from datetime import date

    from geotimeline.formats.yaml.fields import Scope
    from geotimeline.formats.yaml.nodes import Node

_DIGEST_PATTERN = "sha256:[0-9a-f]{64}"
_DIGEST = re.compile(_DIGEST_PATTERN)
_SOME_DIGEST = f"sha256:{'0' * 64}"


def read_colour(node: Node, scope: Scope) -> str:
    """Read the name of a CSS colour, in small letters.

    Raises:
        RefusedError: There is no such colour; the nearest is named.
    """
    name = line_of_text(node, scope).lower()
    if name not in CSS3:
        near = nearest(name, tuple(sorted(CSS3)))
        hint = f"did you mean {near}?" if near else "expected such as steelblue"
        raise RefusedError(Fault(f"CSS has no colour {name!r}; {hint}"))
    return name


def read_digest(node: Node, scope: Scope) -> str:
    """Read `sha256:` and 64 digits; give the digits.

    Raises:
        RefusedError: It is something else, which is not repeated: it may be a token.
    """
    text = line_of_text(node, scope)
    if not _DIGEST.fullmatch(text):
        message = "expected sha256: and 64 hexadecimal digits, never the token itself"
        raise RefusedError(Fault(message))
    return text.removeprefix("sha256:")


def read_day(node: Node, scope: Scope) -> date:
    """Read `2025-11-28`.

    Raises:
        RefusedError: It is not one day.
    """
    value = uncertain_date(node, scope)
    if value.first is None or value.first != value.last:
        raise RefusedError(Fault(f"expected one day, not {value.text!r}"))
    return value.first


def _option(name: str, example: str) -> Field:
    """Give the field for an option of the calendar."""
    values = VALUES[name]

    def read(node: Node, scope: Scope) -> str:
        text = line_of_text(node, scope)
        if text not in values:
            near = nearest(text, values)
            hint = f"; did you mean `{near}`?" if near else ""
            message = f"expected {either(values)}, not {text!r}{hint}"
            raise RefusedError(Fault(message))
        return text

    schema: dict[str, object] = {"enum": list(values)}
    if set(values) == {"yes", "no"}:
        schema["enum"] = ["yes", "no", True, False]
    kind = Kind(either(values), read, schema)
    return Field(name, kind, HELP[name].capitalize() + ".", example)


TOKEN_TABLE = FieldTable(
    of="a token",
    fields=(
        Field(
            "hash",
            Kind("digest", read_digest, {"type": "string", "pattern": _DIGEST_PATTERN}),
            "SHA-256 of the token, which itself stands nowhere.",
            _SOME_DIGEST,
            required=True,
            attribute="digest",
        ),
        Field("label", LINE, "For whom it was made.", "anna"),
        Field(
            "made",
            Kind("day", read_day, {"type": "string"}),
            "When it was made.",
            "2025-11-28",
        ),
    ),
)


def read_token(node: Node, scope: Scope) -> FeedToken:
    """Read what opens a feed: its digest alone, or with a label and a day.

    Raises:
        RefusedError: Something is wrong, all of it named.
    """
    if isinstance(node, str):
        return FeedToken(read_digest(node, scope))
    faults: list[Fault] = []
    found = read_fields(node, TOKEN_TABLE, scope, faults)
    if faults:
        raise RefusedError(*faults)
    found.pop("extra", None)
    return FeedToken(**found)


_SOME_TOKENS = list_of(
    Kind(
        "token",
        read_token,
        {
            "anyOf": [
                {"type": "string", "pattern": f"^{_DIGEST_PATTERN}$"},
                {"$ref": "#/$defs/token"},
            ]
        },
    ),
    "list of tokens",
)


def read_tokens(node: Node, scope: Scope) -> tuple[FeedToken, ...]:
    """Read what opens a feed; an empty list keeps it closed to all.

    Raises:
        RefusedError: Something is wrong, all of it named.
    """
    if isinstance(node, YamlList) and not node:
        return ()
    return _SOME_TOKENS.read(node, scope)


_NOBODY = {"type": "array", "maxItems": 0}
_TOKENS = Kind(
    _SOME_TOKENS.words, read_tokens, {"anyOf": [_SOME_TOKENS.schema, _NOBODY]}
)
_OPTIONS = tuple(
    _option(name, example)
    for name, example in (
        ("uncertain", "span"),
        ("alarms", '"yes"'),
        ("claims", '"no"'),
    )
)
FEED_TABLE = FieldTable(
    of="a feed",
    fields=(
        Field("match", QUERY, "Which events; all by default.", "type:visit actor:IN"),
        Field("title", LINE, "What calendars call it.", "Visits to India"),
        Field(
            "colour",
            Kind("CSS colour by its name", read_colour, {"type": "string"}),
            "Colour that a calendar may give it.",
            "steelblue",
        ),
        Field("description", PROSE, "What it is about.", "Who comes to Delhi, when"),
        Field(
            "categories",
            LINES,
            "What sort of calendar it is, for programs that sort them.",
            "[diplomacy, India]",
        ),
        Field(
            "url",
            WEB_ADDRESS,
            "Where it is published; by default its place below `public-url`.",
            "https://desk.example.org/visits.ics",
        ),
        *_OPTIONS,
        Field(
            "tokens",
            _TOKENS,
            "What opens it; without, it is open to all.",
            f"[{_SOME_DIGEST}]",
        ),
    ),
    strays={
        "query": "a feed has no field `query`; which events it holds is its `match`",
        "color": "a feed has no field `color`; write `colour`",
        "name": "a feed has no field `name`; its name stands before the colon",
    },
)


def read_feed(node: Node, scope: Scope) -> Feed:
    """Read one feed; its name is set by whoever reads all of them.

    Raises:
        RefusedError: Something is wrong, all of it named.
    """
    faults: list[Fault] = []
    found = read_fields(node, FEED_TABLE, scope, faults)
    if faults or not isinstance(node, YamlMapping):
        raise RefusedError(*faults)
    found.pop("extra", None)
    options = {name: found.pop(name) for name in VALUES if name in found}
    return Feed(name="", options=options, **found, path=scope.path, line=node.line)


def read_feeds(node: Node, scope: Scope) -> dict[str, Feed]:
    """Read the feeds of a file by name; a name stands in addresses.

    Raises:
        RefusedError: A feed or a name is wrong, all of them named.
    """
    faults: list[Fault] = []
    for name, line in node.lines.items() if isinstance(node, YamlMapping) else ():
        try:
            identifier(name, scope)
        except RefusedError as error:
            faults += error.under(name, line)
    try:
        found = read_named(node, read_feed, scope)
    except RefusedError as error:
        raise RefusedError(*faults, *error.faults) from error
    if faults:
        raise RefusedError(*faults)
    return {name: replace(one, name=name) for name, one in found.items()}


FEEDS = Kind(
    "feeds by name",
    read_feeds,
    {
        "type": "object",
        "additionalProperties": {"$ref": "#/$defs/feed"},
        "propertyNames": {"pattern": f"^{ID_PATTERN}$"},
        "minProperties": 1,
    },
)
