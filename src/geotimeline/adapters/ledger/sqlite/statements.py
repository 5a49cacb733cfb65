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
where :states is null or state in (select value from json_each(:states))
order by due_at, key
"""

# One condition for both would scan all rows: SQLite plans before it knows the event.
ENTRIES_OF_EVENT = """
select * from reminder
where event = :event
  and (:states is null or state in (select value from json_each(:states)))
order by due_at, key
"""

ATTEMPTS = "select * from attempt where key = ? order by id"

NEXT_DUE = """
select not_before from reminder
where state in ('planned', 'waiting', 'claimed') and state <> 'claimed'
  and not_before > :after and digest = ''
order by not_before limit 1
"""

ABANDONED = """
select * from reminder
where state = 'claimed' and (lease_until <= :lease_now or lease_boot <> :boot)
order by not_before, key
"""

_ADD = """
insert into reminder (
    key, event, milestone, rule, moment, bound, claim, recipient, channel, number,
    due_at, not_before, expires_at, priority, payload, state, message_id, note,
    last_error, attempts, created_at, sent_at, acked_at, owner, fence
) values (
    :key, :event, :milestone, :rule, :moment, :bound, :claim, :recipient, :channel,
    :number, :due_at, :not_before, :expires_at, :priority, :payload, :state,
    :message_id, :note, :last_error, :attempts, :created_at, :sent_at, :acked_at,
    :owner, :fence
)
"""

INSERT = f"""
{_ADD}
on conflict (key) do update
set state = excluded.state, due_at = excluded.due_at, not_before = excluded.not_before,
    expires_at = excluded.expires_at, priority = excluded.priority,
    payload = excluded.payload, note = excluded.note, digest = ''
where state in ('superseded', 'silenced')
"""

INSERT_NEW = f"""
{_ADD}
on conflict (key) do nothing
"""

# What a digest tells that was tried already stays as it is told.
NOT_TOLD = """not exists (
    select 1 from reminder as told
    where told.key = reminder.digest and told.attempts > 0
)"""

REFRESH = f"""
update reminder
set payload = :payload, due_at = :due_at, not_before = :not_before,
    expires_at = :expires_at
where key = :key and state in ('planned', 'waiting') and attempts = 0 and {NOT_TOLD}
"""  # noqa: S608 (our own words, no one else's)

# On the right of `=` stand the values from before.
CLOSE = f"""
update reminder
set state = :state, note = :note, digest = '',
    may_have_arrived = max(may_have_arrived, state = 'claimed')
where key = :key and {NOT_TOLD} and (
    state in ('planned', 'waiting')
    or state = 'claimed' and (lease_until <= :lease_now or lease_boot <> :boot)
)
"""  # noqa: S608 (our own words, no one else's)

REOPEN = """
update reminder set state = 'planned', not_before = :not_before, may_have_arrived = 1
where key = :key
  and state = 'claimed' and (lease_until <= :lease_now or lease_boot <> :boot)
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
    attempts = attempts + 1, fence = fence + 1, owner = :owner,
    lease_boot = :boot, lease_until = :lease_now + :lease_seconds
where rowid in (
    select rowid from reminder
    where state in ('planned', 'waiting', 'claimed') and state <> 'claimed'
      and not_before <= :now and expires_at > :now and digest = ''
      and channel not in (select value from json_each(:without_channels))
    order by priority desc, not_before, key limit :limit
)
returning *
"""

# The same, with a place in the queue of its channel for each that is due. `:rooms` maps
# channels to what limits leave, and to what may be under way besides.
CLAIM_WITHIN = """
update reminder
set state = 'claimed', state_before = state,
    attempts = attempts + 1, fence = fence + 1, owner = :owner,
    lease_boot = :boot, lease_until = :lease_now + :lease_seconds
where rowid in (
    select due.id from (
        select rowid as id, channel, priority, not_before, key, row_number() over (
            partition by channel order by priority desc, not_before, key
        ) as place
        from reminder
        where state in ('planned', 'waiting', 'claimed') and state <> 'claimed'
          and not_before <= :now and expires_at > :now and digest = ''
          and channel not in (select value from json_each(:without_channels))
    ) as due
    left join json_each(:rooms) as room on room.key = due.channel
    where due.place <= coalesce(json_extract(room.value, '$[1]'), due.place) and (
        due.place <= coalesce(json_extract(room.value, '$[0]'), due.place)
        or due.priority >= :passes_limits
    )
    order by due.priority desc, due.not_before, due.key limit :limit
)
returning *
"""

UNDER_WAY = """
select count(*) from reminder where state = 'claimed' and channel = :channel
"""

SPENT = """
select count(*) from attempt where channel = :channel and at > :after and at < :before
"""

# Whose fence it is holds it, until it is settled or given back (no boot has that name),
# or closed: also after its lease ran out and a plan has reopened it.
RENEW = """
update reminder
set state = 'claimed', lease_boot = :boot, lease_until = :lease_now + :lease_seconds
where key = :key and fence = :fence and lease_boot <> ''
  and state in ('planned', 'waiting', 'claimed')
"""

RELEASE = """
update reminder
set state = state_before, attempts = attempts - 1, lease_boot = '', lease_until = 0
where key = :key and fence = :fence and lease_boot <> ''
  and state in ('planned', 'waiting', 'claimed')
"""

SETTLE = """
update reminder
set state = :state, not_before = coalesce(:not_before, not_before),
    message_id = :message_id, last_error = :error, sent_at = :sent_at,
    may_have_arrived = max(may_have_arrived, :may_have_arrived),
    lease_boot = '', lease_until = 0
where key = :key and fence = :fence and lease_boot <> ''
  and state in ('planned', 'waiting', 'claimed')
"""

ADD_ATTEMPT = """
insert into attempt (
    key, channel, at, outcome, status, ms, error, is_passing, asked_until
) values (
    :key, :channel, :at, :outcome, :status, :milliseconds, :error, :is_passing,
    :asked_until
)
"""

RECENT_ATTEMPTS = """
select * from attempt where channel = :channel order by id desc limit :count
"""

# The condition is that of the partial index `attempt_dead`.
DEAD_SINCE = """
select reminder.channel, count(distinct reminder.key) as dead
from attempt join reminder on reminder.key = attempt.key
where attempt.outcome = 'dead' and attempt.at >= :since and reminder.state = 'dead'
group by reminder.channel
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
