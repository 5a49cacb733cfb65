"""Addresses as QR codes, drawn as SVG inside a page."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import segno


@lru_cache(maxsize=256)
def qr_code(address: str) -> str:
    """Draw an address, dark on nothing; the page gives it a light ground and a name."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        nl=False,
        svgclass="qr",
        lineclass=None,
    )
    return drawn.getvalue().decode()
