"""Changes as lines of text for a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from geotimeline.formats.beliefs.changes_words import before_and_after_words, what_words
from geotimeline.formats.terminal import plain
from geotimeline.model.knowing_words import instant_words
from geotimeline.model.turns import Turn
from geotimeline.model.words import claim_words, title_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geotimeline.model.turns import Change


def change_lines(
    changes: Iterable[Change], paint: Callable[[str, str], str]
) -> Iterator[str]:
    """Say what changed, instant by instant, in the order given."""
    for number, (at, together) in enumerate(groupby(changes, key=lambda one: one.at)):
        if number:
            yield ""
        yield paint(instant_words(at), "title")
        for change in together:
            yield from _one_change(change, paint)


def _one_change(change: Change, paint: Callable[[str, str], str]) -> Iterator[str]:
    event = change.event
    title = plain(title_words(event, change.belief.milestone))
    believed = filter(None, before_and_after_words(change))
    yield f"  {title}  {paint(plain(event.id), 'faint')}"
    yield f"    {plain(what_words(change))}"
    yield f"    {plain(' → '.join(believed))}"
    if isinstance(change, Turn):
        for claim in change.entered:
            yield f"    {plain(claim_words(claim))}"
