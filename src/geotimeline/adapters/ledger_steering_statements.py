"""The SQL by which people steer reminders that stand in the SQLite ledger."""

from __future__ import annotations

WITH_KEY = """
select * from reminder where key >= ?1 and substr(key, 1, length(?1)) = ?1
  and key < ?1 || char(0x10ffff)
order by key
"""

ACKNOWLEDGE = """
update reminder set state = 'acked', acked_at = :at
where key = :key and state in ('sent', 'dead', 'planned', 'waiting')
"""

ADD_ACK = """
insert into ack (key, at, by, via, note) values (:key, :at, :by, :via, :note)
on conflict (key) do update
set at = excluded.at, by = excluded.by, via = excluded.via, note = excluded.note
"""

ACK = "select * from ack where key = ?"

SNOOZE = """
update reminder set not_before = :until, note = :note
where key = :key and state in ('planned', 'waiting')
"""

RETRY = """
update reminder
set state = 'planned', not_before = :now, expires_at = :expires_at, note = :note
where key = :key and state = 'dead'
"""

SILENCES = "select * from silence order by id"

ADD_SILENCE = """
insert into silence (matcher, starts, ends, by, why)
values (:matcher, :starts, :ends, :by, :why)
returning *
"""

END_SILENCE = """
update silence set ended_at = :at where id = :number and ended_at is null and ends > :at
"""

# The condition is that of the partial index `reminder_silenced`.
SILENCED = "select * from reminder where state = 'silenced' order by due_at, key"
