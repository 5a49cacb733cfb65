"""The words of messages as they are without a template, one golden text a kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geotimeline.services.messages.sample_messages import Sample, samples
from geotimeline.services.messages.sending_words import with_acknowledgement

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = tuple(samples())


def sample_name(sample: Sample) -> str:
    return sample.name.replace(" ", "-")


by_kind = pytest.mark.parametrize("sample", SAMPLES, ids=sample_name)


@by_kind
def test_every_kind_of_message_reads_as_its_golden_text(
    sample: Sample, golden: Callable[[Path, str], None]
) -> None:
    message = with_acknowledgement(sample.usual)

    text = f"{message.title}\n\n{message.body}\n"
    golden(GOLDEN / f"{sample_name(sample)}.txt", text)


@by_kind
def test_nothing_is_said_twice_and_no_empty_line_dangles(sample: Sample) -> None:
    lines = sample.usual.body.split("\n")
    said = [line for line in lines if line]

    assert len(said) == len(set(said))
    assert "\n\n\n" not in sample.usual.body
    assert lines[0]
    assert lines[-1]


@by_kind
def test_every_message_says_how_to_acknowledge_it(sample: Sample) -> None:
    link = "https://desk.example.org/ack/token"

    by_link = with_acknowledgement(sample.usual, link).body
    by_command = with_acknowledgement(sample.usual).body

    assert f"\nAcknowledge: {link}" in by_link
    key = sample.usual.key[:8]
    assert f"\nAcknowledge: geotimeline alerts ack {key}" in by_command


def test_the_samples_differ() -> None:
    assert len({sample.usual.body for sample in SAMPLES}) == len(SAMPLES)
