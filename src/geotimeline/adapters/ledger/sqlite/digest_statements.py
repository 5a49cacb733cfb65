"""The SQL by which a digest of the SQLite ledger tells others.

Queries repeat the condition of the partial index `reminder_digest`: `digest <> ''`.
"""

from __future__ import annotations

_IS_UNTRIED = """exists (
    select 1 from reminder as teller
    where teller.key = :digest and teller.state in ('planned', 'waiting')
      and teller.attempts = 0
)"""

LEAVE_OUT = f"""
update reminder set digest = '', state = 'planned', note = ''
where digest = :digest and digest <> '' and state in ('planned', 'waiting')
  and key not in (select value from json_each(:members)) and {_IS_UNTRIED}
"""  # noqa: S608 (our own words, no one else's)

ENLIST = f"""
update reminder
set digest = :digest, state = 'waiting', not_before = :not_before, note = :note
where key in (select value from json_each(:members)) and key <> :digest
  and state in ('planned', 'waiting') and attempts = 0
  and digest in ('', :digest) and {_IS_UNTRIED}
"""  # noqa: S608 (our own words, no one else's)

WITHDRAW = """
update reminder set state = 'superseded', note = :note
where key = :digest and state in ('planned', 'waiting') and attempts = 0
"""

SENT_WITH_IT = """
update reminder
set state = 'sent', sent_at = :sent_at, message_id = :message_id, last_error = ''
where digest = :digest and digest <> '' and state in ('planned', 'waiting')
"""

HAND_OVER = """
update reminder set digest = :instead
where digest = :digest and digest <> '' and state in ('planned', 'waiting')
  and exists (
      select 1 from reminder as other
      where other.key = :instead and other.state in ('planned', 'waiting', 'claimed')
  )
"""

SENT_INSTEAD = """
update reminder
set digest = other.key, state = 'sent', sent_at = other.sent_at,
    message_id = other.message_id, last_error = ''
from reminder as other
where reminder.digest = :digest and reminder.digest <> ''
  and reminder.state in ('planned', 'waiting')
  and other.key = :instead and other.state in ('sent', 'acked')
"""

# Only what is over lets its members go.
LET_GO = """
update reminder
set digest = '', state = 'planned', note = :note,
    not_before = coalesce(:not_before, not_before),
    may_have_arrived = max(may_have_arrived, (
        select over.may_have_arrived from reminder as over where over.key = :digest
    ))
where digest = :digest and digest <> '' and state in ('planned', 'waiting')
  and exists (
      select 1 from reminder as over
      where over.key = :digest and over.state not in ('planned', 'waiting', 'claimed')
  )
"""
