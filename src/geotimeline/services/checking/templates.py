"""What is wrong with a template: in itself, and for some sort of message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.errors import Problem
from geotimeline.formats.templates.rendering import (
    TemplateFailedError,
    faults_of,
    rendered_body,
    rendered_title,
)
from geotimeline.services.messages.sample_messages import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geotimeline.planning.templates import Template


def template_problems(template: Template) -> Iterator[Problem]:
    """Name all that is wrong with a template, at its lines of the file.

    What can be read is tried on a message of every kind; the first that fails is told.
    """
    for part, text in (("title", template.title), ("body", template.body)):
        faults = faults_of(text, is_title=part == "title")
        for fault in faults:
            yield _problem(template, part, fault.line, fault.message)
        if text and not faults:
            yield from _trials(template, part, text)


def _trials(template: Template, part: str, text: str) -> Iterator[Problem]:
    rendered = rendered_title if part == "title" else rendered_body
    for sample in samples():
        try:
            rendered(text, sample.facts)
        except TemplateFailedError as error:
            message = f"fails for {sample.name}: {error.reason}"
            yield _problem(template, part, error.line or 1, message)
            return


def _problem(template: Template, part: str, line: int, message: str) -> Problem:
    where = f"templates.{template.name}.{part}"
    return Problem(template.path, template.line_of(part, line), where, message)
