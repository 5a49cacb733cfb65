"""How the scheduler fares as numbers, in Prometheus' text format 0.0.4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from geotimeline.interfaces.vitals import Health

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Sample = tuple[dict[str, str], float]
ByChannel = tuple[str, str, list[tuple[str, float]]]  # name, help, values by channel


def metrics_text(health: Health) -> str:
    """Write all metrics; docs/watching.md says what each means."""
    return "".join(f"{line}\n" for line in _lines(health))


def feed_metrics_text(
    answered: Mapping[int, int], *, builds: int, problems: int
) -> str:
    """Write the metrics of what is published.

    Args:
        answered: How often each status was the answer to who asked for a feed.
        builds: How often something was rendered.
        problems: How many problems the present files have.
    """
    samples = [({"status": str(status)}, float(n)) for status, n in answered.items()]
    told: tuple[tuple[str, str, str, list[Sample]], ...] = (
        ("feed_requests_total", "counter", "Requests for feeds.", samples),
        ("feed_builds_total", "counter", "Feeds rendered.", [({}, builds)]),
        ("data_problems", "gauge", "Problems in the files.", [({}, problems)]),
    )
    return "".join(f"{line}\n" for one in told for line in _metric(*one))


def _lines(health: Health) -> Iterator[str]:
    build: Sample = ({"version": __version__}, 1)
    yield from _metric("build_info", "gauge", "Which geotimeline this is.", [build])
    pulse = health.pulse
    began = None if pulse is None else pulse.started_at
    ticked = None if pulse is None else pulse.tick_at
    instants = (
        ("start_time", "When the scheduler began.", began),
        ("last_tick", "When it last looked at the ledger.", ticked),
        ("last_plan", "When a plan was last made.", health.planned_at),
        ("next_due", "When something is to be sent next.", health.next_due),
    )
    for name, words, instant in instants:
        yield from _metric(f"{name}_timestamp_seconds", "gauge", words, _at(instant))
    queue = [({"state": s.value}, float(n)) for s, n in health.queue.items()]
    yield from _metric("queue", "gauge", "Reminders that are to be sent.", queue)
    yield from _metric("overdue", "gauge", "Reminders due now.", [({}, health.overdue)])
    yield from _metric(
        "dead_last_day", "gauge", "Reminders given up in a day.", [({}, health.dead)]
    )
    yield from _channels(health)


def _channels(health: Health) -> Iterator[str]:
    for kind, metrics in (("counter", _counters(health)), ("gauge", _gauges(health))):
        for name, words, values in metrics:
            samples: list[Sample] = [({"channel": one}, n) for one, n in values]
            yield from _metric(name, kind, words, samples)


def _counters(health: Health) -> Iterator[ByChannel]:
    told = health.channels.items()
    yield "sent_total", "Messages taken.", [(n, t.sent) for n, t in told]
    yield "retried_total", "Attempts to repeat.", [(n, t.retried) for n, t in told]
    yield "dead_total", "Messages given up.", [(n, t.dead) for n, t in told]


def _gauges(health: Health) -> Iterator[ByChannel]:
    """Yield how channels fared of late, and how they stand now."""
    told, now = health.channels.items(), health.standings.items()
    late = [(name, tally.late_seconds) for name, tally in told]
    resting = [(n, float(bool(s.obstacle and s.obstacle.is_failure))) for n, s in now]
    confirmed = [
        (name, said.at.timestamp())
        for name, standing in now
        if (said := standing.confirmation) and said.arrived
    ]
    yield "failures_in_a_row", "Failed of late.", [(n, t.failures) for n, t in told]
    yield "lateness_seconds", "How late the last message was sent.", late
    yield "channel_resting", "Whether it fails and is left alone.", resting
    yield "channel_waiting", "Due, waiting for it.", [(n, s.waiting) for n, s in now]
    yield "channel_dead_last_day", "Given up in a day.", [(n, s.dead) for n, s in now]
    yield "channel_confirmed_timestamp_seconds", "When a person saw it work.", confirmed


def _at(instant: datetime | None) -> list[Sample]:
    return [] if instant is None else [({}, instant.timestamp())]


def _metric(
    name: str, kind: str, words: str, samples: Iterable[Sample]
) -> Iterator[str]:
    name = f"geotimeline_{name}"
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {kind}"
    for labels, value in samples:
        told = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
        yield f"{name}{{{told}}} {value:.15g}" if told else f"{name} {value:.15g}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
