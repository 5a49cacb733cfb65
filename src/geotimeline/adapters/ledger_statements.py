"""The SQL of the SQLite ledger.

A partial index is used only by queries that repeat its condition word for word, hence
`state in ('planned', 'waiting', 'claimed')` even where claimed rows are left out again.
"""

from __future__ import annotations

STATES = """
select key, state from reminder where key in (select value from json_each(?))
"""

OPEN_ENTRIES = """
select * from reminder where state in ('planned', 'waiting', 'claimed')
order by not_before, key
"""

ENTRIES = """
select * from reminder
where (:states is null or state in (select value from json_each(:states)))
  and (:event is null or event = :event)
order by due_at, key
"""

ATTEMPTS = "select * from attempt where key = ? order by id"

NEXT_DUE = """
select not_before from reminder
where state in ('planned', 'waiting', 'claimed') and state <> 'claimed'
order by not_before limit 1
"""

INSERT = """
insert into reminder (
    key, event, milestone, rule, moment, bound, claim, recipient, channel, number,
    due_at, not_before, expires_at, priority, payload, state, message_id, note,
    last_error, attempts, created_at, sent_at, acked_at, owner, fence
) values (
    :key, :event, :milestone, :rule, :moment, :bound, :claim, :recipient, :channel,
    :number, :due_at, :not_before, :expires_at, :priority, :payload, :state,
    :message_id, :note, :last_error, :attempts, :created_at, :sent_at, :acked_at,
    :owner, :fence
) on conflict (key) do update
set state = excluded.state, due_at = excluded.due_at, not_before = excluded.not_before,
    expires_at = excluded.expires_at, priority = excluded.priority,
    payload = excluded.payload, note = excluded.note
where state in ('superseded', 'silenced')
"""

REFRESH = """
update reminder
set payload = :payload, due_at = :due_at, not_before = :not_before,
    expires_at = :expires_at
where key = :key and state in ('planned', 'waiting') and attempts = 0
"""

CLOSE = """
update reminder set state = :state, note = :note
where key = :key and state in ('planned', 'waiting')
"""

PLANNED_AT = "select v from meta where k = 'planned_at'"

SET_PLANNED_AT = """
insert into meta (k, v) values ('planned_at', ?)
on conflict (k) do update set v = excluded.v
where cast(excluded.v as integer) > cast(v as integer)
"""

# On the right of `=` stand the values from before the claim.
CLAIM = """
update reminder
set state = 'claimed', state_before = state,
    may_have_arrived = max(may_have_arrived, state = 'claimed'),
    attempts = attempts + 1, fence = fence + 1, owner = :owner,
    lease_boot = :boot, lease_until = :lease_now + :lease_seconds
where rowid in (
    select rowid from (
        select rowid, key, priority, not_before from reminder
        where state in ('planned', 'waiting', 'claimed') and state <> 'claimed'
          and not_before <= :now and expires_at > :now
          and channel not in (select value from json_each(:without_channels))
        union all
        select rowid, key, priority, not_before from reminder
        where state = 'claimed' and (lease_until <= :lease_now or lease_boot <> :boot)
          and channel not in (select value from json_each(:without_channels))
    )
    order by priority desc, not_before, key limit :limit
)
returning *
"""

RENEW = """
update reminder set lease_boot = :boot, lease_until = :lease_now + :lease_seconds
where key = :key and fence = :fence and state = 'claimed'
"""

RELEASE = """
update reminder
set state = state_before, attempts = attempts - 1, lease_boot = '', lease_until = 0
where key = :key and fence = :fence and state = 'claimed'
"""

SETTLE = """
update reminder
set state = :state, not_before = coalesce(:not_before, not_before),
    message_id = :message_id, last_error = :error, sent_at = :sent_at,
    may_have_arrived = max(may_have_arrived, :may_have_arrived),
    lease_boot = '', lease_until = 0
where key = :key and fence = :fence and state = 'claimed'
"""

ADD_ATTEMPT = """
insert into attempt (key, at, outcome, status, ms, error)
values (:key, :at, :outcome, :status, :milliseconds, :error)
"""

REMEMBER = """
insert into fact (name, value) values (?, ?)
on conflict (name) do update set value = excluded.value
"""

RECALL = "select value from fact where name = ?"

RECALL_ALL = """
select substr(name, length(?1) + 1) as rest, value from fact
where substr(name, 1, length(?1)) = ?2
"""
