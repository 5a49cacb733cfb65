"""`geotimeline feeds revoke`: let somebody no longer into a private feed."""

from __future__ import annotations

from typing import Annotated

import typer

from geotimeline.cli import options
from geotimeline.cli.feeds import naming  # noqa: TC001 (Typer reads annotations)
from geotimeline.cli.output import tell


def revoke_feed_token(
    name: naming.FeedName,
    label: Annotated[
        str,
        typer.Argument(
            metavar="LABEL",
            help="Label of the token, or the first digits of its digest.",
        ),
    ],
    *,
    data: options.Data = options.HERE,
) -> None:
    """Take a token away; the feed stays private, and `serve` refuses it at once.

    Examples:
      geotimeline feeds revoke visits anna
    """
    from geotimeline.services.publishing.feed_tokens import revoke_token

    token = revoke_token(data, name, label)
    tell(f"{token.label or token.digest[:12]} no longer opens {name}")
