"""`geotimeline feeds token`: let somebody into a private feed."""

from __future__ import annotations

from typing import Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.feeds import naming
from geotimeline.cli.output import say, tell


def make_feed_token(
    name: naming.FeedName,
    *,
    label: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help="For whom it is; what `feeds revoke` takes.",
            show_default="token-1, token-2, …",
        ),
    ] = "",
    url: naming.ServedAt = "",
    data: options.Data = options.HERE,
    now: options.Now = None,
) -> None:
    """Make a token for a feed, which is private from then on, and print its address.

    The address is shown this once; only a digest of the token is kept, in alerts/. A
    running `serve` takes it at once.

    Examples:
      geotimeline feeds token visits --label anna
    """
    from geotimeline.services.publishing.feed_tokens import make_token

    base = naming.served_at(url)
    made = make_token(data, name, label, today=options.present(now).date())
    address = f"{base or made.public_url or 'http://127.0.0.1:8098'}/feeds"
    own = f"{address}/{made.token}/{name}.ics"
    say(own)
    tell(f"for {made.label}; shown this once. To open it in a calendar program:")
    tell(f"  webcal:{own.partition(':')[2]}")
    tell("or the address without a token, with the token as the password:")
    tell(f"  {address}/{name}.ics  any name  {made.token}")
    if made.was_open:
        tell(f"{name} was open to all until now: who subscribed needs a token too")
    if made.closes_all:
        tell("all, which holds its events too, was open and opens to nobody now, until")
        tell("a file names it under feeds, or it is given a token")
    for other in made.open_too:
        tell(f"warning: {other} holds some of its events and is open to all")
    tell(f"to take it away: geotimeline feeds revoke {name} {made.label}")
