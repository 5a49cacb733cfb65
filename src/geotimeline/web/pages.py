"""Pages for people: made here, with nothing from another host, and no secrets in logs.

What a browser may do with one is said by hashes of our own style and script (Content
Security Policy, level 2): markup that came in with a title could run nothing.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from geotimeline.formats.drawing.svg_style import STYLE

if TYPE_CHECKING:
    from collections.abc import Mapping


def rendered(template: str, **values: object) -> str:
    """Give a page; every value is escaped unless it is markup of our own."""
    style, script = Markup(_style()), Markup(_source("copy.js"))  # noqa: S704 (our own files)
    found = _environment().get_template(template)
    return found.render(style=style, script=script, **values)


def asking_page(title: str, told: str) -> str:
    """Give the page whose button acknowledges a reminder.

    Args:
        title: The reminder's title.
        told: When it was due, and why.
    """
    return rendered(
        "message.html", title=title, paragraphs=(told,), button="Acknowledge"
    )


def telling_page(title: str, *paragraphs: str) -> str:
    """Give a page that says something."""
    return rendered("message.html", title=title, paragraphs=paragraphs, button="")


@cache
def headers(*, forms: bool = False, script: bool = False) -> Mapping[str, str]:
    """Give what is sent with a page.

    Args:
        forms: Whether it has a button that sends something to us.
        script: Whether it has our script.
    """
    sent_to = "'self'" if forms else "'none'"
    run = _hashed(_source("copy.js")) if script else "'none'"
    policy = (
        "default-src 'none'",
        f"form-action {sent_to}",
        f"style-src {_hashed(_style())}",
        f"script-src {run}",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Referrer-Policy": "no-referrer",  # an address may be a permission
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }


def _hashed(text: str) -> str:
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _style() -> str:
    return STYLE + _source("page.css")


@cache
def _source(name: str) -> str:
    return (files("geotimeline.web") / "templates" / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("geotimeline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
