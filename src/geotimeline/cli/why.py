"""`geotimeline why`: every belief about an event in turn, and what led to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.output import say, say_json, tell_problems

if TYPE_CHECKING:
    from geotimeline.services.questions.explaining import Explanation


def why_event(
    event_id: options.EventId,
    *,
    milestone: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Only this stage; the event itself is called event.",
            show_default="all",
        ),
    ] = None,
    as_of: options.AsOf = None,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    """Tell why an event is believed to be what it is: each belief, oldest first.

    For each: since when, the window and the status, what changed and by how much, who
    said what, which claims stepped aside, and what relations took away.

    Examples:
      geotimeline why ru-in-putin-visit-new-delhi
      geotimeline why us-tariff-india --milestone event --as-of 2025-11-26
      geotimeline why ru-in-putin-visit-new-delhi --json | jq -r '.[].words'
    """
    from geotimeline.services.questions.explaining import explaining

    at = options.present(now)
    found = explaining(data, event_id, milestone=milestone, as_of=as_of or at, now=at)
    if as_json:
        from geotimeline.formats.beliefs.why_json import why_as_json

        changes = (one for stage in found.stages for one in stage.changes)
        say_json([why_as_json(change) for change in changes])
    else:
        _say(found)
    tell_problems(found.problems)


def _say(found: Explanation) -> None:
    from geotimeline.cli.page import page
    from geotimeline.formats.beliefs.event_text import heading_lines
    from geotimeline.formats.beliefs.why_text import why_lines

    paint = page().paint
    for line in heading_lines(found.event, paint):
        say(line)
    for stage in found.stages:
        for line in why_lines(stage.milestone, stage.changes, paint):
            say(line)
    if not found.stages:
        say("")
        say("Nothing was known of it yet.")
