"""The options of the iCalendar exporter, as text and as what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from geotimeline.formats.ical.placing import Uncertain
from geotimeline.interfaces.exporters import ExportOptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

VALUES: Mapping[str, tuple[str, ...]] = {
    "uncertain": tuple(kind.value for kind in Uncertain),
    "alarms": ("no", "yes"),
    "claims": ("yes", "no"),
}
"""What each option may be; the first of them unless somebody says otherwise."""

HELP: Mapping[str, str] = {
    "uncertain": "dates not known to the day: auto, span, deadline, both, todo or skip",
    "alarms": "add the reminders of the rules: yes or no",
    "claims": "carry each event whole, for our own import: yes or no",
}
"""Every option with a line of help."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose.

    Attributes:
        uncertain: What becomes of a beginning that is not known to the day.
        alarms: Whether reminders become VALARMs.
        claims: Whether events travel whole, with every field and claim.
    """

    uncertain: Uncertain = Uncertain.AUTO
    alarms: bool = False
    claims: bool = True

    @classmethod
    def read(cls, options: Mapping[str, str]) -> Options:
        """Read options given as text; those left out have their defaults.

        Raises:
            ExportOptionError: A name or a value is unknown.
        """
        chosen = {name: values[0] for name, values in VALUES.items()}
        for name, value in options.items():
            _one_of(name, tuple(VALUES), "option")
            chosen[name] = _one_of(value, VALUES[name], f"value of `{name}`")
        return cls(
            uncertain=Uncertain(chosen["uncertain"]),
            alarms=chosen["alarms"] == "yes",
            claims=chosen["claims"] == "yes",
        )


def _one_of(word: str, known: tuple[str, ...], kind: str) -> str:
    if word in known:
        return word
    near = get_close_matches(word, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"expected {', '.join(known)}"
    message = f"no {kind} {word!r}; {hint}"
    raise ExportOptionError(message)
