"""The log: one line per decision, for people or for machines."""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from geotimeline.interfaces.clock import Clock

_log = logging.getLogger("geotimeline")


def decided(what: str, *, level: int = logging.INFO, **facts: object) -> None:
    """Log one decision: what was done, and the facts that make it plain.

    Args:
        what: One or two words, the same for the same kind of decision.
        level: A level of the logging module.
        facts: Short values without secrets; empty ones are left out.
    """
    told = {
        name: str(value) for name, value in facts.items() if value not in ("", None)
    }
    _log.log(level, what, extra={"facts": told})


def failed(what: str, **facts: object) -> None:
    """Log a bug in somebody's code, with its traceback."""
    told = {name: str(value) for name, value in facts.items()}
    _log.error(what, exc_info=True, extra={"facts": told})


def log_to(stream: TextIO, *, as_json: bool, clock: Clock) -> None:
    """Send the log to a stream, with the clock's time on every line."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_JsonLines(clock) if as_json else _TextLines(clock))
    handler.handleError = _give_up  # type: ignore[method-assign] # a closed pipe must not print tracebacks
    for name in ("geotimeline", "apscheduler"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
    _log.setLevel(logging.INFO)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)


class _TextLines(logging.Formatter):
    """`2025-11-25T09:00:00Z sent key=… channel=console event=…`."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def format(self, record: logging.LogRecord) -> str:
        facts = getattr(record, "facts", {})
        told = " ".join(f"{name}={_quoted(value)}" for name, value in facts.items())
        level = "" if record.levelno <= logging.INFO else f" {record.levelname.lower()}"
        line = f"{_time(self._clock)}{level} {record.getMessage()} {told}".rstrip()
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return line


class _JsonLines(logging.Formatter):
    """One JSON object a line."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": _time(self._clock),
            "level": record.levelname.lower(),
            "decision": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _time(clock: Clock) -> str:
    return f"{clock.now():%Y-%m-%dT%H:%M:%SZ}"


def _quoted(value: str) -> str:
    plain = value and not any(char.isspace() or char in '"=' for char in value)
    return value if plain else json.dumps(value, ensure_ascii=False)


def _give_up(_: logging.LogRecord) -> None:
    """Stop logging where nobody listens any more."""
    if isinstance(sys.exc_info()[1], BrokenPipeError):
        logging.disable()
