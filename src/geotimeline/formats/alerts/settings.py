"""alerts/settings.yaml: zone, speakers, and how the scheduler works."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from geotimeline.formats.alerts.digest import DIGEST
from geotimeline.formats.events.lints import LINTS
from geotimeline.formats.yaml.faults import Fault, RefusedError
from geotimeline.formats.yaml.fields import Field, FieldTable, Kind, Scope, read_fields
from geotimeline.formats.yaml.kinds import LINE, LINES, ZONE, line_of_text, named
from geotimeline.formats.yaml.nodes import YamlMapping
from geotimeline.formats.yaml.tree import read_tree
from geotimeline.planning.digests import in_zone
from geotimeline.planning.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.errors import Problem
    from geotimeline.formats.yaml.nodes import Node

SETTINGS_FILE = "alerts/settings.yaml"
"""The file that holds them."""

MOST_WORKERS = 64
_LENGTH_PATTERN = "([0-9]{1,6}(?:[.][0-9]{1,3})?) ?(ms|s|min|h|d|w)"
_LENGTH = re.compile(_LENGTH_PATTERN)
_WEB_ADDRESS = re.compile("https?://[!-~]+")
_UNITS = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}


def read_length(node: Node, scope: Scope) -> timedelta:
    """Read `10min`, `0.5s`, `2h`: an exact length of time above zero.

    Raises:
        RefusedError: It is written otherwise.
    """
    text = line_of_text(node, scope)
    match = _LENGTH.fullmatch(text)
    length = float(match[1]) * _UNITS[match[2]] if match else timedelta()
    if not length:
        message = (
            "expected a number above 0 and a unit (ms, s, min, h, d or w), "
            f"such as 10min, not {text!r}"
        )
        raise RefusedError(Fault(message))
    return length


def read_workers(node: Node, scope: Scope) -> int:
    """Read how many messages are sent at the same time.

    Raises:
        RefusedError: It is not a whole number from 1 to 64.
    """
    text = line_of_text(node, scope)
    if not re.fullmatch("[0-9]{1,4}", text) or not 1 <= int(text) <= MOST_WORKERS:
        message = f"expected a whole number from 1 to {MOST_WORKERS}, not {text!r}"
        raise RefusedError(Fault(message))
    return int(text)


def read_web_address(node: Node, scope: Scope) -> str:
    """Read the URL below which pages are found, without a final slash.

    Raises:
        RefusedError: It is not an http or https URL of plain characters.
    """
    try:
        return web_address(line_of_text(node, scope))
    except ValueError as error:
        raise RefusedError(Fault(str(error))) from error


def web_address(text: str) -> str:
    """Give an http or https URL of plain characters without its final slash.

    Raises:
        ValueError: It is something else.
    """
    if not _WEB_ADDRESS.fullmatch(text):
        message = f"expected a URL such as https://desk.example.org, not {text!r}"
        raise ValueError(message)
    return text.rstrip("/")


def read_speakers(node: Node, scope: Scope) -> Mapping[str, str]:
    """Read names with other ways of writing them, as text → name, case folded.

    Raises:
        RefusedError: One way of writing stands for two names.
    """
    found: dict[str, str] = {}
    faults: list[Fault] = []
    lines = node.lines if isinstance(node, YamlMapping) else {}
    for name, aliases in _ALIASES.read(node, scope).items():
        for written in (name, *aliases):
            other = found.setdefault(written.casefold(), name)
            if other != name:
                message = f"{written!r} already stands for {other!r}"
                faults.append(Fault(message, name, lines[name]))
    if faults:
        raise RefusedError(*faults)
    return found


_ALIASES = named(LINES, "names, each with other ways of writing it")
LENGTH = Kind(
    "length of time", read_length, {"type": "string", "pattern": f"^{_LENGTH_PATTERN}$"}
)
WEB_ADDRESS = Kind(
    "http(s) URL", read_web_address, {"type": "string", "pattern": "^https?://[^ ]+$"}
)
SETTINGS_TABLE = FieldTable(
    of="alerts/settings.yaml",
    fields=(
        Field("timezone", ZONE, "Zone of events and rules that name none.", "UTC"),
        Field(
            "speakers",
            Kind(_ALIASES.words, read_speakers, _ALIASES.schema),
            "Other ways of writing a speaker's name.",
            "{Vladimir Putin: [Putin, President Putin]}",
        ),
        Field("grace", LENGTH, "Later than this, a message says so.", "10min"),
        Field("tick", LENGTH, "At most this long between two looks.", "15s"),
        Field("lease", LENGTH, "How long a message may be in the works.", "60s"),
        Field(
            "rest",
            LENGTH,
            "How long a channel that keeps failing is left alone at first.",
            "30s",
        ),
        Field(
            "passes",
            LENGTH,
            "How often cron runs `alerts send`; `status` goes by it.",
            "5min",
        ),
        Field(
            "workers",
            Kind(
                f"whole number from 1 to {MOST_WORKERS}",
                read_workers,
                {"type": "integer", "minimum": 1, "maximum": MOST_WORKERS},
            ),
            "How many messages are sent at the same time.",
            "8",
        ),
        Field(
            "heartbeat",
            LINE,
            "URL that is asked for after each tick, at most once a minute.",
            '"${HEARTBEAT_URL}"',
        ),
        Field(
            "metrics-file",
            LINE,
            "Where metrics are written for Prometheus' node_exporter.",
            "/var/lib/node_exporter/geotimeline.prom",
            attribute="metrics_file",
        ),
        Field(
            "public-url",
            WEB_ADDRESS,
            "Where people reach `run --http`; messages then tell how to acknowledge.",
            "https://desk.example.org",
            attribute="public_url",
        ),
        Field(
            "digest",
            DIGEST,
            "When people are told things together, unless others say.",
            "more than 5 at once",
        ),
        Field(
            "lint-ignore",
            LINTS,
            "What `check` is not to warn of.",
            "[single-source]",
            attribute="lint_ignore",
        ),
    ),
)


class SettingsRead(NamedTuple):
    """What was read: the settings (those that are wrong at their default), problems."""

    settings: Settings
    problems: tuple[Problem, ...]


def read_settings(text: str, path: str = SETTINGS_FILE) -> SettingsRead:
    """Read the settings of a data folder; an empty file gives the defaults."""
    faults: list[Fault] = []
    found = {}
    try:
        root = read_tree(text)
        if root != "":
            found = read_fields(root, SETTINGS_TABLE, Scope(path), faults)
    except RefusedError as error:
        faults.extend(error.faults)
    found.pop("extra", None)
    settings = Settings(**found)
    digest = in_zone(settings.digest, settings.timezone)
    settings = replace(settings, digest=digest)
    return SettingsRead(settings, RefusedError(*faults).problems(path))
