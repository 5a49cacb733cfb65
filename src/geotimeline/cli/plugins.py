"""`geotimeline plugins`: what can be used, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from geotimeline.cli import options  # noqa: TC001 (Typer reads annotations)
from geotimeline.cli.output import say, say_json

if TYPE_CHECKING:
    from geotimeline.plugins import Found


def list_plugins(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="Tell what this one can be told.",
            show_default="all of them",
        ),
    ] = "",
    *,
    as_json: options.AsJson = False,
) -> None:
    """List notifiers and exporters, and from where they come.

    One that cannot be used is listed with the reason. With a name, the options of that
    exporter or the settings of that notifier.

    Examples:
      geotimeline plugins
      geotimeline plugins csv
      geotimeline plugins --json | jq -r '.[] | select(.kind=="notifier") | .name'
    """
    found = _found(name)
    if as_json:
        say_json([_as_json(plugin) for plugin in found])
        return
    from geotimeline.formats.terminal import padded, plain, width

    name_width = max(width(plain(plugin.name)) for plugin in found)
    origin_width = max(width(plain(plugin.origin)) for plugin in found)
    for plugin in found:
        problem = f"  cannot be used: {plugin.problem}" if plugin.problem else ""
        shown = padded(plain(plugin.name), name_width)
        origin = padded(plain(plugin.origin), origin_width)
        say(f"{plugin.kind.value:8}  {shown}  {origin}{plain(problem)}".rstrip())
        if name:
            _say_options(plugin)


def _found(name: str) -> list[Found]:
    """Give all plugins, or those of one name.

    Raises:
        NotFoundError: None has that name; the nearest is named.
    """
    from geotimeline.errors import NotFoundError
    from geotimeline.plugins import Kind, listing

    kinds = (Kind.NOTIFIER, Kind.EXPORTER)
    found = [plugin for kind in kinds for plugin in listing(kind)]
    named = [plugin for plugin in found if name in ("", plugin.name)]
    if named:
        return named
    from difflib import get_close_matches

    near = get_close_matches(name, [plugin.name for plugin in found], n=1)
    hint = f"did you mean {near[0]}?" if near else "see `geotimeline plugins`"
    raise NotFoundError("plugin", name, hint)


def _say_options(plugin: Found) -> None:
    from geotimeline.formats.terminal import padded, plain, width

    name_width = max((width(plain(name)) for name in plugin.options), default=0)
    for name, line in plugin.options.items():
        say(f"  {padded(plain(name), name_width)}  {plain(line)}".rstrip())


def _as_json(plugin: Found) -> dict[str, object]:
    return {
        "kind": plugin.kind.value,
        "name": plugin.name,
        "origin": plugin.origin,
        "target": plugin.target,
        "problem": plugin.problem,
        "options": dict(plugin.options),
    }
