"""`geotimeline alerts why`: why somebody was, or was not, told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.cli import options
from geotimeline.cli.alerts import naming  # noqa: TC001 (Typer reads it at run time)
from geotimeline.cli.output import say, say_json, tell

if TYPE_CHECKING:
    from geotimeline.interfaces.lives import Answer


def why_told(
    name: naming.Name,
    *,
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    state: options.State = None,
    now: options.Now = None,
) -> None:
    """Tell the life of a reminder: planned, held, tried, sent, acknowledged.

    Of an event it also tells what no rule asks for, and which moments it does not have.

    Examples:
      geotimeline alerts why ru-in-putin-visit-new-delhi
      geotimeline alerts why 3f9a2c --json | jq '.reminders[].tries'
    """
    from geotimeline.services.data.loading import load
    from geotimeline.services.scheduling.workbench import Workbench
    from geotimeline.services.steering.asking import ask

    with Workbench.at(data, state).existing_ledger() as ledger:
        answer = ask(load(data), ledger, name, now=options.present(now))
    if as_json:
        from geotimeline.formats.reminders.life_text import answer_as_json

        say_json(answer_as_json(answer))
    else:
        _say(answer)
        _tell(answer, name)


def _say(answer: Answer) -> None:
    from geotimeline.formats.reminders.life_text import life_lines
    from geotimeline.formats.reminders.reminder_text import not_planned_line

    for life in answer.lives:
        for line in life_lines(life):
            say(line)
    for one in answer.not_planned:
        say(f"not planned: {not_planned_line(one)}")


def _tell(answer: Answer, name: str) -> None:
    if answer.is_unasked:
        tell(f"no rule of alerts/ asks for {name}")
    elif not answer.lives:
        tell(
            f"the ledger knows no reminder of {name} yet; see `geotimeline alerts plan`"
        )
