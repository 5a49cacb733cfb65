"""What digests say: golden texts, and what programs and people read of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geotimeline.edtf import parse
from geotimeline.formats.reminders.life_text import life_as_json, life_lines
from geotimeline.interfaces.lives import Life
from geotimeline.interfaces.messages import Message
from geotimeline.planning.channels import Channel
from geotimeline.planning.digests import read_digest
from geotimeline.planning.recipients import Recipient
from geotimeline.planning.settings import Settings
from geotimeline.planning.triggers import Trigger
from geotimeline.services.messages.composing import read_payload
from geotimeline.services.messages.sending_words import with_acknowledgement
from geotimeline.services.reminding.forecasting import forecast
from geotimeline.services.steering.asking import ask
from tests.digests.conftest import change, entry_of
from tests.steering.conftest import at

if TYPE_CHECKING:
    from collections.abc import Callable

    from geotimeline.model.event import Claim, Event
    from tests.digests.conftest import MakeDesk

GOLDEN = Path(__file__).parent / "golden"


def test_a_digest_tells_by_event_the_soonest_first(
    make_digest_desk: MakeDesk, golden: Callable[[Path, str], None]
) -> None:
    desk = make_digest_desk(
        "weekly on monday at 18:00",
        "2025-12-20",
        "2025-12-12",
        "[2025-12-10..2025-12-25]",
        leads=["8d before first", "7d before first", "3w before last"],
    )
    changes = Trigger.parse("advanced")
    desk.rules = (replace(desk.rules[0], on=(changes,)),)
    desk.at("2025-11-25 00:00")
    change(desk, "visit-0", claims=(_moved(desk.events[0], "2025-12-14"),))
    desk.at("2025-12-05 00:00")

    desk.at("2025-12-08 18:00")

    (digest,) = desk.console.sent
    golden(GOLDEN / "weekly.txt", f"{digest.title}\n\n{digest.body}\n")


def test_a_digest_of_one_is_named_by_it(
    make_digest_desk: MakeDesk, golden: Callable[[Path, str], None]
) -> None:
    desk = make_digest_desk("daily at 18:00", "2025-12-01")
    desk.at("2025-11-25 00:00")

    desk.at("2025-12-01 19:30")

    (digest,) = desk.console.sent
    golden(GOLDEN / "one-late.txt", f"{digest.title}\n\n{digest.body}\n")


def test_the_missed_are_told_in_the_same_words(
    make_digest_desk: MakeDesk, golden: Callable[[Path, str], None]
) -> None:
    desk = make_digest_desk(
        "none", "2025-12-03", "2025-12-01", leads=["7d before first", "lapsed"]
    )
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-20 09:00")

    (digest,) = desk.console.sent
    golden(GOLDEN / "missed.txt", f"{digest.title}\n\n{digest.body}\n")


def test_the_missed_are_told_by_the_clocks_of_their_reader(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("none", "2025-12-03")
    desk.settings = Settings(timezone="Asia/Kolkata")
    keiko = Recipient("keiko", timezone="Asia/Tokyo", channels=("mail",))
    desk.recipients = {"keiko": keiko}
    desk.channels["mail"] = Channel("mail", "mail", digest=read_digest("none"))
    (rule,) = desk.rules
    desk.rules = (replace(rule, name="s", to=(keiko,)), rule)
    desk.at("2025-11-01 00:00")

    desk.at("2025-12-20 09:00")

    (hers,), (of_all,) = desk.mail.sent, desk.console.sent
    assert "due 3 December 2025, 09:00 (Asia/Tokyo)" in hers.body
    assert "due 3 December 2025, 14:30 (Asia/Kolkata)" in of_all.body


def test_programs_find_each_message_as_it_would_have_been(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("daily at 18:00", "2025-12-01", "2025-12-01")
    desk.at("2025-11-01 00:00")
    alone = read_payload(entry_of(desk, "visit-0").payload)

    desk.at("2025-12-01 18:00")

    (digest,) = desk.console.sent
    told = json.loads(json.dumps(digest.as_json()))
    assert told["kind"] == "digest"
    assert told["members"][0] == with_acknowledgement(alone).as_json()
    assert "members" not in alone.as_json()
    assert Message.from_json(told) == digest


def test_its_life_names_what_it_tells_and_theirs_names_it(
    make_digest_desk: MakeDesk,
) -> None:
    desk = make_digest_desk("daily at 18:00", "2025-12-01", "2025-12-01")
    desk.at("2025-11-01 00:00")
    member = entry_of(desk, "visit-0")
    (digest,) = desk.ledger.with_key(member.digest)

    of_digest = "\n".join(life_lines(Life(digest, (), None)))
    (life,) = ask(desk.loaded, desk.ledger, member.key, now=desk.clock.instant).lives
    of_member = "\n".join(life_lines(life))

    assert f"tells     Visit 0: 1 December 2025 · key {member.key[:8]}" in of_digest
    assert f"told in   the digest {digest.key[:8]}, to console: " in of_member
    assert life_as_json(life)["told_in"] == [digest.key]
    assert "held until 2025-12-01 18:00 UTC: in the digest of" in of_member
    assert life_as_json(Life(digest, (), None))["tells"] == [
        one.key for one in read_payload(digest.payload).members
    ]


def test_the_plan_says_in_which_digest_it_will_be(make_digest_desk: MakeDesk) -> None:
    desk = make_digest_desk("daily at 18:00", "2025-12-01", "2025-12-02")

    planned = forecast(
        desk.loaded,
        since=at("2025-11-01 00:00"),
        until=at("2026-01-01 00:00"),
        as_of=at("2025-11-01 00:00"),
    )

    assert [planned.digests[one.key] for one in planned.reminders] == [
        at("2025-12-01 18:00"),
        at("2025-12-02 18:00"),
    ]


def _moved(event: Event, date: str) -> Claim:
    return replace(event.claims[0], date=parse(date))
