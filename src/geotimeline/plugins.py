"""Find notifiers, exporters and extractors by name: ours first, then other people's.

Ours stand in a table of import paths and are imported only when asked for: a start
that needs no e-mail never loads it, and this floor imports nothing from above. Other
distributions offer theirs through entry points, which cost a scan of everything that
is installed and are looked at only for names that the table lacks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum
from functools import reduce
from importlib import import_module
from typing import TYPE_CHECKING, cast

from geotimeline.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.interfaces.exporters import Exporter
    from geotimeline.interfaces.notifiers import Notifier

BUILT_IN = "built in"


class Kind(Enum):
    """What a plugin is; the value is the word for one of them."""

    NOTIFIER = "notifier"
    EXPORTER = "exporter"
    EXTRACTOR = "extractor"

    @property
    def group(self) -> str:
        """The entry point group in which other distributions offer theirs."""
        return f"geotimeline.{self.value}s"


_NOTIFIERS = "geotimeline.adapters.notifiers"
_BUILT_IN: dict[Kind, dict[str, str]] = {
    Kind.NOTIFIER: {
        "apprise": f"{_NOTIFIERS}.apprise:AppriseNotifier",
        "command": f"{_NOTIFIERS}.command:CommandNotifier",
        "console": f"{_NOTIFIERS}.console:ConsoleNotifier",
        "email": f"{_NOTIFIERS}.email:EmailNotifier",
        "webhook": f"{_NOTIFIERS}.webhook:WebhookNotifier",
    },
    Kind.EXPORTER: {
        "atom": "geotimeline.formats.atom.exporter:AtomExporter",
        "csv": "geotimeline.formats.csv.exporter:CsvExporter",
        "ical": "geotimeline.formats.ical:ICalExporter",
        "json": "geotimeline.formats.json:JsonExporter",
        "jsonld": "geotimeline.formats.jsonld.exporter:JsonLdExporter",
        "markdown": "geotimeline.formats.markdown.exporter:MarkdownExporter",
    },
    Kind.EXTRACTOR: {},
}
_NEEDED: dict[Kind, tuple[str, ...]] = {
    Kind.NOTIFIER: ("required", "optional", "from_settings", "send"),
    Kind.EXPORTER: ("media_type", "options", "export"),
    Kind.EXTRACTOR: (),
}
_OPTIONS: dict[Kind, tuple[str, ...]] = {
    Kind.NOTIFIER: ("required", "optional"),
    Kind.EXPORTER: ("options",),
    Kind.EXTRACTOR: (),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One plugin, as `geotimeline plugins` lists it.

    Attributes:
        kind: What it is.
        name: What settings and the command line call it.
        origin: `built in`, or the distribution and its version.
        target: Where it is, as `module:name`.
        problem: Why it cannot be used, in one line; empty when it can.
        options: The options of an exporter, the settings of a notifier, each with a
            line of help.
    """

    kind: Kind
    name: str
    origin: str
    target: str
    problem: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A name and the place of what it stands for, not imported yet."""

    name: str
    origin: str
    target: str

    def load(self) -> object:
        module, _, attributes = self.target.partition("[")[0].strip().partition(":")
        found: object = import_module(module)
        return reduce(getattr, filter(None, attributes.split(".")), found)


def find(kind: Kind, name: str) -> object:
    """Give what the name stands for, usually a class, and import it now.

    Raises:
        NotFoundError: Nothing has that name, or what has it cannot be imported.
    """
    for offer in _ours(kind):
        if offer.name == name:
            return offer.load()
    offered = _theirs(kind)
    for offer in offered:
        if offer.name == name:
            return _load(kind, offer)
    raise NotFoundError(kind.value, name, _hint(kind, name, offered))


def find_notifier(name: str) -> type[Notifier]:
    """Give the notifier class of that name.

    Raises:
        NotFoundError: Nothing usable has that name.
    """
    return cast("type[Notifier]", _find_usable(Kind.NOTIFIER, name))


def find_exporter(name: str) -> type[Exporter]:
    """Give the exporter class of that name.

    Raises:
        NotFoundError: Nothing usable has that name.
    """
    return cast("type[Exporter]", _find_usable(Kind.EXPORTER, name))


def listing(kind: Kind) -> tuple[Found, ...]:
    """List all plugins of one kind, ours first, each tried; a broken one says why."""
    holders: dict[str, _Offer] = {}
    found: list[Found] = []
    for offer in (*_ours(kind), *_theirs(kind)):
        holder = holders.setdefault(offer.name, offer)
        hidden = f"hidden by the one of that name ({holder.origin})"
        problem, options = _tried(kind, offer) if holder is offer else (hidden, {})
        found.append(
            Found(kind, offer.name, offer.origin, offer.target, problem, options)
        )
    return tuple(found)


def _ours(kind: Kind) -> tuple[_Offer, ...]:
    table = _BUILT_IN[kind].items()
    return tuple(_Offer(name, BUILT_IN, target) for name, target in table)


def _theirs(kind: Kind) -> tuple[_Offer, ...]:
    """Give what other distributions offer, by name, then by distribution."""
    from importlib.metadata import entry_points  # noqa: PLC0415 (slow to import)

    offers = []
    for point in entry_points(group=kind.group):
        origin = "unknown"  # a point made by hand belongs to no distribution
        if point.dist is not None:
            origin = f"{point.dist.name} {point.dist.version}"
        offers.append(_Offer(point.name, origin, point.value))
    return tuple(sorted(offers, key=lambda offer: (offer.name, offer.origin)))


def _load(kind: Kind, offer: _Offer) -> object:
    try:
        return offer.load()
    except Exception as error:
        hint = f"{offer.origin} offers it, but it is broken: {_in_words(error)}"
        raise NotFoundError(kind.value, offer.name, hint) from error


def _tried(kind: Kind, offer: _Offer) -> tuple[str, Mapping[str, str]]:
    """Say why a plugin cannot be used, "" if it can, and what it can be told."""
    try:
        loaded = offer.load()
        problem = _shortcoming(kind, loaded)
        return problem, {} if problem else _options(kind, loaded)
    except Exception as error:  # noqa: BLE001 (one broken plugin must not hide others)
        return _in_words(error), {}


def _options(kind: Kind, loaded: object) -> dict[str, str]:
    tables = (getattr(loaded, name) for name in _OPTIONS[kind])
    return {str(name): str(line) for table in tables for name, line in table.items()}


def _find_usable(kind: Kind, name: str) -> object:
    found = find(kind, name)
    problem = _shortcoming(kind, found)
    if problem:
        raise NotFoundError(kind.value, name, problem)
    return found


def _shortcoming(kind: Kind, loaded: object) -> str:
    """Say what a loaded plugin lacks to be of its kind; empty when nothing."""
    if not isinstance(loaded, type):
        return "it is not a class"
    lacks = [name for name in _NEEDED[kind] if not hasattr(loaded, name)]
    return f"it lacks {', '.join(lacks)}" if lacks else ""


def _in_words(error: Exception) -> str:
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _hint(kind: Kind, name: str, offered: tuple[_Offer, ...]) -> str:
    known = sorted({*_BUILT_IN[kind], *(offer.name for offer in offered)})
    near = get_close_matches(name, known, n=3)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"there are {', '.join(known)}" if known else "there are none"
