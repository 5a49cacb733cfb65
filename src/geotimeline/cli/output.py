"""What commands print: data on stdout, talk on stderr, both safe to pipe."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, TextIO

from geotimeline.errors import DataError, GeotimelineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geotimeline.errors import Problem


class ReaderGoneError(Exception):
    """Whoever read our output went away, as `head` does; there is nothing to say."""


class WriteError(GeotimelineError):
    """What was asked for cannot be written to stdout, as on a full disk."""

    exit_code = 15

    def __init__(self, reason: str) -> None:
        super().__init__(f"cannot write the output: {reason}")


def say(text: str) -> None:
    """Print data, and a line end."""
    write((text, "\n"))


def write(pieces: Iterable[str]) -> None:
    """Print data piece by piece, line ends exactly as given.

    Raises:
        ReaderGoneError: Nobody reads it any more.
        WriteError: The disk is full, or the like.
    """
    with _faults_in_words():
        for piece in pieces:
            sys.stdout.write(piece)


def tell(text: str) -> None:
    """Print talk for the person at the terminal; a closed stderr does no harm."""
    with contextlib.suppress(OSError, ValueError):
        print(text, file=sys.stderr, flush=True)  # noqa: T201 (this is where we talk)


def tell_problems(problems: Sequence[Problem]) -> None:
    """Tell what is wrong in the data, and end with 1 if anything is.

    Raises:
        DataError: There are problems; what was readable has been printed before.
    """
    if problems:
        flush()
        raise DataError(tuple(problems))


def say_json(value: object) -> None:
    """Print a value as JSON, in ASCII where the stream knows nothing better."""
    import json

    say(json.dumps(value, ensure_ascii=not speaks_unicode(sys.stdout), indent=2))


def say_bytes(pieces: Iterable[bytes]) -> None:
    """Print data whose every byte counts, such as a calendar's line ends.

    Raises:
        ReaderGoneError: Nobody reads it any more.
        WriteError: The disk is full, or the like.
    """
    flush()
    with _faults_in_words():
        for piece in pieces:
            sys.stdout.buffer.write(piece)


def flush() -> None:
    """See that all data has really been written.

    Raises:
        ReaderGoneError: Nobody reads it any more.
        WriteError: The disk is full, or the like.
    """
    with _faults_in_words():
        sys.stdout.flush()


def forget_reader() -> None:
    """Let nothing more be written to stdout, not even by the interpreter's last flush.

    See "Note on SIGPIPE" in the documentation of Python's `signal`.
    """
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


@contextlib.contextmanager
def as_reader_gone() -> Iterator[None]:
    """Turn a broken pipe into `ReaderGoneError`; click would end with 1 for it."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGoneError from error


@contextlib.contextmanager
def _faults_in_words() -> Iterator[None]:
    try:
        with as_reader_gone():
            yield
    except OSError as error:
        raise WriteError(error.strerror or str(error)) from error


def speaks_unicode(stream: TextIO) -> bool:
    """Whether a stream can carry every character."""
    encoding = (stream.encoding or "").lower().replace("-", "").replace("_", "")
    return encoding in ("utf8", "utf8sig", "utf16", "utf32")
