"""The settings of a data folder: alerts/settings.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from geotimeline.planning.digests import AtOnce, Digest
from geotimeline.planning.retrying import SHORTEST_REST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geotimeline.model.lint_codes import LintCode


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for the whole data folder.

    Attributes:
        timezone: IANA zone of events and rules that name none.
        speakers: Who is meant, by every way of writing the name.
        grace: Later than this, a message says how late it is.
        tick: At most this long between two looks at the ledger.
        lease: How long a claimed reminder is left alone before it counts as cut off.
        rest: How long a channel that keeps failing is left alone at first.
        passes: How often `alerts send` makes a pass where no scheduler runs; None
            where a scheduler is to run.
        workers: How many messages are sent at the same time.
        heartbeat: URL that is asked for after ticks, so that silence is noticed; empty
            for none. May hold `${NAME}`.
        metrics_file: Where metrics are written for a collector; empty for nowhere.
        public_url: Where people reach `run --http`; empty where they do not.
        digest: How messages are told together where nothing else says so.
        lint_ignore: What `check` is not to warn of, whatever the event.
    """

    timezone: str = "UTC"
    speakers: Mapping[str, str] = field(default_factory=dict)
    grace: timedelta = timedelta(minutes=10)
    tick: timedelta = timedelta(seconds=15)
    lease: timedelta = timedelta(seconds=60)
    rest: timedelta = SHORTEST_REST
    passes: timedelta | None = None
    workers: int = 8
    heartbeat: str = ""
    metrics_file: str = ""
    public_url: str = ""
    digest: Digest = field(default_factory=AtOnce)
    lint_ignore: tuple[LintCode, ...] = ()

    def identity_of(self, speaker: str) -> str:
        """Give the one name by which a speaker is known, after aliases."""
        return self.speakers.get(speaker.casefold(), speaker)
