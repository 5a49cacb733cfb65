"""Time reading dates, by kind of text, beside python-edtf on the same texts.

Every text of a run is distinct, so that no cache helps. Run it on an idle machine:
python benchmarks/edtf_bench.py
"""

from __future__ import annotations

import gc
import statistics
import time
import warnings
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geotimeline.edtf import parse, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TEXTS_A_KIND = 5_000
TEXTS_FOR_THE_PEER = 60
REPEATS = 5
MANY = 100_000
DAYS = [date(1990, 1, 1) + timedelta(days=2 * step) for step in range(TEXTS_A_KIND)]
YEARS = range(1, TEXTS_A_KIND + 1)


def _next(day: date) -> date:
    return day + timedelta(days=1)


KINDS: dict[str, list[str]] = {
    "day": [f"{day}" for day in DAYS],
    "month": [f"{year:04}-12" for year in YEARS],
    "year": [f"{year:04}" for year in YEARS],
    "qualified day": [f"{day}~" for day in DAYS],
    "instant": [f"{day}T16:00:00+05:30" for day in DAYS],
    "unknown day": [f"{year:04}-12-XX" for year in YEARS],
    "season": [f"{year:04}-22" for year in YEARS],
    "interval of days": [f"{day}/{_next(day)}" for day in DAYS],
    "open interval": [f"{day}/.." for day in DAYS],
    "quarter": [f"{year:04}-34" for year in YEARS],
    "one of two days": [f"[{day},{_next(day)}]" for day in DAYS],
    "range of days": [f"[{day}..{_next(day)}]" for day in DAYS],
    "each of two months": [f"{{{year:04}-09,{year:04}-10}}" for year in YEARS],
    "qualified parts": [f"{day:%Y?-%m-~%d}" for day in DAYS],
    "masked month": [f"{year:04}-X2" for year in YEARS],
}


def microseconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Median time for one text over all repeats, each from a cold cache."""
    times = []
    for _ in range(REPEATS):
        parse.cache_clear()
        start = time.perf_counter()
        for text in texts:
            work(text)
        times.append((time.perf_counter() - start) / len(texts) * 1e6)
    return statistics.median(times)


def _peer() -> Callable[[str], object] | None:
    """python-edtf's parser with both bounds, as ours gives them; None if absent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from edtf import parse_edtf  # noqa: PLC0415 (slow, and not always there)
        except ImportError:
            return None

    def read(text: str) -> object:
        value = parse_edtf(text)
        return value.lower_strict(), value.upper_strict()

    return read


def _compared(peer: Callable[[str], object] | None, texts: list[str]) -> str:
    """How many times as long the peer takes, or why that is not known."""
    if peer is None:
        return "python-edtf is not installed"
    few = texts[:: len(texts) // TEXTS_FOR_THE_PEER]
    ours = microseconds(parse, few)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = microseconds(peer, few)
    except (ValueError, AttributeError):
        return "python-edtf cannot read it"
    return f"python-edtf {theirs:8.0f} µs, {theirs / ours:6.0f} times as long"


def main() -> None:
    """Print the time for each kind of text, cached reading, words, and many texts."""
    gc.disable()
    peer = _peer()
    for kind, texts in KINDS.items():
        own = microseconds(parse, texts)
        print(f"{kind:20} {own:7.2f} µs   {_compared(peer, texts)}")
    print(f"{'day, and its words':20} {microseconds(_said, KINDS['day']):7.2f} µs")
    same = ["2025-12-04"] * MANY
    print(f"{'cached':20} {microseconds(parse, same):7.3f} µs")
    many = [text for texts in KINDS.values() for text in texts]
    assert len(set(many)) == len(many)
    seconds = microseconds(parse, many) * MANY / 1e6
    print(f"{'100,000 of all kinds':20} {seconds:7.2f} s")


def _said(text: str) -> str:
    return words(parse(text))


if __name__ == "__main__":
    main()
