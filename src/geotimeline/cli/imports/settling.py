"""Write what an import has prepared, and tell what it brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.cli.output import say, say_json, tell
from geotimeline.errors import NotTakenError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from geotimeline.formats.events.imported import Reading
    from geotimeline.services.importing.outcomes import Import, Taken
    from geotimeline.services.importing.terms import Terms

_MOST_NOTED = 20


def settle(
    data: Path,
    reading: Reading,
    terms: Terms,
    now: datetime,
    *,
    dry_run: bool,
    as_json: bool,
    whole: bool = False,
    about: Mapping[str, object] | None = None,
) -> None:
    """Prepare an import, write it unless it is a dry run, and tell what it brings.

    Args:
        data: The data folder.
        reading: What was read of the other file.
        terms: From where it comes, and as what it is taken.
        now: The present instant, in UTC.
        dry_run: Write nothing.
        as_json: Print JSON.
        whole: Write nothing unless every entry can be taken.
        about: What the JSON says besides.

    Raises:
        NotTakenError: Some entries cannot be events; the others have been written.
        DataError: There are problems in events/.
        FileWriteError: A file cannot be written; none was.
    """
    from geotimeline.adapters.atomic_file import write_together
    from geotimeline.services.importing.importing import importing

    found = importing(data, reading, terms, now=now)
    refused = len({(one.path, one.line) for one in found.refused})
    written = not dry_run and not (whole and refused)
    if written:
        write_together(found.changes)
    if as_json:
        say_json({**_as_json(found, written=written), **(about or {})})
    else:
        for line in _lines(found):
            say(line)
    _tell(found, refused)
    if not written:
        skips = whole and refused and found.taken
        hint = "; --skip-bad takes the other rows" if skips else ""
        tell(f"nothing was written{hint}")
    if refused:
        raise NotTakenError(refused, written=written and bool(found.taken))


def _lines(found: Import) -> Iterator[str]:
    """Give a line for each event that is new, changes, or is gone."""
    from geotimeline.formats.terminal import plain
    from geotimeline.services.importing.outcomes import Outcome

    for one in found.taken:
        if one.outcome is not Outcome.UNCHANGED or one.kept:
            words = plain(f"{one.title}: {_words(one)}")
            yield f"{one.outcome.value}\t{one.path}\t{words}"


def _words(taken: Taken) -> str:
    from geotimeline.formats.beliefs.changes_words import belief_words, what_words
    from geotimeline.model.vocabulary import EVENT_ITSELF
    from geotimeline.services.importing.outcomes import Outcome

    if taken.outcome is Outcome.GONE:
        return "it is there no longer; say what came of it with `geotimeline claim`"
    said = []
    for turn in taken.turns:
        stage = turn.belief.milestone
        named = "" if stage == EVENT_ITSELF else f"{stage} "
        now = belief_words(turn.event, turn.belief)
        is_new = taken.outcome is Outcome.NEW
        said.append(f"{named}{now}" if is_new else f"{named}{what_words(turn)}; {now}")
    if taken.details:
        said.append(f"changed: {', '.join(taken.details)}")
    if taken.kept:
        said.append(f"there it differs: {', '.join(taken.kept)}; yours stays")
    return "; ".join(said) or "nothing that changes the belief"


def _tell(found: Import, refused: int) -> None:
    from geotimeline.services.importing.outcomes import Outcome

    for problem in found.noted[:_MOST_NOTED]:
        tell(f"note: {problem}")
    if len(found.noted) > _MOST_NOTED:
        tell(f"note: … and {len(found.noted) - _MOST_NOTED} more; see --json")
    for problem in found.refused:
        tell(f"not taken: {problem}")
    counts = [f"{found.count(one)} {one.value}" for one in Outcome]
    tell(", ".join((*counts, f"{refused} not taken")))


def _as_json(found: Import, *, written: bool) -> dict[str, object]:
    from geotimeline.formats.beliefs.changes_json import change_as_json
    from geotimeline.services.importing.outcomes import Outcome

    return {
        "written": written,
        "counts": {one.value: found.count(one) for one in Outcome},
        "events": [
            {
                "outcome": one.outcome.value,
                "event": one.event_id,
                "path": one.path,
                "title": one.title,
                "claims": list(one.claims),
                "details": list(one.details),
                "kept": list(one.kept),
                "changes": [change_as_json(turn) for turn in one.turns],
            }
            for one in found.taken
            if one.outcome is not Outcome.UNCHANGED or one.kept
        ],
        "not_taken": [one._asdict() for one in found.refused],
        "noted": [one._asdict() for one in found.noted],
    }
