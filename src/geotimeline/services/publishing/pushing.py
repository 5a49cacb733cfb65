"""Mirroring a feed into a calendar on a server: only what changed, only what is ours.

What was written is remembered in the ledger, object by object and as soon as the
server has it. An object is changed or removed only while it is what we wrote: somebody
who moved an entry in his calendar keeps it, and is told. A run that is cut off is
simply repeated: what had arrived without being remembered is recognised by its content.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geotimeline.errors import EmptyMirrorError
from geotimeline.formats.ical.components import Component, components, seen_of
from geotimeline.interfaces.collections import RefusedError
from geotimeline.services.publishing.push_memory import Memory, Written, digest_of
from geotimeline.services.publishing.push_outcome import Leave, LeftAlone, Pushed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geotimeline.interfaces.collections import Collection
    from geotimeline.interfaces.ledger import Ledger

_NAME_BEGINS, _NAME_ENDS = "geotimeline-", ".ics"
EDITED = "somebody changed it in the calendar; --overwrite writes over it"


def push(
    calendar: str,
    collection: Collection,
    ledger: Ledger,
    *,
    feed: str,
    leave: Leave,
    others: Iterable[str] = (),
) -> Iterator[Pushed]:
    """Bring a collection up to date; yield what was done so far after each object.

    Args:
        calendar: The feed, as this program wrote it.
        collection: Where it goes.
        ledger: Remembers what was written.
        feed: Name of the feed: each has its own memory.
        leave: What the user allows.
        others: Names of the other feeds. What they keep in the same calendar stays,
            unless the user allows to tidy.

    Raises:
        CalendarServerError: The server cannot be used, or the calendar is not there;
            what was done until then is done and remembered.
        EmptyMirrorError: The feed is empty and the calendar is not.
    """
    memory = Memory.of(ledger, collection.url, feed)
    wanted = {object_name(one.uid): one for one in components(calendar)}
    present = collection.versions()
    remembered, kept = memory.recalled(), _kept_by(others, collection, ledger)
    mirror = _Mirror(collection, memory, remembered, kept, present, leave)
    known = [name for name in mirror.remembered if name in present]
    if known and not wanted and not leave.empty:
        raise EmptyMirrorError(collection.url, len(known))
    yield from mirror.bring_up_to_date(wanted)


def _kept_by(
    feeds: Iterable[str], collection: Collection, ledger: Ledger
) -> dict[str, str]:
    """Give what other feeds have written into the same calendar: object to feed."""
    memories = ((feed, Memory.of(ledger, collection.url, feed)) for feed in feeds)
    return {name: feed for feed, memory in memories for name in memory.recalled()}


def object_name(uid: str) -> str:
    """Name the object of an entry: in ASCII, so that no server spells it otherwise."""
    return f"{_NAME_BEGINS}{digest_of(uid)}{_NAME_ENDS}"


@dataclass(frozen=True, slots=True)
class _Mirror:
    """One push at work."""

    collection: Collection
    memory: Memory
    remembered: dict[str, Written]
    kept_by_others: Mapping[str, str]
    present: Mapping[str, str]
    leave: Leave
    done: Pushed = field(default_factory=Pushed)

    def bring_up_to_date(self, wanted: Mapping[str, Component]) -> Iterator[Pushed]:
        for name, one in wanted.items():
            with self._noting(one.uid):
                self._write(name, one)
            yield self.done
        for name in self._gone(wanted):
            with self._noting(self._called(name)):
                self._remove(name)
            yield self.done
        yield self.done

    @contextmanager
    def _noting(self, uid: str) -> Iterator[None]:
        """Note what is refused, and go on with the next."""
        try:
            yield
        except RefusedError as error:
            self.done.left_alone.append(LeftAlone(uid, error.reason))

    def _write(self, name: str, one: Component) -> None:
        version = self.present.get(name)
        if version is None:
            self._put(name, one, version=None)
            self.done.created.append(one.uid)
        elif self._is_written(name, one):
            self.done.unchanged += 1
        else:
            self._put(name, one, version=version)
            self.done.updated.append(one.uid)

    def _is_written(self, name: str, one: Component) -> bool:
        """Whether the server has it; if not, it may be written over.

        Raises:
            RefusedError: Somebody else has changed it.
        """
        text, before = one.as_object, self.remembered.get(name)
        digest = digest_of(text)
        if before is not None and before.is_at(self.present[name]):
            return before.digest == digest
        found = seen_of(self.collection.text(name))
        if found == seen_of(text):
            written = Written(self.present[name], digest, found, uid=one.uid)
            self._keep(name, written)
            return before is None or before.digest == digest
        self._refuse_edited(before, found)
        self._keep(name, Written(self.present[name], seen=found, uid=one.uid))
        return False

    def _refuse_edited(self, before: Written | None, found: str) -> None:
        is_edited = before is not None and not before.is_ours(found)
        if is_edited and not self.leave.overwrite:
            raise RefusedError(EDITED)

    def _put(self, name: str, one: Component, *, version: str | None) -> None:
        if self.leave.dry_run:
            return
        text = one.as_object
        seen, before = seen_of(text), self.remembered.get(name, Written())
        self._keep(name, replace(before, meant=seen, uid=one.uid))
        new = self.collection.put(name, text, version=version)
        self._keep(name, Written(new, digest_of(text), seen, uid=one.uid))

    def _keep(self, name: str, written: Written) -> None:
        self.remembered[name] = written
        if not self.leave.dry_run:
            self.memory.keep(name, written)

    def _forget(self, name: str) -> None:
        if not self.leave.dry_run:
            self.memory.keep(name, None)

    def _gone(self, wanted: Mapping[str, Component]) -> Iterable[str]:
        """Give what is to be removed, and note what nobody remembers."""
        unknown = [
            name
            for name in self.present
            if name.startswith(_NAME_BEGINS)
            and name not in wanted
            and name not in self.remembered
        ]
        if not self.leave.tidy:
            self.done.leftovers.extend(unknown)
            feeds = {self.kept_by_others.get(name) for name in unknown}
            self.done.other_feeds.extend(sorted(filter(None, feeds)))
            unknown = []
        return [*(name for name in self.remembered if name not in wanted), *unknown]

    def _remove(self, name: str) -> None:
        version = self.present.get(name)
        stays = name in self.kept_by_others and not self.leave.tidy
        if version is None or stays:
            self._forget(name)
            return
        before = self.remembered.get(name)
        if before is not None and not before.is_at(version):
            self._refuse_edited(before, seen_of(self.collection.text(name)))
        if not self.leave.dry_run:
            self.collection.remove(name, version=version)
        self.done.removed.append(self._called(name))
        self._forget(name)

    def _called(self, name: str) -> str:
        """Give the UID of an object, or its name where none is remembered."""
        written = self.remembered.get(name)
        return (written.uid if written else "") or name
