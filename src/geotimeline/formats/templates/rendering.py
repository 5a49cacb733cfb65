"""Messages worded by a user's template: Jinja2 in a sandbox, with bounded work."""

from __future__ import annotations

from dataclasses import fields
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jinja2 import StrictUndefined, Template, TemplateError, Undefined, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from geotimeline.formats.templates.filters import FILTERS, Filter
from geotimeline.formats.templates.language import (
    NESTED_TOO_DEEPLY,
    TemplateFault,
    parsed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from jinja2.runtime import Context

    from geotimeline.planning.facts import Facts

LONGEST_TITLE = 500
"""How many characters a title may have."""

LONGEST_BODY = 20_000
"""How many characters a body may have."""

MOST_WORK = 20 * LONGEST_BODY
"""How many characters all values that a template puts in may have together."""

_WORK = " work"  # a name that no template can write
_TOO_SHORT = "tuple object has no element "  # as Jinja says it
_OF_A_TEMPLATE = "<template>"  # what Jinja calls the file of its code


class TemplateFailedError(Exception):
    """A template cannot be read, or failed for this message.

    Attributes:
        line: Line of its text, from 1; 0 where nothing says which.
        reason: Why, in words.
    """

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def faults_of(text: str, *, is_title: bool) -> tuple[TemplateFault, ...]:
    """Say what is wrong with a template, whatever the message."""
    try:
        _compiled(text, is_title=is_title)
    except TemplateFailedError as error:
        found = parsed(text, _environment(), is_title=is_title).faults
        return found or (TemplateFault(error.line, error.reason),)
    return ()


def rendered_title(text: str, facts: Facts) -> str:
    """Give the title of a message, on one line.

    Raises:
        TemplateFailedError: It cannot be read, failed, or gives no such line.
    """
    title = _rendered(text, facts, is_title=True, longest=LONGEST_TITLE).strip()
    if not title:
        raise TemplateFailedError(1, "gives an empty title")
    if len(title.splitlines()) > 1:
        raise TemplateFailedError(1, "gives a title of several lines")
    return title


def rendered_body(text: str, facts: Facts) -> str:
    """Give the body of a message; never more than one empty line together.

    Raises:
        TemplateFailedError: It cannot be read, or failed.
    """
    body = _rendered(text, facts, is_title=False, longest=LONGEST_BODY)
    lines = [line.rstrip() for line in body.strip("\n").split("\n")]
    kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    return "\n".join(kept).rstrip("\n")


def _rendered(text: str, facts: Facts, *, is_title: bool, longest: int) -> str:
    template = _compiled(text, is_title=is_title)
    values: dict[str, object] = {f.name: getattr(facts, f.name) for f in fields(facts)}
    try:
        return _within(longest, template.generate(values | {_WORK: _Work()}))
    except TemplateFailedError:
        raise
    except Exception as error:  # a user's code may fail in any way
        raise TemplateFailedError(
            _line_of(error.__traceback__), _words(error)
        ) from error


def _within(longest: int, parts: Iterator[str]) -> str:
    found: list[str] = []
    length = 0
    for part in parts:
        found.append(part)
        length += len(part)
        if length > longest:
            raise TemplateFailedError(0, f"gives more than {longest} characters")
    return "".join(found)


class _Work:
    """What is left for one message of what its template may do."""

    def __init__(self) -> None:
        self.left = MOST_WORK

    def take(self, length: int) -> None:
        """Take some of it.

        Raises:
            OverflowError: That much is not left.
        """
        self.left -= 1 + length
        if self.left < 0:
            message = f"puts in more than {MOST_WORK} characters of values"
            raise OverflowError(message)


@pass_context
def _finalized(context: Context, value: object) -> str:
    """Give the text of a value that is put in: a text or a number, nothing else."""
    if not isinstance(value, str | int | Undefined):
        message = "a list cannot be put in as it is; use `for`, `join` or a part of it"
        raise TypeError(message)
    text = str(value)  # of what is undefined, this says so
    context[_WORK].take(len(text))
    return text


def _charged(filtered: Filter) -> Callable[..., str | int]:
    """Give a filter that takes from the work what it gives."""

    @pass_context
    def charged(context: Context, *values: object) -> str | int:
        found = filtered(*values)
        context[_WORK].take(len(str(found)))
        return found

    return charged


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=0,
    )
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters |= {name: _charged(one) for name, one in FILTERS.items()}
    return environment


@lru_cache(maxsize=128)
def _compiled(text: str, *, is_title: bool) -> Template:
    """Make a template ready.

    Raises:
        TemplateFailedError: Something is wrong with it; the first of it.
    """
    tree, faults = parsed(text, _environment(), is_title=is_title)
    if tree is None or faults:
        raise TemplateFailedError(*faults[0])
    try:
        return _environment().from_string(tree)
    except (SyntaxError, RecursionError) as error:  # of the Python that Jinja writes
        raise TemplateFailedError(1, NESTED_TOO_DEEPLY) from error
    except TemplateError as error:
        raise TemplateFailedError(1, _words(error)) from error


def _line_of(traceback: TracebackType | None) -> int:
    line = 0
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == _OF_A_TEMPLATE:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _words(error: BaseException) -> str:
    said = str(error) or type(error).__name__
    if said.startswith(_TOO_SHORT):
        return f"a list has no item {said.removeprefix(_TOO_SHORT)} here; use `for`"
    return said
