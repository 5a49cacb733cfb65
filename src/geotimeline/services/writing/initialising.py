"""A new data folder: what a person needs to begin, and nothing overwritten."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from geotimeline.errors import FileWriteError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

_README = """\
# A timeline of events with uncertain dates

- `events/` holds the events, one YAML file each; the file's name is the event's id.
- `alerts/` holds the rules that say who is told what, and when.

Next:

    {look}
    geotimeline alerts plan   # what will be sent, when, and why
    geotimeline run           # the scheduler, until Ctrl-C
"""
_LOOK = "geotimeline list          # the timeline, with a bar for each window"
_FIRST_EVENT = """\
geotimeline check         # once events/my-first-event.yaml is filled in"""
_EVENT = """\
# Take the `#` away, write what you know, and rename the file: its name is the id.
#
# title: The summit is held
# type: visit              # or exercise, sanction, agreement, deadline, ...
# actors: [FR, DE]
# date: "[..2026-03-31]"   # by then; also 2026-02, 2026-02-14, 2026-02-14/2026-02-15
# status: planned          # possible, planned, confirmed, held, postponed, cancelled
# source: {title: "...", publisher: "...", url: "...", published: 2026-01}
# quote: before the end of March
"""
_RULES = """\
# Who is told what, when, and where. `geotimeline alerts plan` shows what follows.
rules:
  - name: ahead
    # match: type:visit actor:FR   # without it, every event
    remind: [7d before first, 1d before last, lapsed]
    at: "09:00"
    channels: [console]

channels:
  console: {notifier: console} # works with no set-up

  # Secrets come from the environment (${NAME}) or from a file (${file:path}).
  # desk-mail:
  #   notifier: email
  #   to: desk@example.org
  #   from: geotimeline@example.org
  #   smtp: "${GEOTIMELINE_SMTP}" # smtp://user:password@mail.example.org:587
"""
_SETTINGS = """\
# What holds for the whole folder; every line may be left out.
timezone: UTC # of events and rules that name none
# speakers: # other ways in which a speaker's name is written
#   Jane Doe: [Doe, Minister Doe]
"""


def init(folder: Path, *, with_example: bool) -> tuple[str, ...]:
    """Make a data folder.

    Args:
        folder: Where; made if absent. Nothing in it is overwritten.
        with_example: Copy the shipped events and rules instead of empty ones.

    Returns:
        The files made, relative to the folder.

    Raises:
        FileWriteError: Something of that name is there already, or it cannot be
            written.
    """
    wanted = dict(_example()) if with_example else dict(_EMPTY)
    look = _LOOK if with_example else _FIRST_EVENT
    wanted["README.md"] = _README.format(look=look)
    for name in ("events", "alerts", *wanted):
        if (folder / name).exists() or (folder / name).is_symlink():
            reason = "it is there already, and init overwrites nothing"
            raise FileWriteError(str(folder / name), reason)
    for name, text in wanted.items():
        _write(folder / name, text)
    return tuple(wanted)


_EMPTY: Mapping[str, str] = {
    "events/my-first-event.yaml": _EVENT,
    "alerts/rules.yaml": _RULES,
    "alerts/settings.yaml": _SETTINGS,
}


def _example() -> Mapping[str, str]:
    """Read the shipped data from inside the package."""
    root = files("geotimeline") / "example"
    return {
        f"{folder}/{file.name}": file.read_text("utf-8")
        for folder in ("events", "alerts")
        for file in _yaml_files(root / folder)
    }


def _yaml_files(folder: Traversable) -> list[Traversable]:
    found = (file for file in folder.iterdir() if file.name.endswith(".yaml"))
    return sorted(found, key=lambda file: file.name)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise FileWriteError(str(path), error.strerror or str(error)) from error
