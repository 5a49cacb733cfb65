"""Everything that is wrong with a data folder, in and between its files."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from geotimeline.adapters.secrets import references
from geotimeline.errors import NotFoundError, Problem, SecretError
from geotimeline.interfaces.notifiers import SettingError
from geotimeline.interfaces.settings import wrong_names
from geotimeline.model.following_anchors import has_stage
from geotimeline.model.following_problems import following_problems
from geotimeline.model.linting.rules import lint
from geotimeline.model.recurring_problems import recurring_problems
from geotimeline.plugins import find_notifier
from geotimeline.services.checking.chaining import impossible_chains
from geotimeline.services.checking.circling import circles
from geotimeline.services.checking.relating import impossible_pairs
from geotimeline.services.data.loading import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from geotimeline.model.linting.warning import Lint
    from geotimeline.model.timeline import Timeline
    from geotimeline.planning.alerts import Alerts
    from geotimeline.planning.channels import Channel


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found.

    Attributes:
        problems: All that is wrong, by file and line.
        warnings: What is right and deserves a second look, by file and line.
        events: How many events were read.
        rules: How many rules were read.
    """

    problems: tuple[Problem, ...]
    warnings: tuple[Lint, ...]
    events: int
    rules: int


def check(folder: Path, *, now: datetime) -> Checked:
    """Read a folder, and look for what no single file can tell.

    Secrets are looked at for their form only: they need not be there to check.

    Args:
        folder: The data folder.
        now: Claims known later than this are left out where claims are compared.

    Raises:
        NotFoundError: The folder has no events/.
    """
    loaded, problems = read(folder)
    timeline, alerts = loaded.timeline, loaded.alerts
    found = {
        *problems,
        *_unknown_targets(timeline),
        *impossible_pairs(timeline, as_of=now),
        *impossible_chains(timeline, as_of=now),
        *circles(timeline),
        *following_problems(timeline),
        *recurring_problems(timeline, as_of=now),
        *(problem for one in alerts.channels.values() for problem in _of_channel(one)),
        *(_of_templates(alerts) if alerts.templates else ()),
    }
    return Checked(
        problems=tuple(sorted(found)),
        warnings=lint(timeline, now=now, ignored=loaded.settings.lint_ignore),
        events=len(timeline),
        rules=len(alerts.rules),
    )


def _unknown_targets(timeline: Timeline) -> Iterator[Problem]:
    for event in timeline:
        for index, relation in enumerate(event.relations):
            where = f"relations[{index}].{relation.kind.value}"
            target = timeline.by_id.get(relation.target)
            if target is None:
                message = f"no event {relation.target!r}"
                hint = _nearest(relation.target, timeline)
            elif has_stage(target, relation.milestone):
                continue
            else:
                message = f"{target.id} has no milestone {relation.milestone!r}"
                hint = f"; {target.path} has {', '.join(target.milestones)}"
            yield Problem(event.path, relation.line, where, message + hint)


def _nearest(name: str, timeline: Timeline) -> str:
    near = get_close_matches(name, timeline.by_id, n=1)
    if not near:
        return ""
    return f"; did you mean {near[0]} ({timeline.by_id[near[0]].path})?"


def _of_templates(alerts: Alerts) -> Iterator[Problem]:
    from geotimeline.services.checking.templates import (  # noqa: PLC0415 (imports Jinja2)
        template_problems,
    )

    for template in alerts.templates.values():
        yield from template_problems(template)


def _of_channel(channel: Channel) -> Iterator[Problem]:
    try:
        notifier = find_notifier(channel.notifier)
    except NotFoundError as error:
        line = channel.lines.get("notifier", channel.line)
        yield Problem(channel.path, line, f"channels.{channel.name}", str(error))
        return
    errors = list(wrong_names(notifier, channel.settings))
    has_secrets = False
    for name, value in channel.settings.items():
        try:
            has_secrets = bool(references(value)) or has_secrets
        except SecretError as error:
            errors.append(SettingError(name, str(error)))
    if not errors and not has_secrets:  # a secret may be what makes a setting right
        try:
            notifier.from_settings(channel.settings)
        except SettingError as error:
            errors.append(error)
    yield from (_setting_problem(channel, error) for error in errors)


def _setting_problem(channel: Channel, error: SettingError) -> Problem:
    where = f"channels.{channel.name}" + (f".{error.field}" if error.field else "")
    line = channel.lines.get(error.field, channel.line)
    return Problem(channel.path, line, where, error.message)
