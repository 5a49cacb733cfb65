"""Plain pages for people who follow a link: no script, no style, no other host."""

from __future__ import annotations

from html import escape

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",  # the address is the permission
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""What is sent with every page."""


def asking_page(title: str, told: str) -> str:
    """Give the page whose button acknowledges a reminder.

    Args:
        title: The reminder's title.
        told: When it was due, and why.
    """
    form = '<form method="post"><button>Acknowledge</button></form>'
    return _page(title, f"<p>{escape(told)}</p>\n{form}")


def telling_page(title: str, *paragraphs: str) -> str:
    """Give a page that says something."""
    return _page(title, "\n".join(f"<p>{escape(words)}</p>" for words in paragraphs))


def _page(title: str, body: str) -> str:
    said = escape(title)
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{said}</title>\n<h1>{said}</h1>\n{body}\n</html>\n"
    )
