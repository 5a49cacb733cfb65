"""What a template may say: a closed set of plain values, made anew for each message.

The attributes are the variables of docs/templates.md. A text is one line, and empty
where nothing is known, unless its own line here says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim that counts, in words.

    Attributes:
        by: Who said it.
        role: What makes that person worth quoting.
        said: When: "3 November 2025".
        quote: The dating words as said, without quotation marks.
        source: Where it can be read: publisher and title.
        url: Its address on the web.
        date: Which date it names.
        status: What it says of the event: `planned`.
        note: What was noted beside it.
        words: All of this on one line, as the usual body has it.
    """

    by: str = ""
    role: str = ""
    said: str = ""
    quote: str = ""
    source: str = ""
    url: str = ""
    date: str = ""
    status: str = ""
    note: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to say in one message.

    Attributes:
        kind: What sort of message it is: `lead`, `lapse`, `revision`, `moved`, and for
            others their own: `digest`, `escalated`, `missed`, `notice`.
        what: Title of the event, and its milestone; of other messages, their title.
        why: Why it is sent now: "7 days before the first possible day".
        changed: What changed since it was last told: "narrowed 31 → 2 days".
        when: The window in words: "late October 2025".
        edtf: The window as EDTF: `[2025-10-21..2025-10-31]`.
        first: First possible day, `2025-10-21`; empty where it is open.
        last: Last possible day; empty where it is open.
        status: In the words of the event's type: "planned", "in force".
        event: Id of the event.
        milestone: Its stage; `event` is the event itself.
        type: Type of the event.
        place: Where.
        url: A page about it.
        by: Who said the newest claim that counts.
        quote: Its dating words.
        source: Where it can be read.
        due: When the message is due, by the clocks of who is told.
        next: When the next one is due, by the same clocks, and why.
        acknowledge: How to acknowledge: a link, else a command. Bodies only.
        key: Key of the reminder.
        rule: Name of the rule.
        channel: Name of the channel.
        recipient: Who is told; empty where the channel alone says it.
        number: Which repetition it is, from 0; a number.
        default_title: The title as it is without a template.
        default_body: The body as it is without a template: several lines.
        actors: Who takes part; a list.
        tags: The event's own words; a list.
        claims: The claims that count, newest first; a list.
        lines: The usual body without its last part, a line each; a list.
    """

    kind: str
    what: str
    why: str
    changed: str = ""
    when: str = ""
    edtf: str = ""
    first: str = ""
    last: str = ""
    status: str = ""
    event: str = ""
    milestone: str = ""
    type: str = ""
    place: str = ""
    url: str = ""
    by: str = ""
    quote: str = ""
    source: str = ""
    due: str = ""
    next: str = ""
    acknowledge: str = ""
    key: str = ""
    rule: str = ""
    channel: str = ""
    recipient: str = ""
    number: int = 0
    default_title: str = ""
    default_body: str = ""
    actors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    claims: tuple[Statement, ...] = ()
    lines: tuple[str, ...] = ()


LISTS = ("actors", "tags", "claims", "lines")
"""The variables that a loop may go over."""

ONLY_IN_BODIES = ("acknowledge", "default_body")
"""What a title cannot hold: a link known only when it is sent, and several lines."""
