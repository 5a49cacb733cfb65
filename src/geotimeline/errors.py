"""What can go wrong, in words: one tree of exceptions, and problems found in files.

GeotimelineError
├── StatementError         2  a claim or an event cannot be written down as given
├── EdtfSyntaxError        10  a date cannot be read
├── QuerySyntaxError       11  a query cannot be read
├── InstantSyntaxError     12  a point in time on the command line cannot be read
├── DataError              1   problems in events/ or alerts/, all of them at once
├── NotFoundError          13  no such event, channel, plugin or folder
├── FileChangedError       14  a file changed since it was read
├── FileWriteError         15  a file cannot be written
├── LedgerError            16  the ledger cannot be used
├── AlreadyRunningError    17  another scheduler holds the same ledger
├── SecretError            18  a ${NAME} or ${file:…} cannot be filled in
├── SchedulerDiedError     19  the scheduler's alarm clock stopped by itself
├── DeliveryError          20  a message was not delivered
├── NotRunningError        21  `status`: no scheduler is at work
├── StaleTickError         22  `status`: a scheduler is there, and has not ticked
├── DeadLettersError       23  `status`: something could not be delivered of late
├── AddressError           24  `serve` cannot listen there
├── CalendarServerError    25  `push caldav`: the server cannot be used
├── EmptyMirrorError       26  `push caldav` would remove all that was written
├── LeftAloneError         27  `push caldav` left some entries as they are
├── FetchError             28  `import`: the other file cannot be had
├── NotTakenError          29  `import` took all but some entries
└── MissingExtraError      30  what was asked for needs packages that are not there
"""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """Something wrong in a file, worth reporting together with the others.

    Attributes:
        path: File the user can open, relative to the data folder.
        line: Line in that file, counted from 1.
        where: Place inside the document, such as `claims[0].date`; may be empty.
        message: What is wrong and what would be right, without a final stop.
    """

    path: str
    line: int
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{self.path}:{self.line}: {place}{self.message}"


class GeotimelineError(Exception):
    """Base of every error shown to the user without a traceback.

    Attributes:
        exit_code: What the process ends with (docs/exit-codes.md).
    """

    exit_code = 3


class StatementError(GeotimelineError):
    """A claim or an event cannot be written down as it was given.

    Attributes:
        faults: The field, such as `status`, and what is wrong with it, of each fault.
    """

    exit_code = 2

    def __init__(self, what: str, *faults: tuple[str, str]) -> None:
        listed = (f"  {field}: {message}" for field, message in faults)
        super().__init__(
            f"cannot add {what}; nothing was written\n" + "\n".join(listed)
        )
        self.faults = faults


class EdtfSyntaxError(GeotimelineError):
    """A date is not written in the supported profile of EDTF.

    Attributes:
        text: The whole text that was given.
        column: Where reading stopped, counted from 1.
        expected: What would have been right there.
    """

    exit_code = 10

    def __init__(self, text: str, column: int, expected: str) -> None:
        shown = text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004 (one line)
        super().__init__(
            f"cannot read the date {shown!r} at column {column}: expected {expected}"
        )
        self.text = text
        self.column = column
        self.expected = expected


class QuerySyntaxError(GeotimelineError):
    """A query cannot be read."""

    exit_code = 11

    def __init__(self, text: str, column: int, expected: str) -> None:
        super().__init__(
            f"cannot read the query {text!r} at column {column}: expected {expected}"
        )
        self.text = text
        self.column = column
        self.expected = expected


class InstantSyntaxError(GeotimelineError):
    """A point in time, a day or a length of time cannot be read."""

    exit_code = 12

    def __init__(self, text: str, expected: str) -> None:
        super().__init__(f"cannot read {text!r}: expected {expected}")
        self.text = text
        self.expected = expected


class DataError(GeotimelineError):
    """The data folder holds problems; all that were found are told at once.

    Attributes:
        problems: What was found, sorted by file and line.
    """

    exit_code = 1

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        count = len(problems)
        noun = "problem" if count == 1 else "problems"
        listed = "\n".join(str(problem) for problem in problems)
        super().__init__(f"{count} {noun} in the data\n{listed}")
        self.problems = problems


class NotFoundError(GeotimelineError):
    """Something that was named does not exist.

    Attributes:
        kind: What sort of thing was looked for, such as `event`.
        name: The name that was given.
    """

    exit_code = 13

    def __init__(self, kind: str, name: str, hint: str = "") -> None:
        super().__init__(f"no {kind} {name!r}" + (f"; {hint}" if hint else ""))
        self.kind = kind
        self.name = name


class FileChangedError(GeotimelineError):
    """A file was changed by somebody else since it was read; nothing was written."""

    exit_code = 14

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} changed since it was read; nothing was written, try again"
        )
        self.path = path


class FileWriteError(GeotimelineError):
    """A file cannot be written; what was there before is untouched."""

    exit_code = 15

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"cannot write {path}: {reason}; nothing was changed")
        self.path = path
        self.reason = reason


class LedgerError(GeotimelineError):
    """The ledger cannot be opened, read or written."""

    exit_code = 16

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"the ledger {place} cannot be used: {reason}")
        self.place = place
        self.reason = reason


