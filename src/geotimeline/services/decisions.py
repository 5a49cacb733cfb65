"""The log: one line per decision, for people or for machines."""

from __future__ import annotations

import json
import logging
import sys
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

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


def log_to(
    stream: TextIO,
    *,
    as_json: bool,
    clock: Clock,
    redact: Callable[[str], str] = str,
) -> None:
    """Send the log to a stream.

    Args:
        stream: Where to, line by line.
        as_json: One JSON object a line instead of words.
        clock: Gives the time at the head of every line.
        redact: Takes secrets out of every line, tracebacks included.
    """
    lines = _JsonLines if as_json else _TextLines
    handler = _Handler(stream)
    handler.setFormatter(lines(clock, redact))
    for name in ("geotimeline", "apscheduler", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
    _log.setLevel(logging.INFO)
    for name in ("apscheduler", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)


class _Handler(logging.StreamHandler[TextIO]):
    """A handler that falls silent where nobody listens any more."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        if isinstance(sys.exc_info()[1], BrokenPipeError):
            logging.disable()
        else:
            super().handleError(record)


class _Lines(logging.Formatter, ABC):
    """What both forms share: the clock, and secrets taken out."""

    def __init__(self, clock: Clock, redact: Callable[[str], str]) -> None:
        super().__init__()
        self._clock = clock
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        return self._redact(self._line(record, f"{self._clock.now():{_TIME}}"))

    @abstractmethod
    def _line(self, record: logging.LogRecord, at: str) -> str:
        """Write one line, or several where there is a traceback."""


class _TextLines(_Lines):
    """`2025-11-25T09:00:00Z sent key=… channel=console event=…`."""

    def _line(self, record: logging.LogRecord, at: str) -> str:
        facts = getattr(record, "facts", {})
        told = " ".join(f"{name}={_quoted(value)}" for name, value in facts.items())
        level = "" if record.levelno <= logging.INFO else f" {record.levelname.lower()}"
        line = f"{at}{level} {record.getMessage()} {told}".rstrip()
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return line


class _JsonLines(_Lines):
    """One JSON object a line."""

    def _line(self, record: logging.LogRecord, at: str) -> str:
        line = {
            "time": at,
            "level": record.levelname.lower(),
            "decision": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


_TIME = "%Y-%m-%dT%H:%M:%SZ"


def _quoted(value: str) -> str:
    plain = value and not any(char.isspace() or char in '"=' for char in value)
    return value if plain else json.dumps(value, ensure_ascii=False)
