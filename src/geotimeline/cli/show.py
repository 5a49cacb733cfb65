"""`geotimeline show`: all that is known of one event."""

from __future__ import annotations

from geotimeline.cli import options
from geotimeline.cli.output import say, say_json, tell_problems


def show_event(
    event_id: options.EventId,
    *,
    as_of: options.AsOf = None,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    """Show one event: what is believed, who says so, what will be told of it.

    Claims that stepped aside are shown with the reason, and every source with the
    file and lines that cite it.

    Examples:
      geotimeline show ru-in-putin-visit-new-delhi
      geotimeline show ru-in-putin-visit-new-delhi --as-of 2025-11-26
      geotimeline show ru-in-putin-visit-new-delhi --json | jq '.[0].window'
    """
    from geotimeline.services.questions.showing import showing

    at = options.present(now)
    shown = showing(data, event_id, now=at, as_of=as_of or at)
    if as_json:
        from geotimeline.formats.json import row_as_json

        say_json([row_as_json(row, at) for row in shown.rows])
    else:
        from geotimeline.cli.page import page
        from geotimeline.formats.beliefs.event_text import event_lines, upcoming_lines

        for line in event_lines(shown.event, shown.rows, now=at, paint=page().paint):
            say(line)
        for line in upcoming_lines(shown.reminders, shown.rules):
            say(line)
    tell_problems(shown.problems)
