"""The SQL by which people steer reminders that stand in the SQLite ledger."""

from __future__ import annotations

from geotimeline.adapters.ledger.sqlite.statements import NOT_TOLD

WITH_KEY = """
select * from reminder where key >= ?1 and substr(key, 1, length(?1)) = ?1
  and key < ?1 || char(0x10ffff)
order by key
"""

ACKNOWLEDGE = """
update reminder set state = 'acked', acked_at = :at
where key = :key and state in ('sent', 'dead', 'planned', 'waiting')
"""

ADD_ACKS_OF_MEMBERS = """
insert into ack (key, at, by, via, note)
select key, :at, :by, :via, :note from reminder
where digest = :key and digest <> ''
  and state in ('sent', 'dead', 'planned', 'waiting')
on conflict (key) do update
set at = excluded.at, by = excluded.by, via = excluded.via, note = excluded.note
"""

ACKNOWLEDGE_MEMBERS = """
update reminder set state = 'acked', acked_at = :at
where digest = :key and digest <> ''
  and state in ('sent', 'dead', 'planned', 'waiting')
"""

ADD_ACK = """
insert into ack (key, at, by, via, note) values (:key, :at, :by, :via, :note)
on conflict (key) do update
set at = excluded.at, by = excluded.by, via = excluded.via, note = excluded.note
"""

ACK = "select * from ack where key = ?"

SNOOZE = f"""
update reminder set not_before = :until, note = :note, digest = ''
where key = :key and state in ('planned', 'waiting') and {NOT_TOLD}
"""  # noqa: S608 (our own words, no one else's)

RETRY = """
update reminder
set state = 'planned', not_before = :now, expires_at = :expires_at, note = :note,
    digest = ''
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
