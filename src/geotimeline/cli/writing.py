"""Write what `claim` and `add` have prepared, and tell what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.cli.output import say, say_json, tell, write

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from geotimeline.services.writing.additions import Addition


def put_down(
    added: Addition, data: Path, now: datetime, *, dry_run: bool, as_json: bool
) -> None:
    """Write what was prepared, unless it is a dry run; print what it does.

    Data is where it was written, or the diff, or JSON; the rest is talk.

    Raises:
        FileChangedError: Somebody else has changed the file meanwhile.
        FileWriteError: It cannot be written.
    """
    if not dry_run:
        added.draft.write()
    if as_json:
        _say_json(added, dry_run=dry_run)
    elif dry_run:
        write((added.draft.diff,))
    else:
        say(f"{data / added.draft.path}\t{added.claim.id}")
    _tell(added, now)
    if dry_run:
        tell("nothing was written")


def _tell(added: Addition, now: datetime) -> None:
    from geotimeline.formats.beliefs.consequence_text import consequence_lines

    for line in consequence_lines(added.consequences, added.rules, now=now):
        tell(line)
    for problem in added.warnings:
        tell(f"warning: {problem}")
    count = len(added.problems)
    if count:
        noun = "problem" if count == 1 else "problems"
        tell(f"{count} {noun} elsewhere in the data: see `geotimeline check`")


def _say_json(added: Addition, *, dry_run: bool) -> None:
    from geotimeline.formats.beliefs.consequence_json import consequence_as_json

    say_json(
        {
            "path": added.draft.path,
            "event": added.event.id,
            "claim": added.claim.id,
            "written": not dry_run,
            "diff": added.draft.diff,
            "changes": [consequence_as_json(one) for one in added.consequences],
            "warnings": [str(one) for one in added.warnings],
        }
    )
