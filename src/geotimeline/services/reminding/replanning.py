"""One planning pass: what the plan asks for is written into the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.interfaces.changes import Changes
from geotimeline.interfaces.entries import State
from geotimeline.model.zones import EARLIEST, LATEST, later
from geotimeline.planning.plan import plan_rows
from geotimeline.services.delivering.falling_back import still_missed
from geotimeline.services.delivering.holding_back import HoldingBack, held_back
from geotimeline.services.delivering.telling_times import TellingTimes
from geotimeline.services.messages.telling_order import TellingOrder
from geotimeline.services.messages.upcoming import Upcoming
from geotimeline.services.messages.wording import Wording
from geotimeline.services.reminding.announcing import announce
from geotimeline.services.reminding.closing import closed, refreshed
from geotimeline.services.reminding.entering import entered, noticed
from geotimeline.services.reminding.following_up import follow_up
from geotimeline.services.reminding.gatherers import gatherer_for
from geotimeline.services.reminding.judging import judgement
from geotimeline.services.reminding.left_behind import LeftBehind
from geotimeline.services.reminding.missing import digests, missed_by
from geotimeline.services.reminding.nagging import still_asked
from geotimeline.services.reminding.plan_log import log_changes
from geotimeline.services.reminding.planning_pass import HORIZON, PlanningPass
from geotimeline.services.reminding.repeating import without_repeats
from geotimeline.services.reminding.silencing import Silencing
from geotimeline.services.reminding.told_together import (
    being_told,
    is_digest,
    told_together,
)
from geotimeline.services.reminding.unsettled import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from geotimeline.interfaces.entries import Entry
    from geotimeline.interfaces.ledger import Ledger
    from geotimeline.model.bounding import Key
    from geotimeline.model.timeline import Row
    from geotimeline.planning.reminders import Reminder
    from geotimeline.services.data.loading import Loaded
    from geotimeline.services.reminding.announcing import Announced


def replan(loaded: Loaded, ledger: Ledger, *, now: datetime) -> Changes:
    """Bring the ledger in line with the rules, the beliefs and the clock.

    Applied whole or not at all; repeating it changes nothing.

    Returns:
        What was asked of the ledger.
    """
    desk = _Desk.of(loaded, ledger, now)
    changes = desk.changes()
    ledger.apply(changes)
    log_changes(changes, desk.opened)
    return changes


def changes_for(loaded: Loaded, ledger: Ledger, *, now: datetime) -> Changes:
    """Say what the rules, the beliefs and the clock ask of the ledger, writing nothing.

    New reminders are entered, those that no rule asks for any more are closed, those
    that are overdue are caught up (`planning.catchup`), what became stale is told in
    one digest for each channel, and revisions are told once (`announcing`).
    """
    return _Desk.of(loaded, ledger, now).changes()


@dataclass(frozen=True, slots=True)
class _Desk:
    """All that a pass goes by, read once.

    Attributes:
        loaded: The data.
        ledger: What was told, and what is open; only read.
        now: The present instant.
        last_planned_at: When a plan was last applied; None before the first.
        rows: What is believed, by event id and milestone.
        left: What a process left behind.
        opened: What the ledger holds unsent, by key, with what was left behind.
        told: Keys of what stands in digests that are under way.
    """

    loaded: Loaded
    ledger: Ledger
    now: datetime
    last_planned_at: datetime | None
    rows: Mapping[Key, Row]
    left: LeftBehind
    opened: Mapping[str, Entry]
    told: frozenset[str]

    @classmethod
    def of(cls, loaded: Loaded, ledger: Ledger, now: datetime) -> _Desk:
        last = ledger.last_planned_at()
        # A clock that was set back does not make us forget what we have told already.
        rows = loaded.timeline.rows(as_of=max(now, last or now))
        left = LeftBehind.of(ledger)
        opened = left.opened(ledger.open_entries())
        return cls(
            loaded=loaded,
            ledger=ledger,
            now=now,
            last_planned_at=last,
            rows={(row.event.id, row.belief.milestone): row for row in rows},
            left=left,
            opened=opened,
            told=being_told(opened.values(), now=now),
        )

    def changes(self) -> Changes:
        """Give what is asked of the ledger."""
        rules = self.loaded.alerts.rules
        rows = tuple(self.rows.values())
        news = announce(
            rows,
            rules,
            self.ledger,
            now=self.now,
            opened=self.opened.values(),
            being_told=self.told,
        )
        wishes = self.loaded.wishes
        asked = plan_rows(rows, rules, since=EARLIEST, until=LATEST, wishes=wishes)
        near = tuple(one for one in asked if one.due_at < later(self.now, HORIZON))
        upcoming = Upcoming(asked, TellingTimes(self.loaded).of)
        wording = Wording(self.loaded.alerts, self.rows, upcoming, self.now)
        this, notices = self._pass(news, near, wording)
        changes = self._one_by_one(this, notices, news, near)
        changes = self._together(this, changes)
        wording.log_failures()
        return self.left.reopened(changes, self._holding, now=self.now)

    @property
    def _holding(self) -> HoldingBack:
        return HoldingBack(self.loaded.alerts)

    @property
    def _order(self) -> TellingOrder:
        return TellingOrder.of(self.rows)

    def _pass(
        self, news: Announced, near: Sequence[Reminder], wording: Wording
    ) -> tuple[PlanningPass, Mapping[str, Entry]]:
        """Give what is known of the plan, and what says that silences end."""
        ledger, now = self.ledger, self.now
        planned = without_repeats(
            near, ledger, now=now, moved=news.moved, being_told=self.told
        )
        over = news.overtaken.keys
        held = [one for one in ledger.silenced_entries() if one.key not in over]
        silencing = Silencing(ledger.silences(), self.rows, held, now=now)
        notices = silencing.notices(self.loaded.alerts.rules)
        keys = [*(reminder.key for reminder in planned), *notices]
        let_be = self.told | over
        known = self.left.states(ledger.states(keys))
        states = {**known, **dict.fromkeys(self.told, State.CLAIMED)}
        is_first = self.last_planned_at is None
        this = PlanningPass(
            now=now,
            planned=still_asked(planned, states, now=now, is_first=is_first),
            wording=wording,
            states=states,
            opened={k: one for k, one in self.opened.items() if k not in let_be},
            silencing=silencing,
            is_first=is_first,
        )
        return this, notices

    def _one_by_one(
        self,
        this: PlanningPass,
        notices: Mapping[str, Entry],
        news: Announced,
        near: Sequence[Reminder],
    ) -> Changes:
        """Give what is asked as if each message went by itself, and at once."""
        judged = judgement(
            this,
            last_planned_at=self.last_planned_at,
            grace=self.loaded.settings.grace,
        )
        rules, worded = self.loaded.alerts.rules, this.wording.of_entry
        standing = Standing(
            self.now, rules, self.rows, near, news.remembered, this.opened
        )
        following = follow_up(standing, self.ledger, this.silencing.note, worded)
        missed = still_missed(missed_by(this, judged), self.ledger, self._holding)
        stale = digests(missed, self._order, self._zone_of, now=self.now)
        return Changes(
            planned_at=self.now,
            insert=(
                *news.overtaken.insert,
                *entered(this, judged, news.reminders),
                *noticed(this, notices),
                *map(worded, stale),
                *following.insert,
            ),
            close=(
                *news.overtaken.close,
                *closed(this, judged, notices),
                *following.close,
            ),
            refresh=(*refreshed(this, judged), *following.refresh),
            remember=(*news.remember, *following.remember),
        )

    def _zone_of(self, recipient: str) -> str:
        known = self.loaded.alerts.recipients.get(recipient)
        return (known.timezone if known else "") or self.loaded.settings.timezone

    def _together(self, this: PlanningPass, changes: Changes) -> Changes:
        """Give the changes with what waits for a quiet hour's end, or for a digest."""
        alone = {k: one for k, one in this.opened.items() if not is_digest(one)}
        changes = held_back(changes, alone, self._holding, now=self.now)
        gatherer = gatherer_for(self.loaded, self.ledger, self.opened, now=self.now)
        worded = this.wording.of_entry
        return told_together(changes, this.opened, gatherer, self._order, worded)