class AlreadyRunningError(GeotimelineError):
    """Another scheduler already works on the same ledger."""

    exit_code = 17

    def __init__(self, place: str, holder: str) -> None:
        super().__init__(
            f"another geotimeline already runs on {place} ({holder}); "
            "stop it, or give this one another --state"
        )
        self.place = place
        self.holder = holder


class SecretError(GeotimelineError):
    """A secret named in alerts/ is not there; its value is never part of the text."""

    exit_code = 18

    def __init__(self, reference: str, reason: str, *, where: str = "") -> None:
        place = f" of {where}" if where else ""
        super().__init__(f"the secret {reference}{place} cannot be read: {reason}")
        self.reference = reference
        self.reason = reason


class SchedulerDiedError(GeotimelineError):
    """The alarm clock's thread ended by itself: whoever watches should start anew."""

    exit_code = 19

    def __init__(self) -> None:
        super().__init__("the scheduler's alarm clock stopped; start geotimeline again")


class DeliveryError(GeotimelineError):
    """A message was not delivered.

    Attributes:
        notifier: Which notifier failed.
        reason: Why, in words fit for the log: no secrets.
        retryable: Whether trying again later can help.
        retry_after_seconds: How long the receiver asked us to wait, if it did.
        status: The protocol's own code (HTTP or SMTP), if there was one.
        may_have_arrived: Whether it was handed over and only the answer is missing.
    """

    exit_code = 20

    def __init__(
        self,
        notifier: str,
        reason: str,
        *,
        retryable: bool,
        retry_after_seconds: float | None = None,
        status: int | None = None,
        may_have_arrived: bool = False,
    ) -> None:
        super().__init__(f"{notifier}: {reason}")
        self.notifier = notifier
        self.reason = reason
        self.retryable = retryable
        self.retry_after_seconds = retry_after_seconds
        self.status = status
        self.may_have_arrived = may_have_arrived


class NotRunningError(GeotimelineError):
    """No scheduler is at work on this ledger."""

    exit_code = 21

    def __init__(self) -> None:
        super().__init__("not running; start it with `geotimeline run`")


class StaleTickError(GeotimelineError):
    """A scheduler holds the ledger, and has not looked at it for too long."""

    exit_code = 22

    def __init__(self, since: str) -> None:
        super().__init__(f"running, but the last tick was {since}; look at its log")


class StalePlanError(GeotimelineError):
    """A scheduler ticks, and has made no plan for too long: edits do not count."""

    exit_code = 22

    def __init__(self, since: str) -> None:
        super().__init__(
            f"running, but the last plan was made at {since}, and one should be made "
            "every hour; look at its log"
        )


class OverduePassError(GeotimelineError):
    """No scheduler runs, and cron has not completed a pass for too long."""

    exit_code = 22

    def __init__(self, last: str) -> None:
        super().__init__(
            f"the last pass of `geotimeline alerts send` was completed {last}; "
            "look at cron's mail"
        )


class DeadLettersError(GeotimelineError):
    """The scheduler works, and something could not be delivered in the last day."""

    exit_code = 23

    def __init__(self, count: int) -> None:
        noun = "reminder" if count == 1 else "reminders"
        super().__init__(
            f"{count} {noun} could not be delivered in the last day; "
            "see `geotimeline alerts dead`"
        )


class AddressError(GeotimelineError):
    """Nothing can be served at an address of this machine."""

    exit_code = 24

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"cannot listen at {address}: {reason}")


class CalendarServerError(GeotimelineError):
    """A calendar server cannot be reached, lets nobody in, or lacks the calendar."""

    exit_code = 25

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"the calendar {url} cannot be used: {reason}")
        self.url = url
        self.reason = reason


class EmptyMirrorError(GeotimelineError):
    """A feed is empty and its mirror is not: more likely a mistake than a wish."""

    exit_code = 26

    def __init__(self, url: str, count: int) -> None:
        entries = "1 entry" if count == 1 else f"{count} entries"
        super().__init__(
            f"the feed is empty, and would remove {entries} from {url}; "
            "nothing was changed. --empty does it"
        )


class LeftAloneError(GeotimelineError):
    """Some entries could not, or must not, be brought up to date."""

    exit_code = 27

    def __init__(self, url: str, count: int) -> None:
        entries = "1 entry" if count == 1 else f"{count} entries"
        super().__init__(f"left {entries} in {url} as they are; see above")


class FetchError(GeotimelineError):
    """A file of somebody else's cannot be fetched or read.

    Attributes:
        place: The machine, or the name of the file; never a whole address, which may be
            all that keeps strangers away.
        reason: Why, without secrets.
    """

    exit_code = 28

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"cannot import from {place}: {reason}; nothing was written")
        self.place = place
        self.reason = reason


class NotTakenError(GeotimelineError):
    """Some entries of an imported file cannot be events."""

    exit_code = 29

    def __init__(self, count: int, *, written: bool) -> None:
        entries = "1 entry was" if count == 1 else f"{count} entries were"
        others = "; the others were" if written else ""
        super().__init__(f"{entries} not taken{others}; see above")


class MissingExtraError(GeotimelineError):
    """What was asked for needs packages that an extra of this one brings."""

    exit_code = 30

    def __init__(self, extra: str, package: str | None, *, by: str) -> None:
        super().__init__(
            f"{by} needs {package or 'more'}: pip install 'geotimeline[{extra}]'"
        )
