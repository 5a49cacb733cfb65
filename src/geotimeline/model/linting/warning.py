"""One warning, and where in the files it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geotimeline.model.event import Claim, Event
    from geotimeline.model.lint_codes import LintCode


@dataclass(frozen=True, slots=True)
class Lint:
    """Something worth a second look.

    Attributes:
        code: Which sort of warning.
        path: File the user can open, relative to the data folder.
        line: Line in that file, counted from 1.
        where: Place inside the event, such as `claims[0]`; empty for the event itself.
        message: What is doubtful and how to mend it, without a final stop.
    """

    code: LintCode
    path: str
    line: int
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}"
        return f"{place}: {self.code.value} {self.code.slug}: {self.message}"

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Sort key: by file, line and code."""
        return self.path, self.line, self.code.value, self.message


def on_event(code: LintCode, event: Event, message: str) -> Lint:
    """Warn of an event as a whole."""
    return Lint(code, event.path, event.line, "", message)


def on_claim(code: LintCode, event: Event, claim: Claim, message: str) -> Lint:
    """Warn of one claim; in the short form it stands where the event does."""
    is_short_form = claim.line == event.line
    where = "" if is_short_form else f"claims[{event.claims.index(claim)}]"
    return Lint(code, event.path, claim.line, where, message)
