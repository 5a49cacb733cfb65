"""Read a channel's settings, for built-in and foreign notifiers alike.

Settings come from YAML whose scalars are always text, so `timeout: 5` arrives as "5".
No message repeats a value: it may be a secret that was filled in.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from geotimeline.interfaces.notifiers import SettingError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.interfaces.notifiers import Notifier, Setting

LONGEST_TIMEOUT_SECONDS = 300.0
_FLAGS = {"yes": True, "true": True, "on": True, "no": False, "false": False} | {
    "off": False
}


def wrong_names(
    notifier: type[Notifier], settings: Mapping[str, Setting]
) -> tuple[SettingError, ...]:
    """Name every setting that is missing or unknown; empty when the names are right."""
    known = [*notifier.required, *notifier.optional]
    missing = [
        SettingError(name, f"is missing: {line}")
        for name, line in notifier.required.items()
        if name not in settings
    ]
    unknown = [
        SettingError(name, _unknown(name, known))
        for name in settings
        if name not in known
    ]
    return (*missing, *unknown)


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    if near:
        return f"is not a setting of this notifier; did you mean {near[0]}?"
    return f"is not a setting of this notifier, which knows {', '.join(known)}"


def text(settings: Mapping[str, Setting], name: str) -> str:
    """Give a text that must be there and not be blank.

    Raises:
        SettingError: It is missing, blank, a list or a mapping.
    """
    value = settings.get(name)
    if not isinstance(value, str) or not value.strip():
        raise SettingError(name, "expected a text")
    return value


def optional_text(settings: Mapping[str, Setting], name: str) -> str:
    """Give a text, or the empty text where the setting is absent.

    Raises:
        SettingError: It is there, but blank, a list or a mapping.
    """
    return text(settings, name) if name in settings else ""


def texts(settings: Mapping[str, Setting], name: str) -> tuple[str, ...]:
    """Give one text or a list of texts, at least one, as a tuple.

    Raises:
        SettingError: It is missing, empty, or holds something else than texts.
    """
    value = settings.get(name)
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not listed:
        raise SettingError(name, "expected a text or a list of texts")
    if not all(isinstance(item, str) and item.strip() for item in listed):
        raise SettingError(name, "expected every item to be a text")
    return tuple(listed)


def table(settings: Mapping[str, Setting], name: str) -> dict[str, str]:
    """Give a mapping of names to texts; empty where the setting is absent.

    Raises:
        SettingError: It is not a mapping, or holds something else than texts.
    """
    value = settings.get(name, {})
    if not isinstance(value, dict):
        raise SettingError(name, "expected names and values, one a line")
    if not all(isinstance(part, str) for pair in value.items() for part in pair):
        raise SettingError(name, "expected every value to be a text")
    return dict(value)


def flag(settings: Mapping[str, Setting], name: str, *, default: bool) -> bool:
    """Give `yes` or `no` as a truth value.

    Raises:
        SettingError: It is neither.
    """
    if name not in settings:
        return default
    value = settings[name]
    word = value.lower() if isinstance(value, str) else value
    if isinstance(word, bool):
        return word
    if not isinstance(word, str) or word not in _FLAGS:
        raise SettingError(name, "expected yes or no")
    return _FLAGS[word]


def timeout_seconds(settings: Mapping[str, Setting], *, default: float = 10.0) -> float:
    """Give the setting `timeout`: seconds that one attempt may take, up to 300.

    Raises:
        SettingError: It is not a number, not above 0, or above 300.
    """
    value = settings.get("timeout", default)
    expected = f"expected seconds above 0, up to {LONGEST_TIMEOUT_SECONDS:.0f}"
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise SettingError("timeout", expected)
    try:
        seconds = float(value)
    except (ValueError, OverflowError) as error:
        raise SettingError("timeout", expected) from error
    if not 0 < seconds <= LONGEST_TIMEOUT_SECONDS:  # also false for "nan"
        raise SettingError("timeout", expected)
    return seconds
