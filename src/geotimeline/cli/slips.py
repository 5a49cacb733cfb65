"""`geotimeline slips`: how often and how far dates moved."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from geotimeline.cli import options
from geotimeline.cli.output import say, say_json, tell, tell_problems


def show_slips(
    *,
    by: Annotated[
        Literal["speaker", "type", "actor"],
        typer.Option(help="Whose record: who named the date, or which events had it."),
    ] = "speaker",
    as_of: options.AsOf = None,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    r"""Show how often dates held and how far they moved, most slips first.

    A forecast is a claim that names a date for something to come. It is kept if the
    event was held within it, and open as long as it may still come true.

    Examples:
      geotimeline slips
      geotimeline slips --by type --as-of 2026-01-01
      geotimeline slips --json | jq -r '.[] | "\(.name) \(.slipped)"'
    """
    from geotimeline.services.questions.slipping import By, slipping

    at = options.present(now)
    found = slipping(data, By(by), as_of=as_of or at, now=at)
    if as_json:
        from geotimeline.formats.beliefs.slips_text import record_as_json

        say_json([record_as_json(record) for record in found.records])
    else:
        from geotimeline.formats.beliefs.slips_text import slip_lines

        for line in slip_lines(found.records, by):
            say(line)
        if not found.records:
            tell("no claim names a date for something to come")
    tell_problems(found.problems)
