"""`geotimeline alerts preview`: the words of the next message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import completing, options
from geotimeline.cli.output import say, say_json, tell

if TYPE_CHECKING:
    from geotimeline.planning.rules import Rule
    from geotimeline.services.questions.previewing import Preview

_FAILED = 1


def preview_alert(
    event: options.EventId,
    *,
    rule: Annotated[
        str,
        typer.Option(
            "--rule", metavar="NAME", help="Of this rule.", show_default="any"
        ),
    ] = "",
    channel: Annotated[
        str,
        typer.Option(
            "--channel",
            metavar="NAME",
            help="Through this channel.",
            show_default="any",
            autocompletion=completing.channels,
        ),
    ] = "",
    template: Annotated[
        str,
        typer.Option(
            "--template",
            metavar="NAME",
            help="In the words of this template.",
            show_default="that of the rule or channel",
        ),
    ] = "",
    as_json: options.AsJson = False,
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    """Print the next message about an event as it would be sent. Sends nothing.

    It ends with 1 where a template failed, so that the usual words would go.

    Examples:
      geotimeline alerts preview ru-in-putin-visit-new-delhi
      geotimeline alerts preview us-tariff-india --channel phone --template sms
    """
    from geotimeline.services.data.loading import load
    from geotimeline.services.questions.previewing import preview

    loaded = load(data)
    found = preview(
        loaded,
        event,
        now=options.present(now),
        rule=rule,
        channel=channel,
        template=template,
    )
    message = found.message
    if as_json:
        say_json(message.as_json())
    else:
        say(f"{message.title}\n\n{message.body}" if message.body else message.title)
    rules = {one.name: one for one in loaded.alerts.rules}
    _tell_about(found, rules)
    if found.failure is not None:
        raise typer.Exit(_FAILED)


def _tell_about(found: Preview, rules: dict[str, Rule]) -> None:
    from geotimeline.formats.reminders.reminder_text import due_words, to_words

    identity = found.reminder.identity
    due = due_words(found.reminder, rules.get(identity.rule))
    tell(f"due {due}, to {to_words(identity)}, rule {identity.rule}; nothing was sent")
    if found.failure is not None:
        tell(f"{found.failure}; the usual words would go")
    elif found.template is not None:
        template = found.template
        tell(
            f"worded by the template {template.name} ({template.path}:{template.line})"
        )
