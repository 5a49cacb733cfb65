"""`geotimeline plugins`: what can be used, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.cli import options  # noqa: TC001 (Typer reads annotations)
from geotimeline.cli.output import say, say_json

if TYPE_CHECKING:
    from geotimeline.plugins import Found


def list_plugins(*, as_json: options.AsJson = False) -> None:
    """List notifiers and exporters, and from where they come.

    One that cannot be used is listed with the reason.

    Examples:
      geotimeline plugins
      geotimeline plugins --json | jq -r '.[] | select(.kind=="notifier") | .name'
    """
    from geotimeline.plugins import Kind, listing

    kinds = (Kind.NOTIFIER, Kind.EXPORTER)
    found = [plugin for kind in kinds for plugin in listing(kind)]
    if as_json:
        say_json([_as_json(plugin) for plugin in found])
        return
    from geotimeline.formats.terminal import padded, plain, width

    name_width = max(width(plain(plugin.name)) for plugin in found)
    origin_width = max(width(plain(plugin.origin)) for plugin in found)
    for plugin in found:
        problem = f"  cannot be used: {plugin.problem}" if plugin.problem else ""
        name = padded(plain(plugin.name), name_width)
        origin = padded(plain(plugin.origin), origin_width)
        say(f"{plugin.kind.value:8}  {name}  {origin}{plain(problem)}".rstrip())


def _as_json(plugin: Found) -> dict[str, str]:
    return {
        "kind": plugin.kind.value,
        "name": plugin.name,
        "origin": plugin.origin,
        "target": plugin.target,
        "problem": plugin.problem,
    }
