"""A claim is added to the file as it stands: every other byte stays."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geotimeline.errors import FileChangedError
from geotimeline.services.data.loading import load
from geotimeline.services.writing.claiming import claiming
from geotimeline.services.writing.statements import Statement
from tests.claiming.conftest import LONG, NOW, read, write
from tests.strategies import edtf_texts, instants

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ran

ADDED = """\
- id: mea
  date: 2025-12-04
  by: {name: MEA, role: ministry}
  source: {title: The Hindu}
  recorded: 2025-11-28T12:00:00Z
"""
SHORT = """\
title: The visit
# when
date: 2025-12 # inferred
type: visit
status: confirmed
"""
FROM_SHORT = """\
title: The visit
claims:
  - id: c1
    # when
    date: 2025-12 # inferred
    status: confirmed
  - id: mea
    date: 2025-12-04
    by: {name: MEA, role: ministry}
    source: {title: The Hindu}
    recorded: 2025-11-28T12:00:00Z
type: visit
"""
SEVERAL = """\
sources:
  hindu: {title: A paper}
events:
  - id: other # first
    title: Another
    type: visit
    date: 2026
  - id: visit
    title: The visit
    type: visit
    claims:
      - date: 2025-12
  # the end
"""
WITH_ADDED = LONG.replace("claim\n\n", f"claim\n{ADDED}\n")
IN_SEVERAL = SEVERAL.replace(
    "      - date: 2025-12\n",
    "      - date: 2025-12\n"
    + ADDED.replace("- id", "      - id").replace("\n  ", "\n        "),
)
FILES = {
    "a list of claims": (LONG, WITH_ADDED),
    "the short form": (SHORT, FROM_SHORT),
    "several events": (SEVERAL, IN_SEVERAL),
    "Windows": (LONG.replace("\n", "\r\n"), WITH_ADDED.replace("\n", "\r\n")),
    "a byte order mark": (f"\ufeff{LONG}", f"\ufeff{WITH_ADDED}"),
    "no final line end": (LONG.rstrip("\n"), WITH_ADDED.rstrip("\n")),
}
CLAIM = (
    *("claim", "visit", "--date", "2025-12-04", "--by", "MEA", "--role", "ministry"),
    *("--source", "The Hindu", "--now", NOW),
)
SAID = Statement(datetime(2025, 11, 28, 12, tzinfo=UTC), date="2025-12-04", by="MEA")


@pytest.mark.parametrize(("before", "after"), FILES.values(), ids=FILES.keys())
def test_the_file_gains_the_claim_and_keeps_every_other_byte(
    small: Path, geotimeline: Callable[..., Ran], before: str, after: str
) -> None:
    file = small / "events/visit.yaml"
    write(file, before)

    ran = geotimeline(*CLAIM)

    assert ran.code == 0
    assert ran.out == f"{file}\tmea\n"
    assert read(file) == after


def test_a_source_of_the_file_or_of_the_folder_is_cited_by_its_id(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    file = small / "events/visit.yaml"
    write(file, SEVERAL)
    write(small / "events/sources.yaml", "sources:\n  wire: {title: A wire}\n")

    for source in ("hindu", "wire", "https://example.org/a", "Reuters"):
        geotimeline("claim", "visit", "--status", "confirmed", "--source", source)

    cited = [claim.source for claim in load(small).timeline.event("visit").claims[1:]]
    assert [(one.id, one.title, one.url) for one in cited if one] == [
        ("hindu", "A paper", ""),
        ("wire", "A wire", ""),
        ("", "", "https://example.org/a"),
        ("", "Reuters", ""),
    ]


def test_an_id_says_who_spoke_or_what_and_is_never_taken_twice(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    of = ("claim", "visit", "--now", NOW, "--status", "postponed")
    for more in (("--by", "Łukasz Müller"), ("--by", "Łukasz Müller"), (), ()):
        geotimeline(*of, *more)
    geotimeline(*of, "--by", "Путин")
    geotimeline(*of, "--claim-id", "mine")

    claims = load(small).timeline.event("visit").claims
    assert [claim.id for claim in claims[1:]] == [
        *("lukasz-muller", "lukasz-muller-2", "postponed", "postponed-2"),
        *("postponed-3", "mine"),
    ]


def test_recorded_is_always_written_to_the_second(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    of = ("claim", "visit", "--status", "confirmed")
    geotimeline(*of, "--now", "2025-11-28T12:00:59+05:30")
    geotimeline(*of, "--now", NOW, "--recorded", "2025-11-20")
    geotimeline(*of)

    earlier, second, third = load(small).timeline.event("visit").claims[1:]
    assert earlier.recorded == datetime(2025, 11, 28, 6, 30, 59, tzinfo=UTC)
    assert second.recorded == datetime(2025, 11, 20, tzinfo=UTC)
    assert third.recorded
    assert third.recorded.microsecond == 0


def test_a_dry_run_prints_the_diff_and_writes_nothing(
    small: Path, geotimeline: Callable[..., Ran]
) -> None:
    file = small / "events/visit.yaml"

    ran = geotimeline(*CLAIM, "--dry-run")

    assert ran.code == 0
    assert ran.out.startswith("--- a/events/visit.yaml\n+++ b/events/visit.yaml\n@@")
    assert [line[1:] for line in ran.out.splitlines() if line[0] == "+"][1:] == (
        ADDED.splitlines()
    )
    assert ran.err.endswith("\nnothing was written\n")
    assert read(file) == LONG


@pytest.mark.parametrize(("before", "after"), FILES.values(), ids=FILES.keys())
def test_the_diff_of_a_dry_run_is_the_change(
    small: Path, geotimeline: Callable[..., Ran], before: str, after: str
) -> None:
    if shutil.which("patch") is None:
        pytest.skip("no `patch` to apply the diff with")
    file = small / "events/visit.yaml"
    write(file, before)

    diff = geotimeline(*CLAIM, "--dry-run").out
    subprocess.run(
        ["patch", "-p1", "--binary", "--quiet"],
        cwd=small,
        input=diff.encode(),
        check=True,
    )

    assert read(file) == after


def test_a_file_that_changed_meanwhile_is_left_as_it_is(small: Path) -> None:
    file = small / "events/visit.yaml"
    added = claiming(small, "visit", SAID, now=SAID.recorded)
    write(file, LONG + "# somebody else was here\n")

    with pytest.raises(FileChangedError):
        added.draft.write()

    assert read(file) == LONG + "# somebody else was here\n"
    assert [one.name for one in file.parent.iterdir()] == ["visit.yaml"]


def test_of_two_claims_made_at_once_none_is_lost_unnoticed(small: Path) -> None:
    first = claiming(small, "visit", SAID, now=SAID.recorded)
    second = claiming(small, "visit", SAID, now=SAID.recorded)

    first.draft.write()
    with pytest.raises(FileChangedError):
        second.draft.write()

    assert len(load(small).timeline.event("visit").claims) == 2


words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=30)
statements = st.builds(
    Statement,
    recorded=instants,
    date=edtf_texts,
    status=st.sampled_from(["", "possible", "held", "postponed"]),
    by=words.map(str.strip),
    quote=words.map(str.strip),
    source=words.map(lambda title: f"a {title}".strip()),
    notes=st.lists(words.map(str.strip), max_size=3).map("\n".join).map(str.strip),
    said=st.just("") | edtf_texts,
    supersedes=st.sampled_from([(), ("first",)]),
)


@given(statements)
@example(
    Statement(
        recorded=datetime(2025, 11, 28, tzinfo=UTC), date="2025-12", source="a ://"
    )
)
def test_whatever_is_claimed_the_old_claims_and_the_new_one_are_read_back(
    said: Statement,
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "events/visit.yaml", LONG)
        (old,) = load(folder).timeline.event("visit").claims

        claiming(folder, "visit", said, now=said.recorded).draft.write()

        first, new = load(folder).timeline.event("visit").claims
    assert first == old
    assert new.date
    assert new.date.text == said.date
    assert new.status.value == (said.status or "planned")
    assert (new.by.name if new.by else "") == said.by
    assert (new.quote, new.notes) == (said.quote, said.notes)
    assert new.source
    assert new.source.title == said.source
    assert (new.said.text if new.said else "") == said.said
    assert (new.recorded, new.supersedes) == (said.recorded, said.supersedes)
