"""Keep secrets out of whatever is shown, logged or stored."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MASK = "•••"
_SHORT = 4  # characters; shorter values are masked only where they stand alone
_LONG = 8  # from here on a part of a secret, such as one line of a key, is one too


class Redactor:
    """Masks the secrets it knows, in the forms in which programs repeat them.

    A secret is masked as it is, percent-encoded and decoded, in base64 and escaped as
    in JSON; of a URL also the password and what follows the host; of a long text also
    its lines. Values shorter than four characters are masked only as words of their
    own: else a password `a` would turn every text into dots and tell what it is.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._forms: frozenset[str] = frozenset()
        self._pattern: re.Pattern[str] | None = None
        for secret in secrets:
            self.add(secret)

    def __repr__(self) -> str:
        return f"Redactor({len(self._forms)} forms)"

    def add(self, secret: str) -> None:
        """Mask this value from now on; a blank one is ignored."""
        parts = {secret, secret.strip(), *_parts(secret)}
        self._learn(parts)

    def add_url_password(self, text: str) -> None:
        """Mask the password inside a URL from now on; other text is ignored."""
        self._learn(set(_passwords(text)))

    def redact(self, text: str) -> str:
        """Give the text with every known secret replaced by `•••`."""
        return self._pattern.sub(MASK, text) if self._pattern else text

    def _learn(self, values: set[str]) -> None:
        forms = {form for value in values if value.strip() for form in _forms(value)}
        if forms <= self._forms:
            return
        self._forms |= forms
        longest_first = sorted(self._forms, key=lambda form: (-len(form), form))
        self._pattern = re.compile(
            "|".join(map(_searched, longest_first)), re.IGNORECASE
        )


def _parts(secret: str) -> Iterator[str]:
    yield from _passwords(secret)
    yield from (part for part in secret.splitlines() if len(part) >= _LONG)
    scheme, separator, rest = secret.partition("://")
    if separator and scheme.isascii() and scheme.isalnum():
        path = rest.partition("/")[2]  # chat services put their token there
        if len(path) >= _LONG:
            yield path


def _passwords(text: str) -> Iterator[str]:
    if "://" not in text:
        return
    try:
        password = urlsplit(text.strip()).password
    except ValueError:  # brackets in the wrong place: no URL after all
        return
    if password:
        yield password
        yield unquote(password)


def _forms(value: str) -> Iterator[str]:
    yield value
    if len(value) < _SHORT:
        return
    raw = value.encode(errors="replace")
    yield quote(raw, safe="")
    yield quote(raw)
    yield quote_plus(raw)
    yield unquote(value)
    yield json.dumps(value)[1:-1]
    yield json.dumps(value, ensure_ascii=False)[1:-1]
    yield repr(value)[1:-1]
    yield base64.b64encode(raw).decode()


def _searched(form: str) -> str:
    pattern = re.escape(form)
    return pattern if len(form) >= _SHORT else rf"(?<!\w){pattern}(?!\w)"
